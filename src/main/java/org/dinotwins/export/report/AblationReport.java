package org.dinotwins.export.report;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import org.dinotwins.ablation.AblationFolder;
import org.dinotwins.ablation.Axis;
import org.dinotwins.ablation.CellStatus.State;
import org.dinotwins.ablation.Grid;
import org.dinotwins.ablation.GridJson;
import org.dinotwins.ablation.Results;
import org.dinotwins.ablation.Score;
import org.dinotwins.chart.PageCharts;
import org.dinotwins.config.WorkbenchException;
import org.dinotwins.run.RunFolder;
import org.dinotwins.table.Table;
import org.dinotwins.table.Table.Column;
import org.dinotwins.table.TableFiles;

/**
 * The report of an ablation as one self-contained HTML file: variants, results with intervals, paired comparisons,
 * settings.
 */
public final class AblationReport {
    private static final List<Score> SHOWN = List.of(Score.KNN, Score.PROBE, Score.JACCARD, Score.JACCARD_BEST);

    private final AblationFolder folder;
    private final Results results;
    private final Html page;

    private AblationReport(AblationFolder folder) {
        this.folder = folder;
        this.results = Results.of(folder);
        this.page = new Html("Ablation: " + folder.grid().name());
    }

    /** Writes the report of all results so far. */
    public static void write(AblationFolder folder, Path file) throws WorkbenchException {
        write(folder, List.of(), List.of(), file);
    }

    /**
     * Like {@link #write(AblationFolder, Path)}, with more tables and sentences before the ablation's own.
     *
     * @param tables about the same runs
     * @param notes  sentences about them
     */
    public static void write(AblationFolder folder, List<Table> tables, List<String> notes, Path file)
            throws WorkbenchException {
        AblationReport report = new AblationReport(folder);
        report.head();
        tables.forEach(report.page::table);
        notes.forEach(report.page::words);
        report.means();
        report.pairs();
        report.compared();
        report.page
                .heading("All runs")
                .table(AblationTables.runs(report.results)
                        .without("dino_weight", "barlow_weight", "reason")
                        .narrow(AblationTables.shortHeads(report.results)));
        report.failures();
        report.page
                .heading("Settings of all runs")
                .table(RunReport.settings(folder.grid().base()));
        report.page
                .heading("Reproduce")
                .muted("Save as grid.json, then run:")
                .code("dinotwins ablate --grid grid.json --out DIR");
        report.page.folded("grid.json", "<pre>" + Html.text(GridJson.write(folder.grid())) + "</pre>");
        report.page.write(file);
    }

    /**
     * Writes the report and all tables into the ablation's own folder.
     *
     * @return the report's file
     */
    public static Path writeAll(AblationFolder folder) throws WorkbenchException {
        Path report = folder.path().resolve("report.html");
        write(folder, report);
        tables(folder, folder.path());
        return report;
    }

    /** Writes the tables as CSV and LaTeX to a folder: runs, variants, and one table of pairs per score. */
    public static void tables(AblationFolder folder, Path target) throws WorkbenchException {
        Results results = Results.of(folder);
        List<Table> tables = new ArrayList<>(List.of(AblationTables.runs(results), AblationTables.variants(results)));
        for (Score score : results.variants().size() > 1 ? SHOWN : List.<Score>of()) {
            tables.add(AblationTables.paired(results, results.variants().get(0), score));
        }
        try {
            for (Table table : tables) {
                TableFiles.write(target, table.name(), table.csv(), table.latex());
            }
        } catch (IOException e) {
            throw RunReport.tablesNotWritten(target, e);
        }
    }

    private void head() {
        Grid grid = folder.grid();
        if (!grid.description().isEmpty()) {
            page.words(grid.description());
        }
        long done = results.runs().stream()
                .filter(run -> run.status().state() == State.DONE)
                .count();
        long failed = results.runs().stream()
                .filter(run -> run.status().state() == State.FAILED)
                .count();
        page.muted(String.format(
                Locale.ROOT,
                "%d of %d runs done%s · seeds %s · pictures %s",
                done,
                results.runs().size(),
                failed > 0 ? ", " + failed + " failed" : "",
                grid.seeds().stream().map(String::valueOf).collect(Collectors.joining(", ")),
                grid.base().data().folder()));
        results.runs().stream()
                .filter(run -> run.status().state() == State.DONE)
                .findFirst()
                .ifPresent(run -> {
                    try {
                        RunFolder first = RunFolder.open(folder.run(run.cell()));
                        page.muted(first.summary().device() + " · "
                                + first.versions().entrySet().stream()
                                        .map(v -> v.getKey() + " " + v.getValue())
                                        .collect(Collectors.joining(" · ")));
                    } catch (WorkbenchException e) {
                        page.muted(e.getMessage());
                    }
                });
    }

    private void means() {
        page.heading("Results");
        page.table(AblationTables.variants(results));
        List<String> charts = new ArrayList<>();
        for (Score score : SHOWN) {
            if (results.variants().stream()
                    .anyMatch(variant -> !Double.isNaN(variant.interval(score).mean()))) {
                charts.add(PageCharts.intervals(results, score));
            }
        }
        page.charts("No run has a result yet.", charts.toArray(String[]::new));
        page.muted("Dots are means over the seeds, bars are 95 % intervals (Student t).");
    }

    private void failures() {
        results.runs().stream()
                .filter(run -> run.status().state() == State.FAILED)
                .forEach(run ->
                        page.alarm(run.cell().title() + ": " + run.status().reason()));
    }

    private void pairs() {
        if (results.variants().size() > 1) {
            page.heading("Paired comparisons");
            for (Score score : SHOWN) {
                page.table(AblationTables.paired(results, results.variants().get(0), score));
            }
        }
    }

    private void compared() {
        page.heading("Variants");
        for (Axis axis : folder.grid().axes()) {
            List<List<Object>> rows = new ArrayList<>();
            for (Axis.Level level : axis.levels()) {
                rows.add(List.of(
                        level.label(),
                        level.settings().isEmpty()
                                ? "unchanged"
                                : level.settings().entrySet().stream()
                                        .map(e -> e.getKey() + " = " + e.getValue())
                                        .collect(Collectors.joining(", "))));
            }
            page.table(new Table("axis", axis.name(), List.of(Column.text("Level"), Column.text("Settings")), rows));
        }
    }
}
