package org.dinotwins.app;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import javafx.scene.Node;
import javafx.scene.control.TableView;
import javafx.scene.image.ImageView;
import javafx.scene.input.KeyCode;
import org.dinotwins.config.ConfigJson;
import org.dinotwins.run.TinyRun;
import org.dinotwins.run.TrainingService;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.testfx.api.FxRobot;

/** Tests Measure in the window: invalid input, a probe with confusion matrix, a cancelled and a failed measurement. */
@Tag("slow")
class MeasureJourneyTest {
    private static final int SECONDS = 60;

    @TempDir
    Path home;

    private final WorkbenchWindow window = new WorkbenchWindow(SECONDS);
    private final FxRobot robot = window.robot;

    @BeforeEach
    void open() throws Exception {
        try (TrainingService service = new TrainingService()) {
            service.start(
                    ConfigJson.with(
                            TinyRun.config(TinyRun.images(home.resolve("images"))), Map.of("objective.dinoShare", "1")),
                    home.resolve("runs/tiny"),
                    2,
                    false,
                    new TrainingService.Listener() {});
            service.await();
        }
        window.open(home, Map.of());
    }

    @AfterEach
    void close() throws Exception {
        window.close();
    }

    @Test
    void measuresARunAndShowsMisclassifiedPictures() throws Exception {
        robot.push(KeyCode.CONTROL, KeyCode.DIGIT4);
        window.until(() -> !robot.lookup("#measure-start").query().isDisabled());

        window.type("#measure-labels", "0");
        window.until(() -> robot.lookup("#measure-start").query().isDisabled());
        assertThat(window.text("#measure-problem")).contains("above 0 and up to 100 %");
        window.type("#measure-labels", "100");
        window.type("#measure-supervised", "3");
        window.fire("#measure-domains");
        window.fire("#measure-start");
        window.until(() -> robot.lookup("#measure-start").query().isVisible()
                && !window.text("#measure-fault").isEmpty());

        assertThat(window.text("#measure-fault")).startsWith("Domains: ").contains("has no domains");
        TableView<List<String>> scores = robot.lookup("#probe-scores").query();
        assertThat(scores.getItems()).hasSize(7);
        assertThat(scores.getItems().get(0).get(0)).isEqualTo("Majority guess");
        assertThat(scores.getItems().get(1).get(0)).isEqualTo("HOG, logistic regression");
        assertThat(home.resolve("runs/tiny/measurements")).isDirectoryContaining("glob:**probe-100pct*.json");

        assertThat(window.text("#measure-below-floor"))
                .as("HOG tells discs from squares better than a network of twenty steps")
                .contains("NOT ABOVE THE FLOOR");
        assertThat(window.text("#measure-about")).doesNotContain("NOT ABOVE THE FLOOR");

        Node matrix = robot.lookup("#confusion").query();
        robot.interact(matrix::requestFocus);
        robot.push(KeyCode.RIGHT);
        robot.push(KeyCode.DOWN);
        window.until(() -> window.text("#confusion-cell").endsWith("of disc predicted as square"));
        robot.push(KeyCode.RIGHT);
        robot.push(KeyCode.UP);
        int wrong = Integer.parseInt(window.text("#confusion-cell").split(" ")[0]);
        window.until(() -> robot.lookup(".picture-frame .image-view").queryAllAs(ImageView.class).stream()
                        .filter(v -> v.getImage() != null)
                        .count()
                == wrong);

        window.fire("#tab-knn");
        window.until(() ->
                robot.lookup("#knn-scores").<TableView<?>>query().getItems().size() == 21);
    }

    @Test
    void cancelKeepsPartialResultsVisible() throws Exception {
        robot.push(KeyCode.CONTROL, KeyCode.DIGIT4);
        window.until(() -> !robot.lookup("#measure-start").query().isDisabled());
        window.type("#measure-supervised", "100000");
        window.fire("#measure-start");
        window.until(() -> robot.lookup("#probe-scores")
                        .tryQueryAs(TableView.class)
                        .map(t -> t.getItems().size() == 6)
                        .orElse(false)
                && window.text("#measure-progress").contains("Supervised baseline"));

        window.fire("#measure-cancel");
        window.until(() -> robot.lookup("#measure-start").query().isVisible());

        assertThat(robot.lookup("#probe-scores").<TableView<?>>query().getItems())
                .hasSize(6);
        assertThat(window.text("#measure-about")).startsWith("Incomplete: tiny");
        assertThat(Files.exists(home.resolve("runs/tiny/measurements"))).isFalse();
    }
}
