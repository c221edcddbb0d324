package org.dinotwins.app.runs;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import javafx.scene.Scene;
import javafx.scene.control.Button;
import javafx.scene.control.Labeled;
import javafx.scene.control.TableView;
import javafx.stage.Stage;
import org.dinotwins.app.shared.WorkbenchState;
import org.dinotwins.app.shared.WorkspaceWindow;
import org.dinotwins.run.RunFaults;
import org.dinotwins.run.TinyRun;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.testfx.api.FxRobot;
import org.testfx.framework.junit5.ApplicationExtension;
import org.testfx.framework.junit5.Start;
import org.testfx.util.WaitForAsyncUtils;

/** Damaged runs stay in the list, with what is damaged, and take nothing else from it. */
@ExtendWith(ApplicationExtension.class)
class DamagedRunsTest {
    private static final int SECONDS = 60;

    @TempDir
    private static Path runs;

    private WorkbenchState workbench;
    private RunsViewModel model;

    @Start
    void open(Stage stage) throws Exception {
        workbench = WorkspaceWindow.session(runs);
        model = new RunsViewModel(workbench);
        RunsView view = new RunsView(workbench, model, folder -> {});
        view.buildSteps().forEach(Runnable::run);
        stage.setScene(new Scene(view, 1150, 600));
        stage.show();
    }

    @AfterEach
    void close() {
        workbench.close();
    }

    @Test
    void everyDamagedRunIsListedWithAMessage(FxRobot robot) throws Exception {
        Path whole = RunFaults.write(runs.resolve("whole"), TinyRun.config(runs));
        Map<String, byte[]> contents = RunFaults.contents(whole);
        int count = 1;
        for (RunFaults.Fault fault : RunFaults.of(contents, 3)) {
            fault.put(RunFaults.write(runs.resolve("run-" + count), TinyRun.config(runs)));
            count++;
        }
        int rows = count;
        robot.interact(model::refresh);
        until(() -> model.rowsProperty().get().size() == rows);
        TableView<?> table = robot.lookup("#runs").queryTableView();
        until(() -> table.getItems().size() == rows);
        assertThat(model.faultProperty().get()).isEmpty();
        Labeled damaged = robot.lookup("#runs-damaged").query();
        Button resume = robot.lookup("#run-resume").queryButton();
        for (RunRow row : model.rowsProperty().get()) {
            robot.interact(() -> model.selectedProperty().set(List.of(row)));
            assertThat(damaged.isVisible())
                    .as(row.name())
                    .isEqualTo(!row.faults().isEmpty());
            if (row.config() == null) {
                assertThat(damaged.getText()).contains(row.name(), "config.json");
                assertThat(resume.isDisabled()).isTrue();
            }
        }
        assertThat(model.rowsProperty().get())
                .filteredOn(row -> row.config() == null)
                .hasSizeGreaterThan(10);
        robot.interact(() -> model.selectedProperty().set(model.rowsProperty().get()));
        assertThat(model.differences()).isEmpty();
    }

    private interface Check {
        boolean holds();
    }

    private static void until(Check check) throws Exception {
        WaitForAsyncUtils.waitFor(
                SECONDS, TimeUnit.SECONDS, () -> WaitForAsyncUtils.waitForAsyncFx(30_000, check::holds));
    }
}
