package org.dinotwins.ablation;

import java.util.function.ToDoubleFunction;
import org.dinotwins.measure.outcome.Outcome.Network;
import org.dinotwins.run.Evaluation;
import org.dinotwins.run.Evaluation.Scores;

/** A score to compare runs by; higher is better for all of them. */
public enum Score {
    KNN(
            "kNN top-1",
            "kNN",
            "knn_top1",
            true,
            Scores::knn_top1,
            e -> e.majority().top1()),
    PROBE("Linear probe top-1", "Probe", "probe_top1", Network.TRAINED, Network.RANDOM, Network.MAJORITY),
    JACCARD(
            "Jaccard, mean head",
            "Mean head",
            "jaccard",
            true,
            Scores::jaccard,
            e -> e.guess().jaccard_centre()),
    JACCARD_BEST(
            "Jaccard, best head",
            "Best head",
            "jaccard_best",
            true,
            Scores::jaccard_best,
            e -> e.guess().jaccard_centre()),
    JACCARD_MAP(
            "Jaccard, mean map",
            "Mean map",
            "jaccard_map",
            true,
            Scores::jaccard_map,
            e -> e.guess().jaccard_centre()),
    ON_OBJECTS(
            "Attention on objects",
            "On objects",
            "on_objects",
            true,
            Scores::on_objects,
            e -> e.guess().jaccard_full()),
    RANK("RankMe", "RankMe", "rankme", false, Scores::rankme, e -> Double.NaN);

    private final String words;
    private final String brief;
    private final String key;
    private final boolean share;
    private final ToDoubleFunction<CellScores> trained;
    private final ToDoubleFunction<CellScores> untrained;
    private final ToDoubleFunction<CellScores> guess;

    Score(
            String words,
            String brief,
            String key,
            boolean share,
            ToDoubleFunction<Scores> reader,
            ToDoubleFunction<Evaluation> guess) {
        this.words = words;
        this.brief = brief;
        this.key = key;
        this.share = share;
        this.trained = scores -> reader.applyAsDouble(scores.evaluation().trained());
        this.untrained = scores -> reader.applyAsDouble(scores.evaluation().random());
        this.guess = scores -> guess.applyAsDouble(scores.evaluation());
    }

    Score(String words, String brief, String key, Network trained, Network untrained, Network guess) {
        this.words = words;
        this.brief = brief;
        this.key = key;
        this.share = true;
        this.trained = scores -> scores.probe(trained);
        this.untrained = scores -> scores.probe(untrained);
        this.guess = scores -> scores.probe(guess);
    }

    /** Name for the user. */
    public String words() {
        return words;
    }

    /** Short name for the user. */
    public String brief() {
        return brief;
    }

    /** Column name in CSV files. */
    public String key() {
        return key;
    }

    /** True for fractions in 0..1, which are displayed in per cent. */
    public boolean share() {
        return share;
    }

    /** Score of the trained network; NaN if not measured. */
    public double of(CellScores scores) {
        return trained.applyAsDouble(scores);
    }

    /** Score of the same network before training. */
    public double untrained(CellScores scores) {
        return untrained.applyAsDouble(scores);
    }

    /** Score of a guess that ignores the pixels; NaN if there is none. */
    public double guess(CellScores scores) {
        return guess.applyAsDouble(scores);
    }
}
