package org.dinotwins.ablation;

import java.util.List;
import java.util.Locale;
import org.dinotwins.config.RunConfig;

/**
 * One run of a grid.
 *
 * @param index  place in the grid, from 0; the task's number in a job array
 * @param levels the level of each axis, by label
 * @param seed   start of all chance in this run
 * @param config all its settings
 */
public record Cell(int index, List<String> levels, long seed, RunConfig config) {
    private static final int LONGEST_SLUG = 60;

    public Cell {
        levels = List.copyOf(levels);
    }

    /** What all runs have in common that differ only in their seed. */
    public String variant() {
        return String.join(" · ", levels);
    }

    /** For people: the variant and the seed. */
    public String title() {
        return variant() + ", seed " + seed;
    }

    /** Name of its folders: sorted as the grid, and readable. */
    public String folder() {
        String slug = String.join("-", levels).toLowerCase(Locale.ROOT).replaceAll("[^a-z0-9.]+", "-")
                .replaceAll("^[-.]+|[-.]+$", "");
        String shortened = slug.length() > LONGEST_SLUG ? slug.substring(0, LONGEST_SLUG) : slug;
        return String.format(Locale.ROOT, "%03d%s-seed-%d", index, shortened.isEmpty() ? "" : "-" + shortened, seed);
    }
}
