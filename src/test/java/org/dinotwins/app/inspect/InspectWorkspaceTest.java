package org.dinotwins.app.inspect;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import javafx.scene.Node;
import javafx.scene.canvas.Canvas;
import javafx.scene.control.ComboBox;
import javafx.scene.control.Labeled;
import javafx.scene.control.Slider;
import javafx.scene.image.Image;
import javafx.scene.input.KeyCode;
import javafx.stage.Stage;
import org.dinotwins.app.inspect.panes.PictureCanvas;
import org.dinotwins.app.shared.WorkbenchState;
import org.dinotwins.app.shared.WorkspaceWindow;
import org.dinotwins.config.ConfigJson;
import org.dinotwins.config.Presets;
import org.dinotwins.config.RunConfig;
import org.dinotwins.run.RunState;
import org.dinotwins.run.TrainingService;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.testfx.api.FxRobot;
import org.testfx.framework.junit5.ApplicationExtension;
import org.testfx.framework.junit5.Start;
import org.testfx.util.WaitForAsyncUtils;

/** Inspects a run after one real training step, in the window. */
@Tag("slow")
@ExtendWith(ApplicationExtension.class)
class InspectWorkspaceTest {
    private static final int SECONDS = 60;

    @TempDir
    private static Path runs;

    private WorkbenchState session;
    private InspectWorkspace workspace;

    @Start
    void open(Stage stage) {
        session = WorkspaceWindow.session(runs);
        workspace = new InspectWorkspace(session);
        WorkspaceWindow.open(stage, workspace, 1200, 640);
    }

    @AfterEach
    void close() {
        WorkspaceWindow.close(workspace, session);
    }

    @Test
    void headThresholdQueryAndKeysChangeThePicture(FxRobot robot) throws Exception {
        assertThat(robot.lookup("#go-to-set-up").tryQuery())
                .as("without a run, the way to one is shown")
                .isPresent();
        Path run = runs.resolve("one-step");
        session.service().start(config(), run, 1, false, new TrainingService.Listener() {});
        assertThat(session.service().await()).isEqualTo(RunState.FINISHED);
        robot.interact(() -> session.inspectedProperty().set(run));
        until(() -> text(robot, "#jaccard").matches("0\\.\\d\\d")
                && !robot.lookup("#head-head-2").queryAll().isEmpty());
        assertThat(String.valueOf(robot.lookup("#weights").<ComboBox<?>>query().getValue()))
                .contains("step-000001");

        Image mean = picture(robot);
        robot.clickOn("#head-head-2");
        until(() -> !same(mean, picture(robot)));
        Image head = picture(robot);

        String before = text(robot, "#jaccard");
        robot.interact(
                () -> robot.lookup("#attention-threshold").<Slider>query().setValue(0.1));
        until(() -> !text(robot, "#jaccard").equals(before));

        robot.clickOn(".picture-canvas");
        until(() -> text(robot, "#query").startsWith("Query: patch row"));
        until(() -> !same(head, picture(robot)));
        robot.press(KeyCode.ESCAPE).release(KeyCode.ESCAPE);
        until(() -> text(robot, "#query").equals("Query: CLS token"));

        String first = text(robot, "#picture-name");
        robot.press(KeyCode.RIGHT).release(KeyCode.RIGHT);
        until(() -> !text(robot, "#picture-name").equals(first));
        robot.press(KeyCode.LEFT).release(KeyCode.LEFT);
        until(() -> text(robot, "#picture-name").equals(first));
        assertThat(text(robot, "#fault")).isEmpty();
    }

    private static RunConfig config() throws Exception {
        return ConfigJson.with(
                Presets.load("quick"),
                Map.of(
                        "data.limit",
                        "8",
                        "train.batchSize",
                        "4",
                        "model.dim",
                        "32",
                        "model.depth",
                        "2",
                        "model.heads",
                        "2",
                        "objective.dino.outputs",
                        "16",
                        "objective.dino.hidden",
                        "16",
                        "objective.barlow.hidden",
                        "16",
                        "train.device",
                        "CPU",
                        "augment.localCrops",
                        "0"));
    }

    private interface Check {
        boolean holds() throws Exception;
    }

    private static void until(Check check) throws Exception {
        WaitForAsyncUtils.waitFor(
                SECONDS, TimeUnit.SECONDS, () -> WaitForAsyncUtils.waitForAsyncFx(30_000, check::holds));
    }

    private static String text(FxRobot robot, String id) {
        return robot.lookup(id).<Labeled>query().getText();
    }

    private static Image picture(FxRobot robot) {
        Node canvas = robot.lookup(n -> n instanceof Canvas && n.getParent() instanceof PictureCanvas)
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
