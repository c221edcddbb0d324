package org.dinotwins.run.evaluation;

import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.ToDoubleFunction;
import org.dinotwins.run.evaluation.Evaluation.Scores;

/** A score of an evaluation with its floors: what the same score is without learning. */
public enum EvaluationScore {
    KNN_TOP1(
            "kNN top-1",
            Scores::knn_top1,
            Map.of(
                    "most frequent class", Floors::commonest_top1,
                    "colour histogram", Floors::histogram_knn_top1,
                    "raw grey pixels", Floors::pixels_knn_top1,
                    "HOG", Floors::hog_knn_top1)),
    KNN_TOP5(
            "kNN top-5",
            Scores::knn_top5,
            Map.of(
                    "most frequent classes", Floors::commonest_top5,
                    "colour histogram", Floors::histogram_knn_top5,
                    "raw grey pixels", Floors::pixels_knn_top5,
                    "HOG", Floors::hog_knn_top5)),
    JACCARD("attention Jaccard, mean head", Scores::jaccard, jaccard(Floors::shuffled_jaccard)),
    JACCARD_BEST("attention Jaccard, best head", Scores::jaccard_best, jaccard(Floors::shuffled_jaccard_best)),
    JACCARD_MAP("attention Jaccard, mean map", Scores::jaccard_map, jaccard(Floors::shuffled_jaccard_map)),
    ON_OBJECTS(
            "attention on objects",
            Scores::on_objects,
            Map.of(
                    "uniform map", Floors::uniform_on_objects,
                    "best centred box", Floors::box_on_objects,
                    "mean training mask", Floors::mean_mask_on_objects,
                    "another picture's masks", Floors::shuffled_on_objects));

    private static final String RANDOM_WEIGHTS = "random weights";

    private final String words;
    private final ToDoubleFunction<Scores> score;
    private final Map<String, ToDoubleFunction<Floors>> floors;

    EvaluationScore(String words, ToDoubleFunction<Scores> score, Map<String, ToDoubleFunction<Floors>> floors) {
        this.words = words;
        this.score = score;
        this.floors = floors;
    }

    private static Map<String, ToDoubleFunction<Floors>> jaccard(ToDoubleFunction<Floors> shuffled) {
        return Map.of(
                "whole picture", Floors::whole_jaccard,
                "best centred box", Floors::box_jaccard,
                "mean training mask", Floors::mean_mask_jaccard,
                "another picture's masks", shuffled);
    }

    /**
     * The value of a score without learning.
     *
     * @param words the method that reaches it, for the user
     * @param value 0..1
     */
    public record Floor(String words, double value) {
        /** Whether a score is above this floor. */
        public boolean isBeatenBy(double score) {
            return score > value;
        }
    }

    /** Name for the user. */
    public String words() {
        return words;
    }

    /** The score of a network, 0..1; NaN if not measured. */
    public double of(Scores scores) {
        return score.applyAsDouble(scores);
    }

    /** The highest floor, random weights included; empty if nothing was measured. */
    public Optional<Floor> floor(Evaluation evaluation) {
        Map<String, Double> values = new LinkedHashMap<>();
        values.put(RANDOM_WEIGHTS, of(evaluation.random()));
        floors.forEach((name, value) -> values.put(name, value.applyAsDouble(evaluation.floors())));
        return values.entrySet().stream()
                .filter(floor -> !Double.isNaN(floor.getValue()))
                .map(floor -> new Floor(floor.getKey(), floor.getValue()))
                .max(Comparator.comparingDouble(Floor::value).thenComparing(Floor::words));
    }
}
