package org.dinotwins.app.inspect;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import javafx.scene.Node;
import org.dinotwins.app.shared.RedrawClock;
import org.dinotwins.app.shared.WorkbenchState.Place;
import org.dinotwins.app.shared.WorkbenchState;
import org.dinotwins.app.shared.view.ShortcutHelp;
import org.dinotwins.app.shared.UserState;
import org.dinotwins.app.shared.WorkbenchState;
import org.dinotwins.app.shared.WorkbenchState.Place;
import org.dinotwins.app.shared.view.ShortcutHelp;
import org.dinotwins.app.shared.view.Workspace;

/** Looks into a network: where its attention lies on a picture, for each head, block and checkpoint. */
public final class InspectWorkspace implements Workspace {
    private static final Duration LOOK_FOR_CHECKPOINTS = Duration.ofSeconds(2);

    private final WorkbenchState session;
    private final InspectViewModel model;
    private final RedrawClock.Timer follow;
    private InspectView view;

    public InspectWorkspace(WorkbenchState session) {
        this.session = session;
        this.model = new InspectViewModel(session.background(), new DiskSources());
        follow = new RedrawClock.Timer(LOOK_FOR_CHECKPOINTS, () -> model.panes().refresh());
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
            view = new InspectView(model, session.background(),
                    () -> session.placeProperty().set(Place.SET_UP));
        }
        return view;
    }

    @Override
    public List<Runnable> pieces() {
        view();
        List<Runnable> all = new ArrayList<>(view.pieces());
        // Nothing is opened before there is a view to hear of it, and nothing that nobody looks at.
        all.add(() -> model.runProperty().bindBidirectional(session.inspectedProperty()));
        return all;
    }

    @Override
    public List<ShortcutHelp> keys() {
        return InspectKeys.HELP;
    }

    /** Takes up how things were looked at last time. */
    public void recall(UserState state) {
        new InspectMemory(state).recall(model);
    }

    /** Keeps how things are looked at; the caller saves the state. */
    public void remember(UserState state) {
        new InspectMemory(state).remember(model);
    }

    @Override
    public void shown() {
        model.lookers().list(session.runsFolderProperty().get(), e -> model.gallery().tell(Words.of(e)));
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

    /** Waits for a forward pass under way, off the FX thread. */
    @Override
    public void close() {
        follow.stop();
        Thread closing = new Thread(model::close, "inspect-close");
        closing.start();
    }
}
