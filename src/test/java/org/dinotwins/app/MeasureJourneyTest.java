package org.dinotwins.app;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import javafx.scene.Node;
import javafx.scene.control.ButtonBase;
import javafx.scene.control.Labeled;
import javafx.scene.control.TableView;
import javafx.scene.control.TextInputControl;
import javafx.scene.image.ImageView;
import javafx.scene.input.KeyCode;
import org.dinotwins.experiment.ConfigJson;
import org.dinotwins.experiment.TinyRun;
import org.dinotwins.experiment.TrainingService;
import org.dinotwins.experiment.UserState;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.testfx.api.FxRobot;
import org.testfx.api.FxToolkit;
import org.testfx.util.WaitForAsyncUtils;

import static org.assertj.core.api.Assertions.assertThat;

/** A user's way through Measure: a mistake, a probe with its table and confusion matrix, a cancel, what cannot be measured. */
class MeasureJourneyTest {
    private static final int SECONDS = 60;

    @TempDir
    Path home;

    private final FxRobot robot = new FxRobot();
    private WorkbenchApp app;

    @BeforeEach
    void open() throws Exception {
        try (TrainingService service = new TrainingService()) {
            service.start(ConfigJson.with(TinyRun.config(TinyRun.images(home.resolve("images"))),
                    Map.of("objective.barlowWeight", "0")), home.resolve("runs/tiny"), 2, false,
                    new TrainingService.Listener() {
                    });
            service.await();
        }
        System.setProperty(UserState.FILE, home.resolve("window.json").toString());
        UserState state = UserState.load();
        state.put("runsFolder", home.resolve("runs").toString());
        state.save();
        FxToolkit.registerPrimaryStage();
        app = (WorkbenchApp) FxToolkit.setupApplication(WorkbenchApp.class);
    }

    @AfterEach
    void close() throws Exception {
        FxToolkit.cleanupApplication(app);
        FxToolkit.hideStage();
        System.clearProperty(UserState.FILE);
    }

    @Test
    void fromARunToThePicturesBehindItsMistakes() throws Exception {
        robot.push(KeyCode.CONTROL, KeyCode.DIGIT4);
        until(() -> !robot.lookup("#measure-start").query().isDisabled());

        type("#measure-labels", "0");
        until(() -> robot.lookup("#measure-start").query().isDisabled());
        assertThat(text("#measure-problem")).contains("above 0 and up to 100 %");
        type("#measure-labels", "100");
        type("#measure-supervised", "3");
        fire("#measure-domains");
        fire("#measure-start");
        until(() -> robot.lookup("#measure-start").query().isVisible() && !text("#measure-fault").isEmpty());

        assertThat(text("#measure-fault")).startsWith("Domains: ").contains("has no domains");
        TableView<List<String>> scores = robot.lookup("#probe-scores").query();
        assertThat(scores.getItems()).hasSize(6);
        assertThat(scores.getItems().get(0).get(0)).isEqualTo("Majority guess");
        assertThat(home.resolve("runs/tiny/measurements")).isDirectoryContaining("glob:**probe-100pct*.json");

        Node matrix = robot.lookup("#confusion").query();
        robot.interact(matrix::requestFocus);
        robot.push(KeyCode.RIGHT);
        robot.push(KeyCode.DOWN);
        until(() -> text("#confusion-cell").endsWith("of disc taken for square"));
        robot.push(KeyCode.RIGHT);
        robot.push(KeyCode.UP);
        int wrong = Integer.parseInt(text("#confusion-cell").split(" ")[0]);
        until(() -> robot.lookup(".picture-frame .image-view").queryAllAs(ImageView.class).stream()
                .filter(v -> v.getImage() != null).count() == wrong);

        fire("#tab-knn");
        until(() -> robot.lookup("#knn-scores").<TableView<?>>query().getItems().size() == 9);
    }

    @Test
    void cancelKeepsWhatIsKnownInView() throws Exception {
        robot.push(KeyCode.CONTROL, KeyCode.DIGIT4);
        until(() -> !robot.lookup("#measure-start").query().isDisabled());
        type("#measure-supervised", "100000");
        fire("#measure-start");
        until(() -> robot.lookup("#probe-scores").tryQueryAs(TableView.class).map(t -> t.getItems().size() == 5)
                .orElse(false) && text("#measure-progress").contains("Supervised baseline"));

        fire("#measure-cancel");
        until(() -> robot.lookup("#measure-start").query().isVisible());

        assertThat(robot.lookup("#probe-scores").<TableView<?>>query().getItems()).hasSize(5);
        assertThat(text("#measure-about")).startsWith("In part: tiny");
        assertThat(Files.exists(home.resolve("runs/tiny/measurements"))).isFalse();
    }

    private void fire(String id) {
        robot.interact(() -> ((ButtonBase) robot.lookup(id).query()).fire());
    }

    private void type(String field, String value) {
        robot.interact(() -> ((TextInputControl) robot.lookup(field).query()).setText(value));
    }

    private String text(String id) {
        return robot.lookup(id).<Labeled>query().getText();
    }

    private interface Check {
        boolean holds() throws Exception;
    }

    private static void until(Check check) throws Exception {
        WaitForAsyncUtils.waitFor(SECONDS, TimeUnit.SECONDS, () -> WaitForAsyncUtils.waitForAsyncFx(5000, check::holds));
    }
}
