package org.dinotwins.chart;

import java.awt.BasicStroke;
import java.util.ArrayList;
import java.util.List;
import org.dinotwins.app.shared.ThemeColours;
import org.jfree.chart.plot.ValueMarker;
import org.jfree.chart.plot.XYPlot;
import org.jfree.chart.ui.Layer;
import org.jfree.chart.ui.RectangleAnchor;
import org.jfree.chart.ui.RectangleInsets;
import org.jfree.chart.ui.TextAnchor;

/** Dashed lines with names behind the curves of a plot: a level to compare with, and steps of which there is a tale. */
public final class PlotMarkers {
    private static final BasicStroke DASHED = new BasicStroke(1, BasicStroke.CAP_BUTT, BasicStroke.JOIN_BEVEL, 0,
            new float[] {4, 4}, 0);
    private static final double ROW = 14;
    private static final double ABOVE = 2;
    private static final double BESIDE = 4;

    private final XYPlot plot;
    private final List<ValueMarker> levels = new ArrayList<>();
    private final List<ValueMarker> steps = new ArrayList<>();

    PlotMarkers(XYPlot plot) {
        this.plot = plot;
    }

    /** Draws one level line with a name, for example at ln K; none for a value that is not finite. */
    public void level(double value, String name) {
        plot.clearRangeMarkers();
        levels.clear();
        if (Double.isFinite(value)) {
            ValueMarker marker = new ValueMarker(value);
            marker.setLabel(name);
            marker.setLabelAnchor(RectangleAnchor.TOP_RIGHT);
            marker.setLabelTextAnchor(TextAnchor.BOTTOM_RIGHT);
            marker.setLabelOffset(new RectangleInsets(ABOVE, BESIDE, ABOVE, BESIDE));
            plot.addRangeMarker(marker, Layer.BACKGROUND);
            levels.add(marker);
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

    void paint(ThemeColours palette) {
        levels.forEach(marker -> paint(marker, palette, "subtle", "muted"));
        steps.forEach(marker -> paint(marker, palette, "accent", "accent"));
    }

    private void paint(ValueMarker marker, ThemeColours palette, String line, String name) {
        marker.setPaint(palette.awt(line));
        marker.setStroke(DASHED);
        marker.setLabelPaint(palette.awt(name));
        marker.setLabelFont(plot.getDomainAxis().getTickLabelFont());
        marker.setLabelBackgroundColor(palette.awt("surface"));
    }

    /** Writes the names of marked steps where they fit: beside their line, towards the middle, in two rows by turns. */
    void place(double from, double to) {
        for (int i = 0; i < steps.size(); i++) {
            ValueMarker mark = steps.get(i);
            boolean early = mark.getValue() < (from + to) / 2;
            mark.setLabelAnchor(early ? RectangleAnchor.TOP_RIGHT : RectangleAnchor.TOP_LEFT);
            mark.setLabelTextAnchor(early ? TextAnchor.TOP_LEFT : TextAnchor.TOP_RIGHT);
            mark.setLabelOffset(new RectangleInsets(ABOVE + i % 2 * ROW, BESIDE, ABOVE, BESIDE));
        }
    }
}
