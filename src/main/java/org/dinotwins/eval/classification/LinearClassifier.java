package org.dinotwins.eval.classification;

import java.util.Arrays;
import java.util.Objects;

/**
 * A linear layer over features.
 *
 * @param weights {@code [classes][dim]}
 * @param bias    {@code [classes]}
 */
// equals and hashCode compare contents.
@SuppressWarnings("ArrayRecordComponent")
public record LinearClassifier(double[][] weights, double[] bias) {
    public LinearClassifier {
        if (weights.length != bias.length) {
            throw new IllegalArgumentException(weights.length + " classes with " + bias.length + " biases");
        }
    }

    /** Scores of many features, {@code [n][classes]}; a higher score means a likelier class. */
    public double[][] scores(float[][] features) {
        return Arrays.stream(features).parallel().map(this::scores).toArray(double[][]::new);
    }

    private double[] scores(float[] feature) {
        double[] scores = bias.clone();
        for (int c = 0; c < scores.length; c++) {
            double[] row = weights[c];
            double sum = 0;
            for (int d = 0; d < row.length; d++) {
                sum += row[d] * feature[d];
            }
            scores[c] += sum;
        }
        return scores;
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof LinearClassifier that
                && Arrays.deepEquals(weights, that.weights)
                && Arrays.equals(bias, that.bias);
    }

    @Override
    public int hashCode() {
        return Objects.hash(Arrays.deepHashCode(weights), Arrays.hashCode(bias));
    }
}
