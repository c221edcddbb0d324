package org.dinotwins.measure;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
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
import org.dinotwins.measure.outcome.Outcome;
import org.dinotwins.measure.outcome.Outcome.Network;
import org.dinotwins.measure.outcome.Outcome.OverlapScore;
import org.dinotwins.measure.outcome.Outcome.PictureOverlap;
import org.dinotwins.vit.ViTConfig;

/** Holds attention against instance masks over a split; see {@link Measurement.Segmentation}. */
final class SegmentationMeasure {
    private static final int CHUNK = 32;
    private static final List<Network> NETWORKS = List.of(Network.RANDOM, Network.TRAINED);

    private final MeasurementContext desk;
    private final ViTConfig model;
    private final List<Picture> pictures;
    private final Map<Network, List<double[]>> objects = new EnumMap<>(Network.class);
    private final Map<Long, PictureOverlap> perPicture = new LinkedHashMap<>();
    private double centre;
    private double whole;
    private int masks;
    private int unreadable;

    SegmentationMeasure(MeasurementContext desk) throws WorkbenchException {
        this.desk = desk;
        this.model = desk.subject().run().config().model();
        this.pictures = desk.allValidation().stream().filter(p -> AttentionSegmentation.foreground(p).isPresent())
                .sorted(Comparator.comparingInt(Picture::width).thenComparingInt(Picture::height)
                        .thenComparingLong(Picture::id)).toList();
        if (pictures.isEmpty()) {
            throw new WorkbenchException("No validation picture of " + desk.subject().set().root() + " has outlines of "
                    + "its objects, so attention cannot be held against masks. Choose a set with outlines, such as COCO.");
        }
        NETWORKS.forEach(n -> objects.put(n, new ArrayList<>()));
    }

    /** A picture with its pixels and the true masks of its objects. */
    private record Known(Picture picture, Pixels pixels, List<Mask> truth) {
    }

    Outcome run() throws WorkbenchException {
        desk.work().expect(NETWORKS.size() * pictures.size());
        desk.work().now("Attention of validation pictures");
        for (int from = 0; from < pictures.size(); from += CHUNK) {
            List<Picture> chunk = pictures.subList(from, Math.min(pictures.size(), from + CHUNK));
            Map<PatchGrid, List<Known>> byGrid = chunk.parallelStream().map(this::known).flatMap(Optional::stream)
                    .collect(Collectors.groupingBy(this::grid, LinkedHashMap::new, Collectors.toList()));
            for (Map.Entry<PatchGrid, List<Known>> group : byGrid.entrySet()) {
                compare(group.getKey(), group.getValue());
            }
            desk.work().did(NETWORKS.size() * chunk.size());
            desk.work().partial(outcome());
        }
        return outcome();
    }

    private Optional<Known> known(Picture picture) {
        try {
            Pixels pixels = ImageFiles.read(picture.file());
            return Optional.of(new Known(picture, pixels, AttentionSegmentation.objects(picture)));
        } catch (DataException e) {
            synchronized (this) {
                unreadable++;
            }
            return Optional.empty();
        }
    }

    private PatchGrid grid(Known known) {
        int longSide = AttentionSegmentation.longSide(known.pixels().width(), known.pixels().height(),
                model.imageSize());
        return PatchGrid.of(known.pixels().width(), known.pixels().height(), longSide, model.patchSize());
    }

    private void compare(PatchGrid grid, List<Known> group) throws WorkbenchException {
        float[][] views = null;
        for (Network network : NETWORKS) {
            FrozenBackbone backbone = desk.networks().get(network);
            if (views == null) {
                views = group.parallelStream().map(k -> backbone.view(k.pixels(), grid)).toArray(float[][]::new);
            }
            List<AttentionMap> maps = backbone.attention(views, grid, model.depth() - 1, FrozenBackbone.CLS);
            for (int i = 0; i < group.size(); i++) {
                overlaps(network, maps.get(i), group.get(i));
            }
        }
        for (Known known : group) {
            for (Mask truth : known.truth()) {
                boolean[] full = new boolean[truth.inside().length];
                Arrays.fill(full, true);
                centre += AttentionMask.jaccard(AttentionSegmentation.centre(truth.width(), truth.height()).inside(),
                        truth.inside());
                whole += AttentionMask.jaccard(full, truth.inside());
                masks++;
            }
        }
    }

    private void overlaps(Network network, AttentionMap map, Known known) {
        double best = 0;
        double mean = 0;
        for (Mask truth : known.truth()) {
            Overlap overlap = AttentionSegmentation.overlap(map, truth, AttentionSegmentation.KEPT_MASS);
            objects.get(network).add(overlap.heads());
            best += overlap.best() / known.truth().size();
            mean += overlap.mean() / known.truth().size();
        }
        if (network == Network.TRAINED && !known.truth().isEmpty()) {
            perPicture.put(known.picture().id(), new PictureOverlap(desk.name(known.picture()), best, mean));
        }
    }

    private Outcome.SegmentationOutcome outcome() {
        List<String> notes = new ArrayList<>();
        notes.add("Each head's mask keeps " + Math.round(100 * AttentionSegmentation.KEPT_MASS)
                + " % of its attention. The best head is chosen with the truth in hand.");
        if (unreadable > 0) {
            notes.add(unreadable + " pictures could not be read and were left out.");
        }
        int without = desk.allValidation().size() - pictures.size();
        if (without > 0) {
            notes.add(without + " validation pictures have no outlines and were left out.");
        }
        List<PictureOverlap> inOrder = desk.allValidation().stream().map(p -> perPicture.get(p.id()))
                .filter(p -> p != null).toList();
        return new Outcome.SegmentationOutcome(desk.about(0, inOrder.size(), notes),
                NETWORKS.stream().map(this::score).toList(), centre / masks, whole / masks, inOrder);
    }

    private OverlapScore score(Network network) {
        List<double[]> all = objects.get(network);
        double best = all.stream().mapToDouble(h -> Arrays.stream(h).max().orElse(Double.NaN)).average()
                .orElse(Double.NaN);
        double mean = all.stream().mapToDouble(h -> Arrays.stream(h).average().orElse(Double.NaN)).average()
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
