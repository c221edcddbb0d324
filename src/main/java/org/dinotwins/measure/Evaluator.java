package org.dinotwins.measure;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CancellationException;
import java.util.stream.Collectors;
import java.util.stream.DoubleStream;
import java.util.stream.IntStream;
import org.dinotwins.augment.EvaluationView;
import org.dinotwins.config.DataConfig;
import org.dinotwins.config.RunConfig;
import org.dinotwins.config.WorkbenchException;
import org.dinotwins.data.DataException;
import org.dinotwins.data.ImageSet;
import org.dinotwins.data.Mask;
import org.dinotwins.data.Picture;
import org.dinotwins.data.picture.ImageFiles;
import org.dinotwins.data.picture.Pixels;
import org.dinotwins.eval.AttentionMap;
import org.dinotwins.eval.AttentionMask;
import org.dinotwins.eval.AttentionSegmentation;
import org.dinotwins.eval.FeatureSpec;
import org.dinotwins.eval.FrozenBackbone;
import org.dinotwins.eval.Knn;
import org.dinotwins.eval.PatchGrid;
import org.dinotwins.objective.RankMe;
import org.dinotwins.run.Evaluation;
import org.dinotwins.run.EvaluationPictures;
import org.dinotwins.run.Progress;
import org.dinotwins.run.RunFolder;
import org.dinotwins.run.network.NetworkInspector;
import org.dinotwins.vit.ViTConfig;

/**
 * Measures what a run has learnt and keeps the result in its folder. Blocking; call off the FX thread.
 *
 * <p>Accuracy: each picture, stretched to the square the model was made for, gives a CLS feature; the nearest training
 * pictures vote for the class of its largest object. Masks: the last block's CLS attention over the picture at its own
 * aspect ratio, held against the objects' masks. Both are the same for the same checkpoint and image set.
 */
public final class Evaluator {
    /** Neighbours of the main score; the public DINO code finds 10 and 20 best. */
    private static final int MANY = 20;
    private static final int FEW = 10;
    /** Pictures read and computed between two looks at the cancel button. */
    private static final int CHUNK = 32;
    /** What a validation picture costs, counted in training pictures: its attention is computed too. */
    private static final int VALIDATION_COST = 3;

    private final RunConfig config;
    private final ImageSet set;
    private final EvaluationPictures pictures;
    private final List<FrozenBackbone> networks;
    private final Progress progress;
    private final List<String> unreadable = new ArrayList<>();
    private int done;

    private Evaluator(RunConfig config, ImageSet set, List<FrozenBackbone> networks, Progress progress) {
        this.config = config;
        this.set = set;
        this.pictures = EvaluationPictures.of(set);
        this.networks = networks;
        this.progress = progress;
    }

    /**
     * Measures the last checkpoint's teacher, the same network at random initialisation, and a majority guess on the
     * run's own image set, and writes {@code evaluation.json}.
     */
    public static Evaluation evaluate(RunFolder run, Progress progress) throws WorkbenchException {
        Evaluation evaluation = evaluateOn(run, run.config().data(), progress);
        run.keep(evaluation);
        return evaluation;
    }

    /** As {@link #evaluate}, on any image set; nothing is written. */
    public static Evaluation evaluateOn(RunFolder run, DataConfig data, Progress progress) throws WorkbenchException {
        RunFolder.Checkpoint last = run.last();
        progress.at(0, "Opening the pictures and the checkpoint of step " + last.step());
        ImageSet set = data.open();
        try (FrozenBackbone trained = NetworkInspector.backbone(run.config(), Optional.of(last.file()));
             FrozenBackbone random = NetworkInspector.backbone(run.config(), Optional.empty())) {
            Evaluation evaluation = measure(run.config(), set, trained, random, last.step(), progress);
            progress.at(1, "Evaluated");
            return evaluation;
        }
    }

    /** The evaluation of the last checkpoint: the one that is kept, else a new one; see {@link #evaluate}. */
    public static Evaluation latest(RunFolder run, Progress progress) throws WorkbenchException {
        long step = run.last().step();
        Optional<Evaluation> known = run.evaluation().filter(e -> e.measured().step() == step);
        return known.isPresent() ? known.get() : evaluate(run, progress);
    }

    /** As {@link #evaluate}, of two networks at hand; nothing is written. */
    static Evaluation measure(RunConfig config, ImageSet set, FrozenBackbone trained, FrozenBackbone random, long step,
                              Progress progress) throws WorkbenchException {
        return new Evaluator(config, set, List.of(trained, random), progress).measure(step);
    }

    /** What one network gave for a list of pictures. */
    private static final class Seen {
        private final List<float[]> features = new ArrayList<>();
        private final List<AttentionSegmentation.Overlap> all = new ArrayList<>();
        private final List<AttentionSegmentation.Overlap> largest = new ArrayList<>();
    }

    /** The pictures of a split that could be read, and what each network gave for them. */
    private record Split(List<Picture> pictures, List<Seen> seen, List<double[]> guesses) {
        int[] labelled() {
            return IntStream.range(0, pictures.size())
                    .filter(i -> pictures.get(i).label().isPresent()).toArray();
        }

        int[] labels() {
            return Arrays.stream(labelled()).map(i -> pictures.get(i).label().orElseThrow()).toArray();
        }

        float[][] labelledFeatures(int network) {
            return Arrays.stream(labelled()).mapToObj(i -> seen.get(network).features.get(i)).toArray(float[][]::new);
        }
    }

    private record Decoded(Picture picture, Pixels pixels) {
    }

    private Evaluation measure(long step) throws WorkbenchException {
        Split train = look(pictures.neighbours(), false);
        Split validation = look(pictures.validation(), true);
        List<String> notes = new ArrayList<>(pictures.notes());
        if (!unreadable.isEmpty()) {
            notes.add(unreadable.size() + " pictures could not be read and were left out; the first: "
                    + unreadable.get(0));
        }
        if (validation.guesses().isEmpty()) {
            notes.add("No validation picture has outlines of its objects, so attention cannot be held against masks.");
        }
        Set<Integer> known = Arrays.stream(train.labels()).boxed().collect(Collectors.toSet());
        long strange = Arrays.stream(validation.labels()).filter(label -> !known.contains(label)).count();
        if (strange > 0 && !train.pictures().isEmpty()) {
            notes.add(strange + " validation pictures are of classes that no training picture has; they count as "
                    + "misses.");
        }
        return new Evaluation(scores(0, train, validation), scores(1, train, validation),
                new Evaluation.Majority(majority(validation.labels())), guess(validation.guesses()),
                new Evaluation.Measured(step, train.labels().length, validation.labels().length,
                        validation.guesses().size(), notes));
    }

    private Split look(List<Picture> wanted, boolean masks) throws WorkbenchException {
        // Pictures of one size stand together, because their attention is computed together.
        List<Picture> ordered = wanted.stream().sorted(Comparator.comparingInt(Picture::width)
                .thenComparingInt(Picture::height).thenComparingLong(Picture::id)).toList();
        Split split = new Split(new ArrayList<>(), networks.stream().map(n -> new Seen()).toList(), new ArrayList<>());
        for (int from = 0; from < ordered.size(); from += CHUNK) {
            List<Picture> chunk = ordered.subList(from, Math.min(ordered.size(), from + CHUNK));
            tell(masks);
            List<Decoded> decoded = decode(chunk);
            decoded.forEach(d -> split.pictures().add(d.picture()));
            features(decoded, split);
            if (masks) {
                masks(decoded, split);
            }
            done += chunk.size() * (masks ? VALIDATION_COST : 1);
        }
        return split;
    }

    private void tell(boolean masks) {
        if (progress.cancelled()) {
            throw new CancellationException("the evaluation was cancelled");
        }
        double whole = pictures.neighbours().size() + (double) VALIDATION_COST * pictures.validation().size();
        progress.at(done / whole, masks ? "Looking at validation pictures" : "Looking at training pictures");
    }

    private List<Decoded> decode(List<Picture> chunk) {
        List<Object> results = chunk.parallelStream().map(picture -> {
            try {
                return new Decoded(picture, ImageFiles.read(picture.file()));
            } catch (DataException e) {
                return (Object) e.getMessage();
            }
        }).toList();
        List<Decoded> decoded = new ArrayList<>();
        for (Object result : results) {
            if (result instanceof Decoded good) {
                decoded.add(good);
            } else {
                unreadable.add((String) result);
            }
        }
        return decoded;
    }

    private void features(List<Decoded> decoded, Split split) throws WorkbenchException {
        int size = config.model().imageSize();
        float[][] views = decoded.parallelStream().map(d -> EvaluationView.stretched(d.pixels(), size, size))
                .toArray(float[][]::new);
        for (int n = 0; n < networks.size(); n++) {
            split.seen().get(n).features.addAll(Arrays.asList(
                    NetworkInspector.features(networks.get(n), views, size, FeatureSpec.CLS)));
        }
    }

    /** A picture with its true masks. */
    private record Known(Decoded decoded, Mask all, Optional<Mask> largest) {
        PatchGrid grid(int imageSize, int patchSize) {
            Pixels pixels = decoded.pixels();
            int longSide = AttentionSegmentation.longSide(pixels.width(), pixels.height(), imageSize);
            return PatchGrid.of(pixels.width(), pixels.height(), longSide, patchSize);
        }
    }

    private void masks(List<Decoded> decoded, Split split) {
        ViTConfig model = config.model();
        Map<PatchGrid, List<Known>> byGrid = decoded.stream()
                .flatMap(d -> AttentionSegmentation.foreground(d.picture()).stream()
                        .map(all -> new Known(d, all, AttentionSegmentation.largest(d.picture()))))
                .collect(Collectors.groupingBy(known -> known.grid(model.imageSize(), model.patchSize()),
                        LinkedHashMap::new, Collectors.toList()));
        byGrid.forEach((grid, group) -> {
            float[][] views = group.parallelStream().map(k -> networks.get(0).view(k.decoded().pixels(), grid))
                    .toArray(float[][]::new);
            for (int n = 0; n < networks.size(); n++) {
                List<AttentionMap> maps = networks.get(n).attention(views, grid, model.depth() - 1, FrozenBackbone.CLS);
                for (int i = 0; i < group.size(); i++) {
                    compare(maps.get(i), group.get(i), split.seen().get(n));
                }
            }
            group.forEach(known -> split.guesses().add(guesses(known.all())));
        });
    }

    private static void compare(AttentionMap map, Known known, Seen seen) {
        seen.all.add(AttentionSegmentation.overlap(map, known.all(), AttentionSegmentation.KEPT_MASS));
        known.largest().ifPresent(truth ->
                seen.largest.add(AttentionSegmentation.overlap(map, truth, AttentionSegmentation.KEPT_MASS)));
    }

    private static double[] guesses(Mask truth) {
        Mask centre = AttentionSegmentation.centre(truth.width(), truth.height());
        boolean[] full = new boolean[truth.inside().length];
        Arrays.fill(full, true);
        return new double[] {AttentionMask.jaccard(centre.inside(), truth.inside()),
                AttentionMask.jaccard(full, truth.inside())};
    }

    private Evaluation.Scores scores(int network, Split train, Split validation) {
        progress.at(1, "Counting votes");
        Knn knn = new Knn(train.labelledFeatures(network), train.labels(), set.categories().size());
        Knn.Accuracy[] accuracies = knn.measure(validation.labelledFeatures(network), validation.labels(), MANY, FEW);
        Seen seen = validation.seen().get(network);
        return new Evaluation.Scores(accuracies[0].top1(), accuracies[0].top5(), accuracies[1].top1(),
                mean(seen.all.stream().mapToDouble(AttentionSegmentation.Overlap::mean)),
                mean(seen.all.stream().mapToDouble(AttentionSegmentation.Overlap::best)),
                mean(seen.all.stream().mapToDouble(AttentionSegmentation.Overlap::meanMap)),
                mean(seen.largest.stream().mapToDouble(AttentionSegmentation.Overlap::mean)),
                mean(seen.all.stream().mapToDouble(AttentionSegmentation.Overlap::share)),
                RankMe.of(seen.features.toArray(float[][]::new)));
    }

    private static double majority(int[] labels) {
        return Arrays.stream(labels).boxed().collect(Collectors.groupingBy(l -> l, Collectors.counting())).values()
                .stream().mapToDouble(count -> count / (double) labels.length).max().orElse(Double.NaN);
    }

    private static Evaluation.Guess guess(List<double[]> guesses) {
        return new Evaluation.Guess(mean(guesses.stream().mapToDouble(g -> g[0])),
                mean(guesses.stream().mapToDouble(g -> g[1])));
    }

    private static double mean(DoubleStream values) {
        return values.average().orElse(Double.NaN);
    }
}
