package org.dinotwins.measure.outcome;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.dinotwins.measure.outcome.DomainsOutcome.DomainScore;
import org.dinotwins.measure.outcome.ProbeOutcome.CategoryScore;
import org.dinotwins.measure.outcome.ProbeOutcome.Method;
import org.dinotwins.measure.outcome.SegmentationOutcome.Averages;
import org.dinotwins.measure.outcome.SegmentationOutcome.Rule;
import org.dinotwins.table.Table;
import org.dinotwins.table.TableFiles;

/** Results as tables. Accuracies are percentages, with half their 95 % interval over the pictures where ± follows. */
public final class OutcomeTables {
    private static final List<String> OVERLAPS =
            List.of("", "objects", "best head per object", "mean of heads", "one fixed head");

    static final String MISSING = "–";

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
                        Rule.OBJECTS),
                FloorMarks.mark(
                        o,
                        Table.ofText(
                                "scores-by-picture",
                                "The same, mean over the objects of each picture, then over the pictures: the rule of DINO's "
                                        + "authors.",
                                OVERLAPS,
                                byPicture),
                        Rule.PICTURES));
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
                : String.format(Locale.ROOT, "%.1f ± %.1f", 100 * share, 100 * NormalInterval.halfOfShare(share, n));
    }
}
