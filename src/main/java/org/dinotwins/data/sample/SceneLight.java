package org.dinotwins.data.sample;

import org.dinotwins.data.sample.drawing.PaintCanvas;
import org.dinotwins.data.sample.drawing.SeededRandom;

/**
 * The lighting of one picture.
 *
 * @param x        direction towards the lamp, to the right; {@code (x, y)} has length 1
 * @param y        direction towards the lamp, downwards; negative, because light comes from above
 * @param contrast strength of the shading, about 0.5 to 1
 * @param warmth   from -1 (cold) to 1 (warm)
 * @param exposure factor on all values, about 1
 * @param vignette darkening of the corners, 0 to about 0.3
 */
record SceneLight(double x, double y, double contrast, double warmth, double exposure, double vignette) {
    /** Standard deviation of the film grain, relative to full scale. */
    private static final double GRAIN = 0.014;

    static SceneLight any(SeededRandom random) {
        double angle = random.between(-0.85, 0.85) * StrictMath.PI / 2;
        return new SceneLight(
                StrictMath.sin(angle),
                -StrictMath.cos(angle),
                random.between(0.55, 1),
                random.between(-1, 1),
                random.between(0.86, 1.06),
                random.between(0.05, 0.3));
    }

    /** Applies the fall-off of light, its tint and the grain to the finished picture. */
    void develop(PaintCanvas canvas, SeededRandom random) {
        double cx = canvas.width / 2.0;
        double cy = canvas.height / 2.0;
        double fall = 0.12 * contrast;
        for (int py = 0; py < canvas.height; py++) {
            for (int px = 0; px < canvas.width; px++) {
                double u = (px + 0.5 - cx) / cx;
                double v = (py + 0.5 - cy) / cy;
                double level = exposure * (1 + fall * (u * x + v * y)) * (1 - vignette * 0.5 * (u * u + v * v) * 0.8);
                double grain = 1 + GRAIN * (random.unit() + random.unit() - 1) * 1.5;
                canvas.scale(
                        px,
                        py,
                        level * grain * (1 + 0.035 * warmth),
                        level * grain,
                        level * grain * (1 - 0.045 * warmth));
            }
        }
    }
}
