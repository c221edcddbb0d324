package org.dinotwins.eval.floor;

import java.util.Arrays;
import java.util.List;
import org.dinotwins.data.Mask;
import org.dinotwins.eval.floor.NestedRegions.Overlaps;

/**
 * The best guess of one kind at where objects are: of a family of regions, the one with the highest mean Jaccard index over
 * the masks of training pictures.
 */
public final class PlaceFloor {
    private final NestedRegions regions;
    private final int best;

    private PlaceFloor(NestedRegions regions, List<Mask> training) {
        if (training.isEmpty()) {
            throw new IllegalArgumentException("no training masks to fit a region to");
        }
        this.regions = regions;
        double[] sums = new double[NestedRegions.COUNT];
        for (Overlaps one : training.parallelStream().map(regions::overlaps).toList()) {
            Arrays.setAll(sums, i -> sums[i] + one.jaccard()[i]);
        }
        int highest = 0;
        for (int i = 1; i < sums.length; i++) {
            highest = sums[i] > sums[highest] ? i : highest;
        }
        this.best = highest;
    }

    /** The best centred box. @param training masks of training pictures, at least one */
    public static PlaceFloor centredBox(List<Mask> training) {
        return new PlaceFloor(NestedRegions.centredBoxes(), training);
    }

    /** The best level of the mean of the training masks. @param training masks of training pictures, at least one */
    public static PlaceFloor meanMask(List<Mask> training) {
        return new PlaceFloor(NestedRegions.ofMean(training), training);
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
