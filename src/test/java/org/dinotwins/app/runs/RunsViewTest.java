package org.dinotwins.app.runs;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import javafx.scene.Scene;
import javafx.scene.control.Button;
import javafx.scene.control.Labeled;
import javafx.scene.input.KeyCode;
import javafx.stage.Stage;
import org.dinotwins.app.shared.WorkbenchState;
import org.dinotwins.app.shared.WorkspaceWindow;
import org.dinotwins.config.Presets;
import org.dinotwins.run.Progress;
import org.dinotwins.run.RunFolder;
import org.dinotwins.run.RunState;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.testfx.api.FxRobot;
import org.testfx.framework.junit5.ApplicationExtension;
import org.testfx.framework.junit5.Start;
import org.testfx.util.WaitForAsyncUtils;

/** Evaluating a run from the keyboard. */
@ExtendWith(ApplicationExtension.class)
class RunsViewTest {
    private static final int SECONDS = 60;

    @TempDir
    private static Path runs;

    private final CountDownLatch half = new CountDownLatch(1);
    private WorkbenchState workbench;
    private RunsViewModel model;

    @Start
    void open(Stage stage) throws Exception {
        workbench = WorkspaceWindow.session(runs);
        model = new RunsViewModel(workbench, (run, progress) -> measure(progress));
        RunsView view = new RunsView(workbench, model, folder -> {});
        view.buildSteps().forEach(Runnable::run);
        stage.setScene(new Scene(view, 1150, 600));
        stage.show();
        model.selectedProperty()
                .set(List.of(new RunRow(
                        runs.resolve("a"),
                        Presets.load("quick"),
                        new RunFolder.Summary("a", RunState.FINISHED, "2026-01-01T00:00:00Z", "CPU", 1, 1),
                        List.of(),
                        Optional.empty(),
                        false)));
    }

    /** Reports half of a measurement, then runs until cancelled. */
    private void measure(Progress progress) {
        progress.at(0, "Reading pictures");
        progress.at(0.5, "Reading pictures");
        half.countDown();
        while (!progress.cancelled()) {
            LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(10));
        }
        throw new CancellationException();
    }

    @AfterEach
    void close() {
        workbench.close();
    }

    @Test
    void keyboardFocusMovesFromEvaluateToCancelAndBack(FxRobot robot) throws Exception {
        Button evaluate = robot.lookup("#run-evaluate").queryButton();
        Button cancel = robot.lookup("#run-cancel").queryButton();
        robot.interact(evaluate::requestFocus);
        robot.push(KeyCode.SPACE);
        assertThat(half.await(SECONDS, TimeUnit.SECONDS)).isTrue();
        until(cancel::isFocused);
        until(() ->
                robot.lookup("#run-measuring").<Labeled>query().getText().equals("Reading pictures, about 1 s left"));
        assertThat(evaluate.isDisabled()).isTrue();

        robot.push(KeyCode.SPACE);
        until(() -> evaluate.isFocused()
                && !evaluate.isDisabled()
                && !cancel.getParent().isVisible());
    }

    private interface Check {
        boolean holds();
    }

    private static void until(Check check) throws Exception {
        WaitForAsyncUtils.waitFor(
                SECONDS, TimeUnit.SECONDS, () -> WaitForAsyncUtils.waitForAsyncFx(30_000, check::holds));
    }
}
