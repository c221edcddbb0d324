package org.dinotwins.ablation;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.ToDoubleFunction;
import org.dinotwins.ablation.CellStatus.State;
import org.dinotwins.config.RunConfig;
import org.dinotwins.objective.Balancing;
import org.dinotwins.objective.ObjectiveConfig;

/**
 * The results of an ablation so far: its runs, and its variants over the seeds.
 *
 * @param axes     names of the axes, as column headers
 * @param runs     all cells in order
 * @param variants combinations of levels in order, including those without a finished run
 */
public record Results(List<String> axes, List<Run> runs, List<Variant> variants) {
    /** Number of points that is still too small for a curve. */
    private static final int FEW = 3;

    public Results {
        axes = List.copyOf(axes);
        runs = List.copyOf(runs);
        variants = List.copyOf(variants);
    }

    /** A cell with its state and its scores; empty before it is done. */
    public record Run(Cell cell, CellStatus status, Optional<CellScores> scores) {
        /** A score; NaN if not measured. */
        public double score(Score score) {
            return scores.map(score::of).orElse(Double.NaN);
        }
    }

    /**
     * The runs that differ only in their seed.
     *
     * @param levels    as in {@link Cell#levels}
     * @param dinoShare target of DINO's share of the gradient or, without one, the fraction of the DINO weight in the sum of
     *                  both loss weights; 0..1
     * @param bySeed    scores of the finished runs
     */
    public record Variant(List<String> levels, double dinoShare, Map<Long, CellScores> bySeed) {
        /** Name for the user. */
        public String name() {
            return String.join(" · ", levels);
        }

        /** Mean and interval of a score over the seeds. */
        public ConfidenceInterval interval(Score score) {
            return interval(score::of);
        }

        /** Mean and interval of any value over the seeds. */
        public ConfidenceInterval interval(ToDoubleFunction<CellScores> figure) {
            return ConfidenceInterval.of(
                    bySeed.values().stream().mapToDouble(figure).toArray());
        }
    }

    /**
     * Difference of two variants, paired by seed, which cancels what both share, such as data order and crops.
     *
     * @param difference mean and 95 % interval of the differences
     * @param pValue     two-sided, not corrected for multiple comparisons; NaN for fewer than two pairs
     */
    public record Paired(
            Variant variant, Variant baseline, Score score, ConfidenceInterval difference, double pValue) {}

    /** Collects the results on disk. */
    public static Results of(AblationFolder folder) {
        List<Run> runs = new ArrayList<>();
        Map<List<String>, Variant> variants = new LinkedHashMap<>();
        for (Cell cell : folder.cells()) {
            CellStatus status = folder.status(cell);
            Optional<CellScores> scores = status.state() == State.DONE ? folder.scores(cell) : Optional.empty();
            runs.add(new Run(cell, status, scores));
            Variant variant = variants.computeIfAbsent(
                    cell.levels(), levels -> new Variant(levels, dinoShare(cell.config()), new TreeMap<>()));
            scores.ifPresent(s -> variant.bySeed().put(cell.seed(), s));
        }
        List<Axis> axes = folder.grid().axes();
        return new Results(
                axes.isEmpty()
                        ? List.of("Configuration")
                        : axes.stream().map(Axis::name).toList(),
                runs,
                List.copyOf(variants.values()));
    }

    private static double dinoShare(RunConfig config) {
        ObjectiveConfig objective = config.objective();
        return objective.balancing() == Balancing.GRADIENT_SHARE
                ? objective.dinoShare()
                : objective.dinoWeight() / (objective.dinoWeight() + objective.barlowWeight());
    }

    /** Compares two variants over the seeds that both have finished. */
    public static Paired paired(Variant variant, Variant baseline, Score score) {
        double[] differences = variant.bySeed().entrySet().stream()
                .filter(entry -> baseline.bySeed().containsKey(entry.getKey()))
                .mapToDouble(entry ->
                        score.of(entry.getValue()) - score.of(baseline.bySeed().get(entry.getKey())))
                .filter(d -> !Double.isNaN(d))
                .toArray();
        return new Paired(
                variant, baseline, score, ConfidenceInterval.of(differences), ConfidenceInterval.pValue(differences));
    }

    /** Compares every other variant with this one. */
    public List<Paired> against(Variant baseline, Score score) {
        return variants.stream()
                .filter(v -> !v.equals(baseline))
                .map(v -> paired(v, baseline, score))
                .toList();
    }

    /** True when all variants have different shares of DINO, and there are enough of them for a curve. */
    public boolean sweepsShares() {
        return variants.size() > FEW
                && variants.stream().mapToDouble(Variant::dinoShare).distinct().count() == variants.size();
    }

    /** Mean of a value over all finished runs, for the untrained network or a guess. */
    public double reference(ToDoubleFunction<CellScores> figure) {
        return ConfidenceInterval.of(runs.stream()
                        .flatMap(run -> run.scores().stream())
                        .mapToDouble(figure)
                        .toArray())
                .mean();
    }
}
