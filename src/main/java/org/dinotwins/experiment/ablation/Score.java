package org.dinotwins.experiment.ablation;

import java.util.function.ToDoubleFunction;
import org.dinotwins.experiment.Evaluation;
import org.dinotwins.experiment.Evaluation.Scores;

/** What runs are compared by; more is better for all of them. */
public enum Score {
    KNN("kNN top-1", "knn_top1", true, Scores::knn_top1, e -> e.majority().top1()),
    KNN_TOP5("kNN top-5", "knn_top5", true, Scores::knn_top5, e -> Double.NaN),
    JACCARD("Jaccard, mean head", "jaccard", true, Scores::jaccard, e -> e.guess().jaccard_centre()),
    JACCARD_BEST("Jaccard, best head", "jaccard_best", true, Scores::jaccard_best, e -> e.guess().jaccard_centre()),
    RANK("RankMe", "rankme", false, Scores::rankme, e -> Double.NaN);

    private final String words;
    private final String key;
    private final boolean share;
    private final ToDoubleFunction<Scores> reader;
    private final ToDoubleFunction<Evaluation> guess;

    Score(String words, String key, boolean share, ToDoubleFunction<Scores> reader, ToDoubleFunction<Evaluation> guess) {
        this.words = words;
        this.key = key;
        this.share = share;
        this.reader = reader;
        this.guess = guess;
    }

    /** For people. */
    public String words() {
        return words;
    }

    /** For a CSV file's head: as in {@code evaluation.json}. */
    public String key() {
        return key;
    }

    /** True for shares in 0..1, which people read in percent. */
    public boolean share() {
        return share;
    }

    /** What the trained network reached; NaN where it was not measured. */
    public double of(Evaluation evaluation) {
        return reader.applyAsDouble(evaluation.trained());
    }

    /** What the same network reached before training. */
    public double untrained(Evaluation evaluation) {
        return reader.applyAsDouble(evaluation.random());
    }

    /** What a guess reaches that looks at no pixel; NaN where there is none. */
    public double guess(Evaluation evaluation) {
        return guess.applyAsDouble(evaluation);
    }
}
