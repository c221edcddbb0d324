package org.dinotwins.app.measure;

import java.util.ArrayList;
import java.util.List;
import javafx.beans.binding.Bindings;
import javafx.scene.Node;
import javafx.scene.control.Button;
import javafx.scene.layout.HBox;
import javafx.scene.layout.StackPane;
import org.dinotwins.app.shared.WorkbenchState;
import org.dinotwins.app.shared.WorkbenchState.Place;
import org.dinotwins.app.shared.form.Form;
import org.dinotwins.app.shared.view.EmptyState;
import org.dinotwins.app.shared.view.WorkspacePage;

/** Measurements of one run or file of weights: options on the left, results on the right. */
final class NetworkPage implements WorkspacePage {
    private static final double LEFT_WIDTH = 288;

    private final WorkbenchState workbench;
    private final MeasureViewModel model;
    private MeasurementForm choices;
    private HBox columns;
    private StackPane view;

    NetworkPage(WorkbenchState workbench) {
        this.workbench = workbench;
        this.model = new MeasureViewModel(workbench);
    }

    @Override
    public String title() {
        return "One network";
    }

    @Override
    public Node view() {
        if (view == null) {
            Button start = new Button("Go to Set up");
            start.getStyleClass().add("accent");
            start.setOnAction(e -> workbench.placeProperty().set(Place.SET_UP));
            Button weights = new Button("Measure a file of weights…");
            EmptyState empty = new EmptyState(
                    "fth-bar-chart-2",
                    "No run to measure yet",
                    "Train one in Set up. Once it has a checkpoint, you can measure its features, attention and "
                            + "robustness here. Imported weights can be measured at any time.",
                    start,
                    weights);
            choices = new MeasurementForm(model);
            weights.setOnAction(e -> choices.chooseWeights());
            columns = Form.beside(choices, LEFT_WIDTH);
            view = empty.unlessAny(
                    columns,
                    Bindings.createObjectBinding(
                            () -> model.weightsProperty().get() == null
                                    ? model.runsProperty().get()
                                    : List.of(model.weightsProperty().get()),
                            model.runsProperty(),
                            model.weightsProperty()),
                    model.listedProperty());
        }
        return view;
    }

    @Override
    public List<Runnable> buildSteps() {
        view();
        List<Runnable> all = new ArrayList<>(choices.buildSteps());
        all.add(() -> columns.getChildren().add(Form.growing(new OutcomePanel(workbench, model))));
        return all;
    }

    @Override
    public void shown() {
        model.refresh();
    }

    boolean ready() {
        return model.jobProperty().get() == null
                && model.problemProperty().get().isEmpty();
    }

    void startOrCancel() {
        if (model.jobProperty().get() == null) {
            model.start();
        } else {
            model.cancel();
        }
    }

    @Override
    public void close() {
        model.cancel();
    }
}
