package org.dinotwins.eval.classification;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import org.dinotwins.tensor.ComputationException;
import org.dinotwins.tensor.TorchScript;
import org.dinotwins.tensor.device.ComputeDevice;
import org.dinotwins.tensor.device.DevicePreference;

/**
 * A linear layer trained from scratch on frozen features, as in the public DINO code ({@code eval_linear.py}): SGD with
 * momentum 0.9, no weight decay, and a learning rate scaled with the batch that decreases along a cosine per epoch. The
 * learning rate is chosen on a held-out fifth of the examples, then all of them are used. The same seed gives the same
 * classifier on the same machine.
 */
public final class LinearProbe {
    /** Epochs: passes over the examples, as in the public DINO code. */
    public static final int EPOCHS = 100;
    /** Learning rates to try, for a batch of 256. */
    static final double[] RATES = {0.0003, 0.001, 0.003, 0.01, 0.03, 0.1, 0.3, 1};
    /** Learning rate if there are too few examples to hold some out. */
    private static final double DEFAULT_RATE = 0.01;

    private static final int BATCH = 128;
    private static final double RATE_BATCH = 256;
    private static final double HELD_OUT = 0.2;
    /** Standard deviation of the initial weights in the public DINO code. */
    private static final double FIRST_DEVIATION = 0.01;

    private LinearProbe() {}

    private interface Arithmetic extends TorchScript {
        void epoch(
                NDArray x,
                NDArray y,
                NDArray order,
                NDArray weight,
                NDArray bias,
                NDArray weightMomentum,
                NDArray biasMomentum,
                NDArray rates,
                int batch,
                boolean several);
    }

    /**
     * @param classifier classifier fitted to all examples
     * @param rate       chosen learning rate, for a batch of 256
     */
    public record Fit(LinearClassifier classifier, double rate) {}

    /**
     * Trains a classifier.
     *
     * @param examples features and their classes
     * @param epochs   epochs over the examples, at least 1
     * @param seed     random seed for initial weights, order and the held-out part
     * @param pause    called before each epoch; may throw to stop early
     */
    public static Fit fit(LabelledFeatures examples, int epochs, long seed, DevicePreference device, Runnable pause)
            throws ComputationException {
        try (NDManager owner =
                        NDManager.newBaseManager(ComputeDevice.choose(device).device());
                Arithmetic arithmetic = TorchScript.load(owner, Arithmetic.class, "linear_probe.py")) {
            LabelledFeatures.Division parts = examples.holdOut(HELD_OUT, seed);
            double rate = DEFAULT_RATE;
            if (!parts.held().isEmpty()) {
                LabelledFeatures held = examples.rows(parts.held());
                rate = RATES[
                        best(learn(owner, arithmetic, examples.rows(parts.learn()), RATES, epochs, seed, pause), held)];
            }
            return new Fit(
                    learn(owner, arithmetic, examples, new double[] {rate}, epochs, seed, pause)
                            .get(0),
                    rate);
        }
    }

    private static int best(List<LinearClassifier> all, LabelledFeatures held) {
        double[] scores = all.stream().mapToDouble(held::score).toArray();
        double[] losses = all.stream().mapToDouble(held::loss).toArray();
        int best = 0;
        for (int i = 1; i < scores.length; i++) {
            if (scores[i] > scores[best] || scores[i] == scores[best] && losses[i] < losses[best]) {
                best = i;
            }
        }
        return best;
    }

    /** One classifier per learning rate; all see the same pictures in the same order. */
    private static List<LinearClassifier> learn(
            NDManager owner,
            Arithmetic arithmetic,
            LabelledFeatures examples,
            double[] rates,
            int epochs,
            long seed,
            Runnable pause) {
        int r = rates.length;
        int d = examples.width();
        int c = examples.classes();
        SplittableRandom random = new SplittableRandom(seed);
        float batch = Math.min(BATCH, examples.size());
        float[] first = new float[d * c];
        for (int i = 0; i < first.length; i++) {
            first[i] = (float) (random.nextGaussian() * FIRST_DEVIATION);
        }
        try (NDManager scope = owner.newSubManager()) {
            NDArray x = matrix(scope, examples.features());
            NDArray y = matrix(scope, examples.targets());
            NDArray w = scope.create(repeated(first, r), new Shape(r, d, c));
            NDArray bias = scope.zeros(new Shape(r, 1, c));
            NDArray vw = scope.zeros(new Shape(r, d, c));
            NDArray vb = scope.zeros(new Shape(r, 1, c));
            for (int epoch = 0; epoch < epochs; epoch++) {
                pause.run();
                double cosine = 0.5 * (1 + Math.cos(Math.PI * epoch / epochs));
                float[] now = new float[r];
                for (int i = 0; i < r; i++) {
                    now[i] = (float) (rates[i] * batch / RATE_BATCH * cosine);
                }
                long[] order = Arrays.stream(LabelledFeatures.shuffled(examples.size(), random))
                        .asLongStream()
                        .toArray();
                try (NDArray rows = scope.create(order);
                        NDArray steps = scope.create(now, new Shape(r, 1, 1))) {
                    arithmetic.epoch(x, y, rows, w, bias, vw, vb, steps, (int) batch, examples.several());
                }
            }
            return classifiers(w.toFloatArray(), bias.toFloatArray(), r, d, c);
        }
    }

    private static List<LinearClassifier> classifiers(float[] w, float[] bias, int r, int d, int c) {
        List<LinearClassifier> all = new ArrayList<>();
        for (int i = 0; i < r; i++) {
            double[][] weights = new double[c][d];
            double[] offsets = new double[c];
            for (int k = 0; k < c; k++) {
                offsets[k] = bias[i * c + k];
                for (int j = 0; j < d; j++) {
                    weights[k][j] = w[(i * d + j) * c + k];
                }
            }
            all.add(new LinearClassifier(weights, offsets));
        }
        return all;
    }

    private static float[] repeated(float[] values, int times) {
        float[] all = new float[values.length * times];
        for (int i = 0; i < times; i++) {
            System.arraycopy(values, 0, all, i * values.length, values.length);
        }
        return all;
    }

    static NDArray matrix(NDManager scope, float[][] rows) {
        float[] flat = new float[Math.multiplyExact(rows.length, rows[0].length)];
        for (int i = 0; i < rows.length; i++) {
            System.arraycopy(rows[i], 0, flat, i * rows[0].length, rows[0].length);
        }
        return scope.create(flat, new Shape(rows.length, rows[0].length));
    }
}
