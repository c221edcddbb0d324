package org.dinotwins.eval;

import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import org.dinotwins.data.DataException;
import org.dinotwins.data.Picture;
import org.dinotwins.eval.classification.LinearClassifier;
import org.dinotwins.tensor.ComputationException;
import org.dinotwins.tensor.device.DevicePreference;
import org.dinotwins.vit.Architecture;
import org.dinotwins.vit.ViTConfig;

/** A network of a run's size trained end to end on labels: the baseline for linear probes on frozen features. */
public final class SupervisedBaseline implements AutoCloseable {
    private final FrozenBackbone backbone;
    private final LinearClassifier head;
    private final int classes;

    private SupervisedBaseline(FrozenBackbone backbone, LinearClassifier head, int classes) {
        this.backbone = backbone;
        this.head = head;
        this.classes = classes;
    }

    /**
     * Trains the network; see {@link Supervised#learn}.
     *
     * @param one     {@code [n][classes]} 1 for each picture's class, 0 elsewhere
     * @param several {@code [n][classes]} 1 for all classes of a picture, 0 elsewhere; or no columns
     */
    public static SupervisedBaseline learn(
            ViTConfig model,
            List<Picture> pictures,
            float[][] one,
            float[][] several,
            int steps,
            long seed,
            DevicePreference device,
            Supervised.Watcher watcher)
            throws ComputationException, DataException {
        Supervised trained = Supervised.learn(model, pictures, one, several, steps, seed, device, watcher);
        double[][] weights = new double[trained.head().length][];
        Arrays.setAll(weights, i -> wide(trained.head()[i]));
        return new SupervisedBaseline(
                FrozenBackbone.of(Architecture.of(model), trained.backbone(), device),
                new LinearClassifier(weights, wide(trained.bias())),
                one[0].length);
    }

    private static double[] wide(float[] values) {
        double[] wide = new double[values.length];
        Arrays.setAll(wide, i -> values[i]);
        return wide;
    }

    /**
     * Scores of the network on pictures.
     *
     * @param one     {@code [n][classes]} scores for one class per picture
     * @param several {@code [n][classes]} scores for several classes per picture; no columns if these were not trained
     */
    // equals and hashCode compare contents.
    @SuppressWarnings("ArrayRecordComponent")
    public record Scores(double[][] one, double[][] several) {
        @Override
        public boolean equals(Object other) {
            return other instanceof Scores that
                    && Arrays.deepEquals(one, that.one)
                    && Arrays.deepEquals(several, that.several);
        }

        @Override
        public int hashCode() {
            return Objects.hash(Arrays.deepHashCode(one), Arrays.deepHashCode(several));
        }
    }

    /** Scores of views {@code [n][3 * size * size]}, as in {@link FrozenBackbone#features(float[][], int)}. */
    public Scores scores(float[][] views, int size) {
        double[][] all = head.scores(backbone.features(views, size));
        return new Scores(
                Arrays.stream(all).map(row -> Arrays.copyOf(row, classes)).toArray(double[][]::new),
                Arrays.stream(all)
                        .map(row -> Arrays.copyOfRange(row, classes, row.length))
                        .toArray(double[][]::new));
    }

    @Override
    public void close() {
        backbone.close();
    }
}
