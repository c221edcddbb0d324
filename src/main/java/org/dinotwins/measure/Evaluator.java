package org.dinotwins.measure;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.ToDoubleFunction;
import java.util.stream.Collectors;
import org.dinotwins.config.RunConfig;
import org.dinotwins.config.WorkbenchException;
import org.dinotwins.data.ImageSet;
import org.dinotwins.eval.FrozenBackbone;
import org.dinotwins.eval.KnnEvaluation;
import org.dinotwins.eval.attention.AttentionSegmentation.Overlap;
import org.dinotwins.eval.classification.Classification;
import org.dinotwins.measure.EvaluationPass.Guess;
import org.dinotwins.measure.EvaluationPass.Split;
import org.dinotwins.objective.RankMe;
import org.dinotwins.run.Progress;
import org.dinotwins.run.RunFolder;
import org.dinotwins.run.evaluation.Evaluation;
import org.dinotwins.run.evaluation.EvaluationPictures;
import org.dinotwins.run.network.NetworkInspector;

/**
 * Evaluates a run's last checkpoint and saves the result in the run's folder. Blocking; never call it on the FX thread.
 *
 * <p>Accuracy: each picture, stretched to the square the model was made for, gives a CLS feature; the nearest training
 * pictures vote for the class of its largest object. Masks: the last block's CLS attention over the picture at its own
 * aspect ratio, compared with the objects' masks. The same checkpoint and image set give the same result.
 */
public final class Evaluator {
    /** The smaller number of neighbours, beside {@link KnnEvaluation#NEIGHBOURS}. */
    private static final int FEW_NEIGHBOURS = 10;

    private static final int[] NEIGHBOURS = {KnnEvaluation.NEIGHBOURS, FEW_NEIGHBOURS};

    private static final int TRAINED = 0;
    private static final int RANDOM = 1;

    private Evaluator() {}

    /**
     * Evaluates the last checkpoint's teacher, the same network at random initialisation, and a majority guess on the
     * run's own image set, and writes {@code evaluation.json}.
     */
    public static Evaluation evaluate(RunFolder run, Progress progress) throws WorkbenchException {
        progress.at(0, "Opening the pictures");
        ImageSet own = run.config().data().open();
        progress.opened(own);
        return evaluate(run, own, progress);
    }

    /** Like {@link #evaluate(RunFolder, Progress)}, with the run's own image set already open. */
    public static Evaluation evaluate(RunFolder run, ImageSet own, Progress progress) throws WorkbenchException {
        Evaluation evaluation = evaluateOn(run, own, progress);
        run.keep(evaluation);
        return evaluation;
    }

    /** Like {@link #evaluate(RunFolder, Progress)}, on any image set; nothing is written. */
    public static Evaluation evaluateOn(RunFolder run, ImageSet set, Progress progress) throws WorkbenchException {
        RunFolder.Checkpoint last = run.last();
        progress.at(0, "Opening the checkpoint of step " + last.step());
        try (FrozenBackbone trained = NetworkInspector.backbone(run.config(), Optional.of(last.file()));
                FrozenBackbone random = NetworkInspector.backbone(run.config(), Optional.empty())) {
            Evaluation evaluation = measure(run.config(), set, trained, random, last.step(), progress);
            progress.at(1, "Evaluated");
            return evaluation;
        }
    }

    /** The evaluation of the last checkpoint: the saved one, or a new one; see {@link #evaluate}. */
    public static Evaluation latest(RunFolder run, Progress progress) throws WorkbenchException {
        long step = run.last().step();
        Optional<Evaluation> known = run.evaluation().filter(e -> e.measured().step() == step);
        return known.isPresent() ? known.get() : evaluate(run, progress);
    }

    /** Like {@link #evaluate}, of two open networks; nothing is written. */
    static Evaluation measure(
            RunConfig config, ImageSet set, FrozenBackbone trained, FrozenBackbone random, long step, Progress progress)
            throws WorkbenchException {
        EvaluationPictures pictures = EvaluationPictures.of(set);
        EvaluationPass pass = new EvaluationPass(config.model(), pictures, List.of(trained, random), progress);
        Split training = pass.training();
        Split validation = pass.validation();
        progress.at(1, "Counting votes");
        int classes = set.categories().size();
        Evaluation.Guess guess = guess(validation.guesses());
        return new Evaluation(
                scores(TRAINED, training, validation, classes),
                scores(RANDOM, training, validation, classes),
                new Evaluation.Majority(majority(validation.labels())),
                guess,
                pass.floors().floors(training.read(), validation.read(), classes, NEIGHBOURS, guess.jaccard_full()),
                new Evaluation.Measured(
                        step,
                        training.labels().length,
                        validation.labels().length,
                        validation.guesses().size(),
                        notes(pictures, pass.unreadable(), training, validation)));
    }

    private static List<String> notes(
            EvaluationPictures pictures, List<String> unreadable, Split training, Split validation) {
        List<String> notes = new ArrayList<>(pictures.notes());
        if (!unreadable.isEmpty()) {
            notes.add(unreadable.size() + " pictures could not be read and were skipped; the first: "
                    + unreadable.get(0));
        }
        if (validation.guesses().isEmpty()) {
            notes.add("No validation picture has outlines of its objects, so attention cannot be compared with masks.");
        }
        Set<Integer> known = Arrays.stream(training.labels()).boxed().collect(Collectors.toSet());
        long unknown = Arrays.stream(validation.labels())
                .filter(label -> !known.contains(label))
                .count();
        if (unknown > 0 && !training.features(TRAINED).pictures().isEmpty()) {
            notes.add(unknown + " validation pictures are of classes that no training picture has; they count as "
                    + "misses.");
        }
        return notes;
    }

    private static Evaluation.Scores scores(int network, Split training, Split validation, int classes) {
        List<Classification> knn = new KnnEvaluation(training.features(network), classes)
                .classify(validation.features(network), NEIGHBOURS);
        List<Overlap> foreground = validation.foreground(network);
        return new Evaluation.Scores(
                knn.get(0).top1(),
                knn.get(0).top5(),
                knn.get(1).top1(),
                mean(foreground, Overlap::mean),
                mean(foreground, Overlap::best),
                mean(foreground, Overlap::meanMap),
                mean(validation.largest(network), Overlap::mean),
                mean(foreground, Overlap::share),
                RankMe.of(validation.features(network).features()));
    }

    private static double majority(int[] labels) {
        return Arrays.stream(labels)
                .boxed()
                .collect(Collectors.groupingBy(l -> l, Collectors.counting()))
                .values()
                .stream()
                .mapToDouble(count -> count / (double) labels.length)
                .max()
                .orElse(Double.NaN);
    }

    private static Evaluation.Guess guess(List<Guess> guesses) {
        return new Evaluation.Guess(mean(guesses, Guess::centre), mean(guesses, Guess::full));
    }

    private static <T> double mean(List<T> values, ToDoubleFunction<T> figure) {
        return values.stream().mapToDouble(figure).average().orElse(Double.NaN);
    }
}
