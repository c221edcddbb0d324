package org.dinotwins.cli;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.function.ToDoubleFunction;
import org.dinotwins.run.Evaluation;
import org.dinotwins.run.Evaluation.Scores;
import org.dinotwins.table.Table;

/** Evaluations as a Markdown table that is also readable in a terminal. */
final class ScoreTable {
    private static final String FOOT = "Guess: for kNN the commonest class for every picture, for Jaccard a centred "
            + "box of half the sides, for attention on objects their share of the pictures.";

    private static final List<String> HEAD = List.of("", "trained", "random", "guess", "gain over random");

    /** A row: its name, a network's score, and the guess beside it. */
    private record Row(String name, ToDoubleFunction<Scores> score, ToDoubleFunction<Evaluation> guess) {}

    private static final List<Row> ROWS = List.of(
            new Row("kNN top-1", Scores::knn_top1, e -> e.majority().top1()),
            new Row("kNN top-5", Scores::knn_top5, e -> Double.NaN),
            new Row(
                    "attention Jaccard, mean head",
                    Scores::jaccard,
                    e -> e.guess().jaccard_centre()),
            new Row(
                    "attention Jaccard, best head",
                    Scores::jaccard_best,
                    e -> e.guess().jaccard_centre()),
            new Row(
                    "attention Jaccard, mean map",
                    Scores::jaccard_map,
                    e -> e.guess().jaccard_centre()),
            new Row("attention on objects", Scores::on_objects, e -> e.guess().jaccard_full()));

    private ScoreTable() {}

    /** One run. */
    static String of(Evaluation evaluation) {
        List<List<String>> cells = new ArrayList<>();
        for (Row row : ROWS) {
            double trained = row.score().applyAsDouble(evaluation.trained());
            double random = row.score().applyAsDouble(evaluation.random());
            cells.add(List.of(
                    row.name(),
                    percent(trained),
                    percent(random),
                    percent(row.guess().applyAsDouble(evaluation)),
                    points(trained - random)));
        }
        StringBuilder text = new StringBuilder(layout(cells)).append(FOOT);
        evaluation.measured().notes().forEach(note -> text.append('\n').append(note));
        return text.toString();
    }

    /** Several runs that differ in their seed: mean and sample standard deviation. */
    static String of(List<Evaluation> evaluations) {
        List<List<String>> cells = new ArrayList<>();
        for (Row row : ROWS) {
            double[] trained = evaluations.stream()
                    .map(Evaluation::trained)
                    .mapToDouble(row.score())
                    .toArray();
            double[] random = evaluations.stream()
                    .map(Evaluation::random)
                    .mapToDouble(row.score())
                    .toArray();
            double[] guess = evaluations.stream().mapToDouble(row.guess()).toArray();
            cells.add(List.of(
                    row.name(),
                    withDeviation(trained),
                    withDeviation(random),
                    percent(mean(guess)),
                    points(mean(trained) - mean(random))));
        }
        return layout(cells) + "Mean ± standard deviation over " + evaluations.size() + " seeds. " + FOOT;
    }

    private static String withDeviation(double[] values) {
        return Double.isNaN(mean(values)) || values.length < 2
                ? percent(mean(values))
                : String.format(Locale.ROOT, "%.1f ± %.1f %%", 100 * mean(values), 100 * deviation(values));
    }

    private static double mean(double[] values) {
        return Arrays.stream(values).average().orElse(Double.NaN);
    }

    private static double deviation(double[] values) {
        double mean = mean(values);
        return Math.sqrt(Arrays.stream(values).map(v -> (v - mean) * (v - mean)).sum() / (values.length - 1));
    }

    private static String percent(double share) {
        return Double.isNaN(share) ? "-" : String.format(Locale.ROOT, "%.1f %%", 100 * share);
    }

    private static String points(double share) {
        return Double.isNaN(share) ? "-" : String.format(Locale.ROOT, "%+.1f points", 100 * share);
    }

    private static String layout(List<List<String>> rows) {
        return Table.ofText("scores", "", HEAD, rows).markdown() + '\n';
    }
}
