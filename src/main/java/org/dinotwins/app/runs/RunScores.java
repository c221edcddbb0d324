package org.dinotwins.app.runs;

import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import javafx.scene.control.Label;
import javafx.scene.control.Tooltip;
import javafx.scene.layout.ColumnConstraints;
import javafx.scene.layout.GridPane;
import javafx.scene.layout.Priority;
import javafx.scene.layout.Region;
import javafx.scene.paint.Color;
import javafx.scene.shape.Circle;
import org.dinotwins.ablation.CellScores;
import org.dinotwins.ablation.Score;
import org.dinotwins.run.evaluation.Evaluation;
import org.dinotwins.run.evaluation.EvaluationScore.Floor;

/** Scores of runs: the trained network compared with the untrained one and with the highest floor. */
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
        addRow(0, muted(""), muted("Trained"), muted("Untrained"), muted("Floor"));
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
                if (!aboveFloor(score, reached)) {
                    trained.getStyleClass().add("below-floor");
                }
                // Too long for the panel.
                addRow(
                        at++,
                        new Label(score == Score.ON_OBJECTS ? score.brief() : score.words()),
                        trained,
                        new Label(RunsTable.share(score.untrained(reached))),
                        floor(score.floor(reached), score.of(reached)));
            }
            String below = LINES.stream()
                    .filter(score -> !aboveFloor(score, reached))
                    .map(Score::brief)
                    .collect(Collectors.joining(", "));
            if (!below.isEmpty()) {
                Label words = new Label("Not above the floor: " + below);
                words.getStyleClass().add("below-floor");
                words.setWrapText(true);
                add(words, 0, at++, COLUMNS, 1);
            }
        }
    }

    private static boolean aboveFloor(Score score, CellScores reached) {
        return score.floor(reached)
                .filter(floor -> !floor.isBeatenBy(score.of(reached)))
                .isEmpty();
    }

    /** A floor with its name, and whether the score is above it. */
    private static Label floor(Optional<Floor> floor, double score) {
        Label label = new Label(RunsTable.share(floor.map(Floor::value).orElse(Double.NaN)));
        floor.ifPresent(f -> label.setTooltip(new Tooltip("The highest score without learning: " + f.words() + ". "
                + (f.isBeatenBy(score)
                        ? "The trained network is above it."
                        : "The trained network is not above it."))));
        return label;
    }

    private static Label muted(String words) {
        Label label = new Label(words);
        label.getStyleClass().add("muted");
        return label;
    }
}
