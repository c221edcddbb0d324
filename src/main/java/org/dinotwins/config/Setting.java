package org.dinotwins.config;

import java.util.List;

/**
 * Description of a setting of a run: the single source of the window's form, of the list that {@code settings} prints, and
 * of the allowed ranges.
 *
 * @param path    as in {@link ConfigJson#with}; a {@link Kind#RANGE} covers the two paths of {@link #paths()}
 * @param group   section of the form
 * @param label   a few words
 * @param unit    for example {@code px}; empty where it has none
 * @param kind    type of its value
 * @param min     smallest allowed value; negative infinity for none
 * @param max     largest allowed value; infinity for none
 * @param choices allowed values of a {@link Kind#CHOICE}; else empty
 * @param help    one or two sentences: its effect and usual values
 */
public record Setting(
        String path,
        Group group,
        String label,
        String unit,
        Kind kind,
        double min,
        double max,
        List<String> choices,
        String help) {
    /** Type of a value. */
    public enum Kind {
        INTEGER,
        DECIMAL,
        CHOICE,
        FLAG,
        TEXT,
        RANGE
    }

    /** Sections of the form, in display order. */
    public enum Group {
        DATA("Data"),
        CROPS("Crops"),
        COLOURS("Colours"),
        MODEL("Model"),
        OBJECTIVE("Objective"),
        DINO("DINO"),
        BARLOW("Barlow Twins"),
        SCHEDULE("Schedule"),
        OPTIMIZER("Optimizer"),
        MACHINE("Machine");

        private final String title;

        Group(String title) {
            this.title = title;
        }

        /** Title for the user. */
        public String title() {
            return title;
        }
    }

    public Setting {
        choices = List.copyOf(choices);
    }

    /** All settings, in the order of {@link RunConfig}. */
    public static List<Setting> all() {
        return SettingTable.ALL;
    }

    /** Paths of its values: one, or {@code .min} and {@code .max} of a range. */
    public List<String> paths() {
        return kind == Kind.RANGE ? List.of(path + ".min", path + ".max") : List.of(path);
    }
}
