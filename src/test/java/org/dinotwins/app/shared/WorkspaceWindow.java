package org.dinotwins.app.shared;

import atlantafx.base.theme.PrimerDark;
import java.nio.file.Path;
import javafx.application.Application;
import javafx.application.Platform;
import javafx.scene.Parent;
import javafx.scene.Scene;
import javafx.scene.layout.Pane;
import javafx.scene.layout.Region;
import javafx.stage.Stage;
import org.dinotwins.app.shared.view.Workspace;
import org.dinotwins.app.shared.work.Background;
import org.dinotwins.run.TrainingService;
import org.testfx.util.WaitForAsyncUtils;

/** Shows a single workspace in a test window. */
public final class WorkspaceWindow {
    private static final int PATIENCE_MILLIS = 30_000;

    private WorkspaceWindow() {}

    /** A workbench state over a runs folder, on the FX thread. */
    public static WorkbenchState session(Path runs) {
        return new WorkbenchState(new TrainingService(), new Background(Platform::runLater), runs);
    }

    /** Shows a complete workspace. */
    public static void open(Stage stage, Workspace workspace, double width, double height) {
        Theme.loadFonts();
        Scene scene = new Scene((Parent) workspace.view(), width, height);
        scene.getStylesheets().setAll(Theme.DARK.styleSheets());
        stage.setScene(scene);
        workspace.buildSteps().forEach(Runnable::run);
        stage.show();
        workspace.shown();
    }

    /** Shows part of a workspace with the application theme and a fixed size. */
    public static void openPiece(Stage stage, Region piece, double width, double height) {
        Theme.loadFonts();
        Application.setUserAgentStylesheet(new PrimerDark().getUserAgentStylesheet());
        // Do not depend on the window size of an earlier test.
        piece.setManaged(false);
        Scene scene = new Scene(new Pane(piece), width, height);
        scene.getStylesheets().setAll(Theme.DARK.styleSheets());
        stage.setScene(scene);
        stage.show();
    }

    /** Reverts the global style sheet set by {@link #openPiece}. */
    public static void closePiece() {
        Application.setUserAgentStylesheet(null);
    }

    /** Closes workspace and state. */
    public static void close(Workspace workspace, WorkbenchState workbench) {
        // Timers must be stopped on the FX thread.
        WaitForAsyncUtils.waitForAsyncFx(PATIENCE_MILLIS, () -> {
            workspace.hidden();
            workspace.close();
        });
        workbench.close();
    }
}
