package org.dinotwins.app.live;

import java.util.List;
import javafx.scene.Node;
import org.dinotwins.app.live.chart.StepChart;
import org.dinotwins.app.live.chart.VisibleSteps;
import org.dinotwins.app.shared.WorkbenchState;
import org.dinotwins.app.shared.view.Workspace;
import org.dinotwins.chart.TrainingCurve;

/** The workspace that shows the run in progress or a saved run, and changes its live settings. */
public final class LiveWorkspace implements Workspace {
    /** Side of the off-screen chart in pixels, enough for an axis with labels. */
    private static final double WARM_UP_SIZE = 200;

    private final WorkbenchState session;
    private final LiveViewModel model;
    private LiveView view;

    public LiveWorkspace(WorkbenchState session) {
        this.session = session;
        this.model = new LiveViewModel(session);
    }

    /**
     * Draws a chart off screen, because the first chart starts Java2D and searches the system's fonts. This saves the
     * FX thread a third of a second. Thread-safe.
     */
    public static void warmUp() {
        StepChart chart = new StepChart(new VisibleSteps(), List.of(TrainingCurve.TOTAL), true);
        chart.resize(WARM_UP_SIZE, WARM_UP_SIZE);
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
    public List<Runnable> buildSteps() {
        view();
        return view.buildSteps();
    }

    @Override
    public void shown() {
        view.start();
    }

    @Override
    public void hidden() {
        view.stop();
    }

    @Override
    public void close() {
        if (view != null) {
            view.stop();
        }
    }

    /** For tests. */
    LiveViewModel model() {
        return model;
    }
}
