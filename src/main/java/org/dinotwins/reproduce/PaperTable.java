package org.dinotwins.reproduce;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.ToDoubleFunction;
import org.dinotwins.ablation.ConfidenceInterval;
import org.dinotwins.reproduce.PaperScore.Figures;
import org.dinotwins.table.Estimate;
import org.dinotwins.table.Table;
import org.dinotwins.table.Table.Column;
import org.dinotwins.table.Table.Kind;
import org.dinotwins.table.Table.Position;

/** The comparison as a table: one row per method, then random weights and the best floor. */
final class PaperTable {
    private static final double NORMAL_95 = 1.96;
    /** Methods in the order of the table, and the runs of each, one per seed. */
    private final Map<String, List<Measured>> methods = new LinkedHashMap<>();

    void add(String method, Measured run) {
        methods.computeIfAbsent(method, m -> new ArrayList<>()).add(run);
    }

    /** Share of pictures with its interval over these pictures, by the normal approximation. */
    private record OverPictures(double mean, int count) implements Estimate {
        @Override
        public double half() {
            return count == 0 ? Double.NaN : NORMAL_95 * Math.sqrt(mean * (1 - mean) / count);
        }
    }

    private static Estimate estimate(PaperScore score, List<Figures> runs) {
        if (runs.size() == 1 && score.accuracy()) {
            return new OverPictures(runs.get(0).trained(), runs.get(0).pictures());
        }
        return ConfidenceInterval.of(runs.stream().mapToDouble(Figures::trained).toArray());
    }

    private static List<Figures> figures(PaperScore score, List<Measured> runs) {
        return runs.stream().map(score::of).toList();
    }

    private List<Figures> all(PaperScore score) {
        return methods.values().stream()
                .flatMap(runs -> figures(score, runs).stream())
                .toList();
    }

    /** Mean over the runs of what each reaches without learning. */
    private static double mean(List<Figures> runs, ToDoubleFunction<Figures> value) {
        return runs.stream()
                .mapToDouble(value)
                .filter(v -> !Double.isNaN(v))
                .average()
                .orElse(Double.NaN);
    }

    /** @param seeds number of seeds of each method */
    Table table(int seeds) {
        List<Column> columns = new ArrayList<>();
        columns.add(Column.text("Method"));
        for (PaperScore score : PaperScore.values()) {
            columns.add(new Column(score.head(), score.key(), Kind.SHARE));
        }
        List<List<Object>> rows = new ArrayList<>();
        methods.forEach((method, runs) -> {
            List<Object> row = new ArrayList<>(List.of(method));
            for (PaperScore score : PaperScore.values()) {
                row.add(estimate(score, figures(score, runs)));
            }
            rows.add(row);
        });
        List<Object> random = new ArrayList<>(List.of("Random weights"));
        List<Object> floor = new ArrayList<>(List.of("Best floor"));
        for (PaperScore score : PaperScore.values()) {
            random.add(mean(all(score), Figures::random));
            floor.add(mean(all(score), Figures::floor));
        }
        rows.add(random);
        rows.add(floor);
        Table table = new Table(
                "paper",
                "DINO, Barlow Twins and their hybrid. "
                        + (seeds == 1
                                ? "One seed: ± is half the 95 % interval over the pictures and says nothing about other seeds."
                                : "Mean over " + seeds + " seeds ± half the 95 % interval (Student t).")
                        + " Best floor: the highest score without learning.",
                columns,
                rows);
        return table.marking(belowFloor(), "* not above the best floor.");
    }

    private Set<Position> belowFloor() {
        Set<Position> found = new HashSet<>();
        int row = 0;
        for (List<Measured> runs : methods.values()) {
            for (PaperScore score : PaperScore.values()) {
                if (isBelow(figures(score, runs))) {
                    found.add(new Position(row, 1 + score.ordinal()));
                }
            }
            row++;
        }
        return found;
    }

    /** Sentences on what the table shows: the rules, and the scores that no learning is needed for. */
    List<String> notes() {
        List<String> notes = new ArrayList<>();
        notes.add(
                "Label of a picture: the category of its largest object that is no crowd. 10 %: that share of the training "
                        + "pictures of each category, at least one. kNN: 20 neighbours, all labels. Jaccard: mean over the objects of a "
                        + "picture, then over the pictures. Corrupted: mean over all corruptions and severities.");
        methods.forEach((method, runs) -> {
            List<String> below = Arrays.stream(PaperScore.values())
                    .filter(score -> isBelow(figures(score, runs)))
                    .map(PaperScore::head)
                    .toList();
            if (!below.isEmpty()) {
                notes.add("NOT ABOVE THE FLOOR: " + method + ": " + String.join("; ", below) + ".");
            }
        });
        return notes;
    }

    private static boolean isBelow(List<Figures> runs) {
        double trained = mean(runs, Figures::trained);
        double floor = mean(runs, Figures::floor);
        return !Double.isNaN(floor) && !Double.isNaN(trained) && !(trained > floor);
    }
}
