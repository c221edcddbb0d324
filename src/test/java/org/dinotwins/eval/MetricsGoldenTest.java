package org.dinotwins.eval;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.io.IOException;
import java.util.Arrays;
import java.util.List;
import org.dinotwins.GoldenFile;
import org.dinotwins.eval.classification.Classification;
import org.dinotwins.eval.classification.Knn;
import org.dinotwins.eval.representation.LinearCka;
import org.junit.jupiter.api.Test;

/** kNN votes and linear CKA against reference values computed in float64. */
class MetricsGoldenTest {
    private static final double TOLERANCE = 1e-5;
    private static final String VOTES = "votes.";

    @Test
    void votesAndAccuracyOfNeighbours() throws Exception {
        GoldenFile golden = GoldenFile.open("metrics");
        int classes = golden.settings("config").get("classes").getAsInt();
        assertThat(golden.settings("config").get("temperature").getAsDouble()).isEqualTo(Knn.TEMPERATURE);
        Knn knn = new Knn(rows(golden, "train"), labels(golden, "train_labels"), classes);
        float[][] queries = rows(golden, "test");
        int[] truth = labels(golden, "test_labels");
        int[] asked = golden.content().tensors().keySet().stream()
                .filter(name -> name.startsWith(VOTES))
                .mapToInt(name -> Integer.parseInt(name.substring(VOTES.length())))
                .toArray();
        assertThat(asked).isNotEmpty();

        List<Classification> accuracies = knn.classify(queries, truth, asked);

        for (int i = 0; i < asked.length; i++) {
            double[] expected = golden.doubles(VOTES + asked[i]);
            float[] actual = new float[expected.length];
            for (int q = 0; q < queries.length; q++) {
                double[] votes = knn.votes(queries[q], asked[i]);
                for (int c = 0; c < classes; c++) {
                    actual[q * classes + c] = (float) votes[c];
                }
            }
            assertThat(GoldenFile.relative(actual, expected)).isLessThan(TOLERANCE);
            assertThat(accuracies.get(i).top1()).isCloseTo(golden.doubles("top1." + asked[i])[0], within(1e-9));
        }
    }

    @Test
    void linearCka() throws Exception {
        GoldenFile golden = GoldenFile.open("metrics");
        double expected = golden.doubles("linear_cka")[0];
        assertThat(LinearCka.of(rows(golden, "x"), rows(golden, "y")))
                .isCloseTo(expected, within(TOLERANCE * expected));
    }

    private static float[][] rows(GoldenFile golden, String name) throws IOException {
        float[] flat = golden.content().get(name).floats();
        int n = Math.toIntExact(golden.shape(name)[0]);
        int d = flat.length / n;
        float[][] rows = new float[n][];
        Arrays.setAll(rows, i -> Arrays.copyOfRange(flat, i * d, (i + 1) * d));
        return rows;
    }

    private static int[] labels(GoldenFile golden, String name) throws IOException {
        return Arrays.stream(golden.doubles(name)).mapToInt(v -> (int) v).toArray();
    }
}
