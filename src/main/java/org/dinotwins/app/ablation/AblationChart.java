package org.dinotwins.app.ablation;

import javafx.scene.layout.StackPane;
import org.dinotwins.ablation.Results;
import org.dinotwins.ablation.Score;
import org.dinotwins.app.shared.ChartRegion;
import org.dinotwins.app.shared.Theme;
import org.dinotwins.chart.IntervalChart;

/**
 * A score with its 95 % confidence intervals: over the share of DINO if variants differ in it, else by
 * variant.
 */
final class AblationChart extends StackPane {
    private static final int LONGEST_NAME = 14;

    private Theme theme;
    private Results results;
    private Score score = Score.KNN;

    AblationChart(Theme theme) {
        this.theme = theme;
        setMinSize(200, 160);
    }

    void setTheme(Theme is) {
        theme = is;
        draw();
    }

    void show(Results found, Score by) {
        results = found;
        score = by;
        draw();
    }

    private void draw() {
        getChildren().clear();
        if (results == null) {
            return;
        }
        getChildren()
                .add(new ChartRegion(
                        IntervalChart.of(results, score, false, LONGEST_NAME, theme.palette()::awt), theme));
    }
}
