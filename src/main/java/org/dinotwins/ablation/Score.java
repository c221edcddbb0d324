package org.dinotwins.ablation;

import java.util.function.ToDoubleFunction;
import org.dinotwins.measure.outcome.Outcome.Network;
import org.dinotwins.run.Evaluation;
import org.dinotwins.run.Evaluation.Scores;

/** What runs are compared by; more is better for all of them. */
public enum Score {
    KNN("kNN top-1", "kNN", "knn_top1", true, Scores::knn_top1, e -> e.majority().top1()),
    PROBE("Linear probe top-1", "Probe", "probe_top1", Network.TRAINED, Network.RANDOM, Network.MAJORITY),
    JACCARD("Jaccard, mean head", "Mean head", "jaccard", true, Scores::jaccard, e -> e.guess().jaccard_centre()),
    JACCARD_BEST("Jaccard, best head", "Best head", "jaccard_best", true, Scores::jaccard_best, e -> e.guess().jaccard_centre()),
    JACCARD_MAP("Jaccard, mean map", "Mean map", "jaccard_map", true, Scores::jaccard_map, e -> e.guess().jaccard_centre()),
    ON_OBJECTS("Attention on objects", "On objects", "on_objects", true, Scores::on_objects, e -> e.guess().jaccard_full()),
    RANK("RankMe", "RankMe", "rankme", false, Scores::rankme, e -> Double.NaN);

    private final String words;
    private final String brief;
    private final String key;
    private final boolean share;
    private final ToDoubleFunction<CellScores> trained;
    private final ToDoubleFunction<CellScores> untrained;
    private final ToDoubleFunction<CellScores> guess;

    Score(String words, String brief, String key, boolean share, ToDoubleFunction<Scores> reader,
          ToDoubleFunction<Evaluation> guess) {
        this.words = words;
        this.brief = brief;
        this.key = key;
        this.share = share;
        this.trained = reached -> reader.applyAsDouble(reached.evaluation().trained());
        this.untrained = reached -> reader.applyAsDouble(reached.evaluation().random());
        this.guess = reached -> guess.applyAsDouble(reached.evaluation());
    }

    Score(String words, String brief, String key, Network trained, Network untrained, Network guess) {
        this.words = words;
        this.brief = brief;
        this.key = key;
        this.share = true;
        this.trained = reached -> reached.probe(trained);
        this.untrained = reached -> reached.probe(untrained);
        this.guess = reached -> reached.probe(guess);
    }

    /** For people. */
    public String words() {
        return words;
    }

    /** For people, where room is short. */
    public String brief() {
        return brief;
    }

    /** For a CSV file's head. */
    public String key() {
        return key;
    }

    /** True for shares in 0..1, which people read in percent. */
    public boolean share() {
        return share;
    }

    /** What the trained network reached; NaN where it was not measured. */
    public double of(CellScores reached) {
        return trained.applyAsDouble(reached);
    }

    /** What the same network reached before training. */
    public double untrained(CellScores reached) {
        return untrained.applyAsDouble(reached);
    }

    /** What a guess reaches that looks at no pixel; NaN where there is none. */
    public double guess(CellScores reached) {
        return guess.applyAsDouble(reached);
    }
}
