package org.dinotwins.app.shared;

import java.awt.geom.Rectangle2D;
import javafx.scene.canvas.Canvas;
import javafx.scene.layout.Region;
import org.dinotwins.chart.ChartStyle;
import org.jfree.chart.JFreeChart;
import org.jfree.fx.FXGraphics2D;

/** A JFreeChart as a node, redrawn when its size or the theme changes. */
public final class ChartRegion extends Region {
    private final Canvas canvas = new Canvas();
    private final JFreeChart chart;

    public ChartRegion(JFreeChart chart, Theme theme) {
        this.chart = chart;
        canvas.setManaged(false);
        getChildren().add(canvas);
        setMinSize(160, 120);
        setTheme(theme);
    }

    /** Applies the theme's colours to everything except the series. */
    public void setTheme(Theme theme) {
        ChartStyle.apply(chart, theme.palette()::awt);
        requestLayout();
    }

    /** Redraws after a change to the chart. */
    public void repaint() {
        requestLayout();
    }

    @Override
    protected void layoutChildren() {
        canvas.setWidth(getWidth());
        canvas.setHeight(getHeight());
        canvas.getGraphicsContext2D().clearRect(0, 0, getWidth(), getHeight());
        if (getWidth() > 0 && getHeight() > 0) {
            chart.draw(
                    new FXGraphics2D(canvas.getGraphicsContext2D()),
                    new Rectangle2D.Double(0, 0, getWidth(), getHeight()));
        }
    }
}
