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

/**
 * What an ablation has reached so far: its runs, and its variants over their seeds.
 *
 * @param axes     names of the axes, which head the levels of runs and variants
 * @param runs     all cells in order
 * @param variants combinations of levels in order, those without a finished run too
 */
public record Results(List<String> axes, List<Run> runs, List<Variant> variants) {
    /** Points that make no curve yet. */
    private static final int FEW = 3;

    public Results {
        axes = List.copyOf(axes);
        runs = List.copyOf(runs);
        variants = List.copyOf(variants);
    }

    /** One cell and what it reached; empty before it is done. */
    public record Run(Cell cell, CellStatus status, Optional<CellScores> reached) {
        /** A score; NaN before it is known. */
        public double score(Score score) {
            return reached.map(score::of).orElse(Double.NaN);
        }
    }

    /**
     * The runs that differ only in their seed.
     *
     * @param levels    as in {@link Cell#levels}
     * @param dinoShare share of DINO in the two loss weights, 0..1
     * @param bySeed    what the finished runs reached
     */
    public record Variant(List<String> levels, double dinoShare, Map<Long, CellScores> bySeed) {
        /** For people. */
        public String name() {
            return String.join(" · ", levels);
        }

        /** Mean and interval of a score over the seeds. */
        public Interval interval(Score score) {
            return interval(score::of);
        }

        /** Mean and interval over the seeds of any figure. */
        public Interval interval(ToDoubleFunction<CellScores> figure) {
            return Interval.of(bySeed.values().stream().mapToDouble(figure).toArray());
        }
    }

    /**
     * A variant less another, seed by seed: what both share, such as order and crops, falls out.
     *
     * @param difference mean and 95 % interval of the differences
     * @param chance     two-sided p-value of no difference, not corrected for several comparisons; NaN below two pairs
     */
    public record Paired(Variant variant, Variant baseline, Score score, Interval difference, double chance) {
    }

    /** Collects what is on disk. */
    public static Results of(AblationFolder folder) {
        List<Run> runs = new ArrayList<>();
        Map<List<String>, Variant> variants = new LinkedHashMap<>();
        for (Cell cell : folder.cells()) {
            CellStatus status = folder.status(cell);
            Optional<CellScores> reached = status.state() == State.DONE ? folder.reached(cell) : Optional.empty();
            runs.add(new Run(cell, status, reached));
            Variant variant = variants.computeIfAbsent(cell.levels(),
                    levels -> new Variant(levels, dinoShare(cell.config()), new TreeMap<>()));
            reached.ifPresent(r -> variant.bySeed().put(cell.seed(), r));
        }
        List<Axis> axes = folder.grid().axes();
        return new Results(axes.isEmpty() ? List.of("Configuration") : axes.stream().map(Axis::name).toList(), runs,
                List.copyOf(variants.values()));
    }

    private static double dinoShare(RunConfig config) {
        double dino = config.objective().dinoWeight();
        return dino / (dino + config.objective().barlowWeight());
    }

    /** Compares two variants over the seeds that both have finished. */
    public static Paired paired(Variant variant, Variant baseline, Score score) {
        double[] differences = variant.bySeed().entrySet().stream()
                .filter(entry -> baseline.bySeed().containsKey(entry.getKey()))
                .mapToDouble(entry -> score.of(entry.getValue()) - score.of(baseline.bySeed().get(entry.getKey())))
                .filter(d -> !Double.isNaN(d)).toArray();
        return new Paired(variant, baseline, score, Interval.of(differences), Interval.chance(differences));
    }

    /** Every other variant against this one. */
    public List<Paired> against(Variant baseline, Score score) {
        return variants.stream().filter(v -> !v.equals(baseline)).map(v -> paired(v, baseline, score)).toList();
    }

    /** True when every variant has a weight ratio of its own, and there are enough of them for a curve over it. */
    public boolean sweepsWeights() {
        return variants.size() > FEW
                && variants.stream().mapToDouble(Variant::dinoShare).distinct().count() == variants.size();
    }

    /** Mean of a figure over all finished runs: the untrained network, or a guess. */
    public double reference(ToDoubleFunction<CellScores> figure) {
        return Interval.of(runs.stream().flatMap(run -> run.reached().stream()).mapToDouble(figure).toArray()).mean();
    }
}
