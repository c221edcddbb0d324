package org.dinotwins.data.sample;

import static org.dinotwins.data.sample.drawing.Contour.box;
import static org.dinotwins.data.sample.drawing.Contour.ellipse;
import static org.dinotwins.data.sample.drawing.Contour.rounded;
import static org.dinotwins.data.sample.drawing.Contour.smooth;
import static org.dinotwins.data.sample.drawing.Contour.stroke;
import static org.dinotwins.data.sample.drawing.FigurePart.Tint.ACCENT;
import static org.dinotwins.data.sample.drawing.FigurePart.Tint.BODY;
import static org.dinotwins.data.sample.drawing.FigurePart.Tint.DARK;
import static org.dinotwins.data.sample.drawing.FigurePart.Tint.LIGHT;
import static org.dinotwins.data.sample.drawing.FigurePart.Tint.SECOND;

import org.dinotwins.data.sample.drawing.FigureDrawing;
import org.dinotwins.data.sample.drawing.SeededRandom;

/** Draws houses, cars and sailing boats. */
final class ArtefactDrawings {
    private ArtefactDrawings() {}

    /** A house: walls, a pitched roof, a chimney, a door, windows with crossbars. */
    static FigureDrawing house(SeededRandom d) {
        FigureDrawing f = new FigureDrawing();
        double w = d.between(0.58, 0.82);
        double eaves = d.between(-0.3, 0.05);
        double ridge = d.between(0, 0.4) * w;
        double over = w + d.between(0.1, 0.2);
        double chimney = d.between(0.25, 0.6) * w * (d.chance(0.5) ? 1 : -1);
        f.solid(ACCENT, 0.4, box(chimney - 0.1, -0.98, chimney + 0.1, eaves));
        f.solid(DARK, 0.2, box(chimney - 0.13, -1.0, chimney + 0.13, -0.9));
        f.solid(BODY, 0.3, rounded(0.04, -w, eaves, w, eaves, w, 0.96, -w, 0.96));
        f.solid(SECOND, 0.5, rounded(0.07, -over, eaves + 0.06, -ridge, -0.92, ridge, -0.92, over, eaves + 0.06));
        double lines = eaves + 0.92;
        for (int i = 1; i < 4; i++) {
            double y = eaves - lines * i / 4.2;
            f.drawn(
                    DARK,
                    0,
                    stroke(0.012, 0.012, -over + (over - ridge) * i / 4.2, y, over - (over - ridge) * i / 4.2, y));
        }
        double door = d.between(-0.3, 0.3);
        f.drawn(ACCENT, 0.3, rounded(0.06, door - 0.16, 0.36, door + 0.16, 0.36, door + 0.16, 1, door - 0.16, 1));
        f.drawn(LIGHT, 0, ellipse(door + 0.09, 0.68, 0.03, 0.03));
        f.drawn(DARK, 0, box(-w, 0.9, w, 0.97));
        double size = d.between(0.13, 0.18);
        for (double x : new double[] {-w * 0.66, w * 0.66}) {
            if (Math.abs(x - door) > size + 0.17) {
                window(f, x, 0.52, size);
            }
            if (eaves < -0.12) {
                window(f, x, eaves + 0.28, size * 0.9);
            }
        }
        if (eaves < -0.12) {
            window(f, 0, eaves + 0.28, size * 0.9);
        } else {
            f.drawn(LIGHT, 0, ellipse(0, eaves - 0.32, 0.15, 0.15));
            f.drawn(DARK, 0, ellipse(0, eaves - 0.32, 0.11, 0.11));
        }
        return f;
    }

    private static void window(FigureDrawing f, double x, double y, double r) {
        f.drawn(LIGHT, 0.1, box(x - r, y - r, x + r, y + r));
        double p = r * 0.8;
        f.drawn(DARK, 0.1, box(x - p, y - p, x + p, y + p));
        f.drawn(LIGHT, 0, box(x - r * 0.1, y - r, x + r * 0.1, y + r));
        f.drawn(LIGHT, 0, box(x - r, y - r * 0.1, x + r, y + r * 0.1));
    }

    /** A car from the side: a small car, saloon, van or pick-up. */
    static FigureDrawing car(SeededRandom d) {
        FigureDrawing f = new FigureDrawing();
        double deck = d.between(-0.12, 0.02);
        double roof = deck - d.between(0.36, 0.52);
        double wheel = d.between(0.2, 0.27);
        double sill = 0.42;
        double rear = d.between(0.4, 0.98);
        double front = d.between(-0.62, -0.4);
        double lean = d.between(0.1, 0.28);
        f.solid(
                BODY,
                0.5,
                rounded(0.16, front, deck + 0.1, front + lean, roof, rear - lean * 0.6, roof, rear, deck + 0.1));
        f.solid(
                BODY,
                0.9,
                rounded(
                        0.2,
                        -1,
                        deck + 0.12,
                        front,
                        deck - 0.02,
                        rear,
                        deck - 0.02,
                        1,
                        deck + 0.06,
                        1,
                        sill,
                        -1,
                        sill));
        double top = roof + 0.08;
        double split = d.between(0.42, 0.58);
        double left = front + lean + 0.04;
        double right = rear - lean * 0.6 - 0.06;
        double post = left + (right - left) * split;
        f.drawn(LIGHT, 0.2, rounded(0.05, left - lean * 0.7, deck, left, top, post - 0.04, top, post - 0.04, deck));
        f.drawn(LIGHT, 0.2, rounded(0.05, post + 0.04, deck, post + 0.04, top, right, top, right + lean * 0.4, deck));
        f.drawn(SECOND, 0.1, box(-1, deck + 0.22, 1, deck + 0.28));
        f.drawn(DARK, 0, stroke(0.014, 0.014, post, deck, post, sill));
        f.drawn(DARK, 0, stroke(0.022, 0.022, post + 0.08, deck + 0.13, post + 0.2, deck + 0.13));
        f.drawn(LIGHT, 0.3, ellipse(-0.93, deck + 0.24, 0.08, 0.1));
        f.drawn(ACCENT, 0.3, box(0.93, deck + 0.12, 1, deck + 0.3));
        f.solid(SECOND, 0.3, rounded(0.04, -1.04, sill - 0.12, -0.7, sill - 0.12, -0.7, sill, -1.04, sill));
        f.solid(SECOND, 0.3, rounded(0.04, 0.7, sill - 0.12, 1.04, sill - 0.12, 1.04, sill, 0.7, sill));
        for (double x : new double[] {-0.56, 0.56}) {
            f.drawn(DARK, 0, ellipse(x, sill, wheel * 1.18, wheel * 1.18));
            f.solid(DARK, 0.5, ellipse(x, sill + 0.03, wheel, wheel));
            f.drawn(LIGHT, 0.4, ellipse(x, sill + 0.03, wheel * 0.56, wheel * 0.56));
            f.drawn(ACCENT, 0.2, ellipse(x, sill + 0.03, wheel * 0.22, wheel * 0.22));
        }
        return f;
    }

    /** A boat with a mast, a mainsail, a jib, a pennant and portholes. */
    static FigureDrawing sailboat(SeededRandom d) {
        FigureDrawing f = new FigureDrawing();
        double mast = d.between(-0.12, 0.12);
        double deck = d.between(0.42, 0.52);
        double keel = d.between(0.86, 0.98);
        double belly = d.between(0.02, 0.14);
        double peak = d.between(-0.95, -0.85);
        double boom = deck - d.between(0.08, 0.16);
        double aft = d.between(0.58, 0.85);
        double fore = d.between(-0.85, -0.5);
        double jib = d.between(-0.75, -0.35);
        f.solid(DARK, 0.3, stroke(0.03, 0.04, mast, -0.98, mast, deck + 0.1));
        f.solid(BODY, 0.6, smoothSail(mast + 0.05, peak, mast + aft, boom, mast + 0.05, boom, belly));
        f.solid(SECOND, 0.6, smoothSail(mast - 0.05, jib, mast + fore, boom + 0.02, mast - 0.07, boom + 0.02, -belly));
        int seams = d.whole(2, 3);
        for (int i = 1; i <= seams; i++) {
            double y = peak + (boom - peak) * i / (seams + 1.0);
            f.drawn(
                    DARK,
                    0,
                    stroke(0.013, 0.013, mast + 0.06, y, mast + 0.05 + (aft - 0.05) * i / (seams + 1.0), y + 0.03));
        }
        f.solid(ACCENT, 0.2, rounded(0.03, mast, -1, mast + 0.26, -0.91, mast, -0.82));
        f.solid(DARK, 0.2, stroke(0.024, 0.02, mast, boom + 0.03, mast + aft, boom + 0.03));
        double bow = d.between(0.82, 1.0);
        double stern = d.between(0.62, 0.85);
        f.solid(
                ACCENT,
                0.8,
                smooth(
                        -bow,
                        deck - 0.04,
                        -0.3,
                        deck + 0.03,
                        0.4,
                        deck + 0.03,
                        stern,
                        deck,
                        stern * 0.92,
                        keel - 0.12,
                        0.4,
                        keel,
                        -0.3,
                        keel,
                        -bow * 0.72,
                        keel - 0.16));
        f.drawn(LIGHT, 0.2, stroke(0.035, 0.035, -1, deck + 0.09, 0, deck + 0.13, 1, deck + 0.1));
        int holes = d.whole(2, 4);
        for (int i = 0; i < holes; i++) {
            double x = -0.3 + i * 0.24;
            f.drawn(LIGHT, 0, ellipse(x, deck + 0.27, 0.07, 0.07));
            f.drawn(DARK, 0, ellipse(x, deck + 0.27, 0.045, 0.045));
        }
        return f;
    }

    /** A triangular sail whose free edge bulges by {@code belly}. */
    private static double[] smoothSail(
            double topX, double topY, double outX, double outY, double inX, double inY, double belly) {
        int n = 12;
        double[] ring = new double[2 * (n + 2)];
        for (int i = 0; i <= n; i++) {
            double t = (double) i / n;
            ring[2 * i] = topX + (outX - topX) * t + 4 * t * (1 - t) * belly;
            ring[2 * i + 1] = topY + (outY - topY) * t - 2 * t * (1 - t) * Math.abs(belly);
        }
        ring[2 * n + 2] = inX;
        ring[2 * n + 3] = inY;
        return ring;
    }
}
