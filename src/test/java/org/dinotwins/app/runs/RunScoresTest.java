package org.dinotwins.app.runs;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.stream.Stream;
import javafx.scene.control.Label;
import javafx.scene.control.Tooltip;
import javafx.scene.paint.Color;
import javafx.scene.text.Text;
import javafx.stage.Stage;
import org.dinotwins.app.shared.WorkspaceWindow;
import org.dinotwins.run.evaluation.Evaluation;
import org.dinotwins.run.evaluation.Floors;
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

    /** Floors of 50 % for HOG, 50.8 % for the box, and 56 % for the place of attention. */
    private static final Floors FLOORS = new Floors(
            0.125, 0.5, 0.145, 0.5, 0.135, 0.4, 0.8, 0.4, 0.5, 0.9, 0.5, 0.508, 0.5, 0.392, 0.2, 0.2, 0.2, 0.392, 0.56,
            0.5, 0.4);

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
                        FLOORS,
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
    void showsTrainedUntrainedAndFloorScores(FxRobot robot) {
        assertThat(shown(robot, scored("a", 0.755)))
                .containsSubsequence("Trained", "Untrained", "Floor")
                .containsSubsequence("kNN top-1", "75.5 %", "17.0 %", "50.0 %")
                .containsSubsequence("On objects", "61.0 %", "39.0 %", "56.0 %")
                .containsSubsequence("Jaccard, mean head", "51.0 %", "21.0 %", "50.8 %")
                .containsSubsequence("Jaccard, best head", "52.0 %", "22.0 %", "50.8 %")
                .containsSubsequence("Jaccard, mean map", "53.0 %", "23.0 %", "50.8 %")
                .noneMatch(text -> text.startsWith("Not above"))
                .doesNotContain("a");
        assertThat(labels().flatMap(label -> Stream.ofNullable(label.getTooltip()))
                        .map(Tooltip::getText))
                .contains("The highest score without learning: HOG. The trained network is above it.");
    }

    @Test
    void aScoreThatBeatsNoFloorIsMarked(FxRobot robot) {
        assertThat(shown(robot, scored("a", 0.45))).contains("45.0 %", "Not above the floor: kNN");
        assertThat(labels().filter(label -> label.getStyleClass().contains("below-floor"))
                        .map(Label::getText))
                .containsExactly("45.0 %", "Not above the floor: kNN");
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
