package org.dinotwins.app;

import java.io.PrintWriter;
import java.io.StringWriter;
import javafx.application.Platform;
import javafx.scene.control.Alert;
import javafx.scene.control.TextArea;
import javafx.stage.Window;

/** Shows a failure that nothing else has caught, with its details for a report. One dialog at a time. */
final class FailureDialog {
    private static final double DETAILS_WIDTH = 640;

    private final Window owner;
    private Alert open;

    FailureDialog(Window owner) {
        this.owner = owner;
    }

    /** Shows a failure; callable from any thread. */
    void show(String sentence, Throwable failure) {
        Platform.runLater(() -> {
            if (open != null && open.isShowing()) {
                return;
            }
            StringWriter trace = new StringWriter();
            failure.printStackTrace(new PrintWriter(trace, true));
            TextArea details = new TextArea(trace.toString());
            details.setEditable(false);
            details.setPrefWidth(DETAILS_WIDTH);
            open = new Alert(Alert.AlertType.ERROR, sentence);
            open.initOwner(owner);
            open.setTitle("DinoTwins Workbench");
            open.setHeaderText("Something has gone wrong");
            open.getDialogPane().setId("failure");
            open.getDialogPane().setExpandableContent(details);
            open.show();
        });
    }
}
