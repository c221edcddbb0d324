package org.dinotwins.app.live;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import javafx.application.Platform;
import javafx.event.ActionEvent;
import javafx.scene.control.Slider;
import javafx.scene.control.TextField;
import javafx.stage.Stage;
import org.dinotwins.app.shared.RunFeed;
import org.dinotwins.app.shared.WorkbenchState;
import org.dinotwins.app.shared.WorkspaceWindow;
import org.dinotwins.app.shared.work.Background;
import org.dinotwins.config.ConfigJson;
import org.dinotwins.config.RunConfig;
import org.dinotwins.objective.Balancing;
import org.dinotwins.run.RunFolder;
import org.dinotwins.run.TinyRun;
import org.dinotwins.run.TrainingService;
import org.dinotwins.train.StepRecord;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.testfx.api.FxRobot;
import org.testfx.framework.junit5.ApplicationExtension;
import org.testfx.framework.junit5.Start;

/** Checks that weights entered in the window reach the steps of the trainer. */
@ExtendWith(ApplicationExtension.class)
class LiveSettingsCardTest {
    private static final int CHANGE_AFTER = 3;
    private final TrainingService service = new TrainingService();
    private WorkbenchState session;
    private LiveViewModel model;

    @Start
    void open(Stage stage) {
        session = new WorkbenchState(service, new Background(Platform::runLater), Path.of("runs"));
        model = new LiveViewModel(session);
        WorkspaceWindow.openPiece(stage, new LiveSettingsCard(model), 400, 300);
    }

    @AfterEach
    void close() {
        session.close();
        WorkspaceWindow.closePiece();
    }

    private static void slide(FxRobot robot, String id, double value) {
        robot.interact(() -> {
            Slider slider = robot.lookup(id).queryAs(Slider.class);
            // The card enables its controls only for a run of its own session.
            slider.getParent().disableProperty().unbind();
            slider.getParent().setDisable(false);
            slider.requestFocus();
            slider.setValue(value);
            slider.getOnMouseReleased().handle(null);
        });
    }

    private static void type(FxRobot robot, String id, String text) {
        robot.interact(() -> {
            TextField field = robot.lookup(id).queryAs(TextField.class);
            field.setText(text);
            field.fireEvent(new ActionEvent());
        });
    }

    @Test
    void eachWeightReachesItsOwnLoss(FxRobot robot, @TempDir Path home) throws Exception {
        RunConfig config = ConfigJson.with(
                TinyRun.config(TinyRun.images(home.resolve("images"))), Map.of("objective.balancing", "FIXED"));
        service.start(config, home.resolve("run"), 3 * CHANGE_AFTER, false, new TrainingService.Listener() {
            @Override
            public void onStep(StepRecord step) {
                if (step.step() == CHANGE_AFTER) {
                    slide(robot, "#slider-dino", 0.75);
                } else if (step.step() == 2 * CHANGE_AFTER) {
                    type(robot, "#field-barlow", "0.125");
                }
            }
        });
        service.await();

        List<StepRecord> steps = RunFolder.open(home.resolve("run")).metrics();
        StepRecord first = steps.get(CHANGE_AFTER - 1);
        StepRecord slid = steps.get(2 * CHANGE_AFTER - 1);
        StepRecord typed = steps.get(3 * CHANGE_AFTER - 1);
        assertThat(slid.dinoWeight()).isEqualTo(0.75);
        assertThat(slid.barlowWeight()).isEqualTo(first.barlowWeight());
        assertThat(typed.dinoWeight()).isEqualTo(0.75);
        assertThat(typed.barlowWeight()).isEqualTo(0.125);
    }

    @Test
    void theShareReachesTheRunAndReplacesTheWeights(FxRobot robot, @TempDir Path home) throws Exception {
        RunConfig config = TinyRun.config(TinyRun.images(home.resolve("images")));
        assertThat(config.objective().balancing()).isEqualTo(Balancing.GRADIENT_SHARE);
        WorkbenchState.Current shown = new WorkbenchState.Current(home.resolve("shown"), config, new RunFeed(), false);
        robot.interact(() -> model.watch(shown));
        assertThat(robot.lookup("#slider-share").queryAs(Slider.class).isVisible())
                .isTrue();
        assertThat(robot.lookup("#slider-dino").queryAs(Slider.class).isVisible())
                .isFalse();
        service.start(config, home.resolve("run"), 3 * CHANGE_AFTER, false, new TrainingService.Listener() {
            @Override
            public void onStep(StepRecord step) {
                if (step.step() == CHANGE_AFTER) {
                    slide(robot, "#slider-share", 0.8);
                } else if (step.step() == 2 * CHANGE_AFTER) {
                    type(robot, "#field-share", "1.5");
                    type(robot, "#field-share", "0");
                }
            }
        });
        service.await();

        List<StepRecord> steps = RunFolder.open(home.resolve("run")).metrics();
        assertThat(steps.get(2 * CHANGE_AFTER - 1).dinoShareTarget()).isEqualTo(0.8);
        assertThat(steps.get(3 * CHANGE_AFTER - 1).dinoShareTarget()).isZero();
        assertThat(steps.get(3 * CHANGE_AFTER - 1).dino()).as("switched off").isNaN();
    }
}
