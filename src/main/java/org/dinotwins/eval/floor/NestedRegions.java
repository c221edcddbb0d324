package org.dinotwins.eval.floor;

import java.util.Arrays;
import java.util.concurrent.atomic.AtomicIntegerArray;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.dinotwins.data.outline.Mask;

/**
 * Regions of a picture that contain each other, from the smallest to the whole picture: guesses at where objects are that
 * ignore what the picture shows. Each region is the same part of every picture, whatever its size.
 */
final class NestedRegions {
    /** Regions of a family; the sides of boxes differ by a twentieth of the picture, areas of other regions likewise. */
    static final int COUNT = 20;
    /** Cells along each side of the square that stands for any picture. */
    private static final int GRID = 64;

    /** {@code [GRID * GRID]} index of the smallest region that contains a cell. */
    private final int[] smallest;

    private NestedRegions(int[] smallest) {
        this.smallest = smallest;
    }

    /** Centred boxes whose sides are 1/20, 2/20 ... 20/20 of the picture's. */
    static NestedRegions centredBoxes() {
        int[] smallest = new int[GRID * GRID];
        for (int y = 0; y < GRID; y++) {
            for (int x = 0; x < GRID; x++) {
                double side = Math.max(fromCentre(x), fromCentre(y));
                smallest[y * GRID + x] = Math.max(0, (int) Math.ceil(side * COUNT - 1e-9) - 1);
            }
        }
        return new NestedRegions(smallest);
    }

    /** Side, as a share of the picture's, of the centred box that reaches the middle of a cell. */
    private static double fromCentre(int cell) {
        return Math.abs(2 * (cell + 0.5) / GRID - 1);
    }

    /** Where objects are most often: the twentieth of the area that most masks cover, the next twentieth, and so on. */
    static NestedRegions ofMean(Stream<Mask> masks) {
        AtomicIntegerArray covered = new AtomicIntegerArray(GRID * GRID);
        masks.forEach(mask -> {
            for (int cell = 0; cell < covered.length(); cell++) {
                covered.getAndAdd(cell, mask.inside()[pixel(mask, cell)] ? 1 : 0);
            }
        });
        int[] order = IntStream.range(0, covered.length())
                .boxed()
                .sorted((a, b) -> covered.get(b) - covered.get(a))
                .mapToInt(i -> i)
                .toArray();
        int[] smallest = new int[covered.length()];
        for (int rank = 0; rank < order.length; rank++) {
            smallest[order[rank]] = rank * COUNT / order.length;
        }
        return new NestedRegions(smallest);
    }

    private static int pixel(Mask mask, int cell) {
        int x = (2 * (cell % GRID) + 1) * mask.width() / (2 * GRID);
        int y = (2 * (cell / GRID) + 1) * mask.height() / (2 * GRID);
        return y * mask.width() + x;
    }

    /**
     * Overlap of each region with a true mask, in pixels.
     *
     * @param jaccard   {@code [COUNT]} Jaccard indices, 0..1
     * @param onObjects {@code [COUNT]} shares of the regions that lie on the mask, 0..1; 0 for a region without a pixel
     */
    // Never compared.
    @SuppressWarnings("ArrayRecordComponent")
    record Overlaps(double[] jaccard, double[] onObjects) {}

    /** Overlap of each region with a true mask. */
    Overlaps overlaps(Mask truth) {
        long[] area = new long[COUNT];
        long[] common = new long[COUNT];
        boolean[] inside = truth.inside();
        for (int y = 0; y < truth.height(); y++) {
            int row = (int) ((2L * y + 1) * GRID / (2L * truth.height())) * GRID;
            for (int x = 0; x < truth.width(); x++) {
                int region = smallest[row + (int) ((2L * x + 1) * GRID / (2L * truth.width()))];
                area[region]++;
                common[region] += inside[y * truth.width() + x] ? 1 : 0;
            }
        }
        Arrays.parallelPrefix(area, Long::sum);
        Arrays.parallelPrefix(common, Long::sum);
        long object = common[COUNT - 1];
        double[] jaccard = new double[COUNT];
        double[] onObjects = new double[COUNT];
        for (int i = 0; i < COUNT; i++) {
            jaccard[i] = object == 0 ? 0 : common[i] / (double) (area[i] + object - common[i]);
            onObjects[i] = area[i] == 0 ? 0 : common[i] / (double) area[i];
        }
        return new Overlaps(jaccard, onObjects);
    }
}
