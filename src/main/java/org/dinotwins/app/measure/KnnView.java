package org.dinotwins.app.measure;

import javafx.scene.Node;
import javafx.scene.layout.VBox;
import org.dinotwins.experiment.measure.Outcome;

/** Nearest neighbours: accuracy for each number of neighbours. */
final class KnnView implements ResultPanel.ResultView {
    private static final int ALL = 9;

    private final SheetTable scores = new SheetTable("knn-scores", ALL);
    private final VBox page = Sections.page(Sections.of("Accuracy", "In per cent, ± one standard error. Each of the k most "
            + "similar training pictures votes with exp(cosine / 0.07); the label is the largest object's category.",
            scores));

    @Override
    public Node node() {
        return page;
    }

    @Override
    public void show(Outcome outcome) {
        scores.show(outcome.sheets().get(0));
    }
}
