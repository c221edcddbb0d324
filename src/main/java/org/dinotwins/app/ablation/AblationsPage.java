package org.dinotwins.app.ablation;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import javafx.scene.Node;
import javafx.scene.layout.HBox;
import org.dinotwins.app.shared.WorkbenchState;
import org.dinotwins.app.shared.form.Form;
import org.dinotwins.app.shared.view.WorkspacePage;

/** The ablations page: grid and controls on the left, results on the right. */
public final class AblationsPage implements WorkspacePage {
    private static final double LEFT_WIDTH = 340;

    private final WorkbenchState workbench;
    private final AblationsViewModel model;
    private final Consumer<Path> reader;
    private AblationChoices choices;
    private HBox view;

    /** @param reader opens a file with its default program */
    public AblationsPage(WorkbenchState workbench, Consumer<Path> reader) {
        this.workbench = workbench;
        this.model = new AblationsViewModel(workbench);
        this.reader = reader;
    }

    @Override
    public String title() {
        return "Ablations";
    }

    @Override
    public Node view() {
        if (view == null) {
            choices = new AblationChoices(model);
            view = Form.beside(choices, LEFT_WIDTH);
        }
        return view;
    }

    @Override
    public List<Runnable> buildSteps() {
        view();
        List<Runnable> all = new ArrayList<>(choices.buildSteps());
        AblationResults results = new AblationResults(workbench, model, reader);
        all.add(() -> view.getChildren().add(Form.growing(results)));
        all.addAll(results.buildSteps());
        return all;
    }

    @Override
    public void shown() {
        model.check();
    }

    @Override
    public void close() {
        model.cancel();
    }
}
