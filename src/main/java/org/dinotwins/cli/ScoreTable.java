package org.dinotwins.cli;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;
import org.dinotwins.ablation.ConfidenceInterval;
import org.dinotwins.run.evaluation.Evaluation;
import org.dinotwins.run.evaluation.EvaluationScore;
import org.dinotwins.run.evaluation.EvaluationScore.Floor;
import org.dinotwins.table.Table;

/** Evaluations as a Markdown table that is also readable in a terminal: each score beside its highest floor. */
final class ScoreTable {
    private static final String FOOT =
            "Best floor: the highest score without learning. For kNN these are the most frequent class,"
                    + " colour histograms, raw grey pixels, HOG and random weights; for attention the whole picture, the centred box"
                    + " and the mean mask that fit the training pictures best, another picture's masks, and random weights.";

    private static final List<String> HEAD = List.of("", "trained", "random", "best floor", "trained - floor");

    private ScoreTable() {}

    /** One run. */
    static String of(Evaluation evaluation) {
        List<List<String>> cells = new ArrayList<>();
        for (EvaluationScore score : EvaluationScore.values()) {
            double trained = score.of(evaluation.trained());
            Optional<Floor> floor = score.floor(evaluation);
            cells.add(List.of(
                    score.words(),
                    percent(trained),
                    percent(score.of(evaluation.random())),
                    floor.map(f -> percent(f.value()) + ", " + f.words()).orElse("-"),
                    points(trained - floor.map(Floor::value).orElse(Double.NaN))));
        }
        StringBuilder text = new StringBuilder(layout(cells)).append(verdict(List.of(evaluation)));
        evaluation.measured().notes().forEach(note -> text.append('\n').append(note));
        return text.toString();
    }

    /** Several runs that differ in their seed: mean and half its 95 % confidence interval. */
    static String of(List<Evaluation> evaluations) {
        List<List<String>> cells = new ArrayList<>();
        for (EvaluationScore score : EvaluationScore.values()) {
            double[] trained =
                    evaluations.stream().mapToDouble(e -> score.of(e.trained())).toArray();
            double[] random =
                    evaluations.stream().mapToDouble(e -> score.of(e.random())).toArray();
            double floor = meanFloor(score, evaluations);
            cells.add(List.of(
                    score.words(),
                    withInterval(trained),
                    withInterval(random),
                    percent(floor) + names(score, evaluations),
                    points(mean(trained) - floor)));
        }
        return layout(cells) + "Mean ± half the 95 % confidence interval (Student t) over " + evaluations.size()
                + " seeds. " + verdict(evaluations);
    }

    private static double meanFloor(EvaluationScore score, List<Evaluation> evaluations) {
        return mean(evaluations.stream()
                .mapToDouble(e -> score.floor(e).map(Floor::value).orElse(Double.NaN))
                .toArray());
    }

    private static String names(EvaluationScore score, List<Evaluation> evaluations) {
        String names = evaluations.stream()
                .flatMap(e -> score.floor(e).stream())
                .map(Floor::words)
                .distinct()
                .collect(Collectors.joining(" or "));
        return names.isEmpty() ? "" : ", " + names;
    }

    private static String verdict(List<Evaluation> evaluations) {
        String below = Arrays.stream(EvaluationScore.values())
                .filter(score -> mean(evaluations.stream()
                                .mapToDouble(e -> score.of(e.trained()))
                                .toArray())
                        <= meanFloor(score, evaluations))
                .map(EvaluationScore::words)
                .collect(Collectors.joining("; "));
        return (below.isEmpty() ? "" : "NOT ABOVE THE FLOOR: " + below + ".\n") + FOOT;
    }

    private static String withInterval(double[] values) {
        return Double.isNaN(mean(values)) || values.length < 2
                ? percent(mean(values))
                : String.format(
                        Locale.ROOT,
                        "%.1f ± %.1f %%",
                        100 * mean(values),
                        100 * ConfidenceInterval.of(values).half());
    }

    private static double mean(double[] values) {
        return Arrays.stream(values).average().orElse(Double.NaN);
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
