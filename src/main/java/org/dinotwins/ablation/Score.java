package org.dinotwins.ablation;

import java.util.Optional;
import java.util.function.Function;
import java.util.function.ToDoubleFunction;
import org.dinotwins.measure.outcome.Outcome.Network;
import org.dinotwins.run.evaluation.EvaluationScore;
import org.dinotwins.run.evaluation.EvaluationScore.Floor;

/** A score to compare runs by; higher is better for all of them. */
public enum Score {
    KNN("kNN top-1", "kNN", "knn_top1", EvaluationScore.KNN_TOP1),
    PROBE("Linear probe top-1", "Probe", "probe_top1"),
    JACCARD("Jaccard, mean head", "Mean head", "jaccard", EvaluationScore.JACCARD),
    JACCARD_BEST("Jaccard, best head", "Best head", "jaccard_best", EvaluationScore.JACCARD_BEST),
    JACCARD_MAP("Jaccard, mean map", "Mean map", "jaccard_map", EvaluationScore.JACCARD_MAP),
    ON_OBJECTS("Attention on objects", "On objects", "on_objects", EvaluationScore.ON_OBJECTS),
    RANK(
            "RankMe",
            "RankMe",
            "rankme",
            false,
            s -> s.evaluation().trained().rankme(),
            s -> s.evaluation().random().rankme(),
            s -> Optional.empty());

    private final String words;
    private final String brief;
    private final String key;
    private final boolean share;
    private final ToDoubleFunction<CellScores> trained;
    private final ToDoubleFunction<CellScores> untrained;
    private final Function<CellScores, Optional<Floor>> floor;

    Score(
            String words,
            String brief,
            String key,
            boolean share,
            ToDoubleFunction<CellScores> trained,
            ToDoubleFunction<CellScores> untrained,
            Function<CellScores, Optional<Floor>> floor) {
        this.words = words;
        this.brief = brief;
        this.key = key;
        this.share = share;
        this.trained = trained;
        this.untrained = untrained;
        this.floor = floor;
    }

    Score(String words, String brief, String key, EvaluationScore score) {
        this(
                words,
                brief,
                key,
                true,
                s -> score.of(s.evaluation().trained()),
                s -> score.of(s.evaluation().random()),
                s -> score.floor(s.evaluation()));
    }

    /** The linear probe. */
    Score(String words, String brief, String key) {
        this(
                words,
                brief,
                key,
                true,
                s -> s.probe(Network.TRAINED),
                s -> s.probe(Network.RANDOM),
                CellScores::probeFloor);
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

    /** The highest of the scores that need no learning; empty without one. */
    public Optional<Floor> floor(CellScores scores) {
        return floor.apply(scores);
    }
}
