package org.dinotwins.chart;

import java.awt.BasicStroke;
import java.util.ArrayList;
import java.util.List;
import org.jfree.chart.plot.ValueMarker;
import org.jfree.chart.plot.XYPlot;
import org.jfree.chart.ui.Layer;
import org.jfree.chart.ui.RectangleAnchor;
import org.jfree.chart.ui.RectangleInsets;
import org.jfree.chart.ui.TextAnchor;

/**
 * Labelled dashed lines behind the curves of a plot: a reference value, and the steps at which the user changed a
 * setting.
 */
public final class PlotMarkers {
    private static final BasicStroke DASHED =
            new BasicStroke(1, BasicStroke.CAP_BUTT, BasicStroke.JOIN_BEVEL, 0, new float[] {4, 4}, 0);
    private static final double ROW = 14;
    private static final double ABOVE = 2;
    private static final double BESIDE = 4;

    private final XYPlot plot;
    private final List<ValueMarker> references = new ArrayList<>();
    private final List<ValueMarker> steps = new ArrayList<>();

    PlotMarkers(XYPlot plot) {
        this.plot = plot;
    }

    /** Draws one reference line, for example at ln K; none if {@code value} is not finite. */
    public void reference(double value, String label) {
        plot.clearRangeMarkers();
        references.clear();
        if (Double.isFinite(value)) {
            ValueMarker marker = new ValueMarker(value);
            marker.setLabel(label);
            marker.setLabelAnchor(RectangleAnchor.TOP_RIGHT);
            marker.setLabelTextAnchor(TextAnchor.BOTTOM_RIGHT);
            marker.setLabelOffset(new RectangleInsets(ABOVE, BESIDE, ABOVE, BESIDE));
            plot.addRangeMarker(marker, Layer.BACKGROUND);
            references.add(marker);
        }
    }

    /** Marks the steps at which the user changed something. */
    public void changes(List<SettingChange> changes) {
        plot.clearDomainMarkers();
        steps.clear();
        for (SettingChange change : changes) {
            ValueMarker marker = new ValueMarker(change.step());
            marker.setLabel(change.shortText());
            plot.addDomainMarker(marker, Layer.BACKGROUND);
            steps.add(marker);
        }
    }

    void paint(ChartColours colours) {
        references.forEach(marker -> paint(marker, colours, "subtle", "muted"));
        steps.forEach(marker -> paint(marker, colours, "accent", "accent"));
    }

    private void paint(ValueMarker marker, ChartColours colours, String line, String label) {
        marker.setPaint(colours.get(line));
        marker.setStroke(DASHED);
        marker.setLabelPaint(colours.get(label));
        marker.setLabelFont(plot.getDomainAxis().getTickLabelFont());
        marker.setLabelBackgroundColor(colours.get("surface"));
    }

    /**
     * Places step labels towards the middle of the visible steps, in two alternating rows so that neighbours do not
     * overlap.
     */
    void placeLabels(double from, double to) {
        for (int i = 0; i < steps.size(); i++) {
            ValueMarker mark = steps.get(i);
            boolean early = mark.getValue() < (from + to) / 2;
            mark.setLabelAnchor(early ? RectangleAnchor.TOP_RIGHT : RectangleAnchor.TOP_LEFT);
            mark.setLabelTextAnchor(early ? TextAnchor.TOP_LEFT : TextAnchor.TOP_RIGHT);
            mark.setLabelOffset(new RectangleInsets(ABOVE + i % 2 * ROW, BESIDE, ABOVE, BESIDE));
        }
    }
}
