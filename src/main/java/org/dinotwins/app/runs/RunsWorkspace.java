package org.dinotwins.app.runs;

import java.nio.file.Path;
import java.util.List;
import java.util.function.Consumer;
import javafx.scene.Node;
import javafx.scene.layout.StackPane;
import org.dinotwins.app.shared.WorkbenchState;
import org.dinotwins.app.shared.view.EmptyState;
import org.dinotwins.app.shared.view.Workspace;

/** The workspace of past runs: their list, their scores, and several of them side by side. */
public final class RunsWorkspace implements Workspace {
    private final WorkbenchState session;
    private final RunsViewModel model;
    private final Consumer<Path> reveal;
    private RunsView content;
    private StackPane view;

    /** @param reveal shows a folder in the system's file browser */
    public RunsWorkspace(WorkbenchState session, Consumer<Path> reveal) {
        this.session = session;
        this.reveal = reveal;
        model = new RunsViewModel(session);
    }

    @Override
    public String title() {
        return "Runs";
    }

    @Override
    public String icon() {
        return "fth-layers";
    }

    @Override
    public Node view() {
        if (view == null) {
            EmptyState empty = new EmptyState("fth-layers", "No runs yet", "Choose a preset in Set up and press Start run. "
                    + "Every run is listed here, and you can compare runs.");
            content = new RunsView(session, model, reveal);
            view = empty.unlessAny(content, model.rowsProperty(), model.listedProperty());
        }
        return view;
    }

    @Override
    public List<Runnable> pieces() {
        view();
        return content.pieces();
    }

    /** Goes on with the run that is chosen, if that can be. */
    public void resume() {
        model.resumeChosen();
    }

    /** Measures the run that is chosen, or ends the measurement under way. */
    public void evaluateOrCancel() {
        model.evaluateChosenOrCancel();
    }

    @Override
    public void shown() {
        model.refresh();
    }
}
