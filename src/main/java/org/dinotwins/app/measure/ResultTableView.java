package org.dinotwins.app.measure;

import javafx.scene.Node;
import javafx.scene.layout.VBox;
import org.dinotwins.app.shared.form.ResultTable;
import org.dinotwins.app.shared.form.Sections;
import org.dinotwins.measure.outcome.Outcome;

/** Shows a result that is one table. */
final class ResultTableView implements OutcomePanel.ResultView {
    private final ResultTable scores;
    private final VBox page;

    /**
     * @param heading what the table shows
     * @param words   explanation of the table
     */
    ResultTableView(String heading, String words, ResultTable scores) {
        this.scores = scores;
        this.page = Sections.page(Sections.of(heading, words, scores));
    }

    @Override
    public Node node() {
        return page;
    }

    @Override
    public void show(Outcome outcome) {
        scores.show(outcome.tables().get(0));
    }
}
