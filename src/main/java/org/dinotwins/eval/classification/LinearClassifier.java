package org.dinotwins.eval.classification;

import java.util.Arrays;

/**
 * A linear layer over features.
 *
 * @param weights {@code [classes][dim]}
 * @param bias    {@code [classes]}
 */
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
}
