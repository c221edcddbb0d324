package org.dinotwins.app.live;

import java.util.List;
import javafx.scene.Node;
import org.dinotwins.app.shared.WorkbenchState;
import org.dinotwins.app.shared.view.Workspace;

/** The room where a run is watched and steered while it trains, and read again when it is over. */
public final class LiveWorkspace implements Workspace {
    /** Side of the unseen chart, in pixels: enough for an axis with numbers. */
    private static final double WARM_UP = 200;

    private final WorkbenchState session;
    private final LiveViewModel model;
    private LiveView view;

    public LiveWorkspace(WorkbenchState session) {
        this.session = session;
        this.model = new LiveViewModel(session);
    }

    /**
     * Draws a chart that nobody sees, for the first one starts Java2D and finds the system's fonts: a third of a second
     * that the window's thread is spared. May be called on any thread.
     */
    public static void warmUp() {
        StepChart chart = new StepChart(new StepWindow(), List.of(Curve.TOTAL), true);
        chart.resize(WARM_UP, WARM_UP);
        chart.layout();
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
