package org.dinotwins.measure.outcome;

import java.util.ArrayList;
import java.util.List;
import org.dinotwins.augment.corruption.Corruption;
import org.dinotwins.measure.outcome.RobustnessOutcome.CorruptionScore;
import org.dinotwins.table.Table;

/** The tables of a robustness result: a summary, one row per corruption, one row per corruption and severity. */
final class RobustnessTables {
    private RobustnessTables() {}

    static List<Table> of(RobustnessOutcome o) {
        CorruptionScore all = o.mean();
        int n = o.about().validation();
        List<List<String>> summary = List.of(
                List.of(
                        "clean",
                        OutcomeTables.share(o.cleanKnn(), n),
                        OutcomeTables.share(o.cleanProbe(), n),
                        OutcomeTables.share(o.cleanRandom(), n),
                        OutcomeTables.share(o.cleanPixels(), n),
                        OutcomeTables.share(o.cleanHog(), n),
                        "100.0"),
                List.of(
                        "under corruption, mean",
                        OutcomeTables.share(all.knn(), n),
                        OutcomeTables.share(all.probe(), n),
                        OutcomeTables.share(all.random(), n),
                        OutcomeTables.share(all.pixels(), n),
                        OutcomeTables.share(all.hog(), n),
                        OutcomeTables.percent(all.cka())),
                List.of(
                        "drop, points",
                        OutcomeTables.percent(o.cleanKnn() - all.knn()),
                        OutcomeTables.percent(o.cleanProbe() - all.probe()),
                        OutcomeTables.percent(o.cleanRandom() - all.random()),
                        OutcomeTables.percent(o.cleanPixels() - all.pixels()),
                        OutcomeTables.percent(o.cleanHog() - all.hog()),
                        OutcomeTables.MISSING),
                List.of(
                        "relative to clean",
                        relative(all.knn(), o.cleanKnn(), o),
                        relative(all.probe(), o.cleanProbe(), o),
                        relative(all.random(), o.cleanRandom(), o),
                        relative(all.pixels(), o.cleanPixels(), o),
                        relative(all.hog(), o.cleanHog(), o),
                        OutcomeTables.MISSING),
                List.of(
                        "mCE, random weights = 100",
                        OutcomeTables.percent(o.mce()),
                        OutcomeTables.MISSING,
                        "100.0",
                        OutcomeTables.MISSING,
                        OutcomeTables.MISSING,
                        OutcomeTables.MISSING),
                List.of(
                        "majority guess",
                        OutcomeTables.percent(o.majority()),
                        OutcomeTables.percent(o.majority()),
                        OutcomeTables.percent(o.majority()),
                        OutcomeTables.percent(o.majority()),
                        OutcomeTables.percent(o.majority()),
                        OutcomeTables.MISSING));
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
                : OutcomeTables.percent(corrupted / clean);
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
                        .map(c -> OutcomeTables.percent(c.knn()))
                        .orElse(OutcomeTables.MISSING));
            }
            CorruptionScore mean = o.mean(corruption);
            row.addAll(List.of(
                    OutcomeTables.share(mean.knn(), o.about().validation()),
                    OutcomeTables.share(mean.random(), o.about().validation()),
                    OutcomeTables.percent(mean.hog()),
                    OutcomeTables.percent(o.corruptionError(corruption)),
                    OutcomeTables.share(mean.probe(), o.about().validation()),
                    OutcomeTables.percent(mean.cka())));
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
                                OutcomeTables.percent(c.knn()),
                                OutcomeTables.percent(c.random()),
                                OutcomeTables.percent(c.pixels()),
                                OutcomeTables.percent(c.hog()),
                                OutcomeTables.percent(c.probe()),
                                OutcomeTables.percent(c.cka())))
                        .toList());
    }

    /** Whether an accuracy on n pictures is not clearly above that of one guess for all pictures. */
    private static boolean atChance(double accuracy, double majority, int n) {
        return !(accuracy - NormalInterval.halfOfShare(accuracy, n) > majority);
    }
}
