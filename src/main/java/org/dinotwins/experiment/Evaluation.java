package org.dinotwins.experiment;

/**
 * What a run's teacher has learnt, beside the same network at random initialisation and a majority guess. Shares in
 * 0..1; NaN where the set has no labels or no masks.
 */
public record Evaluation(Scores trained, Scores random, Majority majority) {
    /**
     * @param knn_top1     top-1 accuracy of a weighted kNN on CLS features
     * @param jaccard      mean Jaccard index of attention masks with the objects' masks, mean of heads
     * @param jaccard_best likewise with the best head of each picture
     */
    public record Scores(double knn_top1, double jaccard, double jaccard_best) {
    }

    /** @param top1 share of the commonest class in the validation split */
    public record Majority(double top1) {
    }
}
