package org.dinotwins.export.report;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.ToDoubleFunction;
import java.util.stream.Collectors;
import org.dinotwins.ablation.CellScores;
import org.dinotwins.ablation.ConfidenceInterval;
import org.dinotwins.ablation.Results;
import org.dinotwins.ablation.Results.Paired;
import org.dinotwins.ablation.Results.Variant;
import org.dinotwins.ablation.Score;
import org.dinotwins.objective.Balancing;
import org.dinotwins.objective.ObjectiveConfig;
import org.dinotwins.run.evaluation.EvaluationScore.Floor;
import org.dinotwins.table.Table;
import org.dinotwins.table.Table.Column;
import org.dinotwins.table.Table.Kind;

/** The tables of an ablation: its runs, its variants, and the paired differences between variants. */
public final class AblationTables {
    private static final String NOT_CORRECTED = "p: two-sided paired t test, not corrected for several comparisons.";

    private AblationTables() {}

    /** One row per run, with raw figures for further statistics. */
    public static Table runs(Results results) {
        List<Column> columns = new ArrayList<>();
        columns.add(new Column("Run", "run", Kind.WHOLE));
        results.axes().forEach(axis -> columns.add(Column.text(axis)));
        columns.add(new Column("Seed", "seed", Kind.WHOLE));
        columns.add(new Column("State", "state", Kind.TEXT));
        columns.add(new Column("Seconds", "seconds", Kind.WHOLE));
        columns.add(new Column("DINO share", "dino_share", Kind.NUMBER));
        columns.add(new Column("DINO weight", "dino_weight", Kind.NUMBER));
        columns.add(new Column("Barlow weight", "barlow_weight", Kind.NUMBER));
        scores().forEach(score -> columns.add(column(score)));
        columns.add(new Column("Reason", "reason", Kind.TEXT));
        List<List<Object>> rows = new ArrayList<>();
        for (Results.Run run : results.runs()) {
            List<Object> row = new ArrayList<>();
            row.add(run.cell().index());
            row.addAll(run.cell().levels());
            row.add(run.cell().seed());
            row.add(run.status().state().word());
            row.add(run.status().seconds());
            ObjectiveConfig objective = run.cell().config().objective();
            boolean weighted = objective.balancing() != Balancing.GRADIENT_SHARE;
            row.add(weighted ? Double.NaN : objective.dinoShare());
            row.add(weighted ? objective.dinoWeight() : Double.NaN);
            row.add(weighted ? objective.barlowWeight() : Double.NaN);
            scores().forEach(score -> row.add(run.score(score)));
            row.add(run.status().reason());
            rows.add(row);
        }
        return new Table("runs", "All runs", columns, rows);
    }

    /** One row per variant: means with 95 % intervals, then the untrained network and the highest floors. */
    public static Table variants(Results results) {
        List<Column> columns = new ArrayList<>();
        results.axes().forEach(axis -> columns.add(Column.text(axis)));
        columns.add(new Column("Seeds", "seeds", Kind.WHOLE));
        scores().forEach(score -> columns.add(column(score)));
        List<List<Object>> rows = new ArrayList<>();
        for (Variant variant : results.variants()) {
            List<Object> row = new ArrayList<>(variant.levels());
            row.add(variant.bySeed().size());
            scores().forEach(score -> row.add(variant.interval(score)));
            rows.add(row);
        }
        rows.add(reference(results, "untrained", Score::untrained));
        rows.add(reference(
                results,
                "best floor",
                (score, reached) -> score.floor(reached).map(Floor::value).orElse(Double.NaN)));
        String caption = "Mean over the seeds ± half the 95 % interval (Student t)";
        return new Table("variants", caption + floors(results) + ".", columns, rows)
                .markingBelowLastRow(results.variants().size(), Table.NOT_ABOVE_FLOOR);
    }

    /** The names of the highest floors, and the scores in which no variant is above its floor; empty without floors. */
    private static String floors(Results results) {
        List<String> names = new ArrayList<>();
        List<String> below = new ArrayList<>();
        for (Score score : scores()) {
            String floor = results.runs().stream()
                    .flatMap(run -> run.scores().stream())
                    .flatMap(reached -> score.floor(reached).stream())
                    .map(Floor::words)
                    .distinct()
                    .collect(Collectors.joining(" or "));
            if (!floor.isEmpty()) {
                names.add(score.words() + ": " + floor);
                double value =
                        results.reference(r -> score.floor(r).map(Floor::value).orElse(Double.NaN));
                if (results.variants().stream().noneMatch(v -> v.interval(score).mean() > value)) {
                    below.add(score.words());
                }
            }
        }
        return (names.isEmpty() ? "" : ". Best floors: " + String.join("; ", names))
                + (below.isEmpty() ? "" : ". NOT ABOVE THE FLOOR in any variant: " + String.join("; ", below));
    }

    /** A reference value of a score, which does not depend on training. */
    private interface Reference {
        double of(Score score, CellScores reached);
    }

    private static List<Object> reference(Results results, String name, Reference reference) {
        List<Object> row = new ArrayList<>();
        row.add(name);
        results.axes().stream().skip(1).forEach(axis -> row.add(""));
        row.add("");
        for (Score score : scores()) {
            ToDoubleFunction<CellScores> figure = r -> reference.of(score, r);
            row.add(new ConfidenceInterval(results.reference(figure), Double.NaN, 0));
        }
        return row;
    }

    /** One row per other variant: its difference from the baseline in one score, paired by seed. */
    public static Table paired(Results results, Variant baseline, Score score) {
        List<Column> columns = List.of(
                Column.text("Variant"),
                new Column("Pairs", "pairs", Kind.WHOLE),
                new Column(
                        "Difference" + (score.share() ? " (points)" : ""),
                        "difference",
                        score.share() ? Kind.POINTS : Kind.NUMBER),
                new Column("p", "p", Kind.NUMBER));
        List<List<Object>> rows = new ArrayList<>();
        for (Paired paired : results.against(baseline, score)) {
            rows.add(List.of(
                    paired.variant().name(), paired.difference().count(), paired.difference(), paired.pValue()));
        }
        return new Table(
                "pairs-" + score.key(),
                score.words() + " minus that of " + baseline.name() + ", seed by seed. " + NOT_CORRECTED,
                columns,
                rows);
    }

    /** Text for a terminal: the variants, and the paired differences of the first score from the first variant. */
    public static String text(Results results) {
        Table variants = variants(results);
        String text = variants.markdown() + "\n" + variants.caption() + ".\n";
        if (results.variants().size() > 1) {
            Table paired = paired(results, results.variants().get(0), Score.values()[0]);
            text += "\n" + paired.markdown() + "\n" + paired.caption() + "\n";
        }
        return text;
    }

    /** Short headings by column key, for {@link Table#narrow}. */
    public static Map<String, String> shortHeads(Results results) {
        Map<String, String> heads = new HashMap<>(Map.of("pairs", "n", "difference", "Difference"));
        if (results.axes().size() == 1) {
            heads.put(results.axes().get(0), "Variant");
        }
        scores().forEach(score -> heads.put(score.key(), score.brief()));
        return heads;
    }

    private static List<Score> scores() {
        return Arrays.asList(Score.values());
    }

    private static Column column(Score score) {
        return new Column(score.words(), score.key(), score.share() ? Kind.SHARE : Kind.NUMBER);
    }
}
