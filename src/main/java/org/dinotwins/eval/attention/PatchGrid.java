package org.dinotwins.eval.attention;

/**
 * The grid of patches into which a model divides a picture. It covers the whole picture, whatever the size of the
 * model's input.
 *
 * @param rows    number of rows, from the top
 * @param columns number of columns, from the left
 */
public record PatchGrid(int rows, int columns) {
    public PatchGrid {
        if (rows < 1 || columns < 1) {
            throw new IllegalArgumentException(rows + " x " + columns + " patches");
        }
    }

    /**
     * The grid of a picture whose longer side is resampled to the multiple of the patch size nearest to
     * {@code longSide}, and whose shorter side to the nearest multiple at the same scale; at least one patch each.
     *
     * @param width    width of the picture in pixels
     * @param height   height of the picture in pixels
     * @param longSide longer side of the network's input in pixels
     */
    public static PatchGrid of(int width, int height, int longSide, int patchSize) {
        double scale = longSide / (double) Math.max(width, height);
        return new PatchGrid(patches(height * scale, patchSize), patches(width * scale, patchSize));
    }

    private static int patches(double length, int patchSize) {
        return Math.max(1, (int) Math.round(length / patchSize));
    }

    /** Number of patches. */
    public int size() {
        return rows * columns;
    }

    /** Index, row-major, of the patch under a point of a picture; points outside belong to the nearest patch. */
    public int patchAt(double x, double y, double width, double height) {
        return cell(y, rows, height) * columns + cell(x, columns, width);
    }

    private static int cell(double at, int cells, double length) {
        return Math.max(0, Math.min(cells - 1, (int) Math.floor(at * cells / length)));
    }
}
