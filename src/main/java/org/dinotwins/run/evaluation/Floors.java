package org.dinotwins.run.evaluation;

/**
 * What an evaluation's figures reach without learning, on the same pictures. Shares in 0..1; NaN, {@code null} in JSON, where
 * the set has no labels or no masks. The three descriptors are classified by the kNN that classifies a network's features.
 *
 * @param commonest_top1         accuracy of always guessing the most frequent class of the training pictures
 * @param commonest_top5         accuracy of always guessing its five most frequent classes
 * @param histogram_knn_top1     kNN on colour histograms, 20 neighbours
 * @param histogram_knn_top5     the same, true class among the five with most votes
 * @param histogram_knn10_top1   the same with 10 neighbours
 * @param pixels_knn_top1        kNN on raw grey pixels, 20 neighbours
 * @param pixels_knn_top5        the same, true class among the five with most votes
 * @param pixels_knn10_top1      the same with 10 neighbours
 * @param hog_knn_top1           kNN on histograms of oriented gradients, 20 neighbours
 * @param hog_knn_top5           the same, true class among the five with most votes
 * @param hog_knn10_top1         the same with 10 neighbours
 * @param box_jaccard            Jaccard index of the centred box that fits the training pictures best
 * @param mean_mask_jaccard      Jaccard index of the level of the mean training mask that fits them best
 * @param whole_jaccard          Jaccard index of the whole picture
 * @param shuffled_jaccard       the trained attention with another picture's masks, mean of heads
 * @param shuffled_jaccard_best  the same, best head of each picture
 * @param shuffled_jaccard_map   the same, from the mean of the heads' maps
 * @param uniform_on_objects     share of objects in the pictures: what uniform attention puts on them
 * @param box_on_objects         share of the box that lies on objects
 * @param mean_mask_on_objects   share of the level of the mean training mask that lies on objects
 * @param shuffled_on_objects    share of the trained attention that lies on another picture's objects
 */
public record Floors(
        double commonest_top1,
        double commonest_top5,
        double histogram_knn_top1,
        double histogram_knn_top5,
        double histogram_knn10_top1,
        double pixels_knn_top1,
        double pixels_knn_top5,
        double pixels_knn10_top1,
        double hog_knn_top1,
        double hog_knn_top5,
        double hog_knn10_top1,
        double box_jaccard,
        double mean_mask_jaccard,
        double whole_jaccard,
        double shuffled_jaccard,
        double shuffled_jaccard_best,
        double shuffled_jaccard_map,
        double uniform_on_objects,
        double box_on_objects,
        double mean_mask_on_objects,
        double shuffled_on_objects) {
    /** No floors: the evaluation was made by a version without them. */
    public static Floors unknown() {
        return new Floors(
                Double.NaN,
                Double.NaN,
                Double.NaN,
                Double.NaN,
                Double.NaN,
                Double.NaN,
                Double.NaN,
                Double.NaN,
                Double.NaN,
                Double.NaN,
                Double.NaN,
                Double.NaN,
                Double.NaN,
                Double.NaN,
                Double.NaN,
                Double.NaN,
                Double.NaN,
                Double.NaN,
                Double.NaN,
                Double.NaN,
                Double.NaN);
    }
}
