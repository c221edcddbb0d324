package org.dinotwins.app.live;

import java.util.List;
import javafx.scene.Node;
import org.dinotwins.app.shared.Session;
import org.dinotwins.app.shared.Workspace;

/** The room where a run is watched and steered while it trains, and read again when it is over. */
public final class LiveWorkspace implements Workspace {
    private final Session session;
    private final LiveViewModel model;
    private LiveView view;

    public LiveWorkspace(Session session) {
        this.session = session;
        this.model = new LiveViewModel(session);
    }

    @Override
    public String title() {
        return "Live";
    }

    @Override
    public String icon() {
        return "fth-activity";
    }

    @Override
    public Node view() {
        if (view == null) {
            view = new LiveView(session, model);
        }
        return view;
    }

    @Override
    public List<Runnable> pieces() {
        view();
        return view.pieces();
    }

    @Override
    public void shown() {
        view.begin();
    }

    @Override
    public void hidden() {
        view.rest();
    }

    @Override
    public void close() {
        if (view != null) {
            view.rest();
        }
    }

    /** For tests: what the view shows. */
    LiveViewModel model() {
        return model;
    }
}
