package org.dinotwins.measure.outcome;

import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.function.ToDoubleFunction;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.dinotwins.run.evaluation.EvaluationScore.Floor;
import org.dinotwins.table.Table;

/**
 * Result of attention segmentation.
 *
 * @param scores   one row per network
 * @param floors   what needs no network, or not the picture that it is compared with
 * @param pictures overlaps of the trained network, in the order of the set
 */
public record SegmentationOutcome(
        About about, List<OverlapScore> scores, List<FloorScore> floors, List<PictureOverlap> pictures)
        implements Outcome {
    /** Bars of the histogram. */
    public static final int BARS = 20;

    public SegmentationOutcome {
        scores = List.copyOf(scores);
        // Results that an earlier version saved have none.
        floors = floors == null ? List.of() : List.copyOf(floors);
        pictures = List.copyOf(pictures);
    }

    /**
     * Mean Jaccard indices, 0..1.
     *
     * @param best  the best head of each object, chosen by its true mask
     * @param mean  the mean of the heads
     * @param fixed one head for all objects, chosen on training pictures; NaN if they have no masks
     */
    public record Averages(double best, double mean, double fixed) {}

    /**
     * Overlaps of one network, averaged by two rules. The DINO paper does not state its rule; its authors average over the
     * objects of each picture first, then over the pictures (github.com/facebookresearch/dino, issue 54).
     *
     * @param objects      number of objects that were compared
     * @param fixedHead    index of the head of {@link Averages#fixed}; -1 without one
     * @param overObjects  every object counts alike
     * @param overPictures every picture counts alike, whatever the number of its objects
     * @param halfObjects  half the 95 % intervals of {@code overObjects} over the pictures
     * @param halfPictures half the 95 % intervals of {@code overPictures} over the pictures
     */
    public record OverlapScore(
            Network network,
            int objects,
            int fixedHead,
            Averages overObjects,
            Averages overPictures,
            Averages halfObjects,
            Averages halfPictures) {}

    /**
     * Overlaps of a floor.
     *
     * @param words        what reaches it, for the user
     * @param overObjects  beside {@link OverlapScore#overObjects}
     * @param overPictures beside {@link OverlapScore#overPictures}
     */
    public record FloorScore(String words, Averages overObjects, Averages overPictures) {}

    /**
     * Overlaps in one picture, means over its objects.
     *
     * @param file path below the image set's folder
     * @param best Jaccard index of the best head
     * @param mean Jaccard index, mean of the heads
     */
    public record PictureOverlap(String file, double best, double mean) {}

    /** How overlaps are averaged. */
    public enum Rule {
        /** Over all objects. */
        OBJECTS,
        /** Over the objects of each picture, then over the pictures. */
        PICTURES;

        /** Averages of a network by this rule. */
        public Averages of(OverlapScore score) {
            return this == OBJECTS ? score.overObjects() : score.overPictures();
        }

        /** Averages of a floor by this rule. */
        public Averages of(FloorScore floor) {
            return this == OBJECTS ? floor.overObjects() : floor.overPictures();
        }
    }

    /** The best floor of a figure, random weights included. */
    public Optional<Floor> floor(Rule rule, ToDoubleFunction<Averages> figure) {
        Stream<Floor> untrained = scores.stream()
                .filter(score -> score.network().isFloor())
                .map(score -> new Floor(score.network().words(), figure.applyAsDouble(rule.of(score))));
        Stream<Floor> others =
                floors.stream().map(floor -> new Floor(floor.words(), figure.applyAsDouble(rule.of(floor))));
        return Outcome.best(Stream.concat(untrained, others));
    }

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
        return new SegmentationOutcome(about.completed(), scores, floors, pictures);
    }

    @Override
    public List<Table> tables() {
        return OutcomeTables.of(this);
    }
}
