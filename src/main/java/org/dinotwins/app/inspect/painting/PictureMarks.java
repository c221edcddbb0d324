package org.dinotwins.app.inspect.painting;

import java.util.ArrayList;
import java.util.List;
import javafx.geometry.BoundingBox;
import javafx.geometry.Bounds;
import javafx.geometry.VPos;
import javafx.scene.canvas.GraphicsContext;
import javafx.scene.paint.Color;
import javafx.scene.shape.FillRule;
import javafx.scene.shape.StrokeLineJoin;
import javafx.scene.text.Font;
import javafx.scene.text.Text;
import org.dinotwins.app.inspect.pictures.Placement;
import org.dinotwins.app.inspect.pictures.TrueMasks;
import org.dinotwins.app.shared.Theme;
import org.dinotwins.app.shared.ThemeColours;
import org.dinotwins.eval.attention.PatchGrid;

/**
 * Draws lines and labels over a picture. Every line has a dark casing, so that it is visible on any picture and colour
 * scale.
 */
public final class PictureMarks {
    private static final Color CASING = Color.color(0, 0, 0, 0.6);
    private static final Color KEPT = Color.WHITE;
    private static final Color QUERY = Color.web("#FFD54A");
    private static final Font NAMES = Font.font("Inter SemiBold", 12);
    private static final double FILL = 0.4;
    private static final double PAD = 5;
    private static final double NAME_HEIGHT = 18;
    /** The dark theme's hues, in both themes: the casing provides the dark background that they need. */
    private static final ThemeColours HUES = Theme.DARK.palette();

    private final GraphicsContext gc;
    private final Placement placement;

    PictureMarks(GraphicsContext gc, Placement placement) {
        this.gc = gc;
        this.placement = placement;
        gc.setLineJoin(StrokeLineJoin.ROUND);
        gc.setLineDashes();
    }

    /** Colour of a category, the same everywhere. */
    public static Color colour(int category) {
        return HUES.series(category);
    }

    /** True outlines, dashed for crowds. */
    void outlines(List<TrueMasks.TrueObject> objects) {
        for (TrueMasks.TrueObject object : objects) {
            gc.setLineDashes(object.crowd() ? new double[] {6, 5} : new double[0]);
            stroke(object.rings(), 1, 1, colour(object.category()), 1.75);
        }
        gc.setLineDashes();
    }

    /** True masks as translucent areas. */
    void masks(List<TrueMasks.TrueObject> objects) {
        for (TrueMasks.TrueObject object : objects) {
            trace(object.rings(), 1, 1);
            gc.setFillRule(FillRule.EVEN_ODD);
            gc.setFill(colour(object.category()).deriveColor(0, 1, 1, FILL));
            gc.fill();
        }
    }

    /** Bounding boxes, dashed for crowds. */
    void boxes(List<TrueMasks.TrueObject> objects) {
        for (TrueMasks.TrueObject object : objects) {
            double[] b = object.box();
            if (!Double.isFinite(b[0] + b[2])) {
                // A folder's name labels the whole picture, which has no box.
                continue;
            }
            gc.setLineDashes(object.crowd() ? new double[] {6, 5} : new double[0]);
            stroke(
                    List.of(new double[] {b[0], b[1], b[2], b[1], b[2], b[3], b[0], b[3]}),
                    1,
                    1,
                    colour(object.category()),
                    1.25);
        }
        gc.setLineDashes();
    }

    /** Labels of objects. */
    void names(List<TrueMasks.TrueObject> objects) {
        List<Bounds> taken = new ArrayList<>();
        objects.forEach(object -> name(object, taken));
    }

    /** Border of the kept patches; rings in patch units. */
    void kept(PatchGrid grid, List<double[]> rings) {
        stroke(rings, grid.columns(), grid.rows(), KEPT, 1.5);
    }

    /** The query patch. */
    void query(PatchGrid grid, int patch) {
        box(grid, patch, QUERY, 2.5);
    }

    /** The patch under the pointer. */
    void hovered(PatchGrid grid, int patch) {
        box(grid, patch, Color.color(1, 1, 1, 0.9), 1);
    }

    private void box(PatchGrid grid, int patch, Color colour, double thickness) {
        double left = patch % grid.columns();
        double top = Math.floorDiv(patch, grid.columns());
        stroke(
                List.of(new double[] {left, top, left + 1, top, left + 1, top + 1, left, top + 1}),
                grid.columns(),
                grid.rows(),
                colour,
                thickness);
    }

    private void stroke(List<double[]> rings, double across, double down, Color colour, double thickness) {
        trace(rings, across, down);
        gc.setStroke(CASING);
        gc.setLineWidth(thickness + 2);
        gc.stroke();
        gc.setStroke(colour);
        gc.setLineWidth(thickness);
        gc.stroke();
    }

    private void trace(List<double[]> rings, double across, double down) {
        gc.beginPath();
        for (double[] ring : rings) {
            for (int i = 0; i + 1 < ring.length; i += 2) {
                double x = placement.x() + ring[i] / across * placement.width();
                double y = placement.y() + ring[i + 1] / down * placement.height();
                if (i == 0) {
                    gc.moveTo(x, y);
                } else {
                    gc.lineTo(x, y);
                }
            }
            gc.closePath();
        }
    }

    private void name(TrueMasks.TrueObject object, List<Bounds> taken) {
        double left = Double.MAX_VALUE;
        double top = Double.MAX_VALUE;
        double right = 0;
        double bottom = 0;
        for (double[] ring : object.rings()) {
            for (int i = 0; i + 1 < ring.length; i += 2) {
                left = Math.min(left, ring[i]);
                top = Math.min(top, ring[i + 1]);
                right = Math.max(right, ring[i]);
                bottom = Math.max(bottom, ring[i + 1]);
            }
        }
        if (placement.x() + right * placement.width() < 0
                || placement.x() + left * placement.width() > placement.viewWidth()
                || placement.y() + bottom * placement.height() < 0
                || placement.y() + top * placement.height() > placement.viewHeight()) {
            return;
        }
        Text text = new Text(object.name());
        text.setFont(NAMES);
        double width = Math.ceil(text.getLayoutBounds().getWidth()) + 2 * PAD;
        if (left > 1 || width > placement.width() || NAME_HEIGHT > placement.height()) {
            return;
        }
        double x = within(placement.x() + left * placement.width(), Math.max(0, placement.x()), rightEdge() - width);
        double y = within(
                placement.y() + top * placement.height() - NAME_HEIGHT - 3,
                Math.max(0, placement.y()),
                lowerEdge() - NAME_HEIGHT);
        Bounds spot = free(new BoundingBox(x, y, width, NAME_HEIGHT), taken);
        taken.add(spot);
        gc.setFill(Color.color(0.05, 0.06, 0.08, 0.82));
        gc.fillRoundRect(spot.getMinX(), spot.getMinY(), width, NAME_HEIGHT, 6, 6);
        gc.setFill(colour(object.category()));
        gc.setFont(NAMES);
        gc.setTextBaseline(VPos.CENTER);
        gc.fillText(object.name(), spot.getMinX() + PAD, spot.getMinY() + NAME_HEIGHT / 2);
    }

    /** Moves a label down until it covers no other; if there is no room, it stays where it was. */
    private Bounds free(Bounds wanted, List<Bounds> taken) {
        Bounds spot = wanted;
        while (spot.getMaxY() <= lowerEdge()) {
            Bounds here = spot;
            if (taken.stream().noneMatch(here::intersects)) {
                return spot;
            }
            spot = new BoundingBox(spot.getMinX(), spot.getMinY() + NAME_HEIGHT + 2, spot.getWidth(), spot.getHeight());
        }
        return wanted;
    }

    private double rightEdge() {
        return Math.min(placement.viewWidth(), placement.x() + placement.width());
    }

    private double lowerEdge() {
        return Math.min(placement.viewHeight(), placement.y() + placement.height());
    }

    private static double within(double value, double low, double high) {
        return Math.max(low, Math.min(high, value));
    }
}
