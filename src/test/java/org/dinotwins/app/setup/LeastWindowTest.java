package org.dinotwins.app.setup;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.LocalDateTime;
import java.util.concurrent.TimeUnit;
import javafx.geometry.Bounds;
import javafx.scene.Node;
import javafx.scene.layout.Region;
import javafx.stage.Stage;
import org.dinotwins.app.shared.WorkbenchState;
import org.dinotwins.app.shared.WorkspaceWindow;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.testfx.api.FxRobot;
import org.testfx.framework.junit5.ApplicationExtension;
import org.testfx.framework.junit5.Start;
import org.testfx.util.WaitForAsyncUtils;

/** The workspace in a window of 1024 by 640 without title bar. */
@ExtendWith(ApplicationExtension.class)
class LeastWindowTest {
    private static final int SECONDS = 60;
    private static final double WIDTH = 934;
    private static final double HEIGHT = 520;

    @TempDir
    private static Path runs;

    private WorkbenchState workbench;
    private SetupViewModel model;
    private Region view;

    @Start
    void open(Stage stage) {
        workbench = WorkspaceWindow.session(runs);
        model = new SetupViewModel(workbench, SetupViewModel.firstConfig(), LocalDateTime::now);
        SetupWorkspace workspace = new SetupWorkspace(workbench, model);
        view = (Region) workspace.view();
        workspace.buildSteps().forEach(Runnable::run);
        view.resize(WIDTH, HEIGHT);
        WorkspaceWindow.openPiece(stage, view, WIDTH, HEIGHT);
        workspace.shown();
    }

    @AfterEach
    void close() {
        WorkspaceWindow.closePiece();
        workbench.close();
    }

    @Test
    void nothingIsClipped(FxRobot robot) throws Exception {
        WaitForAsyncUtils.waitFor(
                SECONDS,
                TimeUnit.SECONDS,
                () -> WaitForAsyncUtils.waitForAsyncFx(
                        30_000,
                        () -> model.preview().drawnProperty().get() != null
                                && !model.preview().strip().isEmpty()));
        WaitForAsyncUtils.waitForFxEvents();
        robot.interact(() -> {
            view.applyCss();
            view.layout();
        });

        assertThat(view.minHeight(WIDTH)).isLessThanOrEqualTo(HEIGHT);
        for (String id : new String[] {"#draw-again", ".figures", "#start"}) {
            Node node = robot.lookup(id).query();
            Bounds at = node.localToScene(node.getBoundsInLocal());
            assertThat(at.getMaxX()).as(id).isLessThanOrEqualTo(WIDTH);
            assertThat(at.getMaxY()).as(id).isLessThanOrEqualTo(HEIGHT);
        }
    }
}
