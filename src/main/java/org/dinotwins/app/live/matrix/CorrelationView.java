package org.dinotwins.app.live.matrix;

import java.nio.IntBuffer;
import java.util.function.Consumer;
import javafx.geometry.Orientation;
import javafx.scene.canvas.Canvas;
import javafx.scene.image.ImageView;
import javafx.scene.image.PixelBuffer;
import javafx.scene.image.PixelFormat;
import javafx.scene.image.WritableImage;
import javafx.scene.input.MouseEvent;
import javafx.scene.layout.Region;
import org.dinotwins.app.shared.Theme;
import org.dinotwins.app.shared.view.DeviceScale;
import org.dinotwins.app.shared.work.Background;
import org.dinotwins.chart.CorrelationRaster;
import org.dinotwins.chart.DivergingColours;
import org.dinotwins.train.CorrelationSnapshot;

/**
 * The cross-correlation matrix as a square of coloured cells at screen resolution. Pixels are computed in the
 * background; the FX thread only copies them.
 */
public final class CorrelationView extends Region {
    private final Background background;
    private final ImageView image = new ImageView();
    private final Canvas pointer = new Canvas();
    private CorrelationSnapshot snapshot;
    private CorrelationRaster shown;
    private PixelBuffer<IntBuffer> pixels;
    private DivergingColours colours = new DivergingColours(true);
    private Theme theme = Theme.DARK;
    private boolean stretched;
    private int screenPixels;
    private boolean computing;
    private boolean outdated;
    private Consumer<String> onPoint = text -> {};

    public CorrelationView(Background background) {
        this.background = background;
        getStyleClass().add("correlation");
        image.setSmooth(false);
        image.setPreserveRatio(true);
        getChildren().addAll(image, pointer);
        setMinSize(120, 120);
        addEventHandler(MouseEvent.MOUSE_MOVED, e -> point(e.getX(), e.getY()));
        addEventHandler(MouseEvent.MOUSE_EXITED, e -> leave());
    }

    /** Sets the listener for the text of the cell under the pointer; empty when the pointer leaves. */
    void onPoint(Consumer<String> listener) {
        onPoint = listener;
    }

    /** Shows a matrix; null for none. */
    void show(CorrelationSnapshot newSnapshot) {
        snapshot = newSnapshot;
        if (newSnapshot == null) {
            shown = null;
            pixels = null;
            image.setImage(null);
            leave();
        } else {
            colour();
        }
    }

    /** Expands the colour scale for small values. */
    void stretch(boolean on) {
        stretched = on;
        colour();
    }

    void paint(Theme newTheme) {
        theme = newTheme;
        colours = new DivergingColours(theme == Theme.DARK);
        colour();
    }

    private void colour() {
        if (snapshot == null || screenPixels < 1) {
            return;
        }
        if (computing) {
            outdated = true;
            return;
        }
        computing = true;
        CorrelationSnapshot what = snapshot;
        int side = screenPixels;
        DivergingColours map = colours;
        boolean root = stretched;
        background.call(
                () -> CorrelationRaster.of(what, side, map, root).enlarged(side),
                this::coloured,
                e -> computing = false);
    }

    private void coloured(CorrelationRaster raster) {
        computing = false;
        if (snapshot == null) {
            return;
        }
        setPixels(raster);
        if (outdated) {
            outdated = false;
            colour();
        }
    }

    /** Copies finished pixels to the screen, the only part of a refresh on the FX thread. */
    public void setPixels(CorrelationRaster raster) {
        boolean same = pixels != null && pixels.getWidth() == raster.side();
        if (same) {
            pixels.updateBuffer(buffer -> {
                buffer.getBuffer().put(0, raster.argb());
                return null;
            });
        } else {
            pixels = new PixelBuffer<>(
                    raster.side(),
                    raster.side(),
                    IntBuffer.allocate(raster.argb().length).put(0, raster.argb()),
                    PixelFormat.getIntArgbPreInstance());
            image.setImage(new WritableImage(pixels));
        }
        shown = raster;
        if (!same) {
            requestLayout();
        }
    }

    /** Side of the drawn square in logical pixels. */
    private double drawnSide() {
        double available = Math.min(getWidth(), getHeight());
        if (shown == null) {
            return available;
        }
        return shown.side() / DeviceScale.of(this);
    }

    @Override
    protected void layoutChildren() {
        int device = (int) Math.floor(Math.min(getWidth(), getHeight()) * DeviceScale.of(this));
        if (device != screenPixels) {
            screenPixels = device;
            colour();
        }
        double side = drawnSide();
        double left = snapPositionX((getWidth() - side) / 2);
        image.setFitWidth(side);
        image.setFitHeight(side);
        image.relocate(left, 0);
        pointer.setWidth(side);
        pointer.setHeight(side);
        pointer.relocate(left, 0);
    }

    private void point(double x, double y) {
        double side = drawnSide();
        double across = (x - (getWidth() - side) / 2) / side;
        double down = y / side;
        if (snapshot == null || across < 0 || across >= 1 || down < 0 || down >= 1) {
            leave();
            return;
        }
        var gc = pointer.getGraphicsContext2D();
        gc.clearRect(0, 0, side, side);
        gc.setStroke(theme.palette().get("text").deriveColor(0, 1, 1, 0.45));
        gc.setLineWidth(1);
        double px = Math.floor(across * side) + 0.5;
        double py = Math.floor(down * side) + 0.5;
        gc.strokeLine(px, 0, px, side);
        gc.strokeLine(0, py, side, py);
        onPoint.accept(CorrelationRaster.textAt(snapshot, across, down));
    }

    private void leave() {
        pointer.getGraphicsContext2D().clearRect(0, 0, pointer.getWidth(), pointer.getHeight());
        onPoint.accept("");
    }

    @Override
    protected double computePrefWidth(double height) {
        return 256;
    }

    @Override
    protected double computePrefHeight(double width) {
        return width > 0 ? width : 256;
    }

    @Override
    public Orientation getContentBias() {
        return Orientation.HORIZONTAL;
    }
}
