package org.dinotwins.data.sample;

import org.dinotwins.data.sample.drawing.Colour;
import org.dinotwins.data.sample.drawing.Contour;
import org.dinotwins.data.sample.drawing.Coverage;
import org.dinotwins.data.sample.drawing.PaintCanvas;
import org.dinotwins.data.sample.drawing.SeededRandom;
import org.dinotwins.data.sample.drawing.Texture;

/** Paints the background: skies, hills, tables, bokeh, patterned paper, and clutter that belongs to no category. */
final class Backdrop {
    private final PaintCanvas canvas;
    private final ScenePalette palette;
    private final SeededRandom random;

    Backdrop(PaintCanvas canvas, ScenePalette palette, SeededRandom random) {
        this.canvas = canvas;
        this.palette = palette;
        this.random = random;
    }

    /** Paints a random backdrop, slightly out of focus, then some sharp clutter. */
    void paint() {
        switch (random.whole(0, 5)) {
            case 0 -> hills();
            case 1 -> table();
            case 2 -> bokeh();
            case 3 -> paper();
            case 4 -> mist();
            default -> waves();
        }
        clutter(random.whole(3, 9), 0.5);
        canvas.blur(random.whole(1, 2));
        clutter(random.whole(0, 6), 0.3);
    }

    private void sky(double from, double to) {
        Colour top = palette.ground(0, from);
        Colour bottom = palette.ground(1, to);
        canvas.fill((x, y) -> top.mixed(bottom, (y + 0.5) / canvas.height));
    }

    private void hills() {
        sky(0.02, 0.07);
        if (random.chance(0.5)) {
            double r = canvas.width * random.between(0.08, 0.16);
            disc(
                    random.between(0.1, 0.9) * canvas.width,
                    random.between(0.1, 0.35) * canvas.height,
                    r,
                    palette.ground(1.6, 0.1),
                    0.8);
        }
        int ridges = random.whole(2, 4);
        for (int i = 0; i < ridges; i++) {
            double base = canvas.height * (0.45 + 0.5 * (i + 0.6) / ridges);
            Colour colour = palette.ground((double) i / ridges, -0.05 - 0.05 * i);
            layer(
                    ridge(base, canvas.height * random.between(0.03, 0.1), canvas.width / random.between(0.6, 2)),
                    colour);
        }
    }

    private void waves() {
        sky(0.03, -0.03);
        int bands = random.whole(3, 6);
        for (int i = 0; i < bands; i++) {
            double base = canvas.height * (i + 0.7) / bands;
            Colour colour = palette.ground((double) i / bands, (i % 2 == 0 ? -0.045 : 0.03));
            layer(ridge(base, canvas.height * 0.03, canvas.width / random.between(2, 4)), colour);
        }
    }

    /** The area below a wavy line. */
    private double[] ridge(double base, double swing, double length) {
        int n = 24;
        double phase = random.between(0, 7);
        double[] ring = new double[2 * (n + 3)];
        for (int i = 0; i <= n; i++) {
            double x = -20 + (canvas.width + 40.0) * i / n;
            ring[2 * i] = x;
            ring[2 * i + 1] = base
                    + swing
                            * (StrictMath.sin(phase + x * 2 * StrictMath.PI / length)
                                    + 0.4 * StrictMath.sin(phase * 2.3 + x * 5 * StrictMath.PI / length));
        }
        ring[2 * n + 2] = canvas.width + 20;
        ring[2 * n + 3] = canvas.height + 20;
        ring[2 * n + 4] = -20;
        ring[2 * n + 5] = canvas.height + 20;
        return ring;
    }

    private void layer(double[] ring, Colour colour) {
        Coverage cover = Coverage.of(ring, canvas.width, canvas.height, 1);
        canvas.shade(cover.blurred(3), 0, -2, 0.16, null);
        canvas.paint(cover, 1, (x, y) -> colour.lit(1.03 - 0.1 * y / canvas.height));
    }

    private void table() {
        Colour wall = palette.ground(0, 0.03);
        Colour wallPattern = palette.ground(0.4, -0.03);
        Texture paper = Texture.any(random, random.between(14, 24));
        canvas.fill((x, y) -> wall.mixed(wallPattern, 0.6 * paper.at(x, y)));
        double edge = canvas.height * random.between(0.5, 0.75);
        Colour light = palette.ground(1.2, -0.06);
        Colour grain = palette.ground(1.4, -0.14);
        Texture wood = Texture.wood(random, random.between(7, 13), StrictMath.PI / 2 + random.around(0.1));
        Coverage top = Coverage.of(
                Contour.box(-20, edge, canvas.width + 20, canvas.height + 20), canvas.width, canvas.height, 1);
        canvas.shade(top.blurred(5), 0, -3, 0.3, null);
        canvas.paint(top, 1, (x, y) -> light.mixed(grain, 0.7 * wood.at(x, y)));
    }

    private void bokeh() {
        sky(-0.05, 0.02);
        int lights = random.whole(10, 22);
        for (int i = 0; i < lights; i++) {
            disc(
                    random.unit() * canvas.width,
                    random.unit() * canvas.height,
                    canvas.width * random.between(0.03, 0.13),
                    palette.ground(random.between(-1, 2), random.between(0.02, 0.14)),
                    random.between(0.25, 0.6));
        }
    }

    private void paper() {
        Colour ground = palette.ground(0, 0);
        Colour pattern = palette.ground(0.8, random.chance(0.5) ? 0.05 : -0.06);
        Texture texture = Texture.any(random, random.between(12, 26));
        canvas.fill((x, y) -> ground.mixed(pattern, texture.at(x, y)));
    }

    private void mist() {
        Colour a = palette.ground(0, 0.06);
        Colour b = palette.ground(0.6, -0.06);
        Colour c = palette.ground(1.3, 0.02);
        long salt = random.next();
        canvas.fill((x, y) -> a.mixed(b, Texture.noise(x / 45.0, y / 45.0, salt))
                .mixed(c, 0.6 * Texture.noise(x / 30.0, y / 30.0, salt + 1)));
    }

    private void disc(double x, double y, double r, Colour colour, double opacity) {
        canvas.paint(
                Coverage.of(Contour.ellipse(x, y, r, r), canvas.width, canvas.height, 1), opacity, (px, py) -> colour);
    }

    /** Pebbles, blades, petals and scraps, in the background's colours or slightly stronger ones. */
    private void clutter(int count, double opacity) {
        for (int i = 0; i < count; i++) {
            double x = random.unit() * canvas.width;
            double y = random.unit() * canvas.height;
            double r = canvas.width * random.between(0.015, 0.05);
            Colour colour = palette.ground(random.between(-1.5, 2.5), random.between(-0.16, 0.12));
            double turn = random.between(0, 6.28);
            double[] ring = switch (random.whole(0, 3)) {
                case 0 -> Contour.ellipse(x, y, r, r * random.between(0.6, 0.9), turn);
                case 1 ->
                    Contour.stroke(
                            r * 0.22,
                            r * 0.05,
                            x,
                            y,
                            x + random.around(r),
                            y - r * 1.6,
                            x + random.around(3 * r),
                            y - r * 3);
                case 2 -> Contour.turned(Contour.smooth(-r, 0, 0, -r * 0.45, r, 0, 0, r * 0.45), turn, x, y);
                default ->
                    Contour.turned(
                            Contour.rounded(r * 0.2, -r, -r * 0.3, r, -r * 0.3, r, r * 0.3, -r, r * 0.3), turn, x, y);
            };
            Coverage cover = Coverage.of(ring, canvas.width, canvas.height, 4);
            canvas.shade(cover.blurred(1), 0, 1, 0.15, null);
            canvas.paint(cover, opacity + 0.4, (px, py) -> colour);
        }
    }
}
