package org.dinotwins.measure;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.function.ToDoubleFunction;
import java.util.stream.Stream;
import org.dinotwins.data.Picture;
import org.dinotwins.data.outline.Mask;
import org.dinotwins.data.picture.Pixels;
import org.dinotwins.eval.KnnEvaluation;
import org.dinotwins.eval.PictureFeatures;
import org.dinotwins.eval.attention.AttentionMap;
import org.dinotwins.eval.attention.AttentionSegmentation;
import org.dinotwins.eval.attention.AttentionSegmentation.Overlap;
import org.dinotwins.eval.classification.Classification;
import org.dinotwins.eval.floor.PictureDescriptor;
import org.dinotwins.eval.floor.PlaceFloor;
import org.dinotwins.eval.floor.ShuffledMask;
import org.dinotwins.run.evaluation.Floors;

/** Computes the floors of an evaluation from the pictures that the networks get, in the same order. */
final class FloorPass {
    private static final int TOP = 5;

    private final Map<PictureDescriptor, List<float[]>> training = new EnumMap<>(PictureDescriptor.class);
    private final Map<PictureDescriptor, List<float[]>> validation = new EnumMap<>(PictureDescriptor.class);
    private final Optional<PlaceFloor> box;
    private final Optional<PlaceFloor> meanMask;
    private final List<PlaceFloor.Overlap> boxes = new ArrayList<>();
    private final List<PlaceFloor.Overlap> meanMasks = new ArrayList<>();
    private final List<Overlap> shuffled = new ArrayList<>();
    private Optional<Mask> previous = Optional.empty();

    /** @param fitted training pictures whose masks, where they have some, the place floors are fitted to */
    FloorPass(List<Picture> fitted) {
        Supplier<Stream<Mask>> masks =
                () -> fitted.parallelStream().flatMap(picture -> AttentionSegmentation.foreground(picture).stream());
        boolean any = masks.get().findAny().isPresent();
        this.box = any ? Optional.of(PlaceFloor.centredBox(masks)) : Optional.empty();
        this.meanMask = any ? Optional.of(PlaceFloor.meanMask(masks)) : Optional.empty();
        for (PictureDescriptor descriptor : PictureDescriptor.values()) {
            training.put(descriptor, new ArrayList<>());
            validation.put(descriptor, new ArrayList<>());
        }
    }

    /** Features of a picture by every descriptor; thread-safe. */
    static Map<PictureDescriptor, float[]> descriptors(Pixels picture) {
        Map<PictureDescriptor, float[]> features = new EnumMap<>(PictureDescriptor.class);
        for (PictureDescriptor descriptor : PictureDescriptor.values()) {
            features.put(descriptor, descriptor.of(picture));
        }
        return features;
    }

    /** Takes the {@link #descriptors} of the next pictures of a split. */
    void describe(List<Map<PictureDescriptor, float[]>> pictures, boolean ofValidation) {
        (ofValidation ? validation : training)
                .forEach((descriptor, features) -> pictures.forEach(picture -> features.add(picture.get(descriptor))));
    }

    /** Compares the fitted regions with the next picture's objects, and its attention with those of the picture before. */
    void compare(Mask truth, AttentionMap trained) {
        box.ifPresent(floor -> boxes.add(floor.overlap(truth)));
        meanMask.ifPresent(floor -> meanMasks.add(floor.overlap(truth)));
        previous.ifPresent(other -> shuffled.add(AttentionSegmentation.overlap(
                trained,
                ShuffledMask.stretched(other, truth.width(), truth.height()),
                AttentionSegmentation.KEPT_MASS)));
        previous = Optional.of(truth);
    }

    /**
     * The floors, when all pictures have been described and compared.
     *
     * @param bank    training pictures in the order in which they were described
     * @param queries validation pictures in that order
     * @param whole   mean Jaccard index of the whole picture with its objects, which is their share of it
     */
    Floors floors(List<Picture> bank, List<Picture> queries, int classes, int[] neighbours, double whole) {
        Map<PictureDescriptor, List<Classification>> knn = new EnumMap<>(PictureDescriptor.class);
        for (PictureDescriptor descriptor : PictureDescriptor.values()) {
            PictureFeatures known = features(bank, training.get(descriptor));
            knn.put(
                    descriptor,
                    new KnnEvaluation(known, classes)
                            .classify(features(queries, validation.get(descriptor)), neighbours));
        }
        List<Classification> histogram = knn.get(PictureDescriptor.COLOUR_HISTOGRAM);
        List<Classification> pixels = knn.get(PictureDescriptor.GREY_PIXELS);
        List<Classification> hog = knn.get(PictureDescriptor.HOG);
        int[] byFrequency = classesByFrequency(bank, classes);
        return new Floors(
                shareOf(queries, byFrequency, 1),
                shareOf(queries, byFrequency, TOP),
                histogram.get(0).top1(),
                histogram.get(0).top5(),
                histogram.get(1).top1(),
                pixels.get(0).top1(),
                pixels.get(0).top5(),
                pixels.get(1).top1(),
                hog.get(0).top1(),
                hog.get(0).top5(),
                hog.get(1).top1(),
                mean(boxes, PlaceFloor.Overlap::jaccard),
                mean(meanMasks, PlaceFloor.Overlap::jaccard),
                whole,
                mean(shuffled, Overlap::mean),
                mean(shuffled, Overlap::best),
                mean(shuffled, Overlap::meanMap),
                whole,
                mean(boxes, PlaceFloor.Overlap::onObjects),
                mean(meanMasks, PlaceFloor.Overlap::onObjects),
                mean(shuffled, Overlap::share));
    }

    private static PictureFeatures features(List<Picture> pictures, List<float[]> features) {
        return new PictureFeatures(pictures, features.toArray(float[][]::new));
    }

    /** Classes by their number of training pictures, most frequent first, equally frequent ones in their order. */
    private static int[] classesByFrequency(List<Picture> bank, int classes) {
        int[] counts = new int[classes];
        bank.forEach(picture -> picture.label().ifPresent(label -> counts[label]++));
        List<Integer> order = new ArrayList<>();
        for (int i = 0; i < classes; i++) {
            order.add(i);
        }
        order.sort((a, b) -> counts[b] - counts[a]);
        return order.stream().mapToInt(i -> i).toArray();
    }

    private static double shareOf(List<Picture> queries, int[] classes, int first) {
        int[] guessed = Arrays.copyOf(classes, Math.min(first, classes.length));
        return queries.stream()
                .flatMap(picture -> picture.label().stream().boxed())
                .mapToDouble(label -> Arrays.stream(guessed).anyMatch(g -> g == label) ? 1 : 0)
                .average()
                .orElse(Double.NaN);
    }

    private static <T> double mean(List<T> values, ToDoubleFunction<T> figure) {
        return values.stream().mapToDouble(figure).average().orElse(Double.NaN);
    }
}
