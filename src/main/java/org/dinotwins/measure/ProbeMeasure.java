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
import org.dinotwins.eval.SupervisedBaseline;
import org.dinotwins.eval.classification.AveragePrecision;
import org.dinotwins.eval.classification.Classification;
import org.dinotwins.eval.classification.LabelledFeatures;
import org.dinotwins.eval.classification.LinearProbe;
import org.dinotwins.eval.classification.LogisticRegression;
import org.dinotwins.measure.outcome.Outcome;
import org.dinotwins.measure.outcome.Outcome.CategoryScore;
import org.dinotwins.measure.outcome.Outcome.Judged;
import org.dinotwins.measure.outcome.Outcome.Method;
import org.dinotwins.measure.outcome.Outcome.Network;
import org.dinotwins.measure.outcome.Outcome.Score;
import org.dinotwins.train.TrainingException;

/** Measures by linear classifiers on frozen features; see {@link Measurement.Probe}. */
final class ProbeMeasure {
    /** Batch of the end-to-end baseline, and what a picture costs in it: a pass forward and one back. */
    private static final int SUPERVISED_BATCH = 64;
    private static final double SUPERVISED_COST = 3;
    private static final int CHUNK = 64;

    private final MeasurementContext desk;
    private final Measurement.Probe options;
    private final FeatureSpec readout;
    private final List<Picture> train;
    private final List<Picture> validation;
    private final boolean several;
    private final List<Score> scores = new ArrayList<>();
    private List<CategoryScore> categories = List.of();
    private List<Judged> judged = List.of();
    private int measured;

    ProbeMeasure(MeasurementContext desk, Measurement.Probe options) throws WorkbenchException {
        this.desk = desk;
        this.options = options;
        this.readout = new FeatureSpec(Math.min(options.blocks(), desk.subject().run().config().model().depth()),
                options.meanOfPatches());
        this.train = LabelSubset.of(desk.train(), options.share(), options.seed());
        this.validation = desk.validation();
        this.several = train.stream().anyMatch(p -> count(desk.present(p)) > 1)
                || validation.stream().anyMatch(p -> count(desk.present(p)) > 1);
        this.measured = validation.size();
    }

    private static int count(boolean[] present) {
        int count = 0;
        for (boolean one : present) {
            count += one ? 1 : 0;
        }
        return count;
    }

    Outcome run() throws WorkbenchException, TrainingException, DataException {
        double pictures = train.size() + validation.size();
        int fits = several ? 4 : 2;
        double supervised = options.supervisedSteps() * SUPERVISED_COST * Math.min(SUPERVISED_BATCH, train.size())
                + (options.supervisedSteps() > 0 ? validation.size() : 0);
        desk.work().expect(2 * (pictures + fits * MeasurementProgress.FIT * train.size()) + supervised);
        guess();
        linear(Network.TRAINED);
        linear(Network.RANDOM);
        if (options.supervisedSteps() > 0) {
            supervised();
        }
        return outcome();
    }

    private Outcome.ProbeOutcome outcome() {
        List<String> notes = new ArrayList<>();
        notes.add("Features: CLS token of the last " + readout.blocks() + " blocks"
                + (options.meanOfPatches() ? " and the mean of the patch tokens." : "."));
        if (options.share() < 1) {
            notes.add(train.size() + " training pictures, " + Measurement.percent(options.share())
                    + " of each category, drawn with seed " + options.seed() + ".");
        }
        if (options.supervisedSteps() > 0) {
            notes.add("The supervised baseline saw " + options.supervisedSteps() + " batches of up to "
                    + SUPERVISED_BATCH + " of the same pictures.");
        }
        if (several) {
            notes.add("Top-1 and top-5: the category of the largest object. mAP: all objects' categories.");
        }
        return new Outcome.ProbeOutcome(desk.about(train.size(), measured, notes), scores, categories, desk.names(),
                judged);
    }

    private void add(Score score) {
        scores.add(score);
        desk.work().partial(outcome());
    }

    /** Orders the classes by how common they are in training, whatever the picture. */
    private void guess() {
        int[] labels = labels(train);
        double[] common = Arrays.stream(MeasurementContext.counts(labels, desk.classes())).asDoubleStream().toArray();
        double[][] constant = new double[validation.size()][];
        Arrays.fill(constant, common);
        Classification found = Classification.of(constant, labels(validation));
        double precision = several ? AveragePrecision.mean(AveragePrecision.perClass(constant, present(validation)))
                : Double.NaN;
        add(new Score(Network.MAJORITY, Method.NONE, found.top1(), found.top5(), precision, Double.NaN));
    }

    private void linear(Network network) throws WorkbenchException, TrainingException {
        String whose = MeasurementContext.whose(network);
        desk.work().now("Training pictures, " + whose);
        FeatureSource.Seen learn = desk.features().of(network, train, readout, Optional.empty());
        desk.work().now("Validation pictures, " + whose);
        FeatureSource.Seen look = desk.features().of(network, validation, readout, Optional.empty());
        measured = look.pictures().size();
        int[] truth = look.labels();
        LabelledFeatures one = LabelledFeatures.ofOne(learn.features(), learn.labels(), desk.classes());

        desk.work().now("Linear probe, " + whose);
        LinearProbe.Fit probe = LinearProbe.fit(one, LinearProbe.PASSES, options.seed(), desk.device(),
                desk.work()::check);
        desk.work().did(MeasurementProgress.FIT * train.size());
        Classification told = Classification.of(probe.classifier().scores(look.features()), truth);
        double[] precisions = {};
        if (several) {
            LinearProbe.Fit many = LinearProbe.fit(LabelledFeatures.ofSeveral(learn.features(), present(learn.pictures())),
                    LinearProbe.PASSES, options.seed(), desk.device(), desk.work()::check);
            precisions = AveragePrecision.perClass(many.classifier().scores(look.features()), present(look.pictures()));
            desk.work().did(MeasurementProgress.FIT * train.size());
        }
        if (network == Network.TRAINED) {
            judge(look.pictures(), told, precisions);
        }
        add(score(network, Method.PROBE, told, precisions, probe.rate()));

        desk.work().now("Logistic regression, " + whose);
        LogisticRegression.Fit logistic = LogisticRegression.fit(one, options.seed(), desk.device(),
                desk.work()::check);
        desk.work().did(MeasurementProgress.FIT * train.size());
        if (several) {
            LogisticRegression.Fit many = LogisticRegression.fit(LabelledFeatures.ofSeveral(learn.features(),
                    present(learn.pictures())), options.seed(), desk.device(), desk.work()::check);
            precisions = AveragePrecision.perClass(many.classifier().scores(look.features()), present(look.pictures()));
            desk.work().did(MeasurementProgress.FIT * train.size());
        }
        add(score(network, Method.LOGISTIC,
                Classification.of(logistic.classifier().scores(look.features()), truth), precisions,
                logistic.strength()));
    }

    private Score score(Network network, Method method, Classification told, double[] precisions, double chosen) {
        return new Score(network, method, told.top1(), told.top5(), AveragePrecision.mean(precisions), chosen);
    }

    private void judge(List<Picture> pictures, Classification told, double[] precisions) {
        List<Judged> all = new ArrayList<>();
        for (int i = 0; i < pictures.size(); i++) {
            all.add(new Judged(desk.name(pictures.get(i)), told.truth()[i], told.predicted()[i]));
        }
        judged = all;
        List<CategoryScore> rows = new ArrayList<>();
        for (int c = 0; c < desk.classes(); c++) {
            rows.add(new CategoryScore(desk.names().get(c), told.count(c), told.recall(c), told.precision(c),
                    precisions.length == 0 ? Double.NaN : precisions[c]));
        }
        categories = rows;
    }

    private void supervised() throws WorkbenchException, TrainingException, DataException {
        desk.work().now("Supervised baseline");
        float[][] one = new float[train.size()][desk.classes()];
        float[][] all = new float[train.size()][several ? desk.classes() : 0];
        for (int i = 0; i < train.size(); i++) {
            one[i][train.get(i).label().orElseThrow()] = 1;
            boolean[] present = desk.present(train.get(i));
            for (int c = 0; c < all[i].length; c++) {
                all[i][c] = present[c] ? 1 : 0;
            }
        }
        double each = SUPERVISED_COST * Math.min(SUPERVISED_BATCH, train.size());
        try (SupervisedBaseline network = SupervisedBaseline.learn(desk.subject().run().config().model(), train, one, all,
                options.supervisedSteps(), options.seed(), desk.device(), step -> desk.work().did(each))) {
            List<Picture> seen = new ArrayList<>();
            List<double[]> first = new ArrayList<>();
            List<double[]> many = new ArrayList<>();
            for (int from = 0; from < validation.size(); from += CHUNK) {
                List<Picture> chunk = validation.subList(from, Math.min(validation.size(), from + CHUNK));
                List<Optional<float[]>> views = desk.features().views(chunk, Optional.empty());
                for (int i = 0; i < chunk.size(); i++) {
                    if (views.get(i).isPresent()) {
                        seen.add(chunk.get(i));
                    }
                }
                SupervisedBaseline.Scores found = network.scores(views.stream().flatMap(Optional::stream)
                        .toArray(float[][]::new), desk.subject().run().config().model().imageSize());
                first.addAll(Arrays.asList(found.one()));
                many.addAll(Arrays.asList(found.several()));
                desk.work().did(chunk.size());
            }
            Classification told = Classification.of(first.toArray(double[][]::new), labels(seen));
            double[] precisions = several ? AveragePrecision.perClass(many.toArray(double[][]::new), present(seen))
                    : new double[0];
            add(score(Network.SUPERVISED, Method.NONE, told, precisions, Double.NaN));
        }
    }

    private static int[] labels(List<Picture> pictures) {
        return pictures.stream().mapToInt(p -> p.label().orElseThrow()).toArray();
    }

    private boolean[][] present(List<Picture> pictures) {
        return pictures.stream().map(desk::present).toArray(boolean[][]::new);
    }
}
