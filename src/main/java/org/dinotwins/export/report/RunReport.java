package org.dinotwins.export.report;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CancellationException;
import java.util.stream.Collectors;
import org.dinotwins.ablation.CellScores;
import org.dinotwins.ablation.Score;
import org.dinotwins.chart.PageCharts;
import org.dinotwins.config.ConfigJson;
import org.dinotwins.config.RunConfig;
import org.dinotwins.config.Setting;
import org.dinotwins.config.WorkbenchException;
import org.dinotwins.data.DataException;
import org.dinotwins.data.ImageSet;
import org.dinotwins.data.Picture;
import org.dinotwins.data.picture.ImageFiles;
import org.dinotwins.export.attention.AttentionPictures;
import org.dinotwins.measure.Measurer;
import org.dinotwins.measure.outcome.Outcome;
import org.dinotwins.measure.outcome.OutcomeTables;
import org.dinotwins.run.CheckpointException;
import org.dinotwins.run.LiveChange;
import org.dinotwins.run.Progress;
import org.dinotwins.run.RunFolder;
import org.dinotwins.run.evaluation.Evaluation;
import org.dinotwins.run.evaluation.EvaluationScore.Floor;
import org.dinotwins.run.network.NetworkInspector;
import org.dinotwins.table.Table;
import org.dinotwins.table.Table.Column;
import org.dinotwins.table.Table.Kind;
import org.dinotwins.table.TableFiles;
import org.dinotwins.train.CorrelationSnapshot;
import org.dinotwins.train.StepRecord;

/** The report of a run as one self-contained HTML file: settings, results, curves, correlation matrix and attention. */
public final class RunReport {
    /** Number of pictures with attention maps. */
    private static final int PICTURES = 4;

    private static final int PICTURE_SIDE = 176;
    /** Number of heads per picture. */
    private static final int HEADS = 4;

    private final RunFolder run;
    private final Html page;
    /** The last checkpoint is damaged; null if it is not. */
    private CheckpointException damage;

    private RunReport(RunFolder run) {
        this.run = run;
        this.page = new Html(run.path().getFileName().toString());
    }

    /**
     * Writes the report. Blocking: it runs the network over some pictures.
     *
     * @throws CheckpointException if the last checkpoint is damaged; the report is written without attention then
     */
    public static void write(RunFolder run, Path file, Progress progress) throws WorkbenchException {
        RunReport report = new RunReport(run);
        progress.at(-1, "Reading the run");
        report.head();
        report.results();
        report.curves();
        report.matrix();
        report.attention(progress);
        report.settings();
        report.page.write(file);
        if (report.damage != null) {
            throw report.damage;
        }
        progress.at(1, "Written");
    }

    /** Writes the tables of results as CSV and LaTeX to a folder. */
    public static void tables(RunFolder run, Path folder) throws WorkbenchException {
        Evaluation evaluation = run.evaluation()
                .orElseThrow(() -> new WorkbenchException(
                        "The run in " + run.path() + " has not been evaluated; evaluate it to get tables."));
        Table table = evaluation(evaluation);
        try {
            TableFiles.write(folder, table.name(), table.csv(), table.latex());
            for (Outcome outcome : Measurer.saved(run)) {
                OutcomeTables.write(outcome, folder);
            }
        } catch (IOException e) {
            throw tablesNotWritten(folder, e);
        }
    }

    static WorkbenchException tablesNotWritten(Path folder, IOException cause) {
        return new WorkbenchException(
                "The tables cannot be written to " + folder + ": " + cause.getMessage() + ". Choose another folder.",
                cause);
    }

    private void head() {
        RunFolder.Summary summary = run.summary();
        RunConfig config = run.config();
        page.muted(String.format(
                Locale.ROOT,
                "%s · %s after step %,d%s · started %s · %s · seed %d · pictures %s",
                config.name(),
                summary.state().name().toLowerCase(Locale.ROOT),
                summary.lastStep(),
                summary.totalSteps() > 0 ? String.format(Locale.ROOT, " of %,d", summary.totalSteps()) : "",
                summary.started().isEmpty() ? "at an unknown time" : summary.started(),
                summary.device().isEmpty() ? "device unknown" : summary.device(),
                config.train().seed(),
                config.data().folder()));
        page.muted(run.versions().entrySet().stream()
                .map(v -> v.getKey() + " " + v.getValue())
                .collect(Collectors.joining(" · ")));
        run.faults().forEach(page::alarm);
        run.alarms()
                .forEach(alarm -> page.alarm("Step " + alarm.step() + ": " + alarm.happened() + " " + alarm.advice()));
    }

    private void results() {
        page.heading("Results");
        Optional<Evaluation> known = run.evaluation();
        if (known.isEmpty()) {
            page.muted("The run has not been evaluated.");
            return;
        }
        page.table(evaluation(known.get()));
        for (Outcome outcome : Measurer.saved(run)) {
            page.smallHeading(
                    outcome.about().title() + ", step " + outcome.about().step());
            page.table(outcome.tables().get(0));
            outcome.about().notes().forEach(page::muted);
        }
        known.get().measured().notes().forEach(page::muted);
    }

    /** Scores of the trained network and of the untrained one, and their floors. */
    public static Table evaluation(Evaluation evaluation) {
        List<List<Object>> rows = new ArrayList<>();
        CellScores reached = new CellScores(evaluation, Optional.empty());
        for (Score score : Score.values()) {
            if (score.share() && !Double.isNaN(score.of(reached))) {
                Optional<Floor> floor = score.floor(reached);
                rows.add(List.of(
                        score.words(),
                        score.of(reached),
                        score.untrained(reached),
                        floor.map(Floor::value).orElse(Double.NaN),
                        floor.map(f -> f.words() + (f.isBeatenBy(score.of(reached)) ? "" : ": not beaten"))
                                .orElse("")));
            }
        }
        return new Table(
                "evaluation",
                "Checkpoint of step " + evaluation.measured().step() + ", "
                        + evaluation.measured().validation_pictures()
                        + " validation pictures. Untrained: the same network before "
                        + "training. Best floor: the highest score without learning, and what reaches it.",
                List.of(
                        Column.text("Score"),
                        new Column("Trained", "trained", Kind.SHARE),
                        new Column("Untrained", "untrained", Kind.SHARE),
                        new Column("Best floor", "floor", Kind.SHARE),
                        new Column("Reached by", "floor_name", Kind.TEXT)),
                rows);
    }

    private void curves() throws WorkbenchException {
        page.heading("Curves");
        List<StepRecord> steps = run.metrics();
        page.charts("No step was recorded.", PageCharts.run(steps).toArray(String[]::new));
        changes();
    }

    private void changes() {
        List<List<Object>> rows = new ArrayList<>();
        for (LiveChange change : run.changes()) {
            String what = change.settings().entrySet().stream()
                    .map(e -> e.getKey() + " = " + e.getValue())
                    .collect(Collectors.joining(", "));
            rows.add(List.of(Long.toString(change.step()), what));
        }
        if (!rows.isEmpty()) {
            page.table(new Table(
                    "changes",
                    "Changes during training",
                    List.of(Column.text("After step"), Column.text("Change")),
                    rows));
        }
    }

    private void matrix() {
        page.heading("Cross-correlation matrix");
        Optional<CorrelationSnapshot> kept = run.correlation();
        if (kept.isEmpty()) {
            page.muted(
                    run.config().objective().withBarlow()
                            ? "The run saved no matrix."
                            : "A run without Barlow Twins has no matrix.");
            return;
        }
        CorrelationSnapshot matrix = kept.get();
        String light = Html.image(MatrixPicture.png(matrix, false));
        page.raw("<picture><source media=\"print\" srcset=\"" + light
                + "\"><source media=\"(prefers-color-scheme: dark)\" srcset=\""
                + Html.image(MatrixPicture.png(matrix, true))
                + "\"><img class=\"matrix\" alt=\"Correlation matrix\" src=\""
                + light + "\"></picture>\n");
        page.muted(String.format(
                Locale.ROOT,
                "Step %d, D = %d, N = %d: diagonal mean %.3f (aim 1), off-diagonal RMS %.4f "
                        + "(aim 0). Blue is −1, amber is 1.%s",
                matrix.step(),
                matrix.dimension(),
                matrix.samples(),
                matrix.diagonalMean(),
                matrix.offDiagonalEnergy(),
                matrix.reduction() == 1
                        ? ""
                        : " Each pixel shows the strongest of " + matrix.reduction() + " x " + matrix.reduction()
                                + " entries."));
    }

    private void attention(Progress progress) {
        page.heading("Attention");
        List<RunFolder.Checkpoint> saved = run.checkpoints();
        if (saved.isEmpty()) {
            page.muted("The run has no checkpoint.");
            return;
        }
        try (NetworkInspector inspector = NetworkInspector.open(
                run, Optional.of(saved.get(saved.size() - 1).file()))) {
            ImageSet set = run.config().data().open();
            progress.opened(set);
            List<Picture> from = set.validation().isEmpty() ? set.train() : set.validation();
            page.muted("Attention of the class token in the teacher's last block, for pictures it was "
                    + (set.validation().isEmpty() ? "trained on, because the set has no others" : "not trained on")
                    + "; the colours of each map range from its weakest to its strongest patch.");
            int count = Math.min(PICTURES, from.size());
            for (int i = 0; i < count; i++) {
                if (progress.cancelled()) {
                    throw new CancellationException();
                }
                progress.at((double) i / count, "Computing attention");
                Picture picture = from.get((int) ((long) i * from.size() / count));
                overlays(AttentionPictures.png(
                        inspector, ImageFiles.read(picture), inspector.depth() - 1, PICTURE_SIDE));
            }
        } catch (CheckpointException e) {
            damage = e;
            page.alarm(e.getMessage());
        } catch (WorkbenchException | DataException e) {
            page.muted("Attention cannot be computed: " + e.getMessage());
        }
    }

    private void overlays(List<byte[]> made) {
        StringBuilder figures = new StringBuilder("<div class=\"pictures\">\n");
        for (int i = 0; i < Math.min(made.size(), HEADS + 2); i++) {
            String name = i == 0 ? "picture" : i == 1 ? "mean of heads" : "head " + (i - 1);
            figures.append("<figure><img alt=\"")
                    .append(name)
                    .append("\" src=\"")
                    .append(Html.image(made.get(i)))
                    .append("\"><figcaption>")
                    .append(name)
                    .append("</figcaption></figure>\n");
        }
        page.raw(figures.append("</div>\n").toString());
    }

    private void settings() {
        page.heading("Settings");
        page.table(settings(run.config()));
    }

    /** All settings with group, label and value, in the order of the form. */
    static Table settings(RunConfig config) {
        Map<String, String> values = ConfigJson.settings(config);
        List<List<Object>> rows = new ArrayList<>();
        for (Setting setting : Setting.all()) {
            String value = setting.paths().stream().map(values::get).collect(Collectors.joining(" to "));
            rows.add(List.of(
                    setting.group().title(), setting.label(), (value + " " + setting.unit()).strip(), setting.path()));
        }
        return new Table(
                "settings",
                "As in config.json",
                List.of(Column.text("Group"), Column.text("Setting"), Column.text("Value"), Column.text("Path")),
                rows);
    }
}
