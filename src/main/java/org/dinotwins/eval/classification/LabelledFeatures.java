package org.dinotwins.eval.classification;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.SplittableRandom;

/**
 * Features of pictures with their classes, on which a linear classifier is trained.
 *
 * @param features {@code [n][dim]}, finite
 * @param targets  {@code [n][classes]}, 1 for the classes of a picture, 0 for the others
 * @param several  whether a picture may have several classes or none; otherwise it has exactly one
 */
// equals and hashCode compare contents.
@SuppressWarnings("ArrayRecordComponent")
public record LabelledFeatures(float[][] features, float[][] targets, boolean several) {
    public LabelledFeatures {
        if (features.length != targets.length || features.length == 0) {
            throw new IllegalArgumentException(features.length + " features with " + targets.length + " targets");
        }
    }

    /** Pictures with one class each. */
    public static LabelledFeatures ofOne(float[][] features, int[] labels, int classes) {
        float[][] targets = new float[labels.length][classes];
        for (int i = 0; i < labels.length; i++) {
            targets[i][labels[i]] = 1;
        }
        return new LabelledFeatures(features, targets, false);
    }

    /** Pictures with any number of classes each. */
    public static LabelledFeatures ofSeveral(float[][] features, boolean[][] present) {
        float[][] targets = new float[present.length][];
        for (int i = 0; i < present.length; i++) {
            targets[i] = new float[present[i].length];
            for (int c = 0; c < present[i].length; c++) {
                targets[i][c] = present[i][c] ? 1 : 0;
            }
        }
        return new LabelledFeatures(features, targets, true);
    }

    int size() {
        return features.length;
    }

    int width() {
        return features[0].length;
    }

    int classes() {
        return targets[0].length;
    }

    LabelledFeatures rows(List<Integer> rows) {
        return new LabelledFeatures(
                rows.stream().map(i -> features[i]).toArray(float[][]::new),
                rows.stream().map(i -> targets[i]).toArray(float[][]::new),
                several);
    }

    /** Rows to train on and rows held out for model selection; nothing is held out if no class has two pictures. */
    record Division(List<Integer> learn, List<Integer> held) {}

    /**
     * Holds out a fraction of each class (for pictures with several classes, of their first), drawn with the seed: at
     * least one, and never all of a class with two or more pictures.
     */
    Division holdOut(double share, long seed) {
        Map<Integer, List<Integer>> groups = new LinkedHashMap<>();
        for (int i = 0; i < size(); i++) {
            groups.computeIfAbsent(first(targets[i]), c -> new ArrayList<>()).add(i);
        }
        SplittableRandom random = new SplittableRandom(seed);
        List<Integer> learn = new ArrayList<>();
        List<Integer> held = new ArrayList<>();
        for (List<Integer> group : groups.values()) {
            int count = group.size() < 2
                    ? 0
                    : (int) Math.max(1, Math.min(group.size() - 1, Math.round(group.size() * share)));
            int[] order = shuffled(group.size(), random);
            for (int i = 0; i < order.length; i++) {
                (i < count ? held : learn).add(group.get(order[i]));
            }
        }
        return new Division(
                learn.stream().sorted().toList(), held.stream().sorted().toList());
    }

    private static int first(float[] target) {
        for (int c = 0; c < target.length; c++) {
            if (target[c] > 0) {
                return c;
            }
        }
        return -1;
    }

    static int[] shuffled(int n, SplittableRandom random) {
        int[] order = new int[n];
        for (int i = 0; i < n; i++) {
            int other = random.nextInt(i + 1);
            order[i] = order[other];
            order[other] = i;
        }
        return order;
    }

    /** Accuracy of a classifier on these pictures: top-1, or the mean average precision for several classes. */
    double score(LinearClassifier classifier) {
        double[][] scores = classifier.scores(features);
        if (!Arrays.stream(scores).flatMapToDouble(Arrays::stream).allMatch(Double::isFinite)) {
            return Double.NEGATIVE_INFINITY;
        }
        if (several) {
            boolean[][] present = new boolean[size()][classes()];
            for (int i = 0; i < size(); i++) {
                for (int c = 0; c < classes(); c++) {
                    present[i][c] = targets[i][c] > 0;
                }
            }
            return AveragePrecision.mean(AveragePrecision.perClass(scores, present));
        }
        return Classification.of(scores, labels()).top1();
    }

    /** Mean loss of a classifier on these pictures in nats, which decides between equal accuracies. */
    double loss(LinearClassifier classifier) {
        double[][] scores = classifier.scores(features);
        double sum = 0;
        for (int i = 0; i < size(); i++) {
            sum += several ? sigmoidLoss(scores[i], targets[i]) : softmaxLoss(scores[i], targets[i]);
        }
        return sum / size();
    }

    private static double softmaxLoss(double[] scores, float[] target) {
        double most = Arrays.stream(scores).max().orElse(0);
        double sum = 0;
        double hit = 0;
        for (int c = 0; c < scores.length; c++) {
            sum += Math.exp(scores[c] - most);
            hit += target[c] * (scores[c] - most);
        }
        return Math.log(sum) - hit;
    }

    private static double sigmoidLoss(double[] scores, float[] target) {
        double sum = 0;
        for (int c = 0; c < scores.length; c++) {
            double z = target[c] > 0 ? -scores[c] : scores[c];
            sum += Math.max(0, z) + Math.log1p(Math.exp(-Math.abs(z)));
        }
        return sum;
    }

    private int[] labels() {
        return Arrays.stream(targets).mapToInt(LabelledFeatures::first).toArray();
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof LabelledFeatures that
                && Arrays.deepEquals(features, that.features)
                && Arrays.deepEquals(targets, that.targets)
                && several == that.several;
    }

    @Override
    public int hashCode() {
        return Objects.hash(Arrays.deepHashCode(features), Arrays.deepHashCode(targets), several);
    }
}
