package org.dinotwins.eval.classification;

import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.stream.IntStream;

/**
 * A weighted k-nearest-neighbour classifier on frozen features, as in the public DINO code ({@code eval_knn.py}):
 * features are scaled to length 1, and each of the k neighbours of highest cosine adds {@code exp(cosine / 0.07)} to
 * its class. Uses host memory only. Thread-safe.
 *
 * <p>Ties: of equally similar neighbours the earlier one in the bank counts as nearer; of classes with equal votes the
 * lower index wins. A class without votes is never predicted.
 */
public final class Knn {
    /** Temperature of the votes in the public DINO code. */
    public static final double TEMPERATURE = 0.07;

    private static final int TOP = 5;
    /** Number of neighbours compared at once; this many floats stay in the fastest cache. */
    private static final int TILE = 2048;

    private final float[] bank;
    private final int[] labels;
    private final int dim;
    private final int classes;

    /**
     * @param bank    {@code [n][dim]} features of the labelled pictures, finite; may be empty
     * @param labels  {@code [n]} classes, 0..classes-1
     * @param classes number of classes
     */
    public Knn(float[][] bank, int[] labels, int classes) {
        if (bank.length != labels.length) {
            throw new IllegalArgumentException(bank.length + " features with " + labels.length + " labels");
        }
        for (int label : labels) {
            if (label < 0 || label >= classes) {
                throw new IllegalArgumentException("label " + label + " of " + classes + " classes");
            }
        }
        this.labels = labels.clone();
        this.classes = classes;
        this.dim = bank.length == 0 ? 0 : bank[0].length;
        // Feature by feature instead of picture by picture: the inner loop then runs over neighbours, and the JVM
        // vectorises it.
        this.bank = new float[Math.multiplyExact(dim, bank.length)];
        for (int i = 0; i < bank.length; i++) {
            float[] unit = unit(bank[i]);
            for (int d = 0; d < dim; d++) {
                this.bank[d * bank.length + i] = unit[d];
            }
        }
    }

    /**
     * Votes for each class.
     *
     * @param query {@code [dim]}
     * @param k     number of neighbours, at least 1; all if the bank has fewer
     * @return {@code [classes]}
     */
    public double[] votes(float[] query, int k) {
        return votes(neighbours(query, k), k);
    }

    /**
     * Classifies queries, once per number of neighbours. With an empty bank nothing is classified and both accuracies
     * are NaN.
     *
     * @param queries    {@code [m][dim]}
     * @param truth      {@code [m]} classes
     * @param neighbours numbers of neighbours, at least 1 each
     * @return one classification per number of neighbours, in their order
     */
    public List<Classification> classify(float[][] queries, int[] truth, int... neighbours) {
        if (queries.length == 0 || labels.length == 0) {
            Classification none = new Classification(classes, new int[0], new int[0], Double.NaN, Double.NaN);
            return Collections.nCopies(neighbours.length, none);
        }
        int most = Arrays.stream(neighbours).max().orElseThrow();
        int[][] ranks = new int[neighbours.length][queries.length];
        int[][] predicted = new int[neighbours.length][queries.length];
        IntStream.range(0, queries.length).parallel().forEach(q -> {
            Neighbour[] near = neighbours(queries[q], most);
            for (int i = 0; i < neighbours.length; i++) {
                double[] votes = votes(near, neighbours[i]);
                ranks[i][q] = rank(votes, truth[q]);
                predicted[i][q] = mostVoted(votes);
            }
        });
        return IntStream.range(0, neighbours.length)
                .mapToObj(i -> new Classification(
                        classes, truth.clone(), predicted[i], shareWithin(1, ranks[i]), shareWithin(TOP, ranks[i])))
                .toList();
    }

    private record Neighbour(int index, float similarity) implements Comparable<Neighbour> {
        @Override
        public int compareTo(Neighbour other) {
            int nearer = Float.compare(other.similarity, similarity);
            return nearer != 0 ? nearer : Integer.compare(index, other.index);
        }
    }

    private Neighbour[] neighbours(float[] query, int k) {
        if (k < 1 || labels.length > 0 && query.length != dim) {
            throw new IllegalArgumentException(k + " neighbours of a feature of width " + query.length);
        }
        float[] similarity = similarities(unit(query));
        int count = Math.min(k, similarity.length);
        // Find the k-th largest value first, so that only a few neighbours are sorted.
        float[] sorted = similarity.clone();
        Arrays.sort(sorted);
        float least = count == 0 ? 0 : sorted[sorted.length - count];
        return IntStream.range(0, similarity.length)
                .filter(i -> similarity[i] >= least)
                .mapToObj(i -> new Neighbour(i, similarity[i]))
                .sorted()
                .limit(count)
                .toArray(Neighbour[]::new);
    }

    private float[] similarities(float[] unit) {
        int n = labels.length;
        float[] sums = new float[n];
        for (int from = 0; from < n; from += TILE) {
            int to = Math.min(n, from + TILE);
            for (int d = 0; d < dim; d++) {
                float factor = unit[d];
                int row = d * n;
                for (int i = from; i < to; i++) {
                    sums[i] += factor * bank[row + i];
                }
            }
        }
        return sums;
    }

    private double[] votes(Neighbour[] near, int k) {
        double[] votes = new double[classes];
        for (int i = 0; i < Math.min(k, near.length); i++) {
            votes[labels[near[i].index()]] += Math.exp(near[i].similarity() / TEMPERATURE);
        }
        return votes;
    }

    /**
     * 1 for the class with most votes, one more for each class before it; the largest integer for a class without
     * votes.
     */
    private static int rank(double[] votes, int truth) {
        if (votes[truth] == 0) {
            return Integer.MAX_VALUE;
        }
        int rank = 1;
        for (int c = 0; c < votes.length; c++) {
            if (votes[c] > votes[truth] || votes[c] == votes[truth] && c < truth) {
                rank++;
            }
        }
        return rank;
    }

    private static int mostVoted(double[] votes) {
        int best = 0;
        for (int c = 1; c < votes.length; c++) {
            best = votes[c] > votes[best] ? c : best;
        }
        return best;
    }

    private static double shareWithin(int most, int[] ranks) {
        return Arrays.stream(ranks).filter(rank -> rank <= most).count() / (double) ranks.length;
    }

    private static float[] unit(float[] feature) {
        double square = 0;
        for (float value : feature) {
            square += (double) value * value;
        }
        if (!Double.isFinite(square)) {
            throw new IllegalArgumentException("a feature is not finite");
        }
        double norm = Math.sqrt(square);
        float[] unit = new float[feature.length];
        for (int d = 0; d < unit.length && norm > 0; d++) {
            unit[d] = (float) (feature[d] / norm);
        }
        return unit;
    }
}
