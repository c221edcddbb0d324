package org.dinotwins.measure;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CancellationException;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.dinotwins.augment.EvaluationView;
import org.dinotwins.config.WorkbenchException;
import org.dinotwins.data.DataException;
import org.dinotwins.data.Picture;
import org.dinotwins.data.outline.Mask;
import org.dinotwins.data.picture.ImageFiles;
import org.dinotwins.data.picture.Pixels;
import org.dinotwins.eval.FeatureSpec;
import org.dinotwins.eval.FrozenBackbone;
import org.dinotwins.eval.PictureFeatures;
import org.dinotwins.eval.attention.AttentionMap;
import org.dinotwins.eval.attention.AttentionMask;
import org.dinotwins.eval.attention.AttentionSegmentation;
import org.dinotwins.eval.attention.AttentionSegmentation.Overlap;
import org.dinotwins.eval.attention.PatchGrid;
import org.dinotwins.eval.floor.PictureDescriptor;
import org.dinotwins.run.Progress;
import org.dinotwins.run.evaluation.EvaluationPictures;
import org.dinotwins.run.network.NetworkInspector;
import org.dinotwins.vit.ViTConfig;

/** Sends the pictures of an evaluation through several networks, reading each picture once. */
final class EvaluationPass {
    /** Pictures processed between two checks for cancellation. */
    private static final int CHUNK = 32;
    /** Cost of a validation picture, whose attention is computed too, in training pictures. */
    private static final int VALIDATION_COST = 3;

    private final ViTConfig model;
    private final EvaluationPictures pictures;
    private final List<FrozenBackbone> networks;
    private final Progress progress;
    private final FloorPass floors;
    private final List<String> unreadable = new ArrayList<>();
    private int done;

    /** @param networks networks of this size, which are all given the same inputs; the first one is the trained one */
    EvaluationPass(ViTConfig model, EvaluationPictures pictures, List<FrozenBackbone> networks, Progress progress) {
        this.model = model;
        this.pictures = pictures;
        this.networks = networks;
        this.progress = progress;
        this.floors = new FloorPass(pictures.neighbours());
    }

    /** The floors of what was computed. */
    FloorPass floors() {
        return floors;
    }

    /** One sentence per picture that could not be read. */
    List<String> unreadable() {
        return unreadable;
    }

    /**
     * Jaccard indices that need no network.
     *
     * @param centre of a centred box of half the picture's width and height with the objects
     * @param full   of the whole picture with the objects
     */
    record Guess(double centre, double full) {}

    /** Results over the pictures of a split that could be read; lists per network are in the order of the networks. */
    static final class Split {
        private final List<Picture> read = new ArrayList<>();
        private final List<List<float[]>> features;
        private final List<List<Overlap>> foreground;
        private final List<List<Overlap>> largest;
        private final List<Guess> guesses = new ArrayList<>();

        Split(int networks) {
            features = lists(networks);
            foreground = lists(networks);
            largest = lists(networks);
        }

        private static <T> List<List<T>> lists(int count) {
            return Stream.generate(() -> (List<T>) new ArrayList<T>())
                    .limit(count)
                    .toList();
        }

        PictureFeatures features(int network) {
            return new PictureFeatures(read, features.get(network).toArray(float[][]::new));
        }

        /** The pictures, in the order of their features. */
        List<Picture> read() {
            return read;
        }

        /** Labels of the labelled pictures. */
        int[] labels() {
            return read.stream()
                    .flatMap(p -> p.label().stream().boxed())
                    .mapToInt(label -> label)
                    .toArray();
        }

        /** Overlap of the CLS attention with all objects, one per picture whose objects have outlines. */
        List<Overlap> foreground(int network) {
            return foreground.get(network);
        }

        /** Overlap of the CLS attention with the largest object. */
        List<Overlap> largest(int network) {
            return largest.get(network);
        }

        /** One guess per picture whose objects have outlines. */
        List<Guess> guesses() {
            return guesses;
        }
    }

    /** A picture as the networks take it; its pixels are not kept, because a chunk of large pictures would fill the heap. */
    // Never compared: consumed once.
    @SuppressWarnings("ArrayRecordComponent")
    private record DecodedPicture(
            Picture picture,
            float[] view,
            Map<PictureDescriptor, float[]> descriptors,
            Optional<AnnotatedPicture> annotated) {}

    /** Features of the labelled training pictures. */
    Split training() throws WorkbenchException {
        return split(pictures.neighbours(), false);
    }

    /** Features of the validation pictures, and the overlap of their attention with their masks. */
    Split validation() throws WorkbenchException {
        return split(pictures.validation(), true);
    }

    private Split split(List<Picture> wanted, boolean masks) throws WorkbenchException {
        // Attention of pictures of one size is computed together.
        List<Picture> ordered = wanted.stream()
                .sorted(Comparator.comparingInt(Picture::width)
                        .thenComparingInt(Picture::height)
                        .thenComparingLong(Picture::id))
                .toList();
        Split split = new Split(networks.size());
        for (int from = 0; from < ordered.size(); from += CHUNK) {
            List<Picture> chunk = ordered.subList(from, Math.min(ordered.size(), from + CHUNK));
            report(masks);
            List<DecodedPicture> decoded = decode(chunk, masks);
            decoded.forEach(d -> split.read.add(d.picture()));
            addFeatures(decoded, split);
            floors.describe(decoded.stream().map(DecodedPicture::descriptors).toList(), masks);
            if (masks) {
                addOverlaps(decoded, split);
            }
            done += chunk.size() * (masks ? VALIDATION_COST : 1);
        }
        return split;
    }

    private void report(boolean validation) {
        if (progress.cancelled()) {
            throw new CancellationException("the evaluation was cancelled");
        }
        double total = pictures.neighbours().size()
                + (double) VALIDATION_COST * pictures.validation().size();
        progress.at(
                done / total,
                validation ? "Features and attention of validation pictures" : "Features of training pictures");
    }

    private List<DecodedPicture> decode(List<Picture> chunk, boolean masks) {
        List<Object> results = chunk.parallelStream()
                .map(picture -> {
                    try {
                        return decode(picture, masks);
                    } catch (DataException e) {
                        return (Object) e.getMessage();
                    }
                })
                .toList();
        List<DecodedPicture> decoded = new ArrayList<>();
        for (Object result : results) {
            if (result instanceof DecodedPicture good) {
                decoded.add(good);
            } else {
                unreadable.add((String) result);
            }
        }
        return decoded;
    }

    private DecodedPicture decode(Picture picture, boolean masks) throws DataException {
        Pixels pixels = ImageFiles.read(picture);
        int size = model.imageSize();
        Optional<Mask> foreground = masks ? AttentionSegmentation.foreground(picture) : Optional.empty();
        return new DecodedPicture(
                picture,
                EvaluationView.stretched(pixels, size, size),
                FloorPass.descriptors(pixels),
                foreground.map(all -> annotated(picture, pixels, all)));
    }

    private AnnotatedPicture annotated(Picture picture, Pixels pixels, Mask foreground) {
        int longSide = AttentionSegmentation.longSide(pixels.width(), pixels.height(), model.imageSize());
        PatchGrid grid = PatchGrid.of(pixels.width(), pixels.height(), longSide, model.patchSize());
        return new AnnotatedPicture(
                grid, networks.get(0).view(pixels, grid), foreground, AttentionSegmentation.largest(picture));
    }

    private void addFeatures(List<DecodedPicture> decoded, Split split) throws WorkbenchException {
        int size = model.imageSize();
        float[][] views = decoded.stream().map(DecodedPicture::view).toArray(float[][]::new);
        for (int n = 0; n < networks.size(); n++) {
            split.features
                    .get(n)
                    .addAll(Arrays.asList(NetworkInspector.features(networks.get(n), views, size, FeatureSpec.CLS)));
        }
    }

    /** A picture as its attention is computed, with the true masks of all its objects and of the largest one. */
    // Never compared: consumed once.
    @SuppressWarnings("ArrayRecordComponent")
    private record AnnotatedPicture(PatchGrid grid, float[] view, Mask foreground, Optional<Mask> largest) {}

    private void addOverlaps(List<DecodedPicture> decoded, Split split) {
        Map<PatchGrid, List<AnnotatedPicture>> byGrid = decoded.stream()
                .flatMap(d -> d.annotated().stream())
                .collect(Collectors.groupingBy(AnnotatedPicture::grid, LinkedHashMap::new, Collectors.toList()));
        byGrid.forEach((grid, group) -> {
            float[][] views = group.stream().map(AnnotatedPicture::view).toArray(float[][]::new);
            for (int n = 0; n < networks.size(); n++) {
                List<AttentionMap> maps = networks.get(n).attention(views, grid, model.depth() - 1, FrozenBackbone.CLS);
                for (int i = 0; i < group.size(); i++) {
                    AttentionMap map = maps.get(i);
                    Mask foreground = group.get(i).foreground();
                    split.foreground.get(n).add(overlap(map, foreground));
                    if (n == 0) {
                        floors.compare(foreground, map);
                    }
                    List<Overlap> largest = split.largest.get(n);
                    group.get(i).largest().ifPresent(truth -> largest.add(overlap(map, truth)));
                }
            }
            group.forEach(annotated -> split.guesses.add(guess(annotated.foreground())));
        });
    }

    private static Overlap overlap(AttentionMap map, Mask truth) {
        return AttentionSegmentation.overlap(map, truth, AttentionSegmentation.KEPT_MASS);
    }

    private static Guess guess(Mask truth) {
        Mask centre = AttentionSegmentation.centre(truth.width(), truth.height());
        boolean[] full = new boolean[truth.inside().length];
        Arrays.fill(full, true);
        return new Guess(
                AttentionMask.jaccard(centre.inside(), truth.inside()), AttentionMask.jaccard(full, truth.inside()));
    }
}
