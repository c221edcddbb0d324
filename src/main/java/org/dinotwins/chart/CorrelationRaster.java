package org.dinotwins.chart;

import java.util.Arrays;
import org.dinotwins.train.CorrelationSnapshot;

/**
 * A correlation matrix as pixels, computed off the FX thread.
 *
 * @param snapshot the matrix
 * @param side     width and height in pixels
 * @param argb     row-major, opaque
 */
// Only painted, never compared.
@SuppressWarnings("ArrayRecordComponent")
public record CorrelationRaster(CorrelationSnapshot snapshot, int side, int[] argb) {
    /** Smallest fraction of the square that cells of equal width must fill. */
    private static final double LEAST_FILLED = 0.92;

    /**
     * Colours a snapshot.
     *
     * @param pixels    available pixels along one side; if there are fewer than cells, each pixel shows its cell of
     * largest magnitude, so that no strong pair is lost
     * @param stretched whether colours follow the square root of the magnitude, to show small values
     */
    public static CorrelationRaster of(
            CorrelationSnapshot snapshot, int pixels, DivergingColours colours, boolean stretched) {
        int size = snapshot.size();
        int block = (size + pixels - 1) / Math.max(1, pixels);
        int side = (size + block - 1) / block;
        int[] argb = new int[side * side];
        float[] row = new float[side];
        for (int y = 0; y < side; y++) {
            strongest(snapshot, y * block, block, row);
            for (int x = 0; x < side; x++) {
                double shown = stretched ? stretched(row[x]) : row[x];
                argb[y * side + x] = colours.argb(shown);
            }
        }
        return new CorrelationRaster(snapshot, side, argb);
    }

    /**
     * The same with cells enlarged to fill a square, so that they are sharp on every graphics pipeline. Cells have
     * equal widths if that fills the square well, else widths that differ by one pixel.
     */
    public CorrelationRaster enlarged(int pixels) {
        int whole = Math.max(1, pixels / side) * side;
        int filled = whole >= LEAST_FILLED * pixels ? whole : Math.max(side, pixels);
        int[] large = new int[filled * filled];
        for (int y = 0; y < filled; y++) {
            int from = (int) ((long) y * side / filled) * side;
            for (int x = 0; x < filled; x++) {
                large[y * filled + x] = argb[from + (int) ((long) x * side / filled)];
            }
        }
        return new CorrelationRaster(snapshot, filled, large);
    }

    /** A value on the square-root scale: {@code sign(v) sqrt|v|}. */
    public static double stretched(double value) {
        return Math.signum(value) * Math.sqrt(Math.abs(value));
    }

    private static void strongest(CorrelationSnapshot snapshot, int top, int block, float[] row) {
        int size = snapshot.size();
        float[] values = snapshot.values();
        Arrays.fill(row, 0);
        for (int y = top; y < Math.min(size, top + block); y++) {
            for (int x = 0; x < size; x++) {
                float value = values[y * size + x];
                if (Math.abs(value) > Math.abs(row[x / block])) {
                    row[x / block] = value;
                }
            }
        }
    }

    /**
     * The cell and value at a point as text.
     *
     * @param across horizontal position, 0..1 from the left
     * @param down   vertical position, 0..1 from the top
     */
    public static String textAt(CorrelationSnapshot snapshot, double across, double down) {
        int size = snapshot.size();
        int i = Math.min(size - 1, (int) (down * size));
        int j = Math.min(size - 1, (int) (across * size));
        String value = NumberText.fixed(snapshot.values()[i * size + j], 3);
        if (snapshot.reduction() == 1) {
            return "i " + i + "   j " + j + "   C = " + value;
        }
        return "i " + span(snapshot, i) + "   j " + span(snapshot, j) + "   strongest C = " + value;
    }

    private static String span(CorrelationSnapshot snapshot, int cell) {
        int first = cell * snapshot.reduction();
        int last = Math.min(snapshot.dimension(), first + snapshot.reduction()) - 1;
        return first + "–" + last;
    }
}
