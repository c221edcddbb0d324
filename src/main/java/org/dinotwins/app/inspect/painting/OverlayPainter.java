package org.dinotwins.app.inspect.painting;

import java.util.List;
import javafx.scene.canvas.GraphicsContext;
import javafx.scene.image.Image;
import org.dinotwins.app.inspect.networks.Head;
import org.dinotwins.app.inspect.networks.MaskedAttention;
import org.dinotwins.app.inspect.networks.Query;
import org.dinotwins.app.inspect.pictures.FxImages;
import org.dinotwins.app.inspect.pictures.LoadedPicture;
import org.dinotwins.app.inspect.pictures.Placement;
import org.dinotwins.app.inspect.pictures.TrueMasks;
import org.dinotwins.eval.attention.Contours;
import org.dinotwins.eval.attention.PatchGrid;

/** Draws a picture with its overlays, on screen and for files alike. */
public final class OverlayPainter {
    /** Strength of attention that belongs to outdated settings. */
    private static final double STALE = 0.35;

    private final GraphicsContext gc;

    public OverlayPainter(GraphicsContext gc) {
        this.gc = gc;
    }

    /** A snapshot of the drawing settings; see {@link OverlayChoice}. */
    public record Style(
            Head head,
            ColourMap colours,
            double opacity,
            OverlayChoice.Kept kept,
            boolean smooth,
            boolean sharpPixels,
            boolean outlines,
            boolean masks,
            boolean boxes,
            boolean labels) {
        public static Style of(OverlayChoice choice) {
            return new Style(
                    choice.headProperty().get(),
                    choice.coloursProperty().get(),
                    choice.opacityProperty().get(),
                    choice.keptProperty().get(),
                    choice.smoothProperty().get(),
                    choice.sharpPixelsProperty().get(),
                    choice.outlinesProperty().get(),
                    choice.masksProperty().get(),
                    choice.boxesProperty().get(),
                    choice.labelsProperty().get());
        }
    }

    /**
     * The layers over a picture.
     *
     * @param of     the head that they show
     * @param heat   colours, one pixel per patch if not smooth
     * @param smooth whether the colours are interpolated
     * @param shade  darkening of patches that are not kept, one pixel per patch
     * @param kept   rings around the kept patches, in patch units; empty if nothing can be kept
     */
    public record Layers(MaskedAttention.HeadMask of, Image heat, boolean smooth, Image shade, List<double[]> kept) {}

    /** Renders the layers at this size in pixels. Slow: call off the FX thread. */
    public static Layers layers(MaskedAttention.HeadMask head, Style style, int width, int height) {
        PatchGrid grid = head.grid();
        int wide = Math.max(1, width);
        int high = Math.max(1, height);
        Image heat = style.smooth()
                ? FxImages.framed(smooth(head, style, wide, high), wide, high)
                : FxImages.framed(
                        head.map()
                                ? OverlayRenderer.blocks(head.values(), head.range(), style.colours())
                                : head.colours(),
                        grid.columns(),
                        grid.rows());
        return new Layers(
                head,
                heat,
                style.smooth(),
                FxImages.framed(
                        head.map() ? OverlayRenderer.shade(head.kept()) : new int[grid.size()],
                        grid.columns(),
                        grid.rows()),
                Contours.of(head.kept(), grid.columns(), grid.rows()));
    }

    private static int[] smooth(MaskedAttention.HeadMask head, Style style, int width, int height) {
        return head.map()
                ? OverlayRenderer.heat(head.values(), head.range(), head.grid(), style.colours(), true, width, height)
                : OverlayRenderer.smooth(head.colours(), head.grid(), width, height);
    }

    public void clear(double width, double height) {
        gc.clearRect(0, 0, width, height);
    }

    /**
     * Draws the picture and its overlays.
     *
     * @param layers  null if there are none
     * @param stale   draws the attention faintly
     * @param bare    draws the picture only
     * @param query   the query; CLS is not drawn
     * @param pointed the position under the pointer; null if none
     */
    public void draw(
            LoadedPicture opened,
            Image photo,
            Layers layers,
            Style style,
            Placement placement,
            boolean stale,
            boolean bare,
            Query query,
            Query.At pointed) {
        gc.setImageSmoothing(!style.sharpPixels());
        drawFramed(photo, placement);
        gc.setImageSmoothing(true);
        if (bare) {
            return;
        }
        PictureMarks marks = new PictureMarks(gc, placement);
        if (layers != null) {
            lay(layers, style, placement, marks, stale ? STALE : 1);
        }
        objects(opened.truth().objects(), style, marks);
        if (layers != null) {
            PatchGrid grid = layers.of().grid();
            if (query instanceof Query.At) {
                marks.query(grid, query.patch(grid));
            }
            if (pointed != null) {
                marks.hovered(grid, pointed.patch(grid));
            }
        }
    }

    /** Draws an image made by {@link FxImages#framed}; its frame only serves smoothing at the edges. */
    private void drawFramed(Image image, Placement placement) {
        gc.drawImage(
                image,
                1,
                1,
                image.getWidth() - 2,
                image.getHeight() - 2,
                placement.x(),
                placement.y(),
                placement.width(),
                placement.height());
    }

    private static void objects(List<TrueMasks.TrueObject> objects, Style style, PictureMarks marks) {
        if (style.masks()) {
            marks.masks(objects);
        }
        if (style.outlines()) {
            marks.outlines(objects);
        }
        if (style.boxes()) {
            marks.boxes(objects);
        }
        if (style.labels() && (style.masks() || style.outlines() || style.boxes())) {
            marks.names(objects);
        }
    }

    private void lay(Layers layers, Style style, Placement placement, PictureMarks marks, double strength) {
        gc.setGlobalAlpha(style.opacity() * strength);
        gc.setImageSmoothing(layers.smooth());
        drawFramed(layers.heat(), placement);
        gc.setGlobalAlpha(strength);
        if (style.kept() == OverlayChoice.Kept.MASK) {
            gc.setImageSmoothing(false);
            drawFramed(layers.shade(), placement);
        }
        gc.setImageSmoothing(true);
        if (style.kept() != OverlayChoice.Kept.NOT) {
            marks.kept(layers.of().grid(), layers.kept());
        }
        gc.setGlobalAlpha(1);
    }
}
