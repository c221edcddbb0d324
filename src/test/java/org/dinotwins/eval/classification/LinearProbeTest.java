package org.dinotwins.eval.classification;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Random;
import org.dinotwins.tensor.device.DevicePreference;
import org.junit.jupiter.api.Test;

/** What the probe learns, and when it stops. */
class LinearProbeTest {
    private static final DevicePreference CPU = DevicePreference.CPU;
    private static final Runnable GO_ON = () -> {};

    @Test
    void separatesClassesAtAnyScaleOfTheFeatures() throws Exception {
        for (double scale : new double[] {0.1, 1, 30}) {
            float[][] features = blobs(90, 3, 8, scale, 1);
            int[] labels = labels(90, 3);
            LinearProbe.Fit fit = LinearProbe.fit(LabelledFeatures.ofOne(features, labels, 3), 40, 0, CPU, GO_ON);
            assertThat(Classification.of(fit.classifier().scores(features), labels)
                            .top1())
                    .as("scale " + scale)
                    .isGreaterThan(0.95);
        }
    }

    @Test
    void theSameSeedGivesTheSameClassifier() throws Exception {
        LabelledFeatures examples = LabelledFeatures.ofOne(blobs(60, 3, 8, 1, 1), labels(60, 3), 3);
        double[] first =
                LinearProbe.fit(examples, 10, 7, CPU, GO_ON).classifier().weights()[1];
        assertThat(LinearProbe.fit(examples, 10, 7, CPU, GO_ON).classifier().weights()[1])
                .containsExactly(first);
        assertThat(LinearProbe.fit(examples, 10, 8, CPU, GO_ON).classifier().weights()[1])
                .isNotEqualTo(first);
    }

    @Test
    void learnsSeveralClassesPerPictureIndependently() throws Exception {
        Random random = new Random(2);
        float[][] features = new float[200][4];
        boolean[][] present = new boolean[200][3];
        for (int i = 0; i < 200; i++) {
            for (int c = 0; c < 3; c++) {
                present[i][c] = random.nextInt(3) == 0;
                features[i][c] = (float) (random.nextGaussian() * 0.3 + (present[i][c] ? 1 : 0));
            }
            features[i][3] = (float) random.nextGaussian();
        }
        LinearClassifier found = LinearProbe.fit(LabelledFeatures.ofSeveral(features, present), 40, 0, CPU, GO_ON)
                .classifier();
        assertThat(AveragePrecision.mean(AveragePrecision.perClass(found.scores(features), present)))
                .isGreaterThan(0.95);
    }

    @Test
    void acceptsAClassWithoutExamples() throws Exception {
        LabelledFeatures examples = LabelledFeatures.ofOne(blobs(20, 2, 4, 1, 1), labels(20, 2), 5);
        LinearProbe.Fit fit = LinearProbe.fit(examples, 20, 0, CPU, GO_ON);
        assertThat(fit.classifier().weights()).hasNumberOfRows(5);
        assertThat(Classification.of(fit.classifier().scores(examples.features()), labels(20, 2))
                        .top1())
                .isGreaterThan(0.9);
    }

    private static int[] labels(int n, int classes) {
        int[] labels = new int[n];
        for (int i = 0; i < n; i++) {
            labels[i] = i % classes;
        }
        return labels;
    }

    /** Gaussian clusters around corners of a cube. */
    private static float[][] blobs(int n, int classes, int width, double scale, double spread) {
        Random random = new Random(9);
        float[][] rows = new float[n][width];
        for (int i = 0; i < n; i++) {
            for (int j = 0; j < width; j++) {
                double centre = j % classes == i % classes ? 3 : 0;
                rows[i][j] = (float) (scale * (centre + spread * random.nextGaussian()));
            }
        }
        return rows;
    }
}
