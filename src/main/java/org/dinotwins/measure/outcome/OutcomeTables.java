package org.dinotwins.measure.outcome;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.dinotwins.augment.corruption.Corruption;
import org.dinotwins.measure.outcome.DomainsOutcome.DomainScore;
import org.dinotwins.measure.outcome.ProbeOutcome.CategoryScore;
import org.dinotwins.measure.outcome.ProbeOutcome.Method;
import org.dinotwins.measure.outcome.RobustnessOutcome.CorruptionScore;
import org.dinotwins.table.Table;
import org.dinotwins.table.TableFiles;

/** Results as tables. Accuracies are percentages with one standard error of a share of that many pictures. */
public final class OutcomeTables {
    private static final String MISSING = "–";

    private OutcomeTables() {}

    /** Writes a result's tables into a folder, as CSV and LaTeX named after the result. */
    public static void write(Outcome outcome, Path folder) throws IOException {
        for (Table table : outcome.tables()) {
            TableFiles.write(folder, outcome.about().slug() + "-" + table.name(), table.csv("\n"), table.latex());
        }
    }

    static List<Table> of(ProbeOutcome o) {
        int n = o.about().validation();
        Table scores = Table.ofText(
                "scores",
                o.about().title() + ": accuracy on " + n + " pictures, in per cent with one " + "standard error.",
                List.of("", "top-1", "top-5", "mAP"),
                o.scores().stream()
                        .map(s -> List.of(
                                s.network().words()
                                        + (s.method() == Method.NONE
                                                ? ""
                                                : ", " + s.method().words()),
                                share(s.top1(), n),
                                share(s.top5(), n),
                                percent(s.precision())))
                        .toList());
        List<List<String>> rows = new ArrayList<>();
        for (CategoryScore c : o.categories()) {
            rows.add(List.of(
                    c.name(),
                    String.valueOf(c.pictures()),
                    percent(c.recall()),
                    percent(c.precision()),
                    percent(c.average())));
        }
        Table categories = Table.ofText(
                "categories",
                "The trained network's linear probe by category, in per cent.",
                List.of("category", "pictures", "recall", "precision", "average precision"),
                rows);
        return rows.isEmpty() ? List.of(scores) : List.of(scores, categories, confusion(o));
    }

    private static Table confusion(ProbeOutcome o) {
        List<String> columns = new ArrayList<>(List.of("true, predicted"));
        columns.addAll(o.names());
        int[][] counts = o.confusion();
        List<List<String>> rows = new ArrayList<>();
        for (int t = 0; t < counts.length; t++) {
            List<String> row = new ArrayList<>(List.of(o.names().get(t)));
            for (int count : counts[t]) {
                row.add(String.valueOf(count));
            }
            rows.add(row);
        }
        return Table.ofText("confusion", "Pictures by true category (row) and predicted one (column).", columns, rows);
    }

    static List<Table> of(KnnOutcome o) {
        int n = o.about().validation();
        List<List<String>> rows = new ArrayList<>();
        rows.add(List.of(Outcome.Network.MAJORITY.words(), MISSING, share(o.majority(), n), MISSING));
        o.scores()
                .forEach(s -> rows.add(List.of(
                        s.network().words(), String.valueOf(s.neighbours()), share(s.top1(), n), share(s.top5(), n))));
        return List.of(Table.ofText(
                "scores",
                o.about().title() + ": accuracy on " + n + " pictures, in per cent with one " + "standard error.",
                List.of("", "k", "top-1", "top-5"),
                rows));
    }

    static List<Table> of(SegmentationOutcome o) {
        List<List<String>> rows = new ArrayList<>();
        o.floors()
                .forEach(f -> rows.add(
                        List.of(f.words(), MISSING, percent(f.best()), percent(f.mean()), percent(f.fixed()))));
        o.scores()
                .forEach(s -> rows.add(List.of(
                        s.network().words(),
                        String.valueOf(s.objects()),
                        percent(s.best()),
                        percent(s.mean()),
                        percent(s.fixed()))));
        return List.of(Table.ofText(
                "scores",
                "Jaccard index of attention masks with instance masks, a mean over objects, in " + "per cent.",
                List.of("", "objects", "best head per object", "mean of heads", "one fixed head"),
                rows));
    }

    static List<Table> of(RobustnessOutcome o) {
        CorruptionScore all = o.mean();
        List<List<String>> summary = List.of(
                List.of("clean", percent(o.cleanKnn()), percent(o.cleanProbe()), "100.0"),
                List.of("under corruption, mean", percent(all.knn()), percent(all.probe()), percent(all.cka())),
                List.of(
                        "drop, points",
                        percent(o.cleanKnn() - all.knn()),
                        percent(o.cleanProbe() - all.probe()),
                        MISSING),
                List.of(
                        "relative to clean",
                        percent(all.knn() / o.cleanKnn()),
                        percent(all.probe() / o.cleanProbe()),
                        MISSING),
                List.of("majority guess", percent(o.majority()), percent(o.majority()), MISSING));
        return List.of(
                Table.ofText(
                        "summary",
                        "Accuracy under common corruptions and linear CKA with clean features, in per " + "cent.",
                        List.of("", "kNN", "logistic regression", "CKA"),
                        summary),
                wide(o),
                all(o));
    }

    private static Table wide(RobustnessOutcome o) {
        List<String> columns = new ArrayList<>(List.of("corruption"));
        for (int s = 1; s <= Corruption.SEVERITIES; s++) {
            columns.add("kNN " + s);
        }
        columns.addAll(List.of("kNN, mean", "logistic, mean", "CKA, mean"));
        List<List<String>> rows = new ArrayList<>();
        for (Corruption corruption : o.corruptions()) {
            List<String> row = new ArrayList<>(List.of(corruption.word()));
            for (int s = 1; s <= Corruption.SEVERITIES; s++) {
                int severity = s;
                row.add(o.cells().stream()
                        .filter(c -> c.corruption() == corruption && c.severity() == severity)
                        .findFirst()
                        .map(c -> percent(c.knn()))
                        .orElse(MISSING));
            }
            CorruptionScore mean = o.mean(corruption);
            row.addAll(List.of(percent(mean.knn()), percent(mean.probe()), percent(mean.cka())));
            rows.add(row);
        }
        return Table.ofText(
                "corruptions",
                "Top-1 by corruption and severity, and means over severities, in per cent.",
                columns,
                rows);
    }

    private static Table all(RobustnessOutcome o) {
        return Table.ofText(
                "cells",
                "Accuracy and linear CKA by corruption and severity, in per cent.",
                List.of("corruption", "severity", "kNN", "logistic regression", "CKA"),
                o.cells().stream()
                        .map(c -> List.of(
                                c.corruption().word(),
                                String.valueOf(c.severity()),
                                percent(c.knn()),
                                percent(c.probe()),
                                percent(c.cka())))
                        .toList());
    }

    static List<Table> of(DomainsOutcome o) {
        List<List<String>> rows = new ArrayList<>();
        for (DomainScore s : o.scores()) {
            rows.add(List.of(
                    s.domain(),
                    s.network().words(),
                    String.valueOf(s.pictures()),
                    percent(s.majority()),
                    percent(s.knnIn()),
                    percent(s.knnOut()),
                    percent(s.probeIn()),
                    percent(s.probeOut())));
        }
        return List.of(Table.ofText(
                "scores",
                "Each domain left out in turn: accuracy on held-out pictures of the other "
                        + "domains (in) and on the one left out (out), in per cent.",
                List.of(
                        "left out",
                        "network",
                        "pictures",
                        "majority",
                        "kNN in",
                        "kNN out",
                        "logistic in",
                        "logistic out"),
                rows));
    }

    static String percent(double share) {
        return Double.isFinite(share) ? String.format(Locale.ROOT, "%.1f", 100 * share) : MISSING;
    }

    /** A share of n pictures with its standard error. */
    static String share(double share, int n) {
        return Double.isNaN(share) || n == 0
                ? percent(share)
                : String.format(Locale.ROOT, "%.1f ± %.1f", 100 * share, 100 * Math.sqrt(share * (1 - share) / n));
    }
}
