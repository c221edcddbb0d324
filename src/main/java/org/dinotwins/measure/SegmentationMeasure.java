package org.dinotwins.measure;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.function.ToDoubleFunction;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.dinotwins.config.WorkbenchException;
import org.dinotwins.data.DataException;
import org.dinotwins.data.Picture;
import org.dinotwins.data.outline.Mask;
import org.dinotwins.data.picture.ImageFiles;
import org.dinotwins.data.picture.Pixels;
import org.dinotwins.eval.FrozenBackbone;
import org.dinotwins.eval.attention.AttentionMap;
import org.dinotwins.eval.attention.AttentionMask;
import org.dinotwins.eval.attention.AttentionSegmentation;
import org.dinotwins.eval.attention.PatchGrid;
import org.dinotwins.eval.floor.PlaceFloor;
import org.dinotwins.eval.floor.ShuffledMask;
import org.dinotwins.measure.outcome.Outcome;
import org.dinotwins.measure.outcome.Outcome.About;
import org.dinotwins.measure.outcome.Outcome.Network;
import org.dinotwins.measure.outcome.SegmentationOutcome;
import org.dinotwins.measure.outcome.SegmentationOutcome.Averages;
import org.dinotwins.measure.outcome.SegmentationOutcome.FloorScore;
import org.dinotwins.measure.outcome.SegmentationOutcome.OverlapScore;
import org.dinotwins.measure.outcome.SegmentationOutcome.PictureOverlap;
import org.dinotwins.measure.outcome.SegmentationOutcome.Rule;
import org.dinotwins.vit.ViTConfig;

/** Compares attention with instance masks over the validation split; see {@link Measurement.Segmentation}. */
final class SegmentationMeasure {
    private static final int CHUNK = 32;
    /** Limit on the training pictures that choose the fixed head, evenly spread. */
    private static final int TRAINING = 200;

    private static final List<Network> NETWORKS = List.of(Network.RANDOM, Network.TRAINED);

    private final MeasurementContext context;
    private final ViTConfig model;
    private final List<Picture> pictures;
    /** Pictures that choose the fixed head. */
    private final List<Picture> training;

    private final Map<Network, HeadOverlaps> overlaps = new EnumMap<>(Network.class);
    private final Map<Network, HeadOverlaps> onTraining = new EnumMap<>(Network.class);
    private final Map<Long, PictureOverlap> perPicture = new LinkedHashMap<>();
    private final Optional<PlaceFloor> box;
    private final Optional<PlaceFloor> meanMask;
    private final HeadOverlaps shuffled = new HeadOverlaps();
    private final HeadOverlaps boxes = new HeadOverlaps();
    private final HeadOverlaps meanMasks = new HeadOverlaps();
    private final HeadOverlaps whole = new HeadOverlaps();
    private List<Mask> previous = List.of();
    private int unreadable;

    SegmentationMeasure(MeasurementContext context) throws WorkbenchException {
        this.context = context;
        this.model = context.model();
        this.pictures = bySize(context.allValidation().stream()
                .filter(p -> AttentionSegmentation.foreground(p).isPresent())
                .toList());
        if (pictures.isEmpty()) {
            throw new WorkbenchException(
                    "No validation picture of " + context.subject().set().root() + " has outlines of "
                            + "its objects, so attention cannot be compared with masks. Choose a set with outlines, such as COCO.");
        }
        List<Picture> outlined = context.allTrain().stream()
                .filter(p -> AttentionSegmentation.foreground(p).isPresent())
                .toList();
        int every = Math.max(1, (outlined.size() + TRAINING - 1) / TRAINING);
        this.training = bySize(IntStream.range(0, outlined.size())
                .filter(i -> i % every == 0)
                .mapToObj(outlined::get)
                .toList());
        for (Network network : NETWORKS) {
            overlaps.put(network, new HeadOverlaps());
            onTraining.put(network, new HeadOverlaps());
        }
        Supplier<Stream<Mask>> trueMasks = () ->
                context.allTrain().parallelStream().flatMap(picture -> AttentionSegmentation.objects(picture).stream());
        boolean any = trueMasks.get().findAny().isPresent();
        this.box = any ? Optional.of(PlaceFloor.centredBox(trueMasks)) : Optional.empty();
        this.meanMask = any ? Optional.of(PlaceFloor.meanMask(trueMasks)) : Optional.empty();
    }

    private static List<Picture> bySize(List<Picture> pictures) {
        return pictures.stream()
                .sorted(Comparator.comparingInt(Picture::width)
                        .thenComparingInt(Picture::height)
                        .thenComparingLong(Picture::id))
                .toList();
    }

    /** A picture as its attention is computed, with the true masks of its objects. */
    // Never compared: consumed once.
    @SuppressWarnings("ArrayRecordComponent")
    private record AnnotatedPicture(Picture picture, PatchGrid grid, float[] view, List<Mask> truth) {}

    Outcome run() throws WorkbenchException {
        context.progress().expect(NETWORKS.size() * (training.size() + pictures.size()));
        context.progress().describe("Attention of training pictures");
        compareAll(training, onTraining);
        unreadable = 0;
        context.progress().describe("Attention of validation pictures");
        compareAll(pictures, overlaps);
        return outcome();
    }

    private void compareAll(List<Picture> all, Map<Network, HeadOverlaps> found) throws WorkbenchException {
        // Both networks take the same views.
        FrozenBackbone viewer = context.networks().get(NETWORKS.get(0));
        for (int from = 0; from < all.size(); from += CHUNK) {
            List<Picture> chunk = all.subList(from, Math.min(all.size(), from + CHUNK));
            Map<PatchGrid, List<AnnotatedPicture>> byGrid = chunk.parallelStream()
                    .map(picture -> read(picture, viewer))
                    .flatMap(Optional::stream)
                    .collect(Collectors.groupingBy(AnnotatedPicture::grid, LinkedHashMap::new, Collectors.toList()));
            for (Map.Entry<PatchGrid, List<AnnotatedPicture>> group : byGrid.entrySet()) {
                compare(group.getKey(), group.getValue(), found);
            }
            context.progress().completed(NETWORKS.size() * chunk.size());
            if (found == overlaps) {
                context.progress().partial(outcome());
            }
        }
    }

    private Optional<AnnotatedPicture> read(Picture picture, FrozenBackbone viewer) {
        try {
            Pixels pixels = ImageFiles.read(picture);
            PatchGrid grid = grid(pixels);
            float[] view = viewer.view(pixels, grid);
            return Optional.of(new AnnotatedPicture(picture, grid, view, AttentionSegmentation.objects(picture)));
        } catch (DataException e) {
            synchronized (this) {
                unreadable++;
            }
            return Optional.empty();
        }
    }

    private PatchGrid grid(Pixels pixels) {
        int longSide = AttentionSegmentation.longSide(pixels.width(), pixels.height(), model.imageSize());
        return PatchGrid.of(pixels.width(), pixels.height(), longSide, model.patchSize());
    }

    private void compare(PatchGrid grid, List<AnnotatedPicture> group, Map<Network, HeadOverlaps> found)
            throws WorkbenchException {
        float[][] views = group.stream().map(AnnotatedPicture::view).toArray(float[][]::new);
        for (Network network : NETWORKS) {
            FrozenBackbone backbone = context.networks().get(network);
            List<AttentionMap> maps = backbone.attention(views, grid, model.depth() - 1, FrozenBackbone.CLS);
            for (int i = 0; i < group.size(); i++) {
                AnnotatedPicture annotated = group.get(i);
                List<double[]> heads = heads(maps.get(i), annotated.truth());
                found.get(network).add(heads);
                if (found == overlaps && network == Network.TRAINED) {
                    shuffled.add(heads(maps.get(i), shuffledMasks(annotated.picture())));
                    previous = annotated.truth();
                    keep(annotated, heads);
                }
            }
        }
        if (found == overlaps) {
            group.forEach(annotated -> compareFloors(annotated.truth()));
        }
    }

    private static List<double[]> heads(AttentionMap map, List<Mask> truth) {
        return truth.stream()
                .map(mask -> AttentionSegmentation.overlap(map, mask, AttentionSegmentation.KEPT_MASS)
                        .heads())
                .toList();
    }

    /** The objects of the previous picture, stretched to the size of this one. */
    private List<Mask> shuffledMasks(Picture picture) {
        return previous.stream()
                .map(other -> ShuffledMask.stretched(other, picture.width(), picture.height()))
                .toList();
    }

    private void keep(AnnotatedPicture annotated, List<double[]> heads) {
        HeadOverlaps one = new HeadOverlaps();
        one.add(heads);
        if (one.objects() > 0) {
            Averages averages = one.overObjects(0);
            Picture picture = annotated.picture();
            perPicture.put(picture.id(), new PictureOverlap(context.name(picture), averages.best(), averages.mean()));
        }
    }

    private void compareFloors(List<Mask> truth) {
        boxes.add(truth.stream().map(mask -> jaccard(box, mask)).toList());
        meanMasks.add(truth.stream().map(mask -> jaccard(meanMask, mask)).toList());
        whole.add(truth.stream().map(SegmentationMeasure::jaccardOfWhole).toList());
    }

    private static double[] jaccard(Optional<PlaceFloor> floor, Mask truth) {
        return new double[] {floor.map(f -> f.overlap(truth).jaccard()).orElse(Double.NaN)};
    }

    private static double[] jaccardOfWhole(Mask truth) {
        boolean[] full = new boolean[truth.inside().length];
        Arrays.fill(full, true);
        return new double[] {AttentionMask.jaccard(full, truth.inside())};
    }

    private SegmentationOutcome outcome() {
        List<String> notes = new ArrayList<>();
        notes.add("Each head's mask keeps " + Math.round(100 * AttentionSegmentation.KEPT_MASS)
                + " % of its attention. The best head of an object is chosen by its true mask, the fixed head on "
                + onTraining.get(Network.TRAINED).pictures() + " training pictures.");
        if (unreadable > 0) {
            notes.add(unreadable + " pictures could not be read and were skipped.");
        }
        int without = context.allValidation().size() - pictures.size();
        if (without > 0) {
            notes.add(without + " validation pictures have no outlines and were skipped.");
        }
        List<PictureOverlap> inOrder = context.allValidation().stream()
                .map(p -> perPicture.get(p.id()))
                .filter(p -> p != null)
                .toList();
        SegmentationOutcome outcome = outcome(inOrder, notes);
        verdict(outcome, "the mean of the heads", Averages::mean).ifPresent(notes::add);
        verdict(outcome, "the best head per object", Averages::best).ifPresent(notes::add);
        verdict(outcome, "the fixed head", Averages::fixed).ifPresent(notes::add);
        return outcome(inOrder, notes);
    }

    private SegmentationOutcome outcome(List<PictureOverlap> inOrder, List<String> notes) {
        return new SegmentationOutcome(
                context.about(0, inOrder.size(), notes),
                NETWORKS.stream().map(this::score).toList(),
                floors(),
                inOrder);
    }

    /** Names the floor that the trained network does not exceed; empty if it exceeds all. */
    private static Optional<String> verdict(
            SegmentationOutcome outcome, String what, ToDoubleFunction<Averages> figure) {
        double trained = outcome.scores().stream()
                .filter(score -> score.network() == Network.TRAINED)
                .mapToDouble(score -> figure.applyAsDouble(score.overObjects()))
                .findFirst()
                .orElse(Double.NaN);
        return outcome.floor(Rule.OBJECTS, figure)
                .filter(floor -> trained <= floor.value())
                .map(floor -> About.NOT_ABOVE_FLOOR + ": " + what + " does not exceed "
                        + floor.words().toLowerCase(Locale.ROOT) + ".");
    }

    private List<FloorScore> floors() {
        return List.of(
                floor("Whole picture", whole, 0),
                floor("Best centred box", boxes, 0),
                floor("Mean training mask", meanMasks, 0),
                floor(
                        "Another picture's masks",
                        shuffled,
                        onTraining.get(Network.TRAINED).bestHead()));
    }

    private static FloorScore floor(String words, HeadOverlaps found, int head) {
        return new FloorScore(words, found.overObjects(head), found.overPictures(head));
    }

    private OverlapScore score(Network network) {
        return overlaps.get(network).score(network, onTraining.get(network));
    }
}
