package org.dinotwins.augment.corruption;

import java.util.SplittableRandom;

/**
 * Smooth noise of several scales: interpolated random values on grids whose spacing halves, weighted less at each
 * scale.
 */
final class FractalNoise {
    private static final double FINEST = 2;

    private FractalNoise() {}

    /**
     * @param coarsest spacing of the coarsest grid in pixels
     * @param decay    weight of a scale relative to the next coarser one, 0..1
     * @return row-major {@code [height * width]} in approximately -1..1
     */
    static float[] draw(int width, int height, double coarsest, double decay, SplittableRandom random) {
        float[] sum = new float[width * height];
        double weight = 1;
        double total = 0;
        for (double distance = coarsest; distance >= FINEST || total == 0; distance /= 2) {
            add(sum, width, height, distance, weight, random.split());
            total += weight;
            weight *= decay;
        }
        for (int i = 0; i < sum.length; i++) {
            sum[i] /= (float) total;
        }
        return sum;
    }

    private static void add(
            float[] sum, int width, int height, double distance, double weight, SplittableRandom random) {
        int columns = (int) (width / distance) + 2;
        int rows = (int) (height / distance) + 2;
        double[] grid = random.doubles((long) columns * rows, -1, 1).toArray();
        for (int y = 0; y < height; y++) {
            int row = (int) (y / distance);
            double fy = smooth(y / distance - row);
            for (int x = 0; x < width; x++) {
                int column = (int) (x / distance);
                double fx = smooth(x / distance - column);
                int at = row * columns + column;
                double top = grid[at] * (1 - fx) + grid[at + 1] * fx;
                double bottom = grid[at + columns] * (1 - fx) + grid[at + columns + 1] * fx;
                sum[y * width + x] += (float) (weight * (top * (1 - fy) + bottom * fy));
            }
        }
    }

    private static double smooth(double t) {
        return t * t * (3 - 2 * t);
    }
}
