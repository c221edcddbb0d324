package org.dinotwins.app.runs;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.stream.Stream;
import javafx.scene.control.Label;
import javafx.scene.paint.Color;
import javafx.scene.text.Text;
import javafx.stage.Stage;
import org.dinotwins.app.shared.WorkspaceWindow;
import org.dinotwins.run.Evaluation;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.testfx.api.FxRobot;
import org.testfx.framework.junit5.ApplicationExtension;
import org.testfx.framework.junit5.Start;

/** Layout of the scores beside the curves. */
@ExtendWith(ApplicationExtension.class)
class RunScoresTest {
    /** Width of the scores in the panel. */
    private static final double WIDTH = 344;

    private final RunScores scores = new RunScores();

    @Start
    void open(Stage stage) {
        WorkspaceWindow.openPiece(stage, scores, WIDTH, 600);
    }

    @AfterEach
    void close() {
        WorkspaceWindow.closePiece();
    }

    private static RunScores.Scored scored(String name, double trained) {
        Evaluation.Scores random = new Evaluation.Scores(0.17, 0.5, 0.17, 0.21, 0.22, 0.23, 0.2, 0.39, 3);
        Evaluation.Scores after = new Evaluation.Scores(trained, 0.9, 0.7, 0.51, 0.52, 0.53, 0.5, 0.61, 20);
        return new RunScores.Scored(
                name,
                Color.BLUE,
                new Evaluation(
                        after,
                        random,
                        new Evaluation.Majority(0.125),
                        new Evaluation.Guess(0.408, 0.392),
                        new Evaluation.Measured(1, 1, 1, 1, List.of())));
    }

    private List<String> shown(FxRobot robot, RunScores.Scored... runs) {
        robot.interact(() -> {
            scores.show(List.of(runs), 4, "none");
            scores.resize(WIDTH, 600);
            scores.applyCss();
            scores.layout();
        });
        return labels().map(Label::getText).toList();
    }

    private Stream<Label> labels() {
        return scores.getChildren().stream().map(Label.class::cast);
    }

    @Test
    void showsTrainedUntrainedAndGuessScores(FxRobot robot) {
        assertThat(shown(robot, scored("a", 0.755)))
                .containsSubsequence("Trained", "Untrained", "Guess")
                .containsSubsequence("kNN top-1", "75.5 %", "17.0 %", "12.5 %")
                .containsSubsequence("On objects", "61.0 %", "39.0 %", "39.2 %")
                .containsSubsequence("Jaccard, mean head", "51.0 %", "21.0 %", "40.8 %")
                .containsSubsequence("Jaccard, best head", "52.0 %", "22.0 %", "40.8 %")
                .containsSubsequence("Jaccard, mean map", "53.0 %", "23.0 %", "40.8 %")
                .doesNotContain("a");
    }

    @Test
    void explainsMissingScores(FxRobot robot) {
        assertThat(shown(robot)).containsExactly("none");
    }

    @Test
    void longNamesDoNotClipTheFigures(FxRobot robot) {
        String one = "hybrid-with-one-head-and-a-decay-of-queries-and-keys-of-24-seed-0";
        String other = "hybrid-with-two-heads-and-a-decay-of-queries-and-keys-of-6-seed-0";
        assertThat(shown(robot, scored(one, 0.725), scored(other, 0.76))).contains(one, other, "72.5 %", "76.0 %");
        assertThat(labels().filter(label -> !label.getText().startsWith("hybrid")
                        && !label.getText().isEmpty()))
                .hasSizeGreaterThan(40)
                .allSatisfy(label ->
                        assertThat(((Text) label.lookup(".text")).getText()).isEqualTo(label.getText()));
        assertThat(labels().mapToDouble(label -> label.getBoundsInParent().getMaxX())
                        .max()
                        .orElseThrow())
                .isLessThanOrEqualTo(WIDTH);
    }
}
