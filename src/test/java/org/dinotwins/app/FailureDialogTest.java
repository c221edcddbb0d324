package org.dinotwins.app;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.concurrent.TimeUnit;
import javafx.scene.Scene;
import javafx.scene.control.DialogPane;
import javafx.scene.layout.Pane;
import javafx.stage.Stage;
import javafx.stage.Window;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.testfx.api.FxRobot;
import org.testfx.framework.junit5.ApplicationExtension;
import org.testfx.framework.junit5.Start;
import org.testfx.util.WaitForAsyncUtils;

/** A failure of any thread opens one dialog. */
@ExtendWith(ApplicationExtension.class)
class FailureDialogTest {
    private FailureDialog dialog;

    @Start
    void open(Stage stage) {
        stage.setScene(new Scene(new Pane(), 800, 600));
        stage.show();
        dialog = new FailureDialog(stage);
    }

    private static long dialogs() {
        return Window.getWindows().stream()
                .filter(window -> window.getScene().getRoot() instanceof DialogPane)
                .count();
    }

    @Test
    void oneDialogAtATimeShowsTheSentenceAndTheDetails(FxRobot robot) throws Exception {
        Thread worker = new Thread(() -> {
            dialog.show("It has failed.", new IllegalStateException("details"));
            dialog.show("Something else.", new IllegalStateException("others"));
        });
        worker.start();
        worker.join();
        WaitForAsyncUtils.waitForFxEvents();
        WaitForAsyncUtils.waitFor(
                60, TimeUnit.SECONDS, () -> robot.lookup("#failure").tryQuery().isPresent());
        assertThat(dialogs()).isEqualTo(1);
        DialogPane pane = robot.lookup("#failure").queryAs(DialogPane.class);
        assertThat(pane.getContentText()).isEqualTo("It has failed.");
        assertThat(pane.getExpandableContent().toString()).isNotEmpty();
        robot.interact(() -> pane.getScene().getWindow().hide());
        dialog.show("Something else.", new IllegalStateException("others"));
        WaitForAsyncUtils.waitForFxEvents();
        assertThat(robot.lookup("#failure").queryAs(DialogPane.class).getContentText())
                .isEqualTo("Something else.");
        robot.interact(() -> Window.getWindows().stream()
                .filter(window -> window.getScene().getRoot() instanceof DialogPane)
                .toList()
                .forEach(Window::hide));
    }
}
