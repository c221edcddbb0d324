package org.dinotwins.ablation;

import java.util.List;
import java.util.Locale;
import org.dinotwins.config.RunConfig;

/**
 * One run of a grid.
 *
 * @param index  index in the grid, from 0; also the index of its task in a job array
 * @param levels label of the level of each axis
 * @param seed   random seed of the run
 * @param config all its settings
 */
public record Cell(int index, List<String> levels, long seed, RunConfig config) {
    private static final int MAX_SLUG_LENGTH = 60;

    public Cell {
        levels = List.copyOf(levels);
    }

    /** Name that runs share which differ only in their seed. */
    public String variant() {
        return String.join(" · ", levels);
    }

    /** For the user: variant and seed. */
    public String title() {
        return variant() + ", seed " + seed;
    }

    /** Readable name of its folders, which sorts in the order of the grid. */
    public String folder() {
        String slug = String.join("-", levels)
                .toLowerCase(Locale.ROOT)
                .replaceAll("[^a-z0-9.]+", "-")
                .replaceAll("^[-.]+|[-.]+$", "");
        String shortened = slug.length() > MAX_SLUG_LENGTH ? slug.substring(0, MAX_SLUG_LENGTH) : slug;
        return String.format(Locale.ROOT, "%03d%s-seed-%d", index, shortened.isEmpty() ? "" : "-" + shortened, seed);
    }
}
