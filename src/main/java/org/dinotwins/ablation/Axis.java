package org.dinotwins.ablation;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * One thing that a grid varies.
 *
 * @param name   for people, for example {@code Method}
 * @param levels what it may be, in the order to show
 */
public record Axis(String name, List<Level> levels) {
    public Axis {
        levels = List.copyOf(levels);
    }

    /**
     * One of the things it may be.
     *
     * @param label    for people, for example {@code Hybrid}
     * @param settings values by path, as in {@link org.dinotwins.config.ConfigJson#with}; may be empty for "as the base"
     */
    public record Level(String label, Map<String, String> settings) {
        public Level {
            settings = Collections.unmodifiableMap(new LinkedHashMap<>(settings));
        }
    }
}
