package org.dinotwins.ablation;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.dinotwins.ablation.CellStatus.State;
import org.dinotwins.config.SpellingSuggestion;
import org.dinotwins.config.WorkbenchException;
import org.dinotwins.message.Quote;

/**
 * One axis of a finished ablation chosen by its results: every combination of the other axes takes the value with the
 * highest mean score. A second ablation then scores the choice once, on pictures that had no part in it.
 *
 * @param grid    the other axes as one axis, whose levels also set the chosen value
 * @param choices by level of that axis
 */
public record Tuning(Grid grid, List<Choice> choices) {
    public Tuning {
        choices = List.copyOf(choices);
    }

    /**
     * The value chosen for one combination of the other axes.
     *
     * @param variant  the combination
     * @param value    label of the chosen level
     * @param mean     its score, over the seeds
     * @param extreme  true for the first or the last of the values, beyond which there may be a better one
     */
    public record Choice(String variant, String value, double mean, boolean extreme) {}

    /**
     * Chooses the levels of an axis.
     *
     * @throws WorkbenchException if there is no such axis, or a run is missing or has no such score
     */
    public static Tuning of(AblationFolder folder, String axis, Score score) throws WorkbenchException {
        return of(folder.grid(), Results.of(folder), axis, score);
    }

    static Tuning of(Grid grid, Results results, String axisName, Score score) throws WorkbenchException {
        int axis = axis(grid, axisName);
        checkComplete(results, score);
        Map<List<String>, List<Results.Variant>> others = results.variants().stream()
                .collect(
                        Collectors.groupingBy(v -> without(v.levels(), axis), LinkedHashMap::new, Collectors.toList()));
        List<Choice> choices = new ArrayList<>();
        List<Axis.Level> levels = new ArrayList<>();
        for (Map.Entry<List<String>, List<Results.Variant>> entry : others.entrySet()) {
            Results.Variant best = entry.getValue().stream()
                    .max(Comparator.comparingDouble(v -> v.interval(score).mean()))
                    .orElseThrow();
            String variant = String.join(" · ", entry.getKey());
            String value = best.levels().get(axis);
            List<Axis.Level> values = grid.axes().get(axis).levels();
            boolean extreme = value.equals(values.get(0).label())
                    || value.equals(values.get(values.size() - 1).label());
            choices.add(new Choice(variant, value, best.interval(score).mean(), extreme));
            levels.add(new Axis.Level(variant.isEmpty() ? value : variant, settings(grid, best)));
        }
        return new Tuning(chosen(grid, axis, levels, choices), choices);
    }

    private static int axis(Grid grid, String name) throws WorkbenchException {
        List<String> names = grid.axes().stream().map(Axis::name).toList();
        if (!names.contains(name)) {
            throw new WorkbenchException("The ablation has no axis " + Quote.bare(name)
                    + SpellingSuggestion.hint(name, names) + "; it has "
                    + (names.isEmpty()
                            ? "none"
                            : names.stream().map(Quote::bare).collect(Collectors.joining(", ")))
                    + ".");
        }
        return names.indexOf(name);
    }

    /** A value with fewer runs than another would not be compared fairly. */
    private static void checkComplete(Results results, Score score) throws WorkbenchException {
        long open = results.runs().stream()
                .filter(run -> run.status().state() != State.DONE)
                .count();
        if (open > 0) {
            throw new WorkbenchException(open + " of " + results.runs().size()
                    + " runs are not finished; finish them with 'ablate --resume' first.");
        }
        if (results.runs().stream().anyMatch(run -> Double.isNaN(run.score(score)))) {
            throw new WorkbenchException(
                    score.words() + " was not measured in all runs; choose by another score with --score.");
        }
    }

    private static List<String> without(List<String> labels, int axis) {
        List<String> rest = new ArrayList<>(labels);
        rest.remove(axis);
        return rest;
    }

    private static Map<String, String> settings(Grid grid, Results.Variant variant) {
        Map<String, String> settings = new LinkedHashMap<>();
        for (int i = 0; i < grid.axes().size(); i++) {
            String label = variant.levels().get(i);
            grid.axes().get(i).levels().stream()
                    .filter(level -> level.label().equals(label))
                    .forEach(level -> settings.putAll(level.settings()));
        }
        return settings;
    }

    private static Grid chosen(Grid grid, int axis, List<Axis.Level> levels, List<Choice> choices) {
        List<String> names = grid.axes().stream().map(Axis::name).toList();
        List<String> rest = without(names, axis);
        String description = names.get(axis) + " chosen in an ablation of its own: "
                + choices.stream()
                        .map(c -> (c.variant().isEmpty() ? "" : c.variant() + " ") + c.value())
                        .collect(Collectors.joining(", "))
                + ".";
        Axis only = new Axis(rest.isEmpty() ? names.get(axis) : String.join(" · ", rest), levels);
        return new Grid(grid.name(), description, grid.base(), List.of(only), grid.seeds());
    }
}
