package org.dinotwins.app.measure;

import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import javafx.scene.Node;
import javafx.scene.control.Label;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.VBox;
import org.dinotwins.app.shared.WorkbenchState;
import org.dinotwins.app.shared.form.ResultTable;
import org.dinotwins.app.shared.form.Sections;
import org.dinotwins.measure.outcome.Outcome;
import org.dinotwins.measure.outcome.ProbeOutcome;
import org.dinotwins.table.Table;

/** Linear probe results: accuracy, accuracy per category, and the confusion matrix. */
final class ProbeView implements OutcomePanel.ResultView {
    private static final int ALL_SCORES = 8;
    private static final int CATEGORIES = 12;

    private final ResultTable scores = new ResultTable("probe-scores", ALL_SCORES);
    private final ResultTable categories = new ResultTable("probe-categories", CATEGORIES);
    private final ConfusionMatrixView confusion;
    private final ThumbnailRow pictures;
    private final Label behind = Sections.muted("");
    private final Label partial = Sections.muted("");
    private final VBox perCategory;
    private final VBox matrix;
    private final VBox page;
    private ProbeOutcome shown;

    ProbeView(WorkbenchState workbench) {
        pictures = new ThumbnailRow(workbench.background());
        confusion = new ConfusionMatrixView(workbench.themeProperty().get().palette(), this::open);
        workbench.themeProperty().addListener((of, old, is) -> confusion.paint(is.palette()));
        behind.setId("confusion-cell");
        perCategory =
                Sections.of("By category", "Accuracy of the trained network's linear probe, in per cent.", categories);
        VBox right = new VBox(6, behind, pictures);
        right.setMinWidth(0);
        HBox.setHgrow(right, Priority.ALWAYS);
        matrix = Sections.of(
                "Confusion matrix",
                "Rows are true categories, columns predictions. Click a cell "
                        + "or use the arrow keys to see its pictures.",
                new HBox(16, confusion, right));
        page = Sections.page(
                Sections.of(
                        "Accuracy",
                        "In per cent, ± half the 95 % interval over the pictures. Compare the trained network with the rows that need no training.",
                        scores,
                        partial),
                perCategory,
                matrix);
    }

    @Override
    public Node node() {
        return page;
    }

    @Override
    public void show(Outcome outcome) {
        boolean other =
                shown == null || !shown.about().slug().equals(outcome.about().slug());
        shown = (ProbeOutcome) outcome;
        List<Table> tables = shown.tables();
        scores.show(tables.get(0));
        partial.setText(shown.about().complete() ? "" : "Incomplete: not all rows are measured.");
        Sections.visible(partial, !shown.about().complete());
        boolean judged = tables.size() > 1;
        Sections.visible(perCategory, judged);
        Sections.visible(matrix, judged);
        if (judged) {
            categories.show(tables.get(1));
            confusion.show(shown.confusion(), shown.names());
        }
        if (other) {
            behind.setText("");
            pictures.show(List.of());
        }
    }

    private void open(int truth, int predicted) {
        List<ThumbnailRow.Item> items = shown.judged().stream()
                .filter(j -> j.truth() == truth && j.predicted() == predicted)
                .map(j -> new ThumbnailRow.Item(
                        Path.of(shown.about().root()).resolve(j.file()),
                        Path.of(j.file()).getFileName().toString()))
                .toList();
        behind.setText(String.format(
                Locale.ROOT,
                "%,d %s of %s predicted as %s",
                items.size(),
                items.size() == 1 ? "picture" : "pictures",
                shown.names().get(truth),
                shown.names().get(predicted)));
        pictures.show(items);
    }
}
