package org.dinotwins.measure.outcome;

import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;
import org.dinotwins.table.Table;

/**
 * Result of attention segmentation.
 *
 * @param scores   one row per network
 * @param centre   Jaccard index, mean over objects, of a centred box of half the picture's width and height
 * @param whole    Jaccard index, mean over objects, of the whole picture
 * @param pictures overlaps of the trained network, in the order of the set
 */
public record SegmentationOutcome(
        About about, List<OverlapScore> scores, double centre, double whole, List<PictureOverlap> pictures)
        implements Outcome {
    /** Bars of the histogram. */
    public static final int BARS = 20;

    public SegmentationOutcome {
        scores = List.copyOf(scores);
        pictures = List.copyOf(pictures);
    }

    /**
     * Overlaps of one network, means over all objects.
     *
     * @param objects number of objects that were compared
     * @param best    Jaccard index of the best head of each object, the rule of the DINO paper
     * @param mean    Jaccard index, mean of the heads
     * @param fixed   Jaccard index of the one head that is best over all objects
     */
    public record OverlapScore(Network network, int objects, double best, double mean, double fixed) {}

    /**
     * Overlaps in one picture, means over its objects.
     *
     * @param file path below the image set's folder
     * @param best Jaccard index of the best head
     * @param mean Jaccard index, mean of the heads
     */
    public record PictureOverlap(String file, double best, double mean) {}

    /** Number of pictures by the overlap of the best head, in {@link #BARS} bars of equal width from 0 to 1. */
    public int[] histogram() {
        int[] bars = new int[BARS];
        pictures.forEach(p -> bars[Math.min(BARS - 1, (int) (p.best() * BARS))]++);
        return bars;
    }

    /** Pictures by the overlap of the best head, best first; equal ones in the order of the set. */
    public List<PictureOverlap> ranked() {
        return IntStream.range(0, pictures.size())
                .boxed()
                .sorted(Comparator.comparingDouble(
                                (Integer i) -> -pictures.get(i).best())
                        .thenComparing(i -> i))
                .map(pictures::get)
                .toList();
    }

    @Override
    public SegmentationOutcome completed() {
        return new SegmentationOutcome(about.completed(), scores, centre, whole, pictures);
    }

    @Override
    public List<Table> tables() {
        return OutcomeTables.of(this);
    }
}
