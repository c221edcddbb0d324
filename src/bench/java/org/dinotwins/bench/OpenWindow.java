package org.dinotwins.bench;

import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.logging.Level;
import javafx.application.Platform;
import javafx.scene.Node;
import javafx.scene.control.ButtonBase;
import javafx.stage.Stage;
import javafx.stage.Window;
import org.dinotwins.app.WorkbenchApp;
import org.dinotwins.app.shared.UserState;
import org.dinotwins.config.ConfigJson;
import org.dinotwins.config.RunConfig;

/** The workbench's window in this JVM, operated through the ids of its controls. */
final class OpenWindow {
    static final double WIDTH = 1280;
    static final double HEIGHT = 720;
    private static final long LOOK_MILLIS = 20;
    private static final long PATIENCE_NANOS = 300_000_000_000L;

    private OpenWindow() {}

    /** Opens the window with these settings in the form and waits until it is shown. */
    static void open(Path home, RunConfig config) throws Exception {
        PanelsBenchmark.TOOLKIT.setLevel(Level.SEVERE);
        System.setProperty(UserState.FILE, home.resolve("window.json").toString());
        UserState state = UserState.load();
        state.put("runsFolder", home.resolve("runs").toString());
        state.put("config", ConfigJson.write(config));
        state.save();
        Thread window = new Thread(() -> WorkbenchApp.launchWindow(new String[0]), "launch");
        window.setDaemon(true);
        window.start();
        until(() -> !Window.getWindows().isEmpty() && Window.getWindows().get(0).isShowing());
        onThread(() -> {
            Stage stage = (Stage) Window.getWindows().get(0);
            stage.setX(0);
            stage.setY(0);
            stage.setWidth(WIDTH);
            stage.setHeight(HEIGHT);
            return stage;
        });
    }

    /** A node of the window by id; empty if not created yet. */
    static Optional<Node> find(String id) {
        return Window.getWindows().stream()
                .filter(w -> w instanceof Stage && w.getScene() != null)
                .map(w -> w.getScene().lookup("#" + id))
                .filter(n -> n != null)
                .findFirst();
    }

    /** Presses a button as a user does. */
    static void press(String id) {
        ((ButtonBase) find(id).orElseThrow(() -> new IllegalStateException("there is no " + id))).fire();
    }

    /** True if a control exists and is enabled. */
    static boolean usable(String id) {
        return find(id).filter(n -> !n.isDisabled()).isPresent();
    }

    /** Waits until a condition holds, checked at intervals on the FX thread. */
    static void until(Callable<Boolean> condition) throws Exception {
        long begun = System.nanoTime();
        while (!asked(condition)) {
            if (System.nanoTime() - begun > PATIENCE_NANOS) {
                throw new IllegalStateException("waited in vain");
            }
            Thread.sleep(LOOK_MILLIS);
        }
    }

    private static boolean asked(Callable<Boolean> condition) throws Exception {
        try {
            return onThread(condition);
        } catch (IllegalStateException e) {
            // JavaFX has not started yet.
            return false;
        }
    }

    /** Runs an action on the FX thread and waits for it. */
    static <T> T onThread(Callable<T> work) throws Exception {
        CompletableFuture<T> result = new CompletableFuture<>();
        Platform.runLater(() -> {
            try {
                result.complete(work.call());
            } catch (Exception e) {
                result.completeExceptionally(e);
            }
        });
        return result.get();
    }
}
