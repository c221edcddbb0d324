package org.dinotwins.eval;

import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import org.dinotwins.data.DataException;
import org.dinotwins.data.Picture;
import org.dinotwins.train.DevicePreference;
import org.dinotwins.train.Supervised;
import org.dinotwins.train.TrainingException;
import org.dinotwins.vit.Architecture;
import org.dinotwins.vit.ViTConfig;

/** The same network trained end to end on the labels of a subset: what a frozen network and a probe are held against. */
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
     * Learns; see {@link Supervised#learn}.
     *
     * @param one     {@code [n][classes]}
     * @param several {@code [n][classes]}, or no columns
     */
    public static SupervisedBaseline learn(ViTConfig model, List<Picture> pictures, float[][] one, float[][] several,
                                           int steps, long seed, DevicePreference device, Supervised.Watcher watcher)
            throws TrainingException, DataException {
        Supervised found = Supervised.learn(model, pictures, one, several, steps, seed, device, watcher);
        double[][] weights = new double[found.head().length][];
        Arrays.setAll(weights, i -> wide(found.head()[i]));
        return new SupervisedBaseline(FrozenBackbone.of(Architecture.of(model), found.backbone(), device),
                new LinearClassifier(weights, wide(found.bias())), one[0].length);
    }

    private static double[] wide(float[] values) {
        double[] wide = new double[values.length];
        Arrays.setAll(wide, i -> values[i]);
        return wide;
    }

    /**
     * What the network says of pictures.
     *
     * @param one     {@code [n][classes]} scores of the one class
     * @param several {@code [n][classes]} scores of several classes; no columns where that was not learnt
     */
    // equals and hashCode compare contents.
    @SuppressWarnings("ArrayRecordComponent")
    public record Scores(double[][] one, double[][] several) {
        @Override
        public boolean equals(Object other) {
            return other instanceof Scores that && Arrays.deepEquals(one, that.one)
                    && Arrays.deepEquals(several, that.several);
        }

        @Override
        public int hashCode() {
            return Objects.hash(Arrays.deepHashCode(one), Arrays.deepHashCode(several));
        }
    }

    /** Scores of views {@code [n][3 * size * size]} as {@link FrozenBackbone#features(float[][], int)} takes them. */
    public Scores scores(float[][] views, int size) {
        double[][] all = head.scores(backbone.features(views, size));
        return new Scores(Arrays.stream(all).map(row -> Arrays.copyOf(row, classes)).toArray(double[][]::new),
                Arrays.stream(all).map(row -> Arrays.copyOfRange(row, classes, row.length)).toArray(double[][]::new));
    }

    @Override
    public void close() {
        backbone.close();
    }
}
