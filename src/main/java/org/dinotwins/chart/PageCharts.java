package org.dinotwins.chart;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.dinotwins.ablation.Results;
import org.dinotwins.ablation.Score;
import org.dinotwins.train.StepRecord;
import org.jfree.chart.JFreeChart;

/** The window's charts as inline SVG for a report, in the colours of its page. */
public final class PageCharts {
    private static final int WIDTH = 460;
    private static final int HEIGHT = 230;
    /** Height of an interval chart without its rows, and of one row. */
    private static final int FRAME = 96;

    private static final int ROW = 26;
    private static final int LONGEST_NAME = 24;

    private PageCharts() {}

    /** The charts of a run, except those without any value. */
    public static List<String> run(List<StepRecord> steps) {
        List<String> charts = new ArrayList<>();
        for (JFreeChart chart : RunChart.page(steps, SvgChart.COLOURS)) {
            charts.add(SvgChart.draw(chart, "run" + charts.size(), WIDTH, HEIGHT));
        }
        return charts;
    }

    /** Means of a score over the variants with their 95 % intervals. */
    public static String intervals(Results results, Score score) {
        JFreeChart chart = IntervalChart.of(results, score, true, LONGEST_NAME, SvgChart.COLOURS);
        chart.setTitle(score.words());
        ChartStyle.apply(chart, SvgChart.COLOURS);
        int height = results.sweepsShares()
                ? HEIGHT
                : FRAME + ROW * results.variants().size();
        return SvgChart.draw(chart, score.name().toLowerCase(Locale.ROOT), WIDTH, height);
    }
}
