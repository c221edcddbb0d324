package org.dinotwins.app.inspect;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import javafx.scene.Node;
import org.dinotwins.app.inspect.networks.DiskSources;
import org.dinotwins.app.inspect.state.ErrorText;
import org.dinotwins.app.inspect.state.InspectViewModel;
import org.dinotwins.app.shared.RedrawClock;
import org.dinotwins.app.shared.UserState;
import org.dinotwins.app.shared.WorkbenchState;
import org.dinotwins.app.shared.WorkbenchState.Place;
import org.dinotwins.app.shared.view.ShortcutHelp;
import org.dinotwins.app.shared.view.Workspace;

/** The Inspect workspace: shows where a network attends on a picture, for each head, block and checkpoint. */
public final class InspectWorkspace implements Workspace {
    private static final Duration CHECKPOINT_INTERVAL = Duration.ofSeconds(2);

    private final WorkbenchState workbench;
    private final InspectViewModel model;
    private final RedrawClock.Timer follow;
    private InspectView view;

    public InspectWorkspace(WorkbenchState workbench) {
        this.workbench = workbench;
        this.model = new InspectViewModel(workbench.background(), new DiskSources());
        follow = new RedrawClock.Timer(CHECKPOINT_INTERVAL, () -> model.panes().refresh());
    }

    InspectViewModel model() {
        return model;
    }

    @Override
    public String title() {
        return "Inspect";
    }

    @Override
    public String icon() {
        return "fth-eye";
    }

    @Override
    public Node view() {
        if (view == null) {
            view = new InspectView(
                    model,
                    workbench.background(),
                    () -> workbench.placeProperty().set(Place.SET_UP));
        }
        return view;
    }

    @Override
    public List<Runnable> buildSteps() {
        view();
        List<Runnable> all = new ArrayList<>(view.buildSteps());
        // Nothing is opened until the workspace is first shown.
        all.add(() -> model.runProperty().bindBidirectional(workbench.inspectedProperty()));
        return all;
    }

    @Override
    public List<ShortcutHelp> keys() {
        return InspectKeys.HELP;
    }

    /** Restores the display settings. */
    public void recall(UserState state) {
        new InspectMemory(state).recall(model);
    }

    /** Stores the display settings; the caller saves the state. */
    public void remember(UserState state) {
        new InspectMemory(state).remember(model);
    }

    @Override
    public void shown() {
        model.availableNetworks()
                .list(
                        workbench.runsFolderProperty().get(),
                        e -> model.pictureSource().showFault(ErrorText.of(e)));
        model.panes().refresh();
        follow.start();
        view().requestFocus();
        view.focusPicture();
    }

    @Override
    public void hidden() {
        follow.stop();
        model.film().stop();
    }

    /** Waits for a running forward pass, off the FX thread. */
    @Override
    public void close() {
        follow.stop();
        Thread closing = new Thread(model::close, "inspect-close");
        closing.start();
    }
}
