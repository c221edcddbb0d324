package org.dinotwins.app.compare;

import java.util.List;
import java.util.function.ToDoubleFunction;
import javafx.scene.control.Label;
import javafx.scene.layout.ColumnConstraints;
import javafx.scene.layout.GridPane;
import javafx.scene.layout.Priority;
import javafx.scene.layout.Region;
import javafx.scene.paint.Color;
import javafx.scene.shape.Circle;
import org.dinotwins.experiment.Evaluation;

/** What runs have learnt: scores of the trained network beside the untrained one and a guess. */
final class RunScores extends GridPane {
    private static final int COLUMNS = 4;

    /** A line: its name, a network's score, and the guess beside it. */
    private record Line(String name, ToDoubleFunction<Evaluation.Scores> score, ToDoubleFunction<Evaluation> guess) {
    }

    private static final List<Line> LINES = List.of(
            new Line("kNN top-1", Evaluation.Scores::knn_top1, e -> e.majority().top1()),
            new Line("On objects", Evaluation.Scores::on_objects, e -> e.guess().jaccard_full()),
            new Line("Jaccard, mean head", Evaluation.Scores::jaccard, e -> e.guess().jaccard_centre()),
            new Line("Jaccard, best head", Evaluation.Scores::jaccard_best, e -> e.guess().jaccard_centre()),
            new Line("Jaccard, mean map", Evaluation.Scores::jaccard_map, e -> e.guess().jaccard_centre()));

    /**
     * A run that was measured.
     *
     * @param colour of its curve
     */
    record Scored(String name, Color colour, Evaluation evaluation) {
    }

    RunScores() {
        setHgap(16);
        setVgap(6);
        ColumnConstraints names = new ColumnConstraints();
        names.setHgrow(Priority.SOMETIMES);
        getColumnConstraints().add(names);
        for (int i = 1; i < COLUMNS; i++) {
            ColumnConstraints figures = new ColumnConstraints();
            figures.setMinWidth(Region.USE_PREF_SIZE);
            getColumnConstraints().add(figures);
        }
    }

    /**
     * Shows runs in their order.
     *
     * @param dot  radius of the mark in a run's colour, in pixels
     * @param none words where there is no run to show
     */
    void show(List<Scored> runs, double dot, String none) {
        getChildren().clear();
        if (runs.isEmpty()) {
            Label empty = muted(none);
            empty.setWrapText(true);
            add(empty, 0, 0, COLUMNS, 1);
            return;
        }
        addRow(0, muted(""), muted("Trained"), muted("Untrained"), muted("Guess"));
        int at = 1;
        for (Scored run : runs) {
            if (runs.size() > 1) {
                Label name = new Label(run.name(), new Circle(dot, run.colour()));
                // The name gives way to the figures, which have to be read in full.
                name.setMinWidth(0);
                name.setPrefWidth(0);
                name.setMaxWidth(Double.MAX_VALUE);
                add(name, 0, at++, COLUMNS, 1);
            }
            for (Line line : LINES) {
                Label trained = new Label(RunsTable.share(line.score().applyAsDouble(run.evaluation().trained())));
                trained.getStyleClass().add("figure-small");
                addRow(at++, new Label(line.name()), trained,
                        new Label(RunsTable.share(line.score().applyAsDouble(run.evaluation().random()))),
                        new Label(RunsTable.share(line.guess().applyAsDouble(run.evaluation()))));
            }
        }
    }

    private static Label muted(String words) {
        Label label = new Label(words);
        label.getStyleClass().add("muted");
        return label;
    }
}
