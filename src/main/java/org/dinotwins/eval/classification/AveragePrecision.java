package org.dinotwins.eval.classification;

import java.util.Arrays;
import java.util.Comparator;
import java.util.stream.IntStream;

/**
 * Average precision: pictures are sorted by their score for a class, highest first, and the precision at each picture
 * of the class is averaged. Pictures with equal scores form a group, each of whose hits counts with the precision after
 * the whole group; a constant score therefore gives the class's fraction of the pictures.
 */
public final class AveragePrecision {
    private AveragePrecision() {}

    /**
     * @param scores {@code [n]} finite scores of one class
     * @param truth  {@code [n]} whether a picture belongs to the class
     * @return 0..1; NaN if no picture does
     */
    public static double of(double[] scores, boolean[] truth) {
        if (scores.length != truth.length) {
            throw new IllegalArgumentException(scores.length + " scores with " + truth.length + " truths");
        }
        int[] order = IntStream.range(0, scores.length)
                .boxed()
                .sorted(Comparator.comparingDouble((Integer i) -> scores[i]).reversed())
                .mapToInt(i -> i)
                .toArray();
        double sum = 0;
        int hits = 0;
        int from = 0;
        while (from < order.length) {
            int to = from;
            int newHits = 0;
            while (to < order.length && scores[order[to]] == scores[order[from]]) {
                newHits += truth[order[to++]] ? 1 : 0;
            }
            hits += newHits;
            sum += newHits * (hits / (double) to);
            from = to;
        }
        return hits == 0 ? Double.NaN : sum / hits;
    }

    /**
     * Average precision of each class.
     *
     * @param scores {@code [n][classes]}
     * @param truth  {@code [n][classes]}
     * @return {@code [classes]}, NaN for a class that no picture has
     */
    public static double[] perClass(double[][] scores, boolean[][] truth) {
        int classes = truth.length == 0 ? 0 : truth[0].length;
        return IntStream.range(0, classes)
                .parallel()
                .mapToDouble(c -> {
                    double[] column =
                            Arrays.stream(scores).mapToDouble(row -> row[c]).toArray();
                    boolean[] has = new boolean[truth.length];
                    for (int i = 0; i < has.length; i++) {
                        has[i] = truth[i][c];
                    }
                    return of(column, has);
                })
                .toArray();
    }

    /** Mean over the classes that are not NaN; NaN without any. */
    public static double mean(double[] perClass) {
        return Arrays.stream(perClass).filter(v -> !Double.isNaN(v)).average().orElse(Double.NaN);
    }
}
