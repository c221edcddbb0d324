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
import org.dinotwins.measure.outcome.SegmentationOutcome.Averages;
import org.dinotwins.measure.outcome.SegmentationOutcome.FloorScore;
import org.dinotwins.measure.outcome.SegmentationOutcome.OverlapScore;
import org.dinotwins.table.Table;
import org.dinotwins.table.TableFiles;

/** Results as tables. Accuracies are percentages, with half their 95 % interval over the pictures where ± follows. */
public final class OutcomeTables {
    /** Half the width of the interval that holds 95 % of a normal distribution, in standard deviations. */
    private static final double NORMAL_95 = 1.96;

    private static final List<String> OVERLAPS =
            List.of("", "objects", "best head per object", "mean of heads", "one fixed head");

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
                o.about().title() + ": accuracy on " + n
                        + " pictures, in per cent. ± is half the 95 % interval over these pictures.",
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
        Table marked = FloorMarks.mark(o, scores);
        return rows.isEmpty() ? List.of(marked) : List.of(marked, categories, confusion(o));
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
        return List.of(FloorMarks.mark(
                o,
                Table.ofText(
                        "scores",
                        o.about().title() + ": accuracy on " + n
                                + " pictures, in per cent. ± is half the 95 % interval over these pictures.",
                        List.of("", "k", "top-1", "top-5"),
                        rows)));
    }

    static List<Table> of(SegmentationOutcome o) {
        List<List<String>> byObject = new ArrayList<>();
        List<List<String>> byPicture = new ArrayList<>();
        o.floors().forEach(floor -> {
            byObject.add(overlaps(floor.words(), MISSING, floor.overObjects()));
            byPicture.add(overlaps(floor.words(), MISSING, floor.overPictures()));
        });
        o.scores().forEach(score -> {
            String objects = String.valueOf(score.objects());
            byObject.add(overlaps(score.network().words(), objects, score.overObjects(), score.halfObjects()));
            byPicture.add(overlaps(score.network().words(), objects, score.overPictures(), score.halfPictures()));
        });
        return List.of(
                FloorMarks.mark(
                        o,
                        Table.ofText(
                                "scores",
                                "Jaccard index of attention masks with instance masks, mean over all objects, in per cent. ± is half the "
                                        + "95 % interval over the pictures.",
                                OVERLAPS,
                                byObject),
                        o.floors().stream().map(FloorScore::overObjects).toList(),
                        o.scores().stream().map(OverlapScore::overObjects).toList()),
                FloorMarks.mark(
                        o,
                        Table.ofText(
                                "scores-by-picture",
                                "The same, mean over the objects of each picture, then over the pictures: the rule of DINO's "
                                        + "authors.",
                                OVERLAPS,
                                byPicture),
                        o.floors().stream().map(FloorScore::overPictures).toList(),
                        o.scores().stream().map(OverlapScore::overPictures).toList()));
    }

    private static List<String> overlaps(String name, String objects, Averages averages) {
        return List.of(name, objects, percent(averages.best()), percent(averages.mean()), percent(averages.fixed()));
    }

    private static List<String> overlaps(String name, String objects, Averages averages, Averages halves) {
        return List.of(
                name,
                objects,
                withHalf(averages.best(), halves.best()),
                withHalf(averages.mean(), halves.mean()),
                withHalf(averages.fixed(), halves.fixed()));
    }

    private static String withHalf(double share, double half) {
        return Double.isNaN(half) ? percent(share) : percent(share) + " ± " + percent(half);
    }

    static List<Table> of(RobustnessOutcome o) {
        CorruptionScore all = o.mean();
        int n = o.about().validation();
        List<List<String>> summary = List.of(
                List.of(
                        "clean",
                        share(o.cleanKnn(), n),
                        share(o.cleanProbe(), n),
                        share(o.cleanRandom(), n),
                        share(o.cleanPixels(), n),
                        share(o.cleanHog(), n),
                        "100.0"),
                List.of(
                        "under corruption, mean",
                        share(all.knn(), n),
                        share(all.probe(), n),
                        share(all.random(), n),
                        share(all.pixels(), n),
                        share(all.hog(), n),
                        percent(all.cka())),
                List.of(
                        "drop, points",
                        percent(o.cleanKnn() - all.knn()),
                        percent(o.cleanProbe() - all.probe()),
                        percent(o.cleanRandom() - all.random()),
                        percent(o.cleanPixels() - all.pixels()),
                        percent(o.cleanHog() - all.hog()),
                        MISSING),
                List.of(
                        "relative to clean",
                        relative(all.knn(), o.cleanKnn(), o),
                        relative(all.probe(), o.cleanProbe(), o),
                        relative(all.random(), o.cleanRandom(), o),
                        relative(all.pixels(), o.cleanPixels(), o),
                        relative(all.hog(), o.cleanHog(), o),
                        MISSING),
                List.of("mCE, random weights = 100", percent(o.mce()), MISSING, "100.0", MISSING, MISSING, MISSING),
                List.of(
                        "majority guess",
                        percent(o.majority()),
                        percent(o.majority()),
                        percent(o.majority()),
                        percent(o.majority()),
                        percent(o.majority()),
                        MISSING));
        return List.of(
                FloorMarks.mark(
                        o,
                        Table.ofText(
                                "summary",
                                "Accuracy under common corruptions and linear CKA with clean features, in per cent. ± is half "
                                        + "the 95 % interval over the " + n
                                        + " pictures, at most for means over corruptions.",
                                List.of(
                                        "",
                                        "kNN",
                                        "logistic regression",
                                        "kNN, random weights",
                                        "kNN, raw grey pixels",
                                        "kNN, HOG",
                                        "CKA"),
                                summary)),
                wide(o),
                all(o));
    }

    private static String relative(double corrupted, double clean, RobustnessOutcome o) {
        return atChance(clean, o.majority(), o.about().validation())
                ? "clean is at chance"
                : percent(corrupted / clean);
    }

    private static Table wide(RobustnessOutcome o) {
        List<String> columns = new ArrayList<>(List.of("corruption"));
        for (int s = 1; s <= Corruption.SEVERITIES; s++) {
            columns.add("kNN " + s);
        }
        columns.addAll(List.of("kNN, mean", "random weights, mean", "HOG, mean", "CE", "logistic, mean", "CKA, mean"));
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
            row.addAll(List.of(
                    share(mean.knn(), o.about().validation()),
                    share(mean.random(), o.about().validation()),
                    percent(mean.hog()),
                    percent(o.corruptionError(corruption)),
                    share(mean.probe(), o.about().validation()),
                    percent(mean.cka())));
            rows.add(row);
        }
        return Table.ofText(
                "corruptions",
                "Top-1 by corruption and severity, means over severities, and corruption errors (CE) relative to random "
                        + "weights, in per cent. ± is half the 95 % interval over the pictures, at most.",
                columns,
                rows);
    }

    private static Table all(RobustnessOutcome o) {
        return Table.ofText(
                "cells",
                "Accuracy and linear CKA by corruption and severity, in per cent.",
                List.of(
                        "corruption",
                        "severity",
                        "kNN",
                        "kNN, random weights",
                        "kNN, raw grey pixels",
                        "kNN, HOG",
                        "logistic regression",
                        "CKA"),
                o.cells().stream()
                        .map(c -> List.of(
                                c.corruption().word(),
                                String.valueOf(c.severity()),
                                percent(c.knn()),
                                percent(c.random()),
                                percent(c.pixels()),
                                percent(c.hog()),
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
                    share(s.knnIn(), s.inside()),
                    share(s.knnOut(), s.pictures()),
                    share(s.probeIn(), s.inside()),
                    share(s.probeOut(), s.pictures())));
        }
        return List.of(FloorMarks.mark(
                o,
                Table.ofText(
                        "scores",
                        "Each domain left out in turn: accuracy on held-out pictures of the other "
                                + "domains (in) and on the one left out (out), in per cent. ± is half the 95 % interval over these pictures.",
                        List.of(
                                "left out",
                                "network",
                                "pictures",
                                "majority",
                                "kNN in",
                                "kNN out",
                                "logistic in",
                                "logistic out"),
                        rows)));
    }

    static String percent(double share) {
        return Double.isFinite(share) ? String.format(Locale.ROOT, "%.1f", 100 * share) : MISSING;
    }

    /** A share of n pictures with half its 95 % interval, by the normal approximation. */
    static String share(double share, int n) {
        return Double.isNaN(share) || n == 0
                ? percent(share)
                : String.format(Locale.ROOT, "%.1f ± %.1f", 100 * share, 100 * halfInterval(share, n));
    }

    private static double halfInterval(double share, int n) {
        return NORMAL_95 * Math.sqrt(share * (1 - share) / n);
    }

    /** Whether an accuracy on n pictures is not clearly above that of one guess for all pictures. */
    private static boolean atChance(double accuracy, double majority, int n) {
        return !(accuracy - halfInterval(accuracy, n) > majority);
    }
}
