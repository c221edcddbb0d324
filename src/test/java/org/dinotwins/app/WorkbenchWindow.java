package org.dinotwins.app;

import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import javafx.scene.control.ButtonBase;
import javafx.scene.control.Labeled;
import javafx.scene.control.TextInputControl;
import org.dinotwins.app.shared.UserState;
import org.testfx.api.FxRobot;
import org.testfx.api.FxToolkit;
import org.testfx.util.WaitForAsyncUtils;

/** Opens the application in a test with separate saved state and finds its controls by id. */
final class WorkbenchWindow {
    final FxRobot robot = new FxRobot();
    private final int seconds;
    private WorkbenchApp app;

    /** A condition to wait for. */
    interface Check {
        boolean holds() throws Exception;
    }

    /** @param seconds how long {@link #until} waits */
    WorkbenchWindow(int seconds) {
        this.seconds = seconds;
    }

    /** Opens the application with the runs folder in {@code home} and further saved state. */
    void open(Path home, Map<String, String> remembered) throws Exception {
        System.setProperty(UserState.FILE, home.resolve("window.json").toString());
        UserState state = UserState.load();
        state.put("runsFolder", home.resolve("runs").toString());
        remembered.forEach(state::put);
        state.save();
        openAgain();
    }

    /** Opens the application with its saved state. */
    void openAgain() throws Exception {
        FxToolkit.registerPrimaryStage();
        app = (WorkbenchApp) FxToolkit.setupApplication(WorkbenchApp.class);
    }

    /** Closes the application, which saves its state. */
    void end() throws Exception {
        FxToolkit.cleanupApplication(app);
    }

    /** Closes the application and drops its saved state. */
    void close() throws Exception {
        end();
        FxToolkit.hideStage();
        System.clearProperty(UserState.FILE);
    }

    void fire(String id) {
        robot.interact(() -> ((ButtonBase) robot.lookup(id).query()).fire());
    }

    void type(String field, String value) {
        robot.interact(() -> ((TextInputControl) robot.lookup(field).query()).setText(value));
    }

    String text(String id) {
        return robot.lookup(id).<Labeled>query().getText();
    }

    /** Waits until a condition holds on the FX thread. */
    void until(Check check) throws Exception {
        WaitForAsyncUtils.waitFor(
                seconds,
                TimeUnit.SECONDS,
                () -> WaitForAsyncUtils.waitForAsyncFx(TimeUnit.SECONDS.toMillis(seconds), check::holds));
    }
}
