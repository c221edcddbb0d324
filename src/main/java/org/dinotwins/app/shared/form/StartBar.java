package org.dinotwins.app.shared.form;

import javafx.beans.value.ObservableStringValue;
import javafx.beans.value.ObservableValue;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.control.ProgressBar;
import javafx.scene.layout.VBox;
import org.dinotwins.app.shared.work.Background;
import org.kordamp.ikonli.javafx.FontIcon;

/**
 * The bottom of a form: a start button or the reason why work cannot start; progress and a cancel button while it runs;
 * and its error if it fails.
 */
public final class StartBar extends VBox {
    private final ObservableValue<Background.Job> job;
    private final Label what;
    private final ProgressBar bar = new ProgressBar();
    private final Label problem;
    private final Label fault;
    private final Button start = wide("fth-play");
    private final Button cancel = wide("fth-x");

    /**
     * @param id       prefix of the ids of the parts
     * @param job      the work in progress; null if none
     * @param problems why the work cannot start; empty if it can
     * @param faults   the error; empty if none
     */
    public StartBar(
            String id,
            ObservableValue<Background.Job> job,
            ObservableStringValue problems,
            ObservableStringValue faults,
            Runnable onStart,
            Runnable onCancel) {
        super(8);
        this.job = job;
        getStyleClass().add("measure-bottom");
        what = words(id + "-progress", "muted");
        bar.getStyleClass().add("run-progress");
        bar.setMaxWidth(Double.MAX_VALUE);
        problem = words(id + "-problem", "muted");
        problem.textProperty().bind(problems);
        fault = words(id + "-fault", "danger-text");
        fault.textProperty().bind(faults);
        start.setId(id + "-start");
        start.getStyleClass().add("accent");
        start.disableProperty().bind(problem.textProperty().isNotEmpty());
        start.setOnAction(e -> onStart.run());
        cancel.setId(id + "-cancel");
        cancel.setText("Cancel");
        cancel.setOnAction(e -> {
            onCancel.run();
            cancel.setDisable(true);
        });
        getChildren().addAll(what, bar, problem, fault, start, cancel);
        job.addListener((of, old, is) -> update());
        problems.addListener((of, old, is) -> update());
        faults.addListener((of, old, is) -> update());
        update();
    }

    private static Label words(String id, String style) {
        Label label = Sections.muted("");
        label.setId(id);
        label.getStyleClass().set(label.getStyleClass().indexOf("muted"), style);
        return label;
    }

    /** A button as wide as the bar. */
    public static Button wide(String icon) {
        Button button = new Button("", new FontIcon(icon));
        button.setMaxWidth(Double.MAX_VALUE);
        return button;
    }

    private void update() {
        Background.Job now = job.getValue();
        what.textProperty().unbind();
        bar.progressProperty().unbind();
        if (now != null) {
            what.textProperty().bind(now.whatProperty());
            bar.progressProperty().bind(now.shareProperty());
        }
        cancel.setDisable(false);
        Sections.visible(what, now != null);
        Sections.visible(bar, now != null);
        Sections.visible(cancel, now != null);
        Sections.visible(start, now == null);
        Sections.visible(problem, now == null && !problem.getText().isEmpty());
        Sections.visible(fault, !fault.getText().isEmpty());
    }

    public Button startButton() {
        return start;
    }

    public Button cancelButton() {
        return cancel;
    }

    /** Adds a button below the problem that it fixes. */
    public void addFix(Button button) {
        getChildren().add(getChildren().indexOf(problem) + 1, button);
    }
}
