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
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.dinotwins.config.WorkbenchException;
import org.dinotwins.data.DataException;
import org.dinotwins.data.Mask;
import org.dinotwins.data.Picture;
import org.dinotwins.data.picture.ImageFiles;
import org.dinotwins.data.picture.Pixels;
import org.dinotwins.eval.FrozenBackbone;
import org.dinotwins.eval.attention.AttentionMap;
import org.dinotwins.eval.attention.AttentionMask;
import org.dinotwins.eval.attention.AttentionSegmentation;
import org.dinotwins.eval.attention.AttentionSegmentation.Overlap;
import org.dinotwins.eval.attention.PatchGrid;
import org.dinotwins.eval.floor.PlaceFloor;
import org.dinotwins.eval.floor.ShuffledMask;
import org.dinotwins.measure.outcome.Outcome;
import org.dinotwins.measure.outcome.Outcome.Network;
import org.dinotwins.measure.outcome.SegmentationOutcome;
import org.dinotwins.measure.outcome.SegmentationOutcome.FloorScore;
import org.dinotwins.measure.outcome.SegmentationOutcome.OverlapScore;
import org.dinotwins.measure.outcome.SegmentationOutcome.PictureOverlap;
import org.dinotwins.vit.ViTConfig;

/** Compares attention with instance masks over the validation split; see {@link Measurement.Segmentation}. */
final class SegmentationMeasure {
    private static final int CHUNK = 32;
    private static final List<Network> NETWORKS = List.of(Network.RANDOM, Network.TRAINED);

    private final MeasurementContext context;
    private final ViTConfig model;
    private final List<Picture> pictures;
    private final Map<Network, List<double[]>> objects = new EnumMap<>(Network.class);
    private final Map<Long, PictureOverlap> perPicture = new LinkedHashMap<>();
    private final Optional<PlaceFloor> box;
    private final Optional<PlaceFloor> meanMask;
    private final List<double[]> shuffled = new ArrayList<>();
    private List<Mask> previous = List.of();
    private double boxes;
    private double meanMasks;
    private double whole;
    private int masks;
    private int unreadable;

    SegmentationMeasure(MeasurementContext context) throws WorkbenchException {
        this.context = context;
        this.model = context.subject().run().config().model();
        this.pictures = context.allValidation().stream()
                .filter(p -> AttentionSegmentation.foreground(p).isPresent())
                .sorted(Comparator.comparingInt(Picture::width)
                        .thenComparingInt(Picture::height)
                        .thenComparingLong(Picture::id))
                .toList();
        if (pictures.isEmpty()) {
            throw new WorkbenchException(
                    "No validation picture of " + context.subject().set().root() + " has outlines of "
                            + "its objects, so attention cannot be compared with masks. Choose a set with outlines, such as COCO.");
        }
        NETWORKS.forEach(n -> objects.put(n, new ArrayList<>()));
        Supplier<Stream<Mask>> training = () ->
                context.allTrain().parallelStream().flatMap(picture -> AttentionSegmentation.objects(picture).stream());
        boolean any = training.get().findAny().isPresent();
        this.box = any ? Optional.of(PlaceFloor.centredBox(training)) : Optional.empty();
        this.meanMask = any ? Optional.of(PlaceFloor.meanMask(training)) : Optional.empty();
    }

    /** A picture as its attention is computed, with the true masks of its objects. */
    // Never compared: consumed once.
    @SuppressWarnings("ArrayRecordComponent")
    private record AnnotatedPicture(Picture picture, PatchGrid grid, float[] view, List<Mask> truth) {}

    Outcome run() throws WorkbenchException {
        context.progress().expect(NETWORKS.size() * pictures.size());
        context.progress().describe("Attention of validation pictures");
        // Both networks take the same views.
        FrozenBackbone viewer = context.networks().get(NETWORKS.get(0));
        for (int from = 0; from < pictures.size(); from += CHUNK) {
            List<Picture> chunk = pictures.subList(from, Math.min(pictures.size(), from + CHUNK));
            Map<PatchGrid, List<AnnotatedPicture>> byGrid = chunk.parallelStream()
                    .map(picture -> read(picture, viewer))
                    .flatMap(Optional::stream)
                    .collect(Collectors.groupingBy(AnnotatedPicture::grid, LinkedHashMap::new, Collectors.toList()));
            for (Map.Entry<PatchGrid, List<AnnotatedPicture>> group : byGrid.entrySet()) {
                compare(group.getKey(), group.getValue());
            }
            context.progress().completed(NETWORKS.size() * chunk.size());
            context.progress().partial(outcome());
        }
        return outcome();
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

    private void compare(PatchGrid grid, List<AnnotatedPicture> group) throws WorkbenchException {
        float[][] views = group.stream().map(AnnotatedPicture::view).toArray(float[][]::new);
        for (Network network : NETWORKS) {
            FrozenBackbone backbone = context.networks().get(network);
            List<AttentionMap> maps = backbone.attention(views, grid, model.depth() - 1, FrozenBackbone.CLS);
            for (int i = 0; i < group.size(); i++) {
                overlaps(network, maps.get(i), group.get(i));
            }
        }
        for (AnnotatedPicture annotated : group) {
            for (Mask truth : annotated.truth()) {
                boolean[] full = new boolean[truth.inside().length];
                Arrays.fill(full, true);
                boxes += jaccard(box, truth);
                meanMasks += jaccard(meanMask, truth);
                whole += AttentionMask.jaccard(full, truth.inside());
                masks++;
            }
        }
    }

    private static double jaccard(Optional<PlaceFloor> floor, Mask truth) {
        return floor.map(f -> f.overlap(truth).jaccard()).orElse(Double.NaN);
    }

    /** The trained attention of a picture with the objects of the one before. */
    private void shuffle(AttentionMap map, AnnotatedPicture annotated) {
        for (Mask other : previous) {
            Mask stretched = ShuffledMask.stretched(
                    other, annotated.picture().width(), annotated.picture().height());
            shuffled.add(AttentionSegmentation.overlap(map, stretched, AttentionSegmentation.KEPT_MASS)
                    .heads());
        }
        previous = annotated.truth();
    }

    private void overlaps(Network network, AttentionMap map, AnnotatedPicture annotated) {
        if (network == Network.TRAINED) {
            shuffle(map, annotated);
        }
        double best = 0;
        double mean = 0;
        for (Mask truth : annotated.truth()) {
            Overlap overlap = AttentionSegmentation.overlap(map, truth, AttentionSegmentation.KEPT_MASS);
            objects.get(network).add(overlap.heads());
            best += overlap.best() / annotated.truth().size();
            mean += overlap.mean() / annotated.truth().size();
        }
        if (network == Network.TRAINED && !annotated.truth().isEmpty()) {
            perPicture.put(annotated.picture().id(), new PictureOverlap(context.name(annotated.picture()), best, mean));
        }
    }

    private SegmentationOutcome outcome() {
        List<String> notes = new ArrayList<>();
        notes.add("Each head's mask keeps " + Math.round(100 * AttentionSegmentation.KEPT_MASS)
                + " % of its attention. The best head is chosen by the true masks.");
        if (unreadable > 0) {
            notes.add(unreadable + " pictures could not be read and were skipped.");
        }
        OverlapScore trained = score(Network.TRAINED);
        floors().stream()
                .filter(floor -> !Double.isNaN(floor.mean()))
                .max(Comparator.comparingDouble(FloorScore::mean))
                .filter(floor -> !(trained.mean() > floor.mean()))
                .ifPresent(floor -> notes.add("NOT ABOVE THE FLOOR: the mean of the heads does not reach "
                        + floor.words().toLowerCase(Locale.ROOT) + "."));
        int without = context.allValidation().size() - pictures.size();
        if (without > 0) {
            notes.add(without + " validation pictures have no outlines and were skipped.");
        }
        List<PictureOverlap> inOrder = context.allValidation().stream()
                .map(p -> perPicture.get(p.id()))
                .filter(p -> p != null)
                .toList();
        return new SegmentationOutcome(
                context.about(0, inOrder.size(), notes),
                NETWORKS.stream().map(this::score).toList(),
                floors(),
                inOrder);
    }

    private List<FloorScore> floors() {
        OverlapScore others = score(Network.TRAINED, shuffled);
        return List.of(
                FloorScore.ofMask("Whole picture", whole / masks),
                FloorScore.ofMask("Best centred box", boxes / masks),
                FloorScore.ofMask("Mean training mask", meanMasks / masks),
                new FloorScore("Another picture's masks", others.best(), others.mean(), others.fixed()));
    }

    private OverlapScore score(Network network) {
        return score(network, objects.get(network));
    }

    private OverlapScore score(Network network, List<double[]> all) {
        double best = all.stream()
                .mapToDouble(h -> Arrays.stream(h).max().orElse(Double.NaN))
                .average()
                .orElse(Double.NaN);
        double mean = all.stream()
                .mapToDouble(h -> Arrays.stream(h).average().orElse(Double.NaN))
                .average()
                .orElse(Double.NaN);
        double fixed = Double.NaN;
        for (int head = 0; head < model.heads(); head++) {
            int which = head;
            double one = all.stream().mapToDouble(h -> h[which]).average().orElse(Double.NaN);
            fixed = Double.isNaN(fixed) ? one : Math.max(fixed, one);
        }
        return new OverlapScore(network, all.size(), best, mean, fixed);
    }
}
