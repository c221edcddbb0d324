package org.dinotwins.ablation;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.dinotwins.config.ConfigJson;
import org.dinotwins.config.RunConfig;
import org.dinotwins.config.WorkbenchException;
import org.dinotwins.message.Quote;

/**
 * Runs that an ablation compares: every combination of the axes' levels with every seed.
 *
 * @param name        for the user
 * @param description one sentence about the question it answers; may be empty
 * @param base        settings of all runs
 * @param axes        factors to vary; empty if only the seeds differ
 * @param seeds       shared by all combinations, for paired comparisons
 */
public record Grid(String name, String description, RunConfig base, List<Axis> axes, List<Long> seeds) {
    /** Limit on the number of runs: the usual limit of a Slurm job array. */
    static final int MAX_RUNS = 1000;

    private static final String SEED = "train.seed";

    public Grid {
        axes = List.copyOf(axes);
        seeds = List.copyOf(seeds);
    }

    /** A combination of levels, without a seed. */
    private record Combination(List<String> labels, Map<String, String> settings) {
        Combination and(Axis.Level level) {
            List<String> longer = new ArrayList<>(labels);
            longer.add(level.label());
            Map<String, String> more = new LinkedHashMap<>(settings);
            more.putAll(level.settings());
            return new Combination(longer, more);
        }
    }

    /**
     * All runs, ordered by seed, so that the first results already compare every combination.
     *
     * @throws WorkbenchException if the grid is empty, too large, or one of its configurations cannot run
     */
    public List<Cell> cells() throws WorkbenchException {
        check();
        List<Combination> combinations = List.of(new Combination(List.of(), Map.of()));
        for (Axis axis : axes) {
            combinations = combinations.stream()
                    .flatMap(c -> axis.levels().stream().map(c::and))
                    .toList();
        }
        List<RunConfig> configs = new ArrayList<>();
        for (Combination combination : combinations) {
            configs.add(config(combination));
        }
        List<Cell> cells = new ArrayList<>();
        for (long seed : seeds) {
            for (int i = 0; i < configs.size(); i++) {
                List<String> labels = axes.isEmpty()
                        ? List.of(base.name())
                        : combinations.get(i).labels();
                cells.add(new Cell(
                        cells.size(),
                        labels,
                        seed,
                        ConfigJson.with(configs.get(i), Map.of(SEED, Long.toString(seed)))));
            }
        }
        return List.copyOf(cells);
    }

    private void check() throws WorkbenchException {
        long runs = seeds.size();
        Set<String> changed = new HashSet<>();
        for (Axis axis : axes) {
            runs = Math.min(Integer.MAX_VALUE, runs * axis.levels().size());
            refuse(
                    axis.levels().isEmpty(),
                    "The axis " + Quote.bare(axis.name()) + " has no values; give it at least one.");
            Set<String> labels = new HashSet<>();
            Set<String> paths = new HashSet<>();
            for (Axis.Level level : axis.levels()) {
                refuse(level.label().isBlank(), "A value of the axis " + Quote.bare(axis.name()) + " has no label.");
                refuse(
                        !labels.add(level.label()),
                        "The axis " + Quote.bare(axis.name()) + " has " + Quote.bare(level.label())
                                + " more than once.");
                paths.addAll(level.settings().keySet());
            }
            refuse(
                    paths.contains(SEED),
                    "The axis " + Quote.bare(axis.name()) + " changes train.seed; list seeds under \"seeds\", "
                            + "so that runs can be compared in pairs.");
            for (String path : paths) {
                refuse(
                        !changed.add(path),
                        "Two axes change " + Quote.bare(path) + "; one of them would have no effect.");
            }
        }
        refuse(seeds.isEmpty(), "The grid has no seeds; give at least one, for example 0, 1, 2.");
        refuse(new HashSet<>(seeds).size() < seeds.size(), "A seed is listed twice; list each seed once.");
        for (long seed : seeds) {
            refuse(seed < 0, "Seeds must be 0 or more, not " + seed + ".");
        }
        refuse(runs > MAX_RUNS, "The grid has " + runs + " runs; at most " + MAX_RUNS + " are allowed. Split it.");
    }

    private RunConfig config(Combination combination) throws WorkbenchException {
        Map<String, String> settings = new LinkedHashMap<>(combination.settings());
        if (!axes.isEmpty()) {
            settings.putIfAbsent("name", String.join(" · ", combination.labels()));
        }
        try {
            return ConfigJson.edit(base, settings).usable();
        } catch (WorkbenchException e) {
            String where = axes.isEmpty() ? "" : "In " + Quote.bare(String.join(", ", combination.labels())) + ": ";
            throw new WorkbenchException(where + e.getMessage(), e);
        }
    }

    private static void refuse(boolean wrong, String message) throws WorkbenchException {
        if (wrong) {
            throw new WorkbenchException(message);
        }
    }

    /** Number of combinations of levels. */
    public int variants() {
        return axes.stream().mapToInt(axis -> axis.levels().size()).reduce(1, Math::multiplyExact);
    }

    /** The same grid with other seeds. */
    public Grid withSeeds(List<Long> others) {
        return new Grid(name, description, base, axes, others);
    }

    /** The same grid with another base, for example with another image set. */
    public Grid withBase(RunConfig other) {
        return new Grid(name, description, other, axes, seeds);
    }
}
