package org.dinotwins.app.measure;

import java.util.List;
import java.util.Locale;
import java.util.Objects;
import javafx.scene.Node;
import javafx.scene.control.ToggleGroup;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.Region;
import javafx.scene.layout.VBox;
import org.dinotwins.app.shared.WorkbenchState;
import org.dinotwins.app.shared.form.Form;
import org.dinotwins.app.shared.view.LazyStack;
import org.dinotwins.app.shared.view.Workspace;
import org.dinotwins.app.shared.view.WorkspacePage;

/** The Measure workspace: one page for measurements of a run and one for ablations. */
public final class MeasureWorkspace implements Workspace {
    private final LazyStack middle = new LazyStack();
    private final NetworkPage run;
    private final List<WorkspacePage> pages;
    private VBox view;
    private WorkspacePage inView;

    /** @param ablations the second page */
    public MeasureWorkspace(WorkbenchState workbench, WorkspacePage ablations) {
        run = new NetworkPage(workbench);
        pages = List.of(run, ablations);
        inView = pages.get(0);
    }

    @Override
    public String title() {
        return "Measure";
    }

    @Override
    public String icon() {
        return "fth-bar-chart-2";
    }

    @Override
    public Node view() {
        if (view == null) {
            VBox.setVgrow(middle, Priority.ALWAYS);
            view = new VBox(tabs(), middle);
            view.getStyleClass().add("measure");
            view.getStylesheets()
                    .add(Objects.requireNonNull(getClass().getResource("measure.css"))
                            .toExternalForm());
        }
        return view;
    }

    @Override
    public List<Runnable> buildSteps() {
        return middle.first(inView);
    }

    private Region tabs() {
        HBox tabs = Form.segments();
        tabs.getStyleClass().add("measure-pages");
        tabs.setMaxWidth(Region.USE_PREF_SIZE);
        ToggleGroup group = new ToggleGroup();
        for (WorkspacePage page : pages) {
            String id = "page-" + page.title().toLowerCase(Locale.ROOT).replace(' ', '-');
            Form.segment(tabs, group, id, page.title(), () -> show(page)).setSelected(page == inView);
        }
        return tabs;
    }

    /** Starts the chosen measurements of one run, or cancels those in progress. */
    public void startOrCancel() {
        run.startOrCancel();
    }

    /** True when measurements of one run can start. */
    public boolean ready() {
        return run.ready();
    }

    private void show(WorkspacePage page) {
        if (page != inView) {
            inView = page;
            middle.show(page, page::shown);
        }
    }

    @Override
    public void shown() {
        inView.shown();
    }

    @Override
    public void close() {
        pages.forEach(WorkspacePage::close);
    }
}
