package org.dinotwins.config;

import java.util.List;

/**
 * What a setting of a run is, for people: the one source of the window's form, the help of {@code --set}, and the rules
 * on ranges.
 *
 * @param path    as in {@link ConfigJson#with}; a {@link Kind#RANGE} covers the two paths of {@link #paths()}
 * @param group   where a form shows it
 * @param label   a few words
 * @param unit    for example {@code px}; empty where it has none
 * @param kind    how it is entered
 * @param min     smallest allowed value, that included; negative infinity for none
 * @param max     largest allowed value, that included; infinity for none
 * @param choices what a {@link Kind#CHOICE} may be; else empty
 * @param help    one or two sentences: what it does, and what a good value is
 */
public record Setting(String path, Group group, String label, String unit, Kind kind, double min, double max,
                      List<String> choices, String help) {
    /** How a setting is entered. */
    public enum Kind { INTEGER, DECIMAL, CHOICE, FLAG, TEXT, RANGE }

    /** What belongs together in a form, in the order to show it. */
    public enum Group {
        DATA("Data"), CROPS("Crops"), COLOURS("Colours"), MODEL("Model"), OBJECTIVE("Objective"), DINO("DINO"),
        BARLOW("Barlow Twins"), SCHEDULE("Schedule"), OPTIMIZER("Optimizer"), MACHINE("Machine");

        private final String title;

        Group(String title) {
            this.title = title;
        }

        /** Words for people. */
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

    /** The paths of its values: one, or {@code .min} and {@code .max} of a range. */
    public List<String> paths() {
        return kind == Kind.RANGE ? List.of(path + ".min", path + ".max") : List.of(path);
    }
}
