package org.dinotwins.eval.classification;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import java.util.Arrays;
import org.dinotwins.tensor.ComputationException;
import org.dinotwins.tensor.TorchScript;
import org.dinotwins.tensor.device.ComputeDevice;
import org.dinotwins.tensor.device.DevicePreference;

/**
 * L2-regularised logistic regression, solved to its unique optimum: {@code ||W||² / 2 + C * sum of losses}, without a
 * penalty on the bias. Pictures with one class use the softmax form, pictures with several one sigmoid per class. C is
 * chosen on a random held-out fifth of the examples; nothing else is random, and there is no learning rate.
 *
 * <p>Features are centred while solving. This changes only the bias, so the optimum is that of the original features.
 */
public final class LogisticRegression {
    /** Values of C to try, from strong to weak regularisation. */
    static final double[] STRENGTHS = {0.001, 0.01, 0.1, 1, 10, 100};

    private static final double DEFAULT_STRENGTH = 1;
    private static final double HELD_OUT = 0.2;
    private static final int MOST_STEPS = 500;
    /** Gradient norm, relative to its first value, at which the optimum counts as reached. */
    private static final double TOLERANCE = 1e-6;

    private LogisticRegression() {}

    private interface Arithmetic extends TorchScript {
        NDArray lossAndGradient(NDManager scope, NDArray x, NDArray y, NDArray weight, NDArray bias, boolean several);
    }

    /**
     * @param classifier the optimum for all examples
     * @param strength   chosen value of C
     */
    public record Fit(LinearClassifier classifier, double strength) {}

    /** Chooses C on a held-out part drawn with the seed, then solves for all examples. */
    public static Fit fit(LabelledFeatures examples, long seed, DevicePreference device, Runnable pause)
            throws ComputationException {
        LabelledFeatures.Division parts = examples.holdOut(HELD_OUT, seed);
        double chosen = DEFAULT_STRENGTH;
        if (!parts.held().isEmpty()) {
            LabelledFeatures learn = examples.rows(parts.learn());
            LabelledFeatures held = examples.rows(parts.held());
            double bestScore = Double.NEGATIVE_INFINITY;
            double bestLoss = Double.POSITIVE_INFINITY;
            for (double strength : STRENGTHS) {
                LinearClassifier tried = solve(learn, strength, device, pause);
                double score = held.score(tried);
                double loss = held.loss(tried);
                if (score > bestScore || score == bestScore && loss < bestLoss) {
                    bestScore = score;
                    bestLoss = loss;
                    chosen = strength;
                }
            }
        }
        return new Fit(solve(examples, chosen, device, pause), chosen);
    }

    /** The optimum for one C. */
    public static LinearClassifier solve(
            LabelledFeatures examples, double strength, DevicePreference device, Runnable pause)
            throws ComputationException {
        if (!(strength > 0 && strength < Double.POSITIVE_INFINITY)) {
            throw new IllegalArgumentException("C is " + strength);
        }
        int d = examples.width();
        int c = examples.classes();
        double[] mean = mean(examples.features());
        try (NDManager owner =
                        NDManager.newBaseManager(ComputeDevice.choose(device).device());
                Arithmetic arithmetic = TorchScript.load(owner, Arithmetic.class, "logistic_regression.py")) {
            NDArray x = centred(owner, examples.features(), mean);
            NDArray y = wide(owner, examples.targets());
            double[] solution = Lbfgs.minimise(new double[d * c + c], MOST_STEPS, TOLERANCE, (at, gradient) -> {
                pause.run();
                try (NDManager scope = owner.newSubManager()) {
                    NDArray w = scope.create(Arrays.copyOf(at, d * c), new Shape(d, c));
                    NDArray bias = scope.create(Arrays.copyOfRange(at, d * c, at.length), new Shape(c));
                    double[] found = arithmetic
                            .lossAndGradient(scope, x, y, w, bias, examples.several())
                            .toDoubleArray();
                    double value = strength * found[0];
                    for (int i = 0; i < at.length; i++) {
                        gradient[i] = strength * found[1 + i];
                        if (i < d * c) {
                            gradient[i] += at[i];
                            value += at[i] * at[i] / 2;
                        }
                    }
                    return value;
                }
            });
            return classifier(solution, mean, d, c);
        }
    }

    private static LinearClassifier classifier(double[] solution, double[] mean, int d, int c) {
        double[][] weights = new double[c][d];
        double[] bias = new double[c];
        for (int k = 0; k < c; k++) {
            bias[k] = solution[d * c + k];
            for (int j = 0; j < d; j++) {
                weights[k][j] = solution[j * c + k];
                bias[k] -= weights[k][j] * mean[j];
            }
        }
        return new LinearClassifier(weights, bias);
    }

    private static double[] mean(float[][] features) {
        double[] mean = new double[features[0].length];
        for (float[] feature : features) {
            for (int j = 0; j < mean.length; j++) {
                mean[j] += feature[j] / (double) features.length;
            }
        }
        return mean;
    }

    private static NDArray centred(NDManager owner, float[][] features, double[] mean) {
        double[] flat = new double[Math.multiplyExact(features.length, mean.length)];
        for (int i = 0; i < features.length; i++) {
            for (int j = 0; j < mean.length; j++) {
                flat[i * mean.length + j] = features[i][j] - mean[j];
            }
        }
        return owner.create(flat, new Shape(features.length, mean.length));
    }

    private static NDArray wide(NDManager owner, float[][] rows) {
        try (NDArray narrow = LinearProbe.matrix(owner, rows)) {
            return narrow.toType(DataType.FLOAT64, true);
        }
    }
}
