package org.dinotwins.app;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.Map;
import javafx.scene.Node;
import javafx.scene.canvas.Canvas;
import javafx.scene.control.Labeled;
import javafx.scene.control.Slider;
import javafx.scene.control.TableView;
import javafx.scene.control.TextField;
import javafx.scene.control.ToggleButton;
import javafx.scene.image.Image;
import javafx.scene.input.KeyCode;
import javafx.stage.Stage;
import org.dinotwins.app.shared.UserState;
import org.dinotwins.config.ConfigJson;
import org.dinotwins.config.Presets;
import org.dinotwins.run.RunFolder;
import org.dinotwins.run.RunState;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.testfx.api.FxRobot;
import org.testfx.api.FxToolkit;
import org.testfx.util.WaitForAsyncUtils;

/** Tests the application from set-up to restart: invalid input, training, stop, inspect, compare. */
@Tag("slow")
class WorkbenchJourneyTest {
    private static final int SECONDS = 90;

    @TempDir
    Path home;

    private final WorkbenchWindow window = new WorkbenchWindow(SECONDS);
    private final FxRobot robot = window.robot;

    @BeforeEach
    void saveSettingsOfATinyRun() throws Exception {
        window.open(
                home,
                Map.of(
                        "config",
                        ConfigJson.write(ConfigJson.with(
                                Presets.load("quick"),
                                Map.ofEntries(
                                        Map.entry("name", "tiny"),
                                        Map.entry("data.limit", "16"),
                                        Map.entry("train.batchSize", "4"),
                                        Map.entry("train.epochs", "2000"),
                                        Map.entry("model.dim", "32"),
                                        Map.entry("model.depth", "2"),
                                        Map.entry("model.heads", "2"),
                                        Map.entry("objective.dino.outputs", "16"),
                                        Map.entry("objective.dino.hidden", "16"),
                                        Map.entry("objective.barlow.hidden", "16"),
                                        Map.entry("train.device", "CPU"),
                                        Map.entry("augment.localCrops", "1"))))));
    }

    @AfterEach
    void close() throws Exception {
        window.close();
    }

    @Test
    void trainsInspectsAndComparesARun() throws Exception {
        window.until(() -> !robot.lookup("#start").query().isDisabled());

        window.type("#field-augment-globalSize", "65");
        window.until(() -> robot.lookup("#start").query().isDisabled());
        assertThat(window.text("#reason")).contains("Global crop size is 65 px");
        assertThat(robot.lookup(".problem").queryAllAs(Labeled.class))
                .extracting(Labeled::getText)
                .anyMatch(t -> t.contains("64 and 72"));
        window.type("#field-augment-globalSize", "64");
        window.until(() -> !robot.lookup("#start").query().isDisabled());

        robot.push(KeyCode.CONTROL, KeyCode.ENTER);
        window.until(() -> step() >= 3);
        assertThat(window.text("#run-state")).isEqualTo("Running");
        String seen = window.text("#progress-images");
        window.until(() -> step() >= 20 && !window.text("#progress-images").equals(seen));

        robot.push(KeyCode.CONTROL, KeyCode.P);
        window.until(() -> window.text("#run-state").equals("Paused"));
        robot.push(KeyCode.CONTROL, KeyCode.P);
        window.until(() -> window.text("#run-state").equals("Running"));
        robot.push(KeyCode.CONTROL, KeyCode.PERIOD);
        window.until(() -> window.text("#run-state").equals("Stopped"));
        RunFolder run = RunFolder.list(home.resolve("runs")).get(0);
        assertThat(run.summary().state()).isEqualTo(RunState.STOPPED);
        assertThat(run.path().getFileName().toString()).startsWith("tiny-");

        robot.push(KeyCode.CONTROL, KeyCode.DIGIT3);
        window.until(() -> !robot.lookup("#head-head-2").queryAll().isEmpty()
                && window.text("#jaccard").matches("\\d\\.\\d\\d"));
        assertThat(window.text("#picture-name")).endsWith(".jpg");
        assertThat(robot.lookup("#block").queryAs(Slider.class).getMax()).isEqualTo(2);
        window.until(() -> robot.lookup("#run .list-cell").queryAllAs(Labeled.class).stream()
                .anyMatch(cell -> run.path().getFileName().toString().equals(cell.getText())));
        Image mean = picture();
        robot.clickOn("#head-head-2");
        window.until(() -> !same(mean, picture()));

        robot.push(KeyCode.CONTROL, KeyCode.DIGIT5);
        window.until(
                () -> robot.lookup("#runs").<TableView<?>>query().getItems().size() == 1);
        // The list selects a run itself, so that its curve and commands are available at once.
        window.until(() -> !robot.lookup("#run-evaluate").query().isDisabled()
                && !robot.lookup("#run-resume").query().isDisabled());
        robot.push(KeyCode.CONTROL, KeyCode.E);
        window.until(() -> robot.lookup("#run-cancel").query().getParent().isVisible());
        robot.push(KeyCode.CONTROL, KeyCode.E);
        window.until(() -> !robot.lookup("#run-cancel").query().getParent().isVisible());
        assertThat(run.evaluation()).as("the evaluation was cancelled").isEmpty();
        robot.push(KeyCode.CONTROL, KeyCode.G);
        window.until(() -> window.text("#run-state").equals("Running"));
        assertThat(robot.lookup("#go-live").<ToggleButton>query().isSelected()).isTrue();
        robot.push(KeyCode.CONTROL, KeyCode.PERIOD);
        window.until(() -> window.text("#run-state").equals("Stopped"));
    }

    @Test
    void restartRestoresTheWindow() throws Exception {
        window.until(() -> !robot.lookup("#start").query().isDisabled());
        window.type("#field-augment-localSize", "16");
        robot.push(KeyCode.CONTROL, KeyCode.SHIFT, KeyCode.L);
        robot.push(KeyCode.F1);
        assertThat(robot.lookup("#shortcuts").query().isVisible()).isTrue();
        robot.push(KeyCode.ESCAPE);
        assertThat(robot.lookup("#shortcuts").query().isVisible()).isFalse();
        window.end();

        UserState kept = UserState.load();
        assertThat(kept.get("theme")).contains("LIGHT");
        window.openAgain();
        window.until(() -> !robot.lookup("#field-augment-localSize").queryAll().isEmpty());
        assertThat(robot.lookup("#field-augment-localSize").<TextField>query().getText())
                .isEqualTo("16");
        Stage stage = FxToolkit.toolkitContext().getRegisteredStage();
        assertThat(stage.getX()).isGreaterThanOrEqualTo(0);
    }

    private long step() {
        String digits = window.text("#run-step").replaceAll("·.*", "").replaceAll("\\D", "");
        return digits.isEmpty() ? 0 : Long.parseLong(digits);
    }

    private Image picture() {
        Node canvas = robot.lookup(n ->
                        n instanceof Canvas && n.getParent().getStyleClass().contains("picture-canvas"))
                .query();
        return WaitForAsyncUtils.waitForAsyncFx(30_000, () -> canvas.snapshot(null, null));
    }

    private static boolean same(Image one, Image other) {
        for (int y = 0; y < one.getHeight(); y += 4) {
            for (int x = 0; x < one.getWidth(); x += 4) {
                if (one.getPixelReader().getArgb(x, y) != other.getPixelReader().getArgb(x, y)) {
                    return false;
                }
            }
        }
        return true;
    }
}
