package org.dinotwins.eval.classification;

import java.util.Arrays;
import java.util.Objects;
import java.util.stream.IntStream;

/**
 * Predictions for pictures that have one class each. Of equal scores the lower class wins.
 *
 * @param classes   number of classes
 * @param truth     {@code [n]} true classes
 * @param predicted {@code [n]} classes with the highest score
 * @param top1      fraction of pictures whose class has the highest score, 0..1; NaN without pictures
 * @param top5      fraction of pictures whose class is among the five highest scores; NaN without pictures
 */
// equals and hashCode compare contents.
@SuppressWarnings("ArrayRecordComponent")
public record Classification(int classes, int[] truth, int[] predicted, double top1, double top5) {
    private static final int FIVE = 5;

    /**
     * @param scores {@code [n][classes]}
     * @param truth  {@code [n]} classes
     */
    public static Classification of(double[][] scores, int[] truth) {
        if (scores.length != truth.length) {
            throw new IllegalArgumentException(scores.length + " pictures with " + truth.length + " labels");
        }
        int n = truth.length;
        int[] predicted = new int[n];
        int first = 0;
        int five = 0;
        for (int i = 0; i < n; i++) {
            predicted[i] = best(scores[i]);
            int rank = rank(scores[i], truth[i]);
            first += rank == 0 ? 1 : 0;
            five += rank < FIVE ? 1 : 0;
        }
        return new Classification(
                n == 0 ? 0 : scores[0].length,
                truth.clone(),
                predicted,
                n == 0 ? Double.NaN : first / (double) n,
                n == 0 ? Double.NaN : five / (double) n);
    }

    private static int best(double[] scores) {
        int best = 0;
        for (int c = 1; c < scores.length; c++) {
            if (scores[c] > scores[best]) {
                best = c;
            }
        }
        return best;
    }

    private static int rank(double[] scores, int truth) {
        int before = 0;
        for (int c = 0; c < scores.length; c++) {
            before += scores[c] > scores[truth] || scores[c] == scores[truth] && c < truth ? 1 : 0;
        }
        return before;
    }

    /** Number of pictures by true class (row) and predicted class (column). */
    public int[][] confusion() {
        int[][] counts = new int[classes][classes];
        for (int i = 0; i < truth.length; i++) {
            counts[truth[i]][predicted[i]]++;
        }
        return counts;
    }

    /** Fraction of a class's pictures that were predicted as such; NaN for a class without pictures. */
    public double recall(int of) {
        return share(truth, of);
    }

    /** Fraction of the pictures predicted as a class that belong to it; NaN without such predictions. */
    public double precision(int of) {
        return share(predicted, of);
    }

    /** Number of pictures of a class. */
    public int count(int of) {
        return (int) Arrays.stream(truth).filter(c -> c == of).count();
    }

    private double share(int[] among, int of) {
        int[] rows =
                IntStream.range(0, among.length).filter(i -> among[i] == of).toArray();
        return Arrays.stream(rows).filter(i -> truth[i] == predicted[i]).count()
                / (rows.length == 0 ? Double.NaN : rows.length);
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Classification that
                && classes == that.classes
                && Arrays.equals(truth, that.truth)
                && Arrays.equals(predicted, that.predicted)
                && Double.compare(top1, that.top1) == 0
                && Double.compare(top5, that.top5) == 0;
    }

    @Override
    public int hashCode() {
        return Objects.hash(classes, Arrays.hashCode(truth), Arrays.hashCode(predicted), top1, top5);
    }
}
