package org.dinotwins.bench;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** The table that a benchmark prints: figures, some of them with a target and whether it is met. */
final class Report {
    private record Row(String what, String value, String target, String verdict) {}

    private final List<Row> rows = new ArrayList<>();

    /** A figure without a target. */
    void value(String what, double value, String unit) {
        rows.add(new Row(what, text(value, unit), "", ""));
    }

    /** A figure that should be at most {@code limit}. */
    void atMost(String what, double value, String unit, double limit) {
        rows.add(new Row(what, text(value, unit), "<= " + text(limit, unit), value <= limit ? "met" : "MISSED"));
    }

    /** A figure that should be at least {@code limit}. */
    void atLeast(String what, double value, String unit, double limit) {
        rows.add(new Row(what, text(value, unit), ">= " + text(limit, unit), value >= limit ? "met" : "MISSED"));
    }

    /** A figure that could not be measured. */
    void missing(String what, String why) {
        rows.add(new Row(what, "-", "", why));
    }

    void print(Benchmark benchmark) {
        System.out.println();
        System.out.println(benchmark.name() + ": " + benchmark.what());
        int what = rows.stream().mapToInt(r -> r.what().length()).max().orElse(0);
        int value = rows.stream().mapToInt(r -> r.value().length()).max().orElse(0);
        int target = rows.stream().mapToInt(r -> r.target().length()).max().orElse(0);
        for (Row row : rows) {
            System.out.printf(
                    "  %-" + Math.max(1, what) + "s  %" + Math.max(1, value) + "s  %-" + Math.max(1, target)
                            + "s  %s%n",
                    row.what(),
                    row.value(),
                    row.target(),
                    row.verdict());
        }
    }

    private static String text(double value, String unit) {
        int decimals = Math.abs(value) >= 100 ? 0 : Math.abs(value) >= 10 ? 1 : Math.abs(value) >= 1 ? 2 : 3;
        return String.format(Locale.ROOT, "%,." + decimals + "f%s", value, unit.isEmpty() ? "" : " " + unit);
    }
}
