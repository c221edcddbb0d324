package org.dinotwins.data.sample;

import static org.dinotwins.data.sample.drawing.Contour.ellipse;
import static org.dinotwins.data.sample.drawing.Contour.rounded;
import static org.dinotwins.data.sample.drawing.Contour.smooth;
import static org.dinotwins.data.sample.drawing.Contour.stroke;
import static org.dinotwins.data.sample.drawing.Contour.turned;
import static org.dinotwins.data.sample.drawing.FigurePart.Tint.ACCENT;
import static org.dinotwins.data.sample.drawing.FigurePart.Tint.BODY;
import static org.dinotwins.data.sample.drawing.FigurePart.Tint.DARK;
import static org.dinotwins.data.sample.drawing.FigurePart.Tint.LIGHT;
import static org.dinotwins.data.sample.drawing.FigurePart.Tint.SECOND;

import org.dinotwins.data.sample.drawing.Contour;
import org.dinotwins.data.sample.drawing.FigureDrawing;
import org.dinotwins.data.sample.drawing.FigurePlacement;
import org.dinotwins.data.sample.drawing.SeededRandom;

/** Draws flowers and mushrooms. */
final class PlantDrawings {
    private PlantDrawings() {}

    /** A flower with petals around a centre, usually on a stem with leaves. */
    static FigureDrawing flower(SeededRandom d) {
        FigureDrawing f = new FigureDrawing();
        boolean stem = d.chance(0.75);
        double y = stem ? -0.36 : 0;
        double reach = stem ? d.between(0.56, 0.66) : 0.95;
        if (stem) {
            stem(f, d, y);
        }
        int petals = d.whole(5, 9);
        double step = 2 * StrictMath.PI / petals;
        double width = reach * StrictMath.sin(step / 2) * d.between(0.62, 0.95);
        double waist = d.between(0.35, 0.7);
        double phase = d.between(0, step);
        for (int i = 0; i < petals; i++) {
            double turn = phase + i * step;
            double[] petal = smooth(
                    0,
                    -0.05,
                    width * waist,
                    -reach * 0.4,
                    width,
                    -reach * 0.74,
                    width * 0.45,
                    -reach,
                    -width * 0.45,
                    -reach,
                    -width,
                    -reach * 0.74,
                    -width * waist,
                    -reach * 0.4);
            f.solid(BODY, 0.6, turned(petal, turn, 0, y));
            f.drawn(
                    SECOND,
                    0,
                    turned(stroke(0.03 * reach, 0.012 * reach, 0, -reach * 0.3, 0, -reach * 0.8), turn, 0, y));
        }
        double heart = reach * d.between(0.26, 0.4);
        f.solid(ACCENT, 0.9, ellipse(0, y, heart, heart));
        int seeds = d.whole(6, 9);
        for (int i = 0; i < seeds; i++) {
            double a = 2 * StrictMath.PI * i / seeds;
            f.drawn(
                    DARK,
                    0,
                    ellipse(
                            heart * 0.62 * StrictMath.cos(a),
                            y + heart * 0.62 * StrictMath.sin(a),
                            heart * 0.13,
                            heart * 0.13));
        }
        f.drawn(DARK, 0, ellipse(0, y, heart * 0.16, heart * 0.16));
        return f;
    }

    private static void stem(FigureDrawing f, SeededRandom d, double y) {
        double sway = d.around(0.3);
        f.solid(SECOND, 0.5, stroke(0.055, 0.075, 0, y, sway * 0.6, 0.3, sway, 1));
        int leaves = d.whole(1, 2);
        double side = d.chance(0.5) ? 1 : -1;
        for (int i = 0; i < leaves; i++) {
            double s = i == 0 ? side : -side;
            double from = d.between(0.5, 0.8);
            double[] leaf = smooth(0, 0, 0.22, -0.16, 0.5, -0.13, 0.62, -0.02, 0.42, 0.12, 0.16, 0.1);
            double turn = s > 0 ? d.between(-0.8, -0.2) : d.between(0.2, 0.8);
            double[] ring = s > 0 ? leaf : Contour.mirrored(leaf);
            double[] vein = stroke(0.018, 0.01, 0, 0, s * 0.3, -0.02, s * 0.55, -0.02);
            f.solid(SECOND, 0.5, turned(ring, turn, sway * 0.8, from));
            f.drawn(DARK, 0, turned(vein, turn, sway * 0.8, from));
        }
    }

    /** A toadstool: a domed cap with a rim and dots, gills, a stem with a ring, and sometimes a second, small one. */
    static FigureDrawing mushroom(SeededRandom d) {
        FigureDrawing f = new FigureDrawing();
        if (d.chance(0.35)) {
            toadstool(f, d, new FigurePlacement(d.chance(0.5) ? 0.66 : -0.66, 0.52, 0.46, d.around(0.3), false));
        }
        toadstool(f, d, new FigurePlacement(0, 0, 1, 0, false));
        return f;
    }

    private static void toadstool(FigureDrawing f, SeededRandom d, FigurePlacement at) {
        double w = d.between(0.72, 0.98);
        double top = d.between(-1.0, -0.62);
        double rim = d.between(0.0, 0.14);
        double neck = d.between(0.16, 0.26);
        double foot = neck * d.between(1.1, 1.9);
        f.solid(
                LIGHT,
                0.8,
                at.apply(smooth(
                        -neck,
                        0,
                        -neck * 0.96,
                        0.4,
                        -foot,
                        0.84,
                        -foot * 0.6,
                        0.98,
                        foot * 0.6,
                        0.98,
                        foot,
                        0.84,
                        neck * 0.96,
                        0.4,
                        neck,
                        0)));
        if (d.chance(0.6)) {
            f.solid(
                    SECOND,
                    0.4,
                    at.apply(rounded(0.05, -neck * 0.9, 0.26, neck * 0.9, 0.26, neck * 1.5, 0.46, -neck * 1.5, 0.46)));
        }
        f.solid(SECOND, 0.4, at.apply(ellipse(0, rim, w * 0.93, 0.19)));
        for (int i = -4; i <= 4; i++) {
            f.drawn(DARK, 0, at.apply(stroke(0.016, 0.016, i * 0.045, rim + 0.02, i * w * 0.21, rim + 0.19)));
        }
        f.solid(
                BODY,
                1,
                at.apply(smooth(
                        -w,
                        rim,
                        -w * 0.82,
                        top * 0.5,
                        -w * 0.42,
                        top * 0.93,
                        0,
                        top,
                        w * 0.42,
                        top * 0.93,
                        w * 0.82,
                        top * 0.5,
                        w,
                        rim,
                        w * 0.5,
                        rim + 0.05,
                        0,
                        rim + 0.07,
                        -w * 0.5,
                        rim + 0.05)));
        double[][] spots = {
            {-0.05, 0.66, 0.17},
            {-0.5, 0.4, 0.14},
            {0.44, 0.46, 0.15},
            {0.2, 0.16, 0.11},
            {-0.24, 0.18, 0.1},
            {0.74, 0.12, 0.09},
            {-0.76, 0.1, 0.09}
        };
        for (double[] s : spots) {
            if (d.chance(0.75)) {
                double size = s[2] * d.between(0.7, 1.15);
                f.drawn(
                        ACCENT,
                        0.4,
                        at.apply(ellipse(s[0] * w + d.around(0.08), s[1] * top + d.around(0.06), size, size * 0.8)));
            }
        }
    }
}
