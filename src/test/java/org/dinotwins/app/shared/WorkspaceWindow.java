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

/** A workspace alone in a window, as tests look at it. */
public final class WorkspaceWindow {
    private static final int PATIENCE_MILLIS = 5000;

    private WorkspaceWindow() {
    }

    /** A session of the window's thread over a folder of runs. */
    public static WorkbenchState session(Path runs) {
        return new WorkbenchState(new TrainingService(), new Background(Platform::runLater), runs);
    }

    /** Shows a workspace, whole. */
    public static void open(Stage stage, Workspace workspace, double width, double height) {
        Theme.loadFonts();
        Scene scene = new Scene((Parent) workspace.view(), width, height);
        scene.getStylesheets().setAll(Theme.DARK.styleSheets());
        stage.setScene(scene);
        workspace.pieces().forEach(Runnable::run);
        stage.show();
        workspace.shown();
    }

    /** Shows a piece of a workspace under the program's theme, of the size that a test gives it and no other. */
    public static void openPiece(Stage stage, Region piece, double width, double height) {
        Theme.loadFonts();
        Application.setUserAgentStylesheet(new PrimerDark().getUserAgentStylesheet());
        // Whatever size an earlier test left the window in.
        piece.setManaged(false);
        Scene scene = new Scene(new Pane(piece), width, height);
        scene.getStylesheets().setAll(Theme.DARK.styleSheets());
        stage.setScene(scene);
        stage.show();
    }

    /** Takes back what {@link #openPiece} set for the whole program. */
    public static void closePiece() {
        Application.setUserAgentStylesheet(null);
    }

    /** Ends workspace and session. */
    public static void close(Workspace workspace, WorkbenchState session) {
        // On the window's thread, as the program does it: its timers are not made to be stopped from another.
        WaitForAsyncUtils.waitForAsyncFx(PATIENCE_MILLIS, () -> {
            workspace.hidden();
            workspace.close();
        });
        session.close();
    }
}
