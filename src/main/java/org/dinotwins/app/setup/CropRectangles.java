package org.dinotwins.app.setup;

import javafx.geometry.VPos;
import javafx.scene.canvas.Canvas;
import javafx.scene.canvas.GraphicsContext;
import javafx.scene.image.Image;
import javafx.scene.layout.Region;
import javafx.scene.paint.Color;
import javafx.scene.text.Font;
import javafx.scene.text.TextAlignment;
import org.dinotwins.app.setup.PreviewViewModel.Crop;
import org.dinotwins.app.setup.PreviewViewModel.Drawn;
import org.dinotwins.app.shared.ThemeColours;
import org.dinotwins.augment.CropView;

/** The picture with its crop rectangles: solid for global crops, dashed for local ones, bold under the pointer. */
final class CropRectangles extends Region {
    /** Height of the picture in the smallest window, in pixels. */
    private static final double LEAST_WIDTH = 120;

    private static final double LEAST_HEIGHT = 72;
    private static final double LINE = 1.5;
    private static final double BOLD = 3;
    private static final double DIMMED = 0.25;
    private static final double SHADE = 0.35;

    private final Canvas canvas = new Canvas();
    private ThemeColours palette;
    private Drawn drawn;
    private Image image;
    private int pointedAt = -1;

    CropRectangles(ThemeColours palette) {
        this.palette = palette;
        getChildren().add(canvas);
        canvas.setManaged(false);
        setMinSize(LEAST_WIDTH, LEAST_HEIGHT);
    }

    void setPalette(ThemeColours is) {
        palette = is;
        paint();
    }

    /** @param is the picture; null for none */
    // By reference: comparing pixels costs as much as converting them.
    @SuppressWarnings("ReferenceEquality")
    void show(Drawn is) {
        if (is == null) {
            image = null;
        } else if (drawn == null || drawn.bitmap() != is.bitmap() || image == null) {
            image = is.bitmap().image();
        }
        drawn = is;
        paint();
    }

    /** @param index of the crop to make bold; -1 for none */
    void pointAt(int index) {
        pointedAt = index;
        paint();
    }

    @Override
    protected void layoutChildren() {
        canvas.setWidth(getWidth());
        canvas.setHeight(getHeight());
        paint();
    }

    private void paint() {
        GraphicsContext g = canvas.getGraphicsContext2D();
        g.clearRect(0, 0, canvas.getWidth(), canvas.getHeight());
        if (drawn == null || getWidth() <= 0 || getHeight() <= 0) {
            return;
        }
        double scale = Math.min(getWidth() / drawn.width(), getHeight() / drawn.height());
        double width = drawn.width() * scale;
        double height = drawn.height() * scale;
        double left = Math.floor((getWidth() - width) / 2);
        double top = Math.floor((getHeight() - height) / 2);
        g.drawImage(image, left, top, width, height);
        if (pointedAt >= 0) {
            g.setFill(Color.color(0, 0, 0, SHADE));
            g.fillRect(left, top, width, height);
        }
        for (Crop crop : drawn.crops()) {
            if (crop.view().index() != pointedAt) {
                outline(g, crop.view(), left, top, scale, pointedAt >= 0 ? DIMMED : 1);
            }
        }
        drawn.crops().stream()
                .filter(c -> c.view().index() == pointedAt)
                .findFirst()
                .ifPresent(crop -> {
                    CropView v = crop.view();
                    g.drawImage(
                            image,
                            v.x() * image.getWidth() / drawn.width(),
                            v.y() * image.getHeight() / drawn.height(),
                            v.width() * image.getWidth() / drawn.width(),
                            v.height() * image.getHeight() / drawn.height(),
                            left + v.x() * scale,
                            top + v.y() * scale,
                            v.width() * scale,
                            v.height() * scale);
                    outline(g, v, left, top, scale, 1);
                });
    }

    private void outline(GraphicsContext g, CropView view, double left, double top, double scale, double opacity) {
        boolean bold = view.index() == pointedAt;
        double line = bold ? BOLD : LINE;
        double x = left + view.x() * scale + line / 2;
        double y = top + view.y() * scale + line / 2;
        double w = Math.max(1, view.width() * scale - line);
        double h = Math.max(1, view.height() * scale - line);
        g.setGlobalAlpha(opacity);
        // A dark line underneath keeps the rectangle visible on bright pictures.
        g.setLineDashes();
        g.setStroke(Color.color(0, 0, 0, 0.55));
        g.setLineWidth(line + 1.5);
        g.strokeRect(x, y, w, h);
        g.setLineDashes(view.global() ? new double[0] : new double[] {5, 4});
        Color colour = palette.get(view.global() ? "global" : "local");
        g.setStroke(colour);
        g.setLineWidth(line);
        g.strokeRect(x, y, w, h);
        label(g, view, x, y, colour);
        g.setGlobalAlpha(1);
        g.setLineDashes();
    }

    private static void label(GraphicsContext g, CropView view, double x, double y, Color colour) {
        String text = number(view);
        g.setFill(colour);
        g.fillRoundRect(x, y, 16, 16, 4, 4);
        g.setFill(colour.getBrightness() > 0.8 ? Color.BLACK : Color.WHITE);
        g.setFont(Font.font("Inter SemiBold", 10));
        g.setTextAlign(TextAlignment.CENTER);
        g.setTextBaseline(VPos.CENTER);
        g.fillText(text, x + 8, y + 8);
    }

    /** Number of a crop among the global or local ones, from 1. */
    static String number(CropView view) {
        return String.valueOf(view.global() ? view.index() + 1 : view.index() - 1);
    }
}
