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
 * Pictures with what is laid over them as pixels for files, drawn exactly as on screen. FX thread.
 *
 * @param width  pixels
 * @param height pixels
 * @param argb   {@code [width * height]}, opaque
 */
// Never compared: only written to a file.
@SuppressWarnings("ArrayRecordComponent")
public record RenderedPicture(int width, int height, int[] argb) {
    /** Longest side in pixels: graphics cards refuse larger canvases. */
    static final int LARGEST = 8192;
    /** Pixels of a picture at which lines and words have their usual size; in larger ones they grow along. */
    private static final double USUAL = 1000;

    private static final Font WORDS = Font.font("Inter SemiBold", 13);
    private static final double PAD = 6;
    private static final double LINE = 20;

    /**
     * One picture.
     *
     * @param layers  null for the bare picture
     * @param caption written into the lower left corner; empty for none
     */
    public record Frame(
            LoadedPicture opened,
            Image photo,
            OverlayPainter.Layers layers,
            OverlayPainter.Style style,
            Query query,
            String caption) {}

    /** Size of one picture of a shot whose longer side is about so long, at its own aspect ratio. */
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

    private static void caption(GraphicsContext gc, String words, Placement size) {
        if (words.isEmpty()) {
            return;
        }
        Text text = new Text(words);
        text.setFont(WORDS);
        double width = Math.ceil(text.getLayoutBounds().getWidth()) + 2 * PAD;
        gc.setFill(Color.color(0.05, 0.06, 0.08, 0.82));
        gc.fillRect(0, size.height() - LINE, width, LINE);
        gc.setFill(Color.WHITE);
        gc.setFont(WORDS);
        gc.setTextBaseline(VPos.CENTER);
        gc.fillText(words, PAD, size.height() - LINE / 2);
    }
}
