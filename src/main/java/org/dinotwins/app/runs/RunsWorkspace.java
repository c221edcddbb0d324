package org.dinotwins.app.runs;

import java.nio.file.Path;
import java.util.List;
import java.util.function.Consumer;
import javafx.scene.Node;
import javafx.scene.layout.StackPane;
import org.dinotwins.app.shared.WorkbenchState;
import org.dinotwins.app.shared.view.EmptyState;
import org.dinotwins.app.shared.view.Workspace;

/** The Runs workspace: lists and compares runs. */
public final class RunsWorkspace implements Workspace {
    private final WorkbenchState workbench;
    private final RunsViewModel model;
    private final Consumer<Path> reveal;
    private RunsView content;
    private StackPane view;

    /** @param reveal shows a folder in the system's file browser */
    public RunsWorkspace(WorkbenchState workbench, Consumer<Path> reveal) {
        this.workbench = workbench;
        this.reveal = reveal;
        model = new RunsViewModel(workbench);
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
            EmptyState empty = new EmptyState(
                    "fth-layers",
                    "No runs yet",
                    "Choose a preset in Set up and press Start run. "
                            + "All runs are listed here, where you can compare them.");
            content = new RunsView(workbench, model, reveal);
            view = empty.unlessAny(content, model.rowsProperty(), model.listedProperty());
        }
        return view;
    }

    @Override
    public List<Runnable> buildSteps() {
        view();
        return content.buildSteps();
    }

    /** Resumes the selected run, if possible. */
    public void resume() {
        model.resumeChosen();
    }

    /** Evaluates the selected run, or cancels the evaluation in progress. */
    public void evaluateOrCancel() {
        model.evaluateChosenOrCancel();
    }

    @Override
    public void shown() {
        model.refresh();
    }
}
