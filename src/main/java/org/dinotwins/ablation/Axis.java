package org.dinotwins.ablation;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * One factor that a grid varies.
 *
 * @param name   for the user, for example {@code Method}
 * @param levels its levels, in display order
 */
public record Axis(String name, List<Level> levels) {
    public Axis {
        levels = List.copyOf(levels);
    }

    /**
     * One value of the factor.
     *
     * @param label    for the user, for example {@code Hybrid}
     * @param settings values by path, as in {@link org.dinotwins.config.ConfigJson#with}; empty to leave the base unchanged
     */
    public record Level(String label, Map<String, String> settings) {
        public Level {
            settings = Collections.unmodifiableMap(new LinkedHashMap<>(settings));
        }
    }
}
