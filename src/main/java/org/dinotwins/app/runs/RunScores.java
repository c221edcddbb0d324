package org.dinotwins.app.runs;

import java.util.List;
import java.util.Optional;
import javafx.scene.control.Label;
import javafx.scene.layout.ColumnConstraints;
import javafx.scene.layout.GridPane;
import javafx.scene.layout.Priority;
import javafx.scene.layout.Region;
import javafx.scene.paint.Color;
import javafx.scene.shape.Circle;
import org.dinotwins.ablation.CellScores;
import org.dinotwins.ablation.Score;
import org.dinotwins.run.Evaluation;

/** Scores of runs: the trained network compared with the untrained one and random guessing. */
final class RunScores extends GridPane {
    private static final int COLUMNS = 4;

    private static final List<Score> LINES =
            List.of(Score.KNN, Score.ON_OBJECTS, Score.JACCARD, Score.JACCARD_BEST, Score.JACCARD_MAP);

    /**
     * A measured run.
     *
     * @param colour colour of its curve
     */
    record Scored(String name, Color colour, Evaluation evaluation) {}

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
     * Shows the scores of runs, in their order.
     *
     * @param dot  radius of the dot in a run's colour, in pixels
     * @param none text to show if there is no run
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
                // Shorten the name, never the figures.
                name.setMinWidth(0);
                name.setPrefWidth(0);
                name.setMaxWidth(Double.MAX_VALUE);
                add(name, 0, at++, COLUMNS, 1);
            }
            CellScores reached = new CellScores(run.evaluation(), Optional.empty());
            for (Score score : LINES) {
                Label trained = new Label(RunsTable.share(score.of(reached)));
                trained.getStyleClass().add("figure-small");
                // Too long for the panel.
                addRow(
                        at++,
                        new Label(score == Score.ON_OBJECTS ? score.brief() : score.words()),
                        trained,
                        new Label(RunsTable.share(score.untrained(reached))),
                        new Label(RunsTable.share(score.guess(reached))));
            }
        }
    }

    private static Label muted(String words) {
        Label label = new Label(words);
        label.getStyleClass().add("muted");
        return label;
    }
}
