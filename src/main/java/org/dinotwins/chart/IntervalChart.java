package org.dinotwins.chart;

import java.awt.BasicStroke;
import java.awt.Color;
import java.awt.geom.Ellipse2D;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.stream.DoubleStream;
import java.util.stream.Stream;
import org.dinotwins.ablation.ConfidenceInterval;
import org.dinotwins.ablation.Results;
import org.dinotwins.ablation.Results.Variant;
import org.dinotwins.ablation.Score;
import org.jfree.chart.JFreeChart;
import org.jfree.chart.axis.NumberAxis;
import org.jfree.chart.axis.NumberTickUnit;
import org.jfree.chart.axis.SymbolAxis;
import org.jfree.chart.plot.Marker;
import org.jfree.chart.plot.PlotOrientation;
import org.jfree.chart.plot.ValueMarker;
import org.jfree.chart.plot.XYPlot;
import org.jfree.chart.renderer.xy.XYErrorRenderer;
import org.jfree.chart.ui.Layer;
import org.jfree.chart.ui.RectangleAnchor;
import org.jfree.chart.ui.TextAnchor;
import org.jfree.data.Range;
import org.jfree.data.xy.XYIntervalSeries;
import org.jfree.data.xy.XYIntervalSeriesCollection;

/** Means of a score with their 95 % confidence intervals, by variant or over the share of DINO. */
public final class IntervalChart {
    private static final double QUARTER = 0.25;
    private static final double EDGE = 0.05;
    private static final float LINE_WIDTH = 1.6f;
    private static final double DOT = 4;
    private static final double PER_CENT = 100;
    private static final double MARGIN = 0.06;
    private static final double LEAST_MARGIN = 1e-3;
    private static final Range EMPTY = new Range(0, 1);
    /** From this number of variants, their names are vertical below a vertical chart. */
    private static final int MANY = 6;

    private final String score;
    private final boolean share;
    private final double untrained;

    /**
     * @param score     name of the score
     * @param share     whether values are fractions of 1, shown in per cent
     * @param untrained the score of the untrained network, shown as a dashed line; NaN for none
     */
    public IntervalChart(String score, boolean share, double untrained) {
        this.score = score;
        this.share = share;
        this.untrained = untrained;
    }

    /**
     * A mean with its confidence interval.
     *
     * @param mean NaN draws nothing
     * @param low  NaN for no interval; {@code high} is then NaN too
     */
    public record Bar(String name, double dinoShare, double mean, double low, double high) {
        private static Bar of(Variant variant, Score score) {
            ConfidenceInterval interval = variant.interval(score);
            ConfidenceInterval visible = interval.within(score.share());
            return new Bar(variant.name(), variant.dinoShare(), interval.mean(), visible.low(), visible.high());
        }
    }

    /**
     * A score over the variants of an ablation: over the share of DINO if the variants differ in it, else by variant.
     *
     * @param horizontal  see {@link #byVariant}
     * @param longestName number of characters after which names of variants are shortened
     */
    public static JFreeChart of(
            Results results, Score score, boolean horizontal, int longestName, ChartColours colours) {
        IntervalChart chart = new IntervalChart(score.words(), score.share(), results.reference(score::untrained));
        Stream<Variant> variants = results.variants().stream();
        return results.sweepsShares()
                ? chart.byDinoShare(
                        variants.sorted(Comparator.comparingDouble(Variant::dinoShare))
                                .map(variant -> Bar.of(variant, score))
                                .toList(),
                        colours)
                : chart.byVariant(
                        variants.map(variant -> Bar.of(variant, score)).toList(), horizontal, longestName, colours);
    }

    /** One position per variant; horizontal charts list them from top to bottom, vertical ones from left to right. */
    public JFreeChart byVariant(List<Bar> bars, boolean horizontal, int longestName, ChartColours colours) {
        SymbolAxis names = new SymbolAxis(
                "",
                bars.stream()
                        .map(bar -> bar.name().length() > longestName
                                ? bar.name().substring(0, longestName - 1) + "…"
                                : bar.name())
                        .toArray(String[]::new));
        names.setGridBandsVisible(false);
        names.setVerticalTickLabels(!horizontal && bars.size() >= MANY);
        names.setRange(-0.5, bars.size() - 0.5);
        names.setInverted(horizontal);
        XYPlot plot = plot(bars, false, names, colours);
        if (horizontal) {
            plot.setOrientation(PlotOrientation.HORIZONTAL);
            Collection<?> markers = plot.getRangeMarkers(Layer.FOREGROUND);
            if (markers != null) {
                markers.forEach(marker -> ((Marker) marker).setLabelTextAnchor(TextAnchor.TOP_LEFT));
            }
        }
        return chart(plot, colours);
    }

    /**
     * Means over the share of DINO, from 0 (Barlow Twins alone) to 1 (DINO alone), joined by lines; see
     * {@link Variant#dinoShare}.
     */
    public JFreeChart byDinoShare(List<Bar> bars, ChartColours colours) {
        NumberAxis shares = new NumberAxis("share of DINO");
        shares.setRange(-EDGE, 1 + EDGE);
        shares.setTickUnit(new NumberTickUnit(QUARTER));
        return chart(plot(bars, true, shares, colours), colours);
    }

    private XYPlot plot(List<Bar> bars, boolean byRatio, NumberAxis across, ChartColours colours) {
        double scale = share ? PER_CENT : 1;
        XYIntervalSeries series = new XYIntervalSeries(score, byRatio, false);
        for (int i = 0; i < bars.size(); i++) {
            Bar bar = bars.get(i);
            double x = byRatio ? bar.dinoShare() : i;
            if (!Double.isNaN(bar.mean())) {
                boolean known = !Double.isNaN(bar.low());
                series.add(
                        x,
                        x,
                        x,
                        scale * bar.mean(),
                        scale * (known ? bar.low() : bar.mean()),
                        scale * (known ? bar.high() : bar.mean()));
            }
        }
        XYIntervalSeriesCollection data = new XYIntervalSeriesCollection();
        data.addSeries(series);
        NumberAxis values = new NumberAxis(score + (share ? ", %" : ""));
        values.setNumberFormatOverride(new TickFormat());
        values.setRange(range(bars, scale));
        XYPlot plot = new XYPlot(data, across, values, renderer(byRatio, colours));
        if (!Double.isNaN(untrained)) {
            plot.addRangeMarker(marker(scale * untrained, colours));
        }
        return plot;
    }

    /** The range of everything drawn, with a margin; unlike JFreeChart's own range, it includes the reference. */
    private Range range(List<Bar> bars, double scale) {
        double[] all = DoubleStream.concat(
                        DoubleStream.of(untrained),
                        bars.stream().flatMapToDouble(bar -> DoubleStream.of(bar.mean(), bar.low(), bar.high())))
                .filter(Double::isFinite)
                .map(value -> scale * value)
                .sorted()
                .toArray();
        if (all.length == 0) {
            return EMPTY;
        }
        double low = all[0];
        double high = all[all.length - 1];
        double margin = Math.max(MARGIN * (high - low), LEAST_MARGIN * Math.max(1, Math.abs(high)));
        return new Range(low - margin, high + margin);
    }

    private static XYErrorRenderer renderer(boolean joined, ChartColours colours) {
        XYErrorRenderer renderer = new XYErrorRenderer();
        renderer.setDefaultStroke(new BasicStroke(LINE_WIDTH));
        renderer.setAutoPopulateSeriesStroke(false);
        renderer.setDefaultShape(new Ellipse2D.Double(-DOT, -DOT, 2 * DOT, 2 * DOT));
        renderer.setAutoPopulateSeriesShape(false);
        renderer.setDrawXError(false);
        renderer.setDefaultLinesVisible(joined);
        renderer.setSeriesPaint(0, colours.get("accent"));
        renderer.setErrorPaint(colours.get("accent"));
        return renderer;
    }

    private static ValueMarker marker(double value, ChartColours colours) {
        ValueMarker marker = new ValueMarker(
                value,
                colours.get("muted"),
                new BasicStroke(1f, BasicStroke.CAP_BUTT, BasicStroke.JOIN_BEVEL, 1f, new float[] {5f, 4f}, 0f));
        marker.setLabel("untrained");
        marker.setLabelBackgroundColor(new Color(0, 0, 0, 0));
        marker.setLabelFont(ChartStyle.TICK);
        marker.setLabelPaint(colours.get("muted"));
        marker.setLabelAnchor(RectangleAnchor.TOP_RIGHT);
        marker.setLabelTextAnchor(TextAnchor.BOTTOM_RIGHT);
        return marker;
    }

    private static JFreeChart chart(XYPlot plot, ChartColours colours) {
        JFreeChart chart = new JFreeChart(null, null, plot, false);
        ChartStyle.apply(chart, colours);
        return chart;
    }
}
