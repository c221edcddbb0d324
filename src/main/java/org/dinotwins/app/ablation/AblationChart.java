package org.dinotwins.app.ablation;

import java.awt.BasicStroke;
import java.awt.Color;
import java.awt.Font;
import java.text.FieldPosition;
import java.text.NumberFormat;
import java.text.ParsePosition;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import javafx.scene.layout.StackPane;
import org.dinotwins.ablation.Interval;
import org.dinotwins.ablation.Results;
import org.dinotwins.ablation.Results.Variant;
import org.dinotwins.ablation.Score;
import org.dinotwins.app.shared.ChartRegion;
import org.dinotwins.app.shared.Theme;
import org.dinotwins.app.shared.ThemeColours;
import org.jfree.chart.JFreeChart;
import org.jfree.chart.axis.NumberAxis;
import org.jfree.chart.axis.NumberTickUnit;
import org.jfree.chart.axis.SymbolAxis;
import org.jfree.chart.plot.ValueMarker;
import org.jfree.chart.plot.XYPlot;
import org.jfree.chart.renderer.xy.XYErrorRenderer;
import org.jfree.chart.ui.RectangleAnchor;
import org.jfree.chart.ui.TextAnchor;
import org.jfree.data.xy.XYIntervalSeries;
import org.jfree.data.xy.XYIntervalSeriesCollection;

/** Chart of a score with 95 % intervals over the ratio of the loss weights, or over the variants if the ratio is fixed. */
final class AblationChart extends StackPane {
    private static final double QUARTER = 0.25;
    private static final double EDGE = 0.05;
    private static final float LINE = 1.6f;
    private static final int LONGEST = 14;

    private final XYErrorRenderer renderer = new XYErrorRenderer();
    private final NumberAxis values = new NumberAxis();
    private Theme theme;
    private Results results;
    private Score score = Score.KNN;

    AblationChart(Theme theme) {
        this.theme = theme;
        setMinSize(200, 160);
        values.setAutoRangeIncludesZero(false);
        renderer.setDefaultStroke(new BasicStroke(LINE));
        renderer.setAutoPopulateSeriesStroke(false);
        renderer.setDrawXError(false);
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
        boolean ratio = results.sweepsWeights();
        List<Variant> order = ratio ? results.variants().stream().sorted(Comparator.comparingDouble(Variant::dinoShare))
                .toList() : results.variants();
        XYIntervalSeries series = new XYIntervalSeries("mean", true, false);
        double scale = score.share() ? 100 : 1;
        for (int i = 0; i < order.size(); i++) {
            Interval is = order.get(i).interval(score);
            double x = ratio ? order.get(i).dinoShare() : i;
            if (!Double.isNaN(is.mean())) {
                Interval shown = Double.isNaN(is.half()) ? new Interval(is.mean(), 0, is.count()) : is.within(score.share());
                series.add(x, x, x, scale * is.mean(), scale * shown.low(), scale * shown.high());
            }
        }
        XYIntervalSeriesCollection data = new XYIntervalSeriesCollection();
        data.addSeries(series);
        values.setLabel(score.words() + (score.share() ? ", %" : ""));
        renderer.setDefaultLinesVisible(ratio);
        renderer.setSeriesPaint(0, ThemeColours.awt(theme.palette().get("accent")));
        renderer.setErrorPaint(ThemeColours.awt(theme.palette().get("accent")));
        XYPlot plot = new XYPlot(data, ratio ? ratios() : names(order), values, renderer);
        mark(plot, scale);
        ChartRegion region = new ChartRegion(new JFreeChart(null, null, plot, false), theme);
        getChildren().add(region);
    }

    private void mark(XYPlot plot, double scale) {
        double untrained = results.reference(score::untrained);
        if (Double.isNaN(untrained)) {
            return;
        }
        ValueMarker marker = new ValueMarker(scale * untrained, theme.palette().awt("muted"), new BasicStroke(1f,
                BasicStroke.CAP_BUTT, BasicStroke.JOIN_BEVEL, 1f, new float[] {5f, 4f}, 0f));
        marker.setLabel("untrained");
        marker.setLabelBackgroundColor(new Color(0, 0, 0, 0));
        marker.setLabelFont(new Font("Inter", Font.PLAIN, 11));
        marker.setLabelPaint(theme.palette().awt("muted"));
        marker.setLabelAnchor(RectangleAnchor.TOP_RIGHT);
        marker.setLabelTextAnchor(TextAnchor.BOTTOM_RIGHT);
        plot.addRangeMarker(marker);
    }

    private static NumberAxis ratios() {
        NumberAxis axis = new NumberAxis("weights DINO : Barlow Twins");
        axis.setRange(-EDGE, 1 + EDGE);
        axis.setTickUnit(new NumberTickUnit(QUARTER));
        axis.setNumberFormatOverride(new Ratio());
        return axis;
    }

    private static NumberAxis names(List<Variant> order) {
        SymbolAxis axis = new SymbolAxis("", order.stream().map(v -> v.name().length() > LONGEST
                ? v.name().substring(0, LONGEST - 1) + "…" : v.name()).toArray(String[]::new));
        axis.setGridBandsVisible(false);
        axis.setVerticalTickLabels(order.size() > 5);
        axis.setRange(-0.5, order.size() - 0.5);
        return axis;
    }

    /** Formats the share of DINO as the ratio of the two weights. */
    private static final class Ratio extends NumberFormat {
        private static final long serialVersionUID = 1;

        @Override
        public StringBuffer format(double share, StringBuffer to, FieldPosition at) {
            boolean dino = share >= 0.5;
            double times = dino ? share / (1 - share) : (1 - share) / share;
            String large = share < QUARTER / 2 || share > 1 - QUARTER / 2 ? "1" : String.format(Locale.ROOT, "%.0f", times);
            String small = large.equals("1") && share != 0.5 ? "0" : "1";
            return to.append(dino ? large + " : " + small : small + " : " + large);
        }

        @Override
        public StringBuffer format(long share, StringBuffer to, FieldPosition at) {
            return format((double) share, to, at);
        }

        @Override
        public Number parse(String text, ParsePosition at) {
            throw new UnsupportedOperationException("tick labels are not parsed");
        }
    }
}
