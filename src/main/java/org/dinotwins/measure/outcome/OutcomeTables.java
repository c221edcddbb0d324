package org.dinotwins.measure.outcome;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.dinotwins.augment.corruption.Corruption;
import org.dinotwins.measure.outcome.Outcome.CategoryScore;
import org.dinotwins.measure.outcome.Outcome.Cell;
import org.dinotwins.measure.outcome.Outcome.DomainScore;
import org.dinotwins.measure.outcome.Outcome.Method;

/** Results as tables. Accuracies are percentages with one standard error of a share of that many pictures. */
final class OutcomeTables {
    private static final String NONE = "–";

    private OutcomeTables() {
    }

    static List<Sheet> of(Outcome.ProbeOutcome o) {
        int n = o.about().validation();
        Sheet scores = new Sheet("scores", o.about().title() + ": accuracy on " + n + " pictures, in per cent with one "
                + "standard error.", List.of("", "top-1", "top-5", "mAP"), o.scores().stream().map(s -> List.of(
                        s.network().words() + (s.method() == Method.NONE ? "" : ", " + s.method().words()),
                        share(s.top1(), n), share(s.top5(), n), percent(s.precision()))).toList());
        List<List<String>> rows = new ArrayList<>();
        for (CategoryScore c : o.categories()) {
            rows.add(List.of(c.name(), String.valueOf(c.pictures()), percent(c.recall()), percent(c.precision()),
                    percent(c.average())));
        }
        Sheet categories = new Sheet("categories", "The trained network's linear probe by category, in per cent.",
                List.of("category", "pictures", "recall", "precision", "average precision"), rows);
        return rows.isEmpty() ? List.of(scores) : List.of(scores, categories, confusion(o));
    }

    private static Sheet confusion(Outcome.ProbeOutcome o) {
        List<String> columns = new ArrayList<>(List.of("true, told"));
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
        return new Sheet("confusion", "Pictures by true category (row) and predicted one (column).", columns, rows);
    }

    static List<Sheet> of(Outcome.KnnOutcome o) {
        int n = o.about().validation();
        List<List<String>> rows = new ArrayList<>();
        rows.add(List.of(Outcome.Network.MAJORITY.words(), NONE, share(o.majority(), n), NONE));
        o.scores().forEach(s -> rows.add(List.of(s.network().words(), String.valueOf(s.neighbours()),
                share(s.top1(), n), share(s.top5(), n))));
        return List.of(new Sheet("scores", o.about().title() + ": accuracy on " + n + " pictures, in per cent with one "
                + "standard error.", List.of("", "k", "top-1", "top-5"), rows));
    }

    static List<Sheet> of(Outcome.SegmentationOutcome o) {
        List<List<String>> rows = new ArrayList<>();
        rows.add(List.of("Centred box", NONE, percent(o.centre()), percent(o.centre()), percent(o.centre())));
        rows.add(List.of("Whole picture", NONE, percent(o.whole()), percent(o.whole()), percent(o.whole())));
        o.scores().forEach(s -> rows.add(List.of(s.network().words(), String.valueOf(s.objects()), percent(s.best()),
                percent(s.mean()), percent(s.fixed()))));
        return List.of(new Sheet("scores", "Jaccard index of attention masks with instance masks, a mean over objects, in "
                + "per cent.", List.of("", "objects", "best head per object", "mean of heads", "one fixed head"), rows));
    }

    static List<Sheet> of(Outcome.RobustnessOutcome o) {
        Cell all = o.mean();
        List<List<String>> summary = List.of(
                List.of("clean", percent(o.cleanKnn()), percent(o.cleanProbe()), "100.0"),
                List.of("under corruption, mean", percent(all.knn()), percent(all.probe()), percent(all.cka())),
                List.of("drop, points", percent(o.cleanKnn() - all.knn()), percent(o.cleanProbe() - all.probe()), NONE),
                List.of("relative to clean", percent(all.knn() / o.cleanKnn()), percent(all.probe() / o.cleanProbe()),
                        NONE),
                List.of("majority guess", percent(o.majority()), percent(o.majority()), NONE));
        return List.of(new Sheet("summary", "Accuracy under common corruptions and linear CKA with clean features, in per "
                + "cent.", List.of("", "kNN", "logistic regression", "CKA"), summary), wide(o), all(o));
    }

    private static Sheet wide(Outcome.RobustnessOutcome o) {
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
                row.add(o.cells().stream().filter(c -> c.corruption() == corruption && c.severity() == severity)
                        .findFirst().map(c -> percent(c.knn())).orElse(NONE));
            }
            Cell mean = o.mean(corruption);
            row.addAll(List.of(percent(mean.knn()), percent(mean.probe()), percent(mean.cka())));
            rows.add(row);
        }
        return new Sheet("corruptions", "Top-1 by corruption and severity, and means over severities, in per cent.",
                columns, rows);
    }

    private static Sheet all(Outcome.RobustnessOutcome o) {
        return new Sheet("cells", "Accuracy and linear CKA by corruption and severity, in per cent.",
                List.of("corruption", "severity", "kNN", "logistic regression", "CKA"), o.cells().stream().map(c ->
                        List.of(c.corruption().word(), String.valueOf(c.severity()), percent(c.knn()),
                                percent(c.probe()), percent(c.cka()))).toList());
    }

    static List<Sheet> of(Outcome.DomainsOutcome o) {
        List<List<String>> rows = new ArrayList<>();
        for (DomainScore s : o.scores()) {
            rows.add(List.of(s.domain(), s.network().words(), String.valueOf(s.pictures()), percent(s.majority()),
                    percent(s.knnIn()), percent(s.knnOut()), percent(s.probeIn()), percent(s.probeOut())));
        }
        return List.of(new Sheet("scores", "Each domain left out in turn: accuracy on held-out pictures of the other "
                + "domains (in) and on the one left out (out), in per cent.", List.of("left out", "network", "pictures",
                        "majority", "kNN in", "kNN out", "logistic in", "logistic out"), rows));
    }

    static String percent(double share) {
        return Double.isFinite(share) ? String.format(Locale.ROOT, "%.1f", 100 * share) : NONE;
    }

    /** A share of n pictures with its standard error. */
    static String share(double share, int n) {
        return Double.isNaN(share) || n == 0 ? percent(share)
                : String.format(Locale.ROOT, "%.1f ± %.1f", 100 * share, 100 * Math.sqrt(share * (1 - share) / n));
    }
}
