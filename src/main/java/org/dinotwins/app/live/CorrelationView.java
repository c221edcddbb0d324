package org.dinotwins.app.live;

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
import org.dinotwins.train.CorrelationSnapshot;

/**
 * The cross-correlation matrix as a square of coloured cells. Its pixels are those of the screen, worked out in the
 * background; the window's thread only hands them over.
 */
final class CorrelationView extends Region {
    private final Background background;
    private final ImageView image = new ImageView();
    private final Canvas pointer = new Canvas();
    private CorrelationSnapshot snapshot;
    private CorrelationRaster shown;
    private PixelBuffer<IntBuffer> pixels;
    private DivergingMap colours = new DivergingMap(true);
    private Theme theme = Theme.DARK;
    private boolean magnified;
    private int askedPixels;
    private boolean colouring;
    private boolean askedAgain;
    private Consumer<String> onPoint = text -> { };

    CorrelationView(Background background) {
        this.background = background;
        getStyleClass().add("correlation");
        image.setSmooth(false);
        image.setPreserveRatio(true);
        getChildren().addAll(image, pointer);
        setMinSize(120, 120);
        addEventHandler(MouseEvent.MOUSE_MOVED, e -> point(e.getX(), e.getY()));
        addEventHandler(MouseEvent.MOUSE_EXITED, e -> leave());
    }

    /** Hears what is under the pointer, an empty text when it leaves. */
    void onPoint(Consumer<String> listener) {
        onPoint = listener;
    }

    /** Shows a matrix, null for none. */
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

    /** Stretches small values over more of the colour scale. */
    void magnify(boolean on) {
        magnified = on;
        colour();
    }

    void paint(Theme newTheme) {
        theme = newTheme;
        colours = new DivergingMap(theme == Theme.DARK);
        colour();
    }

    private void colour() {
        if (snapshot == null || askedPixels < 1) {
            return;
        }
        if (colouring) {
            askedAgain = true;
            return;
        }
        colouring = true;
        CorrelationSnapshot what = snapshot;
        int room = askedPixels;
        DivergingMap map = colours;
        boolean stretched = magnified;
        background.call(() -> CorrelationRaster.of(what, room, map, stretched).enlarged(room), this::coloured,
                e -> colouring = false);
    }

    private void coloured(CorrelationRaster raster) {
        colouring = false;
        if (snapshot == null) {
            return;
        }
        take(raster);
        if (askedAgain) {
            askedAgain = false;
            colour();
        }
    }

    /** Puts finished pixels on the screen: the only part of a refresh that the window's thread does. */
    void take(CorrelationRaster raster) {
        boolean same = pixels != null && pixels.getWidth() == raster.side();
        if (same) {
            pixels.updateBuffer(buffer -> {
                buffer.getBuffer().put(0, raster.argb());
                return null;
            });
        } else {
            pixels = new PixelBuffer<>(raster.side(), raster.side(), IntBuffer.allocate(raster.argb().length).put(0, raster.argb()),
                    PixelFormat.getIntArgbPreInstance());
            image.setImage(new WritableImage(pixels));
        }
        shown = raster;
        if (!same) {
            requestLayout();
        }
    }

    /** Side of the drawn square in window units. */
    private double drawnSide() {
        double room = Math.min(getWidth(), getHeight());
        if (shown == null) {
            return room;
        }
        return shown.side() / DeviceScale.of(this);
    }

    @Override
    protected void layoutChildren() {
        int device = (int) Math.floor(Math.min(getWidth(), getHeight()) * DeviceScale.of(this));
        if (device != askedPixels) {
            askedPixels = device;
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
