package org.dinotwins.data.sample;

import static org.dinotwins.data.sample.drawing.Contour.ellipse;
import static org.dinotwins.data.sample.drawing.Contour.mirrored;
import static org.dinotwins.data.sample.drawing.Contour.rounded;
import static org.dinotwins.data.sample.drawing.Contour.smooth;
import static org.dinotwins.data.sample.drawing.Contour.stroke;
import static org.dinotwins.data.sample.drawing.Contour.turned;
import static org.dinotwins.data.sample.drawing.FigurePart.Tint.ACCENT;
import static org.dinotwins.data.sample.drawing.FigurePart.Tint.BODY;
import static org.dinotwins.data.sample.drawing.FigurePart.Tint.DARK;
import static org.dinotwins.data.sample.drawing.FigurePart.Tint.LIGHT;
import static org.dinotwins.data.sample.drawing.FigurePart.Tint.SECOND;

import org.dinotwins.data.sample.drawing.FigureDrawing;
import org.dinotwins.data.sample.drawing.FigurePlacement;
import org.dinotwins.data.sample.drawing.SeededRandom;

/** Draws cats, fish and butterflies. */
final class AnimalDrawings {
    private AnimalDrawings() {}

    /** A sitting cat seen from the front, or only its head. */
    static FigureDrawing cat(SeededRandom d) {
        FigureDrawing f = new FigureDrawing();
        boolean portrait = d.chance(0.35);
        double headY = portrait ? 0.05 : -0.48;
        double size = portrait ? 0.78 : d.between(0.38, 0.46);
        if (!portrait) {
            sittingBody(f, d);
        }
        catHead(f, d, d.around(0.06), headY, size);
        return f;
    }

    private static void sittingBody(FigureDrawing f, SeededRandom d) {
        double w = d.between(0.44, 0.58);
        double side = d.chance(0.5) ? 1 : -1;
        double lift = d.between(-0.25, 0.35);
        f.solid(
                BODY,
                0.4,
                stroke(
                        0.10,
                        0.07,
                        side * 0.2,
                        0.82,
                        side * (w + 0.2),
                        0.85,
                        side * (w + 0.36),
                        0.45 - lift * 0.5,
                        side * (w + d.between(0.12, 0.42)),
                        0.05 - lift * 0.4));
        f.solid(
                BODY,
                0.9,
                smooth(
                        -0.24, -0.32, 0.24, -0.32, w * 0.82, 0.25, w, 0.75, w * 0.6, 0.96, -w * 0.6, 0.96, -w, 0.75,
                        -w * 0.82, 0.25));
        if (d.chance(0.6)) {
            f.drawn(LIGHT, 0.4, smooth(0, -0.2, 0.2, 0.1, 0.17, 0.45, 0, 0.6, -0.17, 0.45, -0.2, 0.1));
        }
        for (double s : new double[] {-1, 1}) {
            f.drawn(SECOND, 0.8, ellipse(s * w * 0.66, 0.66, w * 0.38, 0.3, s * 0.4));
            f.drawn(BODY, 0.6, rounded(0.1, s * 0.08, 0.3, s * 0.22, 0.3, s * 0.22, 0.86, s * 0.04, 0.86));
            f.solid(LIGHT, 0.6, ellipse(s * 0.16, 0.9, 0.15, 0.09));
        }
    }

    private static void catHead(FigureDrawing f, SeededRandom d, double x, double y, double r) {
        double flat = d.between(0.80, 0.92);
        double ear = d.between(0.95, 1.25);
        double tilt = d.around(0.25);
        for (double s : new double[] {-1, 1}) {
            double[] outer = rounded(0.12 * r, s * 0.92, -0.28, s * 0.88, -0.28 - ear * 0.82, s * 0.12, -0.66);
            double[] inner = rounded(0.1 * r, s * 0.78, -0.45, s * 0.78, -0.22 - ear * 0.66, s * 0.36, -0.66);
            f.solid(BODY, 0.4, head(outer, x, y, r, tilt));
            f.solid(ACCENT, 0.2, head(inner, x, y, r, tilt));
        }
        f.solid(BODY, 0.9, head(ellipse(0, 0, 1, flat), x, y, r, tilt));
        if (d.chance(0.5)) {
            f.drawn(
                    SECOND,
                    0.2,
                    head(rounded(0.1, -0.12, -0.95, 0.12, -0.95, 0.07, -0.42, -0.07, -0.42), x, y, r, tilt));
            f.drawn(SECOND, 0.2, head(rounded(0.1, -0.42, -0.9, -0.24, -0.95, -0.22, -0.5, -0.3, -0.5), x, y, r, tilt));
            f.drawn(SECOND, 0.2, head(rounded(0.1, 0.42, -0.9, 0.24, -0.95, 0.22, -0.5, 0.3, -0.5), x, y, r, tilt));
        }
        double eye = d.between(0.17, 0.24);
        double open = d.between(0.75, 1.2);
        for (double s : new double[] {-1, 1}) {
            f.drawn(LIGHT, 0.5, head(ellipse(s * 0.24, 0.36, 0.3, 0.23), x, y, r, tilt));
            f.drawn(ACCENT, 0.3, head(ellipse(s * 0.42, -0.06, eye, eye * open), x, y, r, tilt));
            f.drawn(DARK, 0, head(ellipse(s * 0.42, -0.06, eye * 0.5, eye * open * 0.9), x, y, r, tilt));
            f.drawn(LIGHT, 0, head(ellipse(s * 0.42 - 0.05, -0.13, 0.06, 0.06), x, y, r, tilt));
            for (double up : new double[] {-0.12, 0.06}) {
                f.drawn(DARK, 0, head(stroke(0.022, 0.012, s * 0.36, 0.34, s * 1.05, 0.3 + up), x, y, r, tilt));
            }
        }
        f.drawn(DARK, 0.2, head(rounded(0.05, -0.13, 0.2, 0.13, 0.2, 0, 0.36), x, y, r, tilt));
        f.drawn(DARK, 0, head(stroke(0.03, 0.03, 0, 0.3, 0, 0.46), x, y, r, tilt));
    }

    private static double[] head(double[] ring, double x, double y, double r, double tilt) {
        return new FigurePlacement(x, y, r, tilt, false).apply(ring);
    }

    /** A fish from the side, swimming left. */
    static FigureDrawing fish(SeededRandom d) {
        FigureDrawing f = new FigureDrawing();
        double h = d.between(0.36, 0.62);
        double bend = d.around(0.25);
        double fork = d.between(0.05, 0.3);
        double fin = d.between(0.18, 0.4);
        f.solid(
                SECOND,
                0.4,
                smooth(
                        0.5,
                        bend * 0.5,
                        0.8,
                        bend - h * 0.75,
                        1.0,
                        bend - h * 0.85,
                        0.98 - fork,
                        bend,
                        1.0,
                        bend + h * 0.85,
                        0.8,
                        bend + h * 0.75));
        f.solid(SECOND, 0.4, smooth(-0.3, -h * 0.8, 0.0, -h - fin, 0.32, -h * 0.8 - fin * 0.8, 0.4, -h * 0.35));
        f.solid(SECOND, 0.4, smooth(0.0, h * 0.7, 0.2, h + fin * 0.7, 0.36, h * 0.75 + fin * 0.4, 0.38, h * 0.35));
        f.solid(
                BODY,
                1,
                smooth(
                        -1.0,
                        0.02,
                        -0.72,
                        -h * 0.72,
                        -0.2,
                        -h,
                        0.3,
                        -h * 0.66,
                        0.68,
                        bend * 0.6 - 0.12,
                        0.68,
                        bend * 0.6 + 0.12,
                        0.3,
                        h * 0.66,
                        -0.2,
                        h,
                        -0.72,
                        h * 0.72));
        if (d.chance(0.55)) {
            int bars = d.whole(2, 3);
            for (int i = 0; i < bars; i++) {
                double x = -0.16 + i * 0.27;
                f.drawn(LIGHT, 0.1, stroke(0.05, 0.05, x, -1, x + 0.08, 0, x, 1));
            }
        }
        for (int i = 0; i < 3; i++) {
            f.drawn(DARK, 0, stroke(0.018, 0.018, 0.72, bend * 0.6 + (i - 1) * 0.1, 0.97, bend + (i - 1) * h * 0.55));
        }
        f.drawn(ACCENT, 0.4, smooth(-0.12, 0.06, 0.12, 0.0, 0.3, 0.2 + h * 0.2, 0.06, 0.22 + h * 0.2));
        f.drawn(DARK, 0, stroke(0.025, 0.025, -0.42, -h * 0.54, -0.32, 0, -0.42, h * 0.54));
        double eye = d.between(0.11, 0.16);
        f.drawn(LIGHT, 0.3, ellipse(-0.64, -h * 0.24, eye, eye));
        f.drawn(DARK, 0, ellipse(-0.66, -h * 0.24, eye * 0.58, eye * 0.58));
        f.drawn(DARK, 0, stroke(0.022, 0.022, -0.98, 0.1, -0.84, 0.16, -0.74, 0.12));
        return f;
    }

    /** A butterfly from above, its wings spread to varying degrees. */
    static FigureDrawing butterfly(SeededRandom d) {
        FigureDrawing f = new FigureDrawing();
        double spread = d.between(0.72, 1.0);
        double tip = d.between(-1.0, -0.7);
        double low = d.between(0.55, 0.95);
        double round = d.between(0.5, 0.72);
        for (double s : new double[] {1, -1}) {
            double[] lower = smooth(
                    0.04,
                    0.02,
                    0.5 * spread,
                    0.02,
                    0.8 * spread,
                    0.3,
                    0.66 * spread,
                    low,
                    0.3 * spread,
                    low * 0.86,
                    0.06,
                    0.4);
            double[] upper = smooth(
                    0.02,
                    -0.12,
                    0.3 * spread,
                    tip * 0.72,
                    0.8 * spread,
                    tip,
                    1.0 * spread,
                    tip * 0.6,
                    0.86 * spread,
                    0.02,
                    0.5 * spread,
                    0.2,
                    0.06,
                    0.14);
            f.solid(SECOND, 0.4, side(lower, s));
            f.drawn(ACCENT, 0.2, side(ellipse(0.48 * spread, low * 0.56, 0.19, 0.17), s));
            f.drawn(DARK, 0.1, side(ellipse(0.48 * spread, low * 0.56, 0.08, 0.07), s));
            f.solid(BODY, 0.5, side(upper, s));
            for (int i = 0; i < 3; i++) {
                double a = 0.3 - i * 0.42;
                f.drawn(
                        DARK,
                        0,
                        side(
                                stroke(
                                        0.02,
                                        0.01,
                                        0.05,
                                        -0.02,
                                        0.75 * spread * StrictMath.cos(a),
                                        0.75 * StrictMath.sin(a)),
                                s));
            }
            f.drawn(LIGHT, 0.2, side(ellipse(0.66 * spread, tip * 0.55, 0.2, 0.16, -0.6), s));
            f.drawn(ACCENT, 0.1, side(ellipse(0.66 * spread, tip * 0.55, 0.1 * round * 1.6, 0.09), s));
            f.solid(DARK, 0, side(stroke(0.028, 0.02, 0.02, -0.4, 0.1, -0.68, 0.28, -0.88), s));
            f.solid(DARK, 0.2, side(ellipse(0.29, -0.89, 0.05, 0.05), s));
        }
        f.solid(
                DARK,
                0.8,
                smooth(0, -0.5, 0.1, -0.3, 0.09, 0.1, 0.05, 0.56, 0, 0.66, -0.05, 0.56, -0.09, 0.1, -0.1, -0.3));
        f.solid(DARK, 0.6, ellipse(0, -0.46, 0.1, 0.1));
        f.drawn(SECOND, 0.1, turned(ellipse(0, 0, 0.05, 0.03), 0, 0, 0.1));
        f.drawn(SECOND, 0.1, turned(ellipse(0, 0, 0.045, 0.03), 0, 0, 0.3));
        return f;
    }

    private static double[] side(double[] ring, double s) {
        return s > 0 ? ring : mirrored(ring);
    }
}
