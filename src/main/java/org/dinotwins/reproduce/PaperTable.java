package org.dinotwins.reproduce;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.ToDoubleFunction;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.dinotwins.ablation.ConfidenceInterval;
import org.dinotwins.measure.outcome.NormalInterval;
import org.dinotwins.measure.outcome.Outcome;
import org.dinotwins.reproduce.PaperScore.Figures;
import org.dinotwins.table.Estimate;
import org.dinotwins.table.Table;
import org.dinotwins.table.Table.Column;
import org.dinotwins.table.Table.Kind;
import org.dinotwins.table.Table.Position;

/** The comparison as a table: one row per method, then random weights and the best floor. */
final class PaperTable {
    /** Methods in the order of the table, and the runs of each, one per seed. */
    private final Map<String, List<Measured>> methods = new LinkedHashMap<>();

    void add(String method, Measured run) {
        methods.computeIfAbsent(method, m -> new ArrayList<>()).add(run);
    }

    /** Share of pictures with its interval over these pictures, by the normal approximation. */
    private record OverPictures(double mean, int count) implements Estimate {
        @Override
        public double half() {
            return NormalInterval.halfOfShare(mean, count);
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
        return table.markingBelowLastRow(methods.size(), Table.NOT_ABOVE_FLOOR);
    }

    /** Sentences on a table of this comparison: its rules, and the scores that no learning is needed for. */
    static List<String> notes(Table table) {
        List<String> notes = new ArrayList<>();
        notes.add(
                "Label of a picture: the category of its largest object that is no crowd. 10 %: that share of the training "
                        + "pictures of each category, at least one. kNN: 20 neighbours, all labels. Jaccard: mean over the objects of a "
                        + "picture, then over the pictures. Corrupted: mean over all corruptions and severities.");
        for (int row = 0; row < table.rows().size(); row++) {
            int method = row;
            String below = IntStream.range(0, table.columns().size())
                    .filter(column -> table.marked().contains(new Position(method, column)))
                    .mapToObj(table.heads()::get)
                    .collect(Collectors.joining("; "));
            if (!below.isEmpty()) {
                notes.add(Outcome.About.NOT_ABOVE_FLOOR + ": "
                        + table.rows().get(row).get(0) + ": " + below + ".");
            }
        }
        return notes;
    }
}
