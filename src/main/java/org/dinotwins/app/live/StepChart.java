package org.dinotwins.app.live;

import java.awt.BasicStroke;
import java.awt.geom.Rectangle2D;
import java.util.Collection;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import javafx.geometry.Point2D;
import javafx.scene.canvas.Canvas;
import javafx.scene.input.MouseButton;
import javafx.scene.input.MouseEvent;
import javafx.scene.input.ScrollEvent;
import javafx.scene.layout.Region;
import org.dinotwins.app.shared.ChartTheme;
import org.dinotwins.app.shared.DeviceScale;
import org.dinotwins.app.shared.Palette;
import org.dinotwins.app.shared.Theme;
import org.jfree.chart.JFreeChart;
import org.jfree.chart.axis.AxisSpace;
import org.jfree.chart.axis.NumberAxis;
import org.jfree.chart.axis.ValueAxis;
import org.jfree.chart.plot.DatasetRenderingOrder;
import org.jfree.chart.plot.ValueMarker;
import org.jfree.chart.plot.XYPlot;
import org.jfree.chart.renderer.xy.XYLineAndShapeRenderer;
import org.jfree.chart.ui.Layer;
import org.jfree.chart.ui.RectangleAnchor;
import org.jfree.chart.ui.RectangleInsets;
import org.jfree.chart.ui.TextAnchor;
import org.jfree.data.Range;
import org.jfree.fx.FXGraphics2D;

/**
 * Curves of a run over its steps, drawn by JFreeChart on a canvas.
 *
 * <p>Only the points that the present zoom can show are handed to JFreeChart, and the owner says when to draw, so a run
 * of a million steps redraws within a frame. Charts that share a {@link StepWindow} zoom and point together: drag to
 * zoom, scroll to zoom around the pointer, drag with Shift to move, double-click for the whole run. The pointer's line
 * is a canvas of its own; moving it draws no chart.
 */
final class StepChart extends Region {
    private static final double LEFT = 44;
    private static final double BARE_LEFT = 8;
    private static final double RIGHT = 12;
    private static final double TOP = 8;
    private static final double BOTTOM = 22;
    private static final double LEAST_DRAG = 4;
    private static final double ZOOM_A_NOTCH = 0.8;
    private static final double WHEEL_NOTCH = 40;
    /** Free room above and below the curves, as a share of the shown range. */
    private static final double MARGIN = 0.06;
    private static final float LINE = 1.6f;
    private static final float FAINT_LINE = 1f;
    private static final int FAINT_ALPHA = 70;
    private static final double MARK_ROW = 14;
    private static final int AVERAGED_A_FRAME = 15_000;

    private final StepWindow window;
    private final List<Curve> curves;
    private final boolean stepsShown;
    private final Canvas picture = new Canvas();
    private final Canvas pointer = new Canvas();
    private final DrawnLines strong;
    private final DrawnLines faint;
    private final XYPlot plot;
    private final JFreeChart chart;
    private final NumberAxis stepAxis = new NumberAxis();
    private final NumberAxis linear = new NumberAxis();
    private final LogScaleAxis logarithmic = new LogScaleAxis();
    private final Map<Curve, SmoothedSeries> smoothed = new EnumMap<>(Curve.class);
    private final Set<Curve> hidden = EnumSet.noneOf(Curve.class);
    private RunCurves run = new RunCurves();
    private double smoothing = 1;
    private boolean logScale;
    private Range fixedRange;
    private double left = LEFT;
    private Theme theme = Theme.DARK;
    private boolean stale = true;
    private double dragFrom = Double.NaN;
    private double dragTo;

    /**
     * @param curves     drawn in this order, the last on top
     * @param stepsShown writes step numbers below
     */
    StepChart(StepWindow window, List<Curve> curves, boolean stepsShown) {
        this.window = window;
        this.curves = List.copyOf(curves);
        this.stepsShown = stepsShown;
        this.strong = new DrawnLines(curves.size());
        this.faint = new DrawnLines(curves.size());
        this.plot = plot();
        axisSpace();
        this.chart = new JFreeChart(null, null, plot, false);
        getChildren().addAll(picture, pointer);
        getStyleClass().add("step-chart");
        setMinSize(120, 56);
        paint(theme);
        Runnable changed = this::invalidate;
        window.fromProperty().addListener((of, old, is) -> changed.run());
        window.toProperty().addListener((of, old, is) -> changed.run());
        window.pointedProperty().addListener((of, old, is) -> drawPointer());
        addEventHandler(MouseEvent.ANY, this::onMouse);
        addEventHandler(ScrollEvent.SCROLL, this::onScroll);
    }

    private XYPlot plot() {
        XYPlot made = new XYPlot(strong, stepAxis, linear, lines(LINE));
        made.setDataset(1, faint);
        made.setRenderer(1, lines(FAINT_LINE));
        made.setDatasetRenderingOrder(DatasetRenderingOrder.REVERSE);
        made.setInsets(new RectangleInsets(0, 0, 0, 0));
        AxisSpace bottom = new AxisSpace();
        bottom.setTop(TOP);
        bottom.setBottom(bottom());
        made.setFixedDomainAxisSpace(bottom);
        stepAxis.setNumberFormatOverride(new FigureFormat());
        stepAxis.setStandardTickUnits(NumberAxis.createIntegerTickUnits());
        stepAxis.setTickLabelsVisible(stepsShown);
        stepAxis.setTickMarksVisible(false);
        linear.setNumberFormatOverride(new FigureFormat());
        linear.setTickMarksVisible(false);
        linear.setAxisLineVisible(false);
        logarithmic.setTickMarksVisible(false);
        return made;
    }

    private double bottom() {
        return stepsShown ? BOTTOM : TOP;
    }

    private static XYLineAndShapeRenderer lines(float width) {
        XYLineAndShapeRenderer renderer = new XYLineAndShapeRenderer(true, false);
        renderer.setDrawSeriesLineAsPath(true);
        renderer.setAutoPopulateSeriesStroke(false);
        renderer.setDefaultStroke(new BasicStroke(width, BasicStroke.CAP_ROUND, BasicStroke.JOIN_ROUND));
        return renderer;
    }

    /** Draws another run. */
    void show(RunCurves curvesOfRun) {
        run = curvesOfRun;
        smooth(smoothing);
    }

    /** Lays an average over so many steps on the curves, which turn faint behind it; 1 for none. */
    void smooth(double steps) {
        smoothing = steps;
        smoothed.clear();
        if (steps > 1) {
            curves.forEach(curve -> smoothed.put(curve, new SmoothedSeries(run.get(curve), steps)));
        }
        invalidate();
    }

    /** Chooses the vertical scale. On the logarithmic one values of 0 and below are left out. */
    void logScale(boolean on) {
        logScale = on;
        plot.setRangeAxis(on ? logarithmic : linear);
        invalidate();
    }

    void show(Curve curve, boolean visible) {
        if (visible) {
            hidden.remove(curve);
        } else {
            hidden.add(curve);
        }
        invalidate();
    }

    /** Keeps the vertical range at these bounds instead of fitting it to the curves. */
    StepChart fixedRange(double low, double high) {
        fixedRange = new Range(low, high);
        return this;
    }

    /** Leaves the vertical axis and its grid away: a chart as low as a line of text. */
    void bare() {
        left = BARE_LEFT;
        axisSpace();
        linear.setTickLabelsVisible(false);
        plot.setRangeGridlinesVisible(false);
        invalidate();
    }

    private void axisSpace() {
        AxisSpace sides = new AxisSpace();
        sides.setLeft(left);
        sides.setRight(RIGHT);
        plot.setFixedRangeAxisSpace(sides);
    }

    /** Draws a level line with a name, for example at ln K. */
    void reference(double value, String name) {
        plot.clearRangeMarkers();
        if (Double.isFinite(value)) {
            ValueMarker marker = new ValueMarker(value);
            marker.setLabel(name);
            plot.addRangeMarker(marker, Layer.BACKGROUND);
        }
        paint(theme);
    }

    /** Marks the steps at which the user changed something. */
    void mark(List<Change> changes) {
        plot.clearDomainMarkers();
        for (Change change : changes) {
            ValueMarker marker = new ValueMarker(change.step());
            marker.setLabel(change.shortText());
            plot.addDomainMarker(marker, Layer.BACKGROUND);
        }
        paint(theme);
    }

    /** Paints in the colours of a theme. */
    void paint(Theme newTheme) {
        theme = newTheme;
        Palette palette = theme.palette();
        ChartTheme.apply(chart, theme);
        chart.setPadding(new RectangleInsets(0, 0, 0, 0));
        plot.setAxisOffset(new RectangleInsets(0, 0, 0, 0));
        for (int i = 0; i < curves.size(); i++) {
            java.awt.Color colour = Palette.awt(colour(curves.get(i), palette));
            plot.getRenderer(0).setSeriesPaint(i, colour);
            plot.getRenderer(1).setSeriesPaint(i,
                    new java.awt.Color(colour.getRed(), colour.getGreen(), colour.getBlue(), FAINT_ALPHA));
        }
        markers(plot.getDomainMarkers(Layer.BACKGROUND), palette, true);
        markers(plot.getRangeMarkers(Layer.BACKGROUND), palette, false);
        invalidate();
    }

    private void markers(Collection<?> markers, Palette palette, boolean vertical) {
        if (markers == null) {
            return;
        }
        for (Object each : markers) {
            ValueMarker marker = (ValueMarker) each;
            marker.setPaint(palette.awt(vertical ? "accent" : "subtle"));
            marker.setStroke(new BasicStroke(1, BasicStroke.CAP_BUTT, BasicStroke.JOIN_BEVEL, 0, new float[] {4, 4}, 0));
            marker.setLabelPaint(palette.awt(vertical ? "accent" : "muted"));
            marker.setLabelFont(stepAxis.getTickLabelFont());
            marker.setLabelBackgroundColor(palette.awt("surface"));
            marker.setLabelAnchor(vertical ? RectangleAnchor.TOP_LEFT : RectangleAnchor.TOP_RIGHT);
            marker.setLabelTextAnchor(vertical ? TextAnchor.TOP_RIGHT : TextAnchor.BOTTOM_RIGHT);
            marker.setLabelOffset(new RectangleInsets(2, 4, 2, 4));
        }
    }

    /** Writes the names of marks where they fit: beside their line, towards the middle, in two rows by turns. */
    private void placeMarks(double from, double to) {
        Collection<?> marks = plot.getDomainMarkers(Layer.BACKGROUND);
        if (marks == null) {
            return;
        }
        int row = 0;
        for (Object each : marks) {
            ValueMarker mark = (ValueMarker) each;
            boolean early = mark.getValue() < (from + to) / 2;
            double down = 2 + row++ % 2 * MARK_ROW;
            mark.setLabelAnchor(early ? RectangleAnchor.TOP_RIGHT : RectangleAnchor.TOP_LEFT);
            mark.setLabelTextAnchor(early ? TextAnchor.TOP_LEFT : TextAnchor.TOP_RIGHT);
            mark.setLabelOffset(new RectangleInsets(down, 4, 2, 4));
        }
    }

    /** Colour of a curve in a theme. */
    static javafx.scene.paint.Color colour(Curve curve, Palette palette) {
        return palette.get(switch (curve.tone()) {
            case TOTAL -> "total";
            case DINO -> "dino";
            case BARLOW -> "barlow";
            case QUIET -> "teacher";
        });
    }

    /** Something came or changed: draw at the next chance. */
    void invalidate() {
        stale = true;
    }

    /** Draws if anything changed. Returns whether it did. */
    boolean drawIfStale() {
        if (!stale || getWidth() < 1 || getHeight() < 1) {
            return false;
        }
        stale = false;
        draw();
        return true;
    }

    /** Draws now. */
    void draw() {
        double from = window.fromProperty().get();
        double to = window.toProperty().get();
        int columns = (int) Math.max(1, Math.ceil((picture.getWidth() - left - RIGHT) * DeviceScale.of(this)));
        for (int i = 0; i < curves.size(); i++) {
            drawn(i, from, to, columns);
        }
        stepAxis.setRange(from, to);
        placeMarks(from, to);
        fitRange();
        var gc = picture.getGraphicsContext2D();
        gc.clearRect(0, 0, picture.getWidth(), picture.getHeight());
        chart.draw(new FXGraphics2D(gc), new Rectangle2D.Double(0, 0, picture.getWidth(), picture.getHeight()), null, null);
        drawPointer();
    }

    private void drawn(int i, double from, double to, int columns) {
        Curve curve = curves.get(i);
        strong.clear(i);
        faint.clear(i);
        if (hidden.contains(curve)) {
            return;
        }
        StepSeries.Line plain = positive(run.get(curve).between(from, to, columns));
        SmoothedSeries average = smoothed.get(curve);
        if (average == null) {
            strong.set(i, plain);
            return;
        }
        // A long run is averaged over several frames, so that no frame is late.
        stale |= !average.catchUp(AVERAGED_A_FRAME);
        faint.set(i, plain);
        strong.set(i, positive(average.line().between(from, to, columns)));
    }

    private StepSeries.Line positive(StepSeries.Line line) {
        return logScale ? line.positive() : line;
    }

    private void fitRange() {
        if (fixedRange != null && !logScale) {
            linear.setRange(fixedRange);
            return;
        }
        double low = Double.POSITIVE_INFINITY;
        double high = Double.NEGATIVE_INFINITY;
        for (int i = 0; i < curves.size(); i++) {
            for (double value : strong.line(i).values()) {
                low = Math.min(low, value);
                high = Math.max(high, value);
            }
        }
        if (low > high) {
            low = logScale ? 0.1 : 0;
            high = 1;
        }
        ValueAxis axis = plot.getRangeAxis();
        axis.setRange(logScale ? logRange(low, high) : linearRange(low, high), false, false);
    }

    private Range linearRange(double low, double high) {
        double room = Math.max((high - low) * MARGIN, Math.max(Math.abs(high), Math.abs(low)) * 1e-3 + 1e-12);
        double bottom = low >= 0 && low - room < 0 ? 0 : low - room;
        return new Range(bottom, high + room);
    }

    private static Range logRange(double low, double high) {
        double room = Math.max(1.02, Math.pow(high / low, MARGIN));
        return new Range(low / room, high * room);
    }

    /** The value that a curve shows at a step: the average where one is laid over; NaN where there is none. */
    double valueAt(Curve curve, double step) {
        SmoothedSeries average = smoothed.get(curve);
        StepSeries line = average == null ? run.get(curve) : average.line();
        return line.at(step);
    }

    private void drawPointer() {
        var gc = pointer.getGraphicsContext2D();
        gc.clearRect(0, 0, pointer.getWidth(), pointer.getHeight());
        Palette palette = theme.palette();
        double bottom = pointer.getHeight() - bottom();
        if (!Double.isNaN(dragFrom)) {
            gc.setFill(palette.get("accent").deriveColor(0, 1, 1, 0.18));
            gc.fillRect(Math.min(dragFrom, dragTo), TOP, Math.abs(dragTo - dragFrom), bottom - TOP);
        }
        double step = window.pointedProperty().get();
        double x = x(step);
        if (Double.isNaN(step) || x < left || x > pointer.getWidth() - RIGHT) {
            return;
        }
        double sharp = Math.floor(x) + 0.5;
        gc.setStroke(palette.get("subtle"));
        gc.setLineWidth(1);
        gc.strokeLine(sharp, TOP, sharp, bottom);
        for (Curve curve : curves) {
            double value = hidden.contains(curve) ? Double.NaN : valueAt(curve, step);
            if (!Double.isNaN(value) && (!logScale || value > 0) && plot.getRangeAxis().getRange().contains(value)) {
                double y = plot.getRangeAxis().valueToJava2D(value, area(), plot.getRangeAxisEdge());
                gc.setFill(palette.get("surface"));
                gc.fillOval(x - 5, y - 5, 10, 10);
                gc.setFill(colour(curve, palette));
                gc.fillOval(x - 3.5, y - 3.5, 7, 7);
            }
        }
    }

    private Rectangle2D area() {
        return new Rectangle2D.Double(left, TOP, picture.getWidth() - left - RIGHT,
                picture.getHeight() - TOP - bottom());
    }

    private double x(double step) {
        double from = window.fromProperty().get();
        double share = (step - from) / (window.toProperty().get() - from);
        return left + share * (picture.getWidth() - left - RIGHT);
    }

    private double step(double x) {
        double from = window.fromProperty().get();
        double share = (x - left) / (picture.getWidth() - left - RIGHT);
        return from + Math.max(0, Math.min(1, share)) * (window.toProperty().get() - from);
    }

    private void onMouse(MouseEvent e) {
        var type = e.getEventType();
        if (type == MouseEvent.MOUSE_MOVED) {
            window.point(Math.rint(step(e.getX())));
        } else if (type == MouseEvent.MOUSE_EXITED) {
            window.point(Double.NaN);
        } else if (type == MouseEvent.MOUSE_PRESSED && e.getButton() == MouseButton.PRIMARY) {
            dragFrom = e.getX();
            dragTo = dragFrom;
        } else if (type == MouseEvent.MOUSE_DRAGGED && !Double.isNaN(dragFrom)) {
            drag(e);
        } else if (type == MouseEvent.MOUSE_RELEASED && !Double.isNaN(dragFrom)) {
            release(e);
        }
    }

    private void drag(MouseEvent e) {
        if (e.isShiftDown()) {
            window.pan((dragTo - e.getX()) / area().getWidth());
        }
        dragTo = e.getX();
        if (e.isShiftDown()) {
            dragFrom = dragTo;
        }
        window.point(Math.rint(step(e.getX())));
        drawPointer();
    }

    private void release(MouseEvent e) {
        Point2D ends = new Point2D(dragFrom, dragTo);
        dragFrom = Double.NaN;
        if (e.getClickCount() == 2) {
            window.reset();
        } else if (Math.abs(ends.getY() - ends.getX()) >= LEAST_DRAG) {
            window.show(step(ends.getX()), step(ends.getY()));
        }
        drawPointer();
    }

    private void onScroll(ScrollEvent e) {
        if (e.getDeltaX() != 0 && Math.abs(e.getDeltaX()) > Math.abs(e.getDeltaY()) || e.isShiftDown()) {
            double moved = e.getDeltaX() != 0 ? e.getDeltaX() : e.getDeltaY();
            window.pan(-moved / Math.max(1, area().getWidth()));
        } else if (e.getDeltaY() != 0) {
            window.zoom(step(e.getX()), Math.pow(ZOOM_A_NOTCH, e.getDeltaY() / WHEEL_NOTCH));
        }
        e.consume();
    }

    @Override
    protected void layoutChildren() {
        for (Canvas canvas : List.of(picture, pointer)) {
            canvas.setWidth(getWidth());
            canvas.setHeight(getHeight());
        }
        stale = false;
        if (getWidth() > 1 && getHeight() > 1) {
            draw();
        }
    }

    @Override
    protected double computePrefHeight(double width) {
        return 120;
    }

    @Override
    protected double computePrefWidth(double height) {
        return 320;
    }
}
