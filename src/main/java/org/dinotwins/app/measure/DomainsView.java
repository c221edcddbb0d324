package org.dinotwins.app.measure;

import javafx.scene.Node;
import javafx.scene.layout.VBox;
import org.dinotwins.experiment.measure.Outcome;

/** Domains left out in turn: accuracy inside and outside of what was learnt from. */
final class DomainsView implements ResultPanel.ResultView {
    private static final int ALL = 16;

    private final SheetTable scores = new SheetTable("domain-scores", ALL);
    private final VBox page = Sections.page(Sections.of("Accuracy inside and outside", "In per cent. The classifiers learn "
            + "from every domain but one; the nearer \"out\" comes to \"in\", the less the features hang on a domain.",
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
