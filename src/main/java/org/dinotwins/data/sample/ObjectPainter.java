package org.dinotwins.data.sample;

import org.dinotwins.data.sample.drawing.Colour;
import org.dinotwins.data.sample.drawing.Coverage;
import org.dinotwins.data.sample.drawing.FigureDrawing;
import org.dinotwins.data.sample.drawing.FigurePart;
import org.dinotwins.data.sample.drawing.FigurePlacement;
import org.dinotwins.data.sample.drawing.PaintCanvas;

/**
 * Paints a placed figure as if made of modelling clay: a soft shadow, patterned parts, and shading that rounds them.
 */
final class ObjectPainter {
    private final PaintCanvas canvas;
    private final SceneLight light;

    ObjectPainter(PaintCanvas canvas, SceneLight light) {
        this.canvas = canvas;
        this.light = light;
    }

    /**
     * @param figure in pixels of the picture
     * @param whole  area that its silhouette covers
     * @param placement  position and rotation of the figure; its patterns turn with it
     * @param size   its extent in pixels, which determines the depth of shadow and relief
     */
    void paint(
            FigureDrawing figure,
            Coverage whole,
            FigurePlacement placement,
            double size,
            ScenePalette.ObjectColours colours) {
        int reach = (int) Math.round(Math.min(7, Math.max(2, size * 0.05)));
        canvas.shade(
                whole.blurred(Math.max(1, reach / 2)),
                (int) Math.round(-light.x() * reach),
                (int) Math.round(-light.y() * reach),
                0.5 * light.contrast(),
                null);
        boolean first = true;
        for (FigurePart part : figure.parts()) {
            paint(part, placement, size, colours, whole, first);
            first = false;
        }
    }

    private Coverage cover(FigurePart part, int pad) {
        return Coverage.of(part.ring(), canvas.width, canvas.height, pad);
    }

    private void paint(
            FigurePart part,
            FigurePlacement placement,
            double size,
            ScenePalette.ObjectColours colours,
            Coverage whole,
            boolean first) {
        int radius = (int) Math.round(Math.min(8, part.relief() * size * 0.05));
        Coverage cover = cover(part, 3 * radius + 3);
        if (!part.solid()) {
            cover.clip(whole);
        }
        if (part.solid() && !first) {
            canvas.shade(
                    cover.blurred(1),
                    (int) Math.round(-light.x() * 1.4),
                    (int) Math.round(-light.y() * 1.4),
                    0.34 * light.contrast(),
                    whole);
        }
        Coverage height = radius > 0 ? cover.blurred(radius) : null;
        double cos = StrictMath.cos(placement.turn());
        double sin = StrictMath.sin(placement.turn());
        canvas.paint(cover, 1, (x, y) -> {
            double dx = x + 0.5 - placement.x();
            double dy = y + 0.5 - placement.y();
            Colour plain = colours.at(part.tint(), dx * cos + dy * sin, dy * cos - dx * sin);
            return height == null ? plain : rounded(plain, height, x, y, radius);
        });
    }

    /** Shades by the slope of the blurred coverage, which serves as the height of the clay. */
    private Colour rounded(Colour plain, Coverage height, int x, int y, int radius) {
        double gx = height.value(x + 1, y) - height.value(x - 1, y);
        double gy = height.value(x, y + 1) - height.value(x, y - 1);
        double slope = -(gx * light.x() + gy * light.y()) * radius * 1.5;
        double shade = Math.min(1, Math.max(-1, slope)) * light.contrast();
        Colour lit = plain.lit(1 + 0.5 * shade * (shade < 0 ? 1 : 0.55));
        return shade > 0.25 ? lit.mixed(new Colour(1, 1, 0.97f), 0.5 * (shade - 0.25)) : lit;
    }
}
