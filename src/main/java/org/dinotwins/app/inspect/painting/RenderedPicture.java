package org.dinotwins.app.inspect.painting;

import java.util.List;
import javafx.geometry.VPos;
import javafx.scene.SnapshotParameters;
import javafx.scene.canvas.Canvas;
import javafx.scene.canvas.GraphicsContext;
import javafx.scene.image.Image;
import javafx.scene.image.PixelFormat;
import javafx.scene.image.WritableImage;
import javafx.scene.paint.Color;
import javafx.scene.text.Font;
import javafx.scene.text.Text;
import org.dinotwins.app.inspect.networks.Query;
import org.dinotwins.app.inspect.pictures.LoadedPicture;
import org.dinotwins.app.inspect.pictures.Placement;

/**
 * Pictures with their overlays as pixels for files, drawn exactly as on screen. FX thread only.
 *
 * @param width  in pixels
 * @param height in pixels
 * @param argb   {@code [width * height]}, opaque
 */
// Only written to files; never compared.
@SuppressWarnings("ArrayRecordComponent")
public record RenderedPicture(int width, int height, int[] argb) {
    /** Longest side in pixels; graphics cards refuse larger canvases. */
    static final int LARGEST = 8192;
    /**
     * Picture side in pixels at which lines and labels have their usual size; in larger pictures they grow in
     * proportion.
     */
    private static final double USUAL = 1000;

    private static final Font WORDS = Font.font("Inter SemiBold", 13);
    private static final double PAD = 6;
    private static final double LINE = 20;

    /**
     * One picture.
     *
     * @param layers  null for the picture only
     * @param caption text in the lower left corner; empty for none
     */
    public record Frame(
            LoadedPicture opened,
            Image photo,
            OverlayPainter.Layers layers,
            OverlayPainter.Style style,
            Query query,
            String caption) {}

    /** Size of one picture in an image whose longer side is about {@code longSide}, at the picture's aspect ratio. */
    public static Placement size(LoadedPicture opened, int longSide) {
        double scale = Math.min(LARGEST, longSide)
                / (double) Math.max(opened.pixels().width(), opened.pixels().height());
        int width = Math.max(1, (int) Math.round(opened.pixels().width() * scale));
        int height = Math.max(1, (int) Math.round(opened.pixels().height() * scale));
        double unit = Math.max(1, Math.max(width, height) / USUAL);
        return new Placement(0, 0, width / unit, height / unit, width / unit, height / unit, unit);
    }

    /** Draws pictures of one size side by side. */
    public static RenderedPicture of(List<Frame> frames, Placement size) {
        Canvas canvas = new Canvas(size.deviceWidth() * frames.size(), size.deviceHeight());
        GraphicsContext gc = canvas.getGraphicsContext2D();
        for (int i = 0; i < frames.size(); i++) {
            Frame frame = frames.get(i);
            gc.save();
            gc.translate((double) i * size.deviceWidth(), 0);
            gc.scale(size.scale(), size.scale());
            gc.beginPath();
            gc.rect(0, 0, size.width(), size.height());
            gc.clip();
            new OverlayPainter(gc)
                    .draw(
                            frame.opened(),
                            frame.photo(),
                            frame.layers(),
                            frame.style(),
                            size,
                            false,
                            false,
                            frame.query(),
                            null);
            caption(gc, frame.caption(), size);
            gc.restore();
        }
        SnapshotParameters parameters = new SnapshotParameters();
        parameters.setFill(Color.BLACK);
        return of(canvas.snapshot(parameters, null));
    }

    /** An image's pixels. */
    public static RenderedPicture of(WritableImage image) {
        int width = (int) image.getWidth();
        int height = (int) image.getHeight();
        int[] argb = new int[width * height];
        image.getPixelReader().getPixels(0, 0, width, height, PixelFormat.getIntArgbInstance(), argb, 0, width);
        return new RenderedPicture(width, height, argb);
    }

    private static void caption(GraphicsContext gc, String caption, Placement size) {
        if (caption.isEmpty()) {
            return;
        }
        Text text = new Text(caption);
        text.setFont(WORDS);
        double width = Math.ceil(text.getLayoutBounds().getWidth()) + 2 * PAD;
        gc.setFill(Color.color(0.05, 0.06, 0.08, 0.82));
        gc.fillRect(0, size.height() - LINE, width, LINE);
        gc.setFill(Color.WHITE);
        gc.setFont(WORDS);
        gc.setTextBaseline(VPos.CENTER);
        gc.fillText(caption, PAD, size.height() - LINE / 2);
    }
}
