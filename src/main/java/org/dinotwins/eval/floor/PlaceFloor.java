package org.dinotwins.eval.floor;

import java.util.Arrays;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.dinotwins.data.outline.Mask;
import org.dinotwins.eval.floor.NestedRegions.Overlaps;

/**
 * The best guess of one kind at where objects are: of a family of regions, the one with the highest mean Jaccard index over
 * the masks of training pictures.
 */
public final class PlaceFloor {
    private final NestedRegions regions;
    private final int best;

    private PlaceFloor(NestedRegions regions, Supplier<Stream<Mask>> training) {
        this.regions = regions;
        double[] sums = training.get()
                .map(mask -> regions.overlaps(mask).jaccard())
                .reduce(PlaceFloor::sum)
                .orElseThrow(() -> new IllegalArgumentException("no training masks to fit a region to"));
        int highest = 0;
        for (int i = 1; i < sums.length; i++) {
            highest = sums[i] > sums[highest] ? i : highest;
        }
        this.best = highest;
    }

    private static double[] sum(double[] some, double[] more) {
        double[] sum = new double[some.length];
        Arrays.setAll(sum, i -> some[i] + more[i]);
        return sum;
    }

    /** The best centred box. @param training masks of training pictures, at least one; never held together in memory */
    public static PlaceFloor centredBox(Supplier<Stream<Mask>> training) {
        return new PlaceFloor(NestedRegions.centredBoxes(), training);
    }

    /** The best level of the mean of the training masks. @param training as of {@link #centredBox} */
    public static PlaceFloor meanMask(Supplier<Stream<Mask>> training) {
        return new PlaceFloor(NestedRegions.ofMean(training.get()), training);
    }

    /** Sides of the best box as a share of the picture's sides, or area of the best level as a share of its area; 0..1. */
    public double extent() {
        return (best + 1) / (double) NestedRegions.COUNT;
    }

    /**
     * Figures of one picture.
     *
     * @param jaccard   Jaccard index of the region with the true mask, 0..1
     * @param onObjects share of the region that lies on the true mask, 0..1
     */
    public record Overlap(double jaccard, double onObjects) {}

    /** Figures of the region for a picture's true mask. */
    public Overlap overlap(Mask truth) {
        Overlaps overlaps = regions.overlaps(truth);
        return new Overlap(overlaps.jaccard()[best], overlaps.onObjects()[best]);
    }
}
