package org.dinotwins.app.measure;

import javafx.scene.Node;
import javafx.scene.control.Button;
import javafx.scene.layout.StackPane;
import org.dinotwins.app.shared.EmptyState;
import org.dinotwins.app.shared.Session;
import org.dinotwins.app.shared.Session.Place;

/** Measurements of one run: what to measure on the left, what was found on the right. */
final class RunPage implements MeasurePage {
    private static final double LEFT_WIDTH = 288;

    private final Session session;
    private final MeasureViewModel model;
    private StackPane view;

    RunPage(Session session) {
        this.session = session;
        this.model = new MeasureViewModel(session);
    }

    @Override
    public String title() {
        return "One run";
    }

    @Override
    public Node view() {
        if (view == null) {
            Button start = new Button("Go to Set up");
            start.getStyleClass().add("accent");
            start.setOnAction(e -> session.placeProperty().set(Place.SET_UP));
            EmptyState empty = new EmptyState("fth-bar-chart-2", "No run to measure yet", "Train one in Set up. As soon as "
                    + "it has a checkpoint, its features, attention and robustness are measured here.", start);
            view = empty.unlessAny(Form.beside(new ChoicePanel(model), LEFT_WIDTH, new ResultPanel(session, model)),
                    model.runsProperty(), model.listedProperty());
        }
        return view;
    }

    @Override
    public void shown() {
        model.refresh();
    }

    boolean ready() {
        return model.jobProperty().get() == null && model.problemProperty().get().isEmpty();
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
