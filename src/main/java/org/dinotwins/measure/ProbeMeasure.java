package org.dinotwins.measure;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.dinotwins.config.WorkbenchException;
import org.dinotwins.data.DataException;
import org.dinotwins.data.LabelSubset;
import org.dinotwins.data.Picture;
import org.dinotwins.eval.FeatureSpec;
import org.dinotwins.eval.PictureFeatures;
import org.dinotwins.eval.PictureViews;
import org.dinotwins.eval.SupervisedBaseline;
import org.dinotwins.eval.classification.AveragePrecision;
import org.dinotwins.eval.classification.Classification;
import org.dinotwins.eval.classification.LabelledFeatures;
import org.dinotwins.eval.classification.LinearProbe;
import org.dinotwins.eval.classification.LogisticRegression;
import org.dinotwins.measure.outcome.Outcome;
import org.dinotwins.measure.outcome.Outcome.Network;
import org.dinotwins.measure.outcome.ProbeOutcome;
import org.dinotwins.measure.outcome.ProbeOutcome.CategoryScore;
import org.dinotwins.measure.outcome.ProbeOutcome.Method;
import org.dinotwins.measure.outcome.ProbeOutcome.Prediction;
import org.dinotwins.measure.outcome.ProbeOutcome.ProbeScore;
import org.dinotwins.tensor.ComputationException;

/** Measures accuracies of linear classifiers on frozen features; see {@link Measurement.Probe}. */
final class ProbeMeasure {
    /** Batch of the end-to-end baseline. */
    private static final int SUPERVISED_BATCH = 64;
    /** Cost of a picture in its training, in forward passes: one forward and a backward of twice its cost. */
    private static final double SUPERVISED_COST = 3;

    private static final int CHUNK = 64;

    private final MeasurementContext context;
    private final Measurement.Probe options;
    private final FeatureSpec spec;
    private final List<Picture> train;
    private final List<Picture> validation;
    private final boolean several;
    private final List<ProbeScore> scores = new ArrayList<>();
    private List<CategoryScore> categories = List.of();
    private List<Prediction> judged = List.of();
    private int measured;

    ProbeMeasure(MeasurementContext context, Measurement.Probe options) throws WorkbenchException {
        this.context = context;
        this.options = options;
        this.spec = new FeatureSpec(Math.min(options.blocks(), context.model().depth()), options.meanOfPatches());
        this.train = LabelSubset.of(context.train(), options.share(), options.seed());
        this.validation = context.validation();
        this.several = train.stream().anyMatch(p -> count(context.present(p)) > 1)
                || validation.stream().anyMatch(p -> count(context.present(p)) > 1);
        this.measured = validation.size();
    }

    private static int count(boolean[] present) {
        int count = 0;
        for (boolean one : present) {
            count += one ? 1 : 0;
        }
        return count;
    }

    Outcome run() throws WorkbenchException, ComputationException, DataException {
        double pictures = train.size() + validation.size();
        int fits = several ? 4 : 2;
        double supervised = options.supervisedSteps() * SUPERVISED_COST * Math.min(SUPERVISED_BATCH, train.size())
                + (options.supervisedSteps() > 0 ? validation.size() : 0);
        double floor = pictures + (several ? 2 : 1) * MeasurementProgress.FIT_COST * train.size();
        context.progress()
                .expect(2 * (pictures + fits * MeasurementProgress.FIT_COST * train.size()) + floor + supervised);
        majority();
        linear(Network.TRAINED);
        linear(Network.RANDOM);
        add(new FloorMeasure(context, train, validation).hogLogistic(options.seed(), several));
        if (options.supervisedSteps() > 0) {
            supervised();
        }
        return outcome();
    }

    private ProbeOutcome outcome() {
        List<String> notes = new ArrayList<>();
        notes.add("Features: CLS token of the last " + spec.blocks() + " blocks"
                + (options.meanOfPatches() ? " and the mean of the patch tokens." : "."));
        if (options.share() < 1) {
            notes.add(train.size() + " training pictures, " + Measurement.percent(options.share())
                    + " of each category, drawn with seed " + options.seed() + ".");
        }
        if (options.supervisedSteps() > 0) {
            notes.add("The supervised baseline was trained on " + options.supervisedSteps() + " batches of up to "
                    + SUPERVISED_BATCH + " of the same pictures.");
        }
        if (several) {
            notes.add("Top-1 and top-5: the category of the largest object. mAP: all objects' categories.");
        }
        ProbeOutcome outcome = outcome(notes);
        // Before the last floor is measured, the best is not known.
        if (scores.stream().anyMatch(score -> score.network() == Network.HOG)) {
            notes.addAll(verdicts(outcome));
        }
        return outcome(notes);
    }

    private ProbeOutcome outcome(List<String> notes) {
        return new ProbeOutcome(
                context.about(train.size(), measured, notes), scores, categories, context.names(), judged);
    }

    /** Whether the trained network's classifiers exceed the best floor. */
    private static List<String> verdicts(ProbeOutcome outcome) {
        return outcome.scores().stream()
                .filter(score -> score.network() == Network.TRAINED)
                .map(score -> FloorMeasure.verdict(
                        "Top-1 by " + score.method().words(),
                        score.top1(),
                        outcome.floor(ProbeScore::top1).orElseThrow()))
                .toList();
    }

    private void add(ProbeScore score) {
        scores.add(score);
        context.progress().partial(outcome());
    }

    /** Scores every picture by how common each class is in training. */
    private void majority() {
        int[] labels = labels(train);
        double[] common = Arrays.stream(MeasurementContext.counts(labels, context.classes()))
                .asDoubleStream()
                .toArray();
        double[][] constant = new double[validation.size()][];
        Arrays.fill(constant, common);
        Classification found = Classification.of(constant, labels(validation));
        double precision = several
                ? AveragePrecision.mean(AveragePrecision.perClass(constant, context.present(validation)))
                : Double.NaN;
        add(new ProbeScore(Network.MAJORITY, Method.NONE, found.top1(), found.top5(), precision, Double.NaN));
    }

    private void linear(Network network) throws WorkbenchException, ComputationException {
        String name = MeasurementContext.networkName(network);
        context.progress().describe("Training pictures, " + name);
        PictureFeatures training = context.features().of(network, train, spec, Optional.empty());
        context.progress().describe("Validation pictures, " + name);
        PictureFeatures held = context.features().of(network, validation, spec, Optional.empty());
        measured = held.pictures().size();
        int[] truth = held.labels();
        LabelledFeatures one = LabelledFeatures.ofOne(training.features(), training.labels(), context.classes());

        context.progress().describe("Linear probe, " + name);
        LinearProbe.Fit probe = LinearProbe.fit(
                one, LinearProbe.EPOCHS, options.seed(), context.device(), context.progress()::throwIfCancelled);
        context.progress().completed(MeasurementProgress.FIT_COST * train.size());
        Classification classified = Classification.of(probe.classifier().scores(held.features()), truth);
        double[] precisions = {};
        if (several) {
            LinearProbe.Fit many = LinearProbe.fit(
                    LabelledFeatures.ofSeveral(training.features(), context.present(training.pictures())),
                    LinearProbe.EPOCHS,
                    options.seed(),
                    context.device(),
                    context.progress()::throwIfCancelled);
            precisions = AveragePrecision.perClass(
                    many.classifier().scores(held.features()), context.present(held.pictures()));
            context.progress().completed(MeasurementProgress.FIT_COST * train.size());
        }
        if (network == Network.TRAINED) {
            judge(held.pictures(), classified, precisions);
        }
        add(score(network, Method.PROBE, classified, precisions, probe.rate()));

        context.progress().describe("Logistic regression, " + name);
        LogisticRegression.Fit logistic =
                LogisticRegression.fit(one, options.seed(), context.device(), context.progress()::throwIfCancelled);
        context.progress().completed(MeasurementProgress.FIT_COST * train.size());
        if (several) {
            LogisticRegression.Fit many = LogisticRegression.fit(
                    LabelledFeatures.ofSeveral(training.features(), context.present(training.pictures())),
                    options.seed(),
                    context.device(),
                    context.progress()::throwIfCancelled);
            precisions = AveragePrecision.perClass(
                    many.classifier().scores(held.features()), context.present(held.pictures()));
            context.progress().completed(MeasurementProgress.FIT_COST * train.size());
        }
        add(score(
                network,
                Method.LOGISTIC,
                Classification.of(logistic.classifier().scores(held.features()), truth),
                precisions,
                logistic.strength()));
    }

    private ProbeScore score(
            Network network, Method method, Classification classified, double[] precisions, double chosen) {
        return new ProbeScore(
                network, method, classified.top1(), classified.top5(), AveragePrecision.mean(precisions), chosen);
    }

    private void judge(List<Picture> pictures, Classification classified, double[] precisions) {
        List<Prediction> all = new ArrayList<>();
        for (int i = 0; i < pictures.size(); i++) {
            all.add(new Prediction(
                    context.name(pictures.get(i)),
                    classified.truth()[i],
                    classified.predicted()[i]));
        }
        judged = all;
        List<CategoryScore> rows = new ArrayList<>();
        for (int c = 0; c < context.classes(); c++) {
            rows.add(new CategoryScore(
                    context.names().get(c),
                    classified.count(c),
                    classified.recall(c),
                    classified.precision(c),
                    precisions.length == 0 ? Double.NaN : precisions[c]));
        }
        categories = rows;
    }

    private void supervised() throws WorkbenchException, ComputationException, DataException {
        context.progress().describe("Supervised baseline");
        float[][] one = new float[train.size()][context.classes()];
        float[][] all = new float[train.size()][several ? context.classes() : 0];
        for (int i = 0; i < train.size(); i++) {
            one[i][train.get(i).label().orElseThrow()] = 1;
            boolean[] present = context.present(train.get(i));
            for (int c = 0; c < all[i].length; c++) {
                all[i][c] = present[c] ? 1 : 0;
            }
        }
        double each = SUPERVISED_COST * Math.min(SUPERVISED_BATCH, train.size());
        try (SupervisedBaseline network = SupervisedBaseline.learn(
                context.model(),
                train,
                one,
                all,
                options.supervisedSteps(),
                options.seed(),
                context.device(),
                step -> context.progress().completed(each))) {
            List<Picture> read = new ArrayList<>();
            List<double[]> first = new ArrayList<>();
            List<double[]> many = new ArrayList<>();
            for (int from = 0; from < validation.size(); from += CHUNK) {
                List<Picture> chunk = validation.subList(from, Math.min(validation.size(), from + CHUNK));
                PictureViews views = context.features().views(chunk, Optional.empty());
                read.addAll(views.pictures());
                SupervisedBaseline.Scores found =
                        network.scores(views.views(), context.model().imageSize());
                first.addAll(Arrays.asList(found.one()));
                many.addAll(Arrays.asList(found.several()));
                context.progress().completed(chunk.size());
            }
            Classification classified = Classification.of(first.toArray(double[][]::new), labels(read));
            double[] precisions = several
                    ? AveragePrecision.perClass(many.toArray(double[][]::new), context.present(read))
                    : new double[0];
            add(score(Network.SUPERVISED, Method.NONE, classified, precisions, Double.NaN));
        }
    }

    private static int[] labels(List<Picture> pictures) {
        return pictures.stream().mapToInt(p -> p.label().orElseThrow()).toArray();
    }
}
