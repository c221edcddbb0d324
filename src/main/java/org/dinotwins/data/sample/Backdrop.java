package org.dinotwins.data.sample;

import org.dinotwins.data.sample.drawing.Colour;
import org.dinotwins.data.sample.drawing.Contour;
import org.dinotwins.data.sample.drawing.Coverage;
import org.dinotwins.data.sample.drawing.PaintCanvas;
import org.dinotwins.data.sample.drawing.SeededRandom;
import org.dinotwins.data.sample.drawing.Texture;

/** Paints what lies behind the objects: skies, hills, tables, bokeh, patterned paper, and clutter that is no category. */
final class Backdrop {
    private final PaintCanvas canvas;
    private final ScenePalette palette;
    private final SeededRandom dice;

    Backdrop(PaintCanvas canvas, ScenePalette palette, SeededRandom dice) {
        this.canvas = canvas;
        this.palette = palette;
        this.dice = dice;
    }

    /** Paints a backdrop of any kind, a little out of focus, then some sharp clutter. */
    void paint() {
        switch (dice.whole(0, 5)) {
            case 0 -> hills();
            case 1 -> table();
            case 2 -> bokeh();
            case 3 -> paper();
            case 4 -> mist();
            default -> waves();
        }
        clutter(dice.whole(3, 9), 0.5);
        canvas.blur(dice.whole(1, 2));
        clutter(dice.whole(0, 6), 0.3);
    }

    private void sky(double from, double to) {
        Colour top = palette.ground(0, from);
        Colour bottom = palette.ground(1, to);
        canvas.fill((x, y) -> top.mixed(bottom, (y + 0.5) / canvas.height));
    }

    private void hills() {
        sky(0.02, 0.07);
        if (dice.chance(0.5)) {
            double r = canvas.width * dice.between(0.08, 0.16);
            disc(dice.between(0.1, 0.9) * canvas.width, dice.between(0.1, 0.35) * canvas.height, r,
                    palette.ground(1.6, 0.1), 0.8);
        }
        int ridges = dice.whole(2, 4);
        for (int i = 0; i < ridges; i++) {
            double base = canvas.height * (0.45 + 0.5 * (i + 0.6) / ridges);
            Colour colour = palette.ground((double) i / ridges, -0.05 - 0.05 * i);
            layer(ridge(base, canvas.height * dice.between(0.03, 0.1), canvas.width / dice.between(0.6, 2)), colour);
        }
    }

    private void waves() {
        sky(0.03, -0.03);
        int bands = dice.whole(3, 6);
        for (int i = 0; i < bands; i++) {
            double base = canvas.height * (i + 0.7) / bands;
            Colour colour = palette.ground((double) i / bands, (i % 2 == 0 ? -0.045 : 0.03));
            layer(ridge(base, canvas.height * 0.03, canvas.width / dice.between(2, 4)), colour);
        }
    }

    /** All below a wavy line. */
    private double[] ridge(double base, double swing, double length) {
        int n = 24;
        double phase = dice.between(0, 7);
        double[] ring = new double[2 * (n + 3)];
        for (int i = 0; i <= n; i++) {
            double x = -20 + (canvas.width + 40.0) * i / n;
            ring[2 * i] = x;
            ring[2 * i + 1] = base + swing * (StrictMath.sin(phase + x * 2 * StrictMath.PI / length)
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
        Texture paper = Texture.any(dice, dice.between(14, 24));
        canvas.fill((x, y) -> wall.mixed(wallPattern, 0.6 * paper.at(x, y)));
        double edge = canvas.height * dice.between(0.5, 0.75);
        Colour light = palette.ground(1.2, -0.06);
        Colour grain = palette.ground(1.4, -0.14);
        Texture wood = Texture.wood(dice, dice.between(7, 13), StrictMath.PI / 2 + dice.around(0.1));
        Coverage top = Coverage.of(Contour.box(-20, edge, canvas.width + 20, canvas.height + 20), canvas.width,
                canvas.height, 1);
        canvas.shade(top.blurred(5), 0, -3, 0.3, null);
        canvas.paint(top, 1, (x, y) -> light.mixed(grain, 0.7 * wood.at(x, y)));
    }

    private void bokeh() {
        sky(-0.05, 0.02);
        int lights = dice.whole(10, 22);
        for (int i = 0; i < lights; i++) {
            disc(dice.unit() * canvas.width, dice.unit() * canvas.height, canvas.width * dice.between(0.03, 0.13),
                    palette.ground(dice.between(-1, 2), dice.between(0.02, 0.14)), dice.between(0.25, 0.6));
        }
    }

    private void paper() {
        Colour ground = palette.ground(0, 0);
        Colour pattern = palette.ground(0.8, dice.chance(0.5) ? 0.05 : -0.06);
        Texture texture = Texture.any(dice, dice.between(12, 26));
        canvas.fill((x, y) -> ground.mixed(pattern, texture.at(x, y)));
    }

    private void mist() {
        Colour a = palette.ground(0, 0.06);
        Colour b = palette.ground(0.6, -0.06);
        Colour c = palette.ground(1.3, 0.02);
        long salt = dice.next();
        canvas.fill((x, y) -> a.mixed(b, Texture.noise(x / 45.0, y / 45.0, salt))
                .mixed(c, 0.6 * Texture.noise(x / 30.0, y / 30.0, salt + 1)));
    }

    private void disc(double x, double y, double r, Colour colour, double opacity) {
        canvas.paint(Coverage.of(Contour.ellipse(x, y, r, r), canvas.width, canvas.height, 1), opacity, (px, py) -> colour);
    }

    /** Pebbles, blades, petals and snippets, in the background's own colours or a little stronger. */
    private void clutter(int count, double opacity) {
        for (int i = 0; i < count; i++) {
            double x = dice.unit() * canvas.width;
            double y = dice.unit() * canvas.height;
            double r = canvas.width * dice.between(0.015, 0.05);
            Colour colour = palette.ground(dice.between(-1.5, 2.5), dice.between(-0.16, 0.12));
            double turn = dice.between(0, 6.28);
            double[] ring = switch (dice.whole(0, 3)) {
                case 0 -> Contour.ellipse(x, y, r, r * dice.between(0.6, 0.9), turn);
                case 1 -> Contour.stroke(r * 0.22, r * 0.05, x, y, x + dice.around(r), y - r * 1.6,
                        x + dice.around(3 * r), y - r * 3);
                case 2 -> Contour.turned(Contour.smooth(-r, 0, 0, -r * 0.45, r, 0, 0, r * 0.45), turn, x, y);
                default -> Contour.turned(Contour.rounded(r * 0.2, -r, -r * 0.3, r, -r * 0.3, r, r * 0.3, -r, r * 0.3),
                        turn, x, y);
            };
            Coverage cover = Coverage.of(ring, canvas.width, canvas.height, 4);
            canvas.shade(cover.blurred(1), 0, 1, 0.15, null);
            canvas.paint(cover, opacity + 0.4, (px, py) -> colour);
        }
    }
}
