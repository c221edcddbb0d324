package org.dinotwins.app.measure;

import javafx.scene.Node;
import javafx.scene.layout.VBox;
import org.dinotwins.app.shared.form.Sections;
import org.dinotwins.app.shared.form.SheetTable;
import org.dinotwins.measure.Outcome;

/** Shows a result that is a single table. */
final class SheetView implements OutcomePanel.ResultView {
    private final SheetTable scores;
    private final VBox page;

    /**
     * @param heading title of the table
     * @param words   how to read it
     */
    SheetView(String heading, String words, SheetTable scores) {
        this.scores = scores;
        this.page = Sections.page(Sections.of(heading, words, scores));
    }

    @Override
    public Node node() {
        return page;
    }

    @Override
    public void show(Outcome outcome) {
        scores.show(outcome.sheets().get(0));
    }
}
