package org.dinotwins.bench;

import de.bwaldvogel.liblinear.Feature;
import de.bwaldvogel.liblinear.FeatureNode;
import de.bwaldvogel.liblinear.Linear;
import de.bwaldvogel.liblinear.Parameter;
import de.bwaldvogel.liblinear.Problem;
import de.bwaldvogel.liblinear.SolverType;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.dinotwins.eval.classification.Knn;
import org.dinotwins.eval.classification.LabelledFeatures;
import org.dinotwins.eval.classification.LinearProbe;
import org.dinotwins.eval.classification.LogisticRegression;
import org.dinotwins.tensor.device.DevicePreference;

/** The time that classifiers on the features of an image set take. */
final class MeasuresBenchmark implements Benchmark {
    private static final int ROUNDS = Integer.getInteger("bench.rounds", 3);
    private static final int BANK = 5000;
    private static final int QUERIES = 1000;
    private static final int WIDTH = 384;
    private static final int CLASSES = 10;
    private static final int NEIGHBOURS = 20;
    private static final double STRENGTH = 0.01;
    /** Gradient norm relative to its first value, as in {@link LogisticRegression}. */
    private static final double TOLERANCE = 1e-6;

    @Override
    public String name() {
        return "measures";
    }

    @Override
    public String what() {
        return "5,000 features of width 384 in ten classes; peers: kNN as plain loops and sorts, LIBLINEAR";
    }

    @Override
    public List<String> options() {
        return List.of("-Xmx4g");
    }

    @Override
    public void run(Report report) throws Exception {
        SplittableRandom random = new SplittableRandom(1);
        float[][] centres = noise(random, CLASSES, 1, new float[CLASSES][WIDTH]);
        float[][] bank = noise(random, BANK, 4, centres);
        float[][] queries = noise(random, QUERIES, 4, centres);
        int[] labels = labels(BANK);
        int[] truth = labels(QUERIES);
        boolean[][] present = new boolean[BANK][CLASSES];
        for (int i = 0; i < BANK; i++) {
            present[i][labels[i]] = true;
        }
        LabelledFeatures each = LabelledFeatures.ofSeveral(bank, present);
        LabelledFeatures one = LabelledFeatures.ofOne(bank, labels, CLASSES);
        Contest contest = new Contest()
                .add(
                        "kNN",
                        () -> new Knn(bank, labels, CLASSES)
                                .classify(queries, truth, NEIGHBOURS)
                                .get(0)
                                .top1())
                .add("plain kNN", () -> plain(bank, labels, queries, truth))
                .add("logistic", () -> LogisticRegression.solve(each, STRENGTH, DevicePreference.CPU, () -> {}))
                .add("liblinear", () -> liblinear(bank, labels))
                .add("probe", () -> LinearProbe.fit(one, LinearProbe.EPOCHS, 0, DevicePreference.CPU, () -> {}))
                .run(1, ROUNDS);
        report.value("kNN of 1,000 queries", contest.seconds("kNN"), "s");
        report.value("plain loops / kNN", contest.ratio("plain kNN", "kNN"), "x");
        report.value("logistic regression, a classifier a class", contest.seconds("logistic"), "s");
        report.value("LIBLINEAR / logistic regression", contest.ratio("liblinear", "logistic"), "x");
        report.value("linear probe, 100 passes at each learning rate", contest.seconds("probe"), "s");
    }

    /** Rows around the centres of their classes, which alternate. */
    private static float[][] noise(SplittableRandom random, int rows, double spread, float[][] centres) {
        float[][] made = new float[rows][WIDTH];
        for (int i = 0; i < rows; i++) {
            for (int j = 0; j < WIDTH; j++) {
                made[i][j] = (float) (centres[i % CLASSES][j] + spread * random.nextGaussian());
            }
        }
        return made;
    }

    private static int[] labels(int rows) {
        return IntStream.range(0, rows).map(i -> i % CLASSES).toArray();
    }

    /** The same accuracy with one product and one sort per query. */
    private static double plain(float[][] bank, int[] labels, float[][] queries, int[] truth) {
        float[][] units = Arrays.stream(bank).map(MeasuresBenchmark::unit).toArray(float[][]::new);
        int right = 0;
        for (int q = 0; q < queries.length; q++) {
            float[] query = unit(queries[q]);
            double[] similarity = new double[units.length];
            for (int i = 0; i < units.length; i++) {
                for (int j = 0; j < WIDTH; j++) {
                    similarity[i] += query[j] * units[i][j];
                }
            }
            double[] votes = new double[CLASSES];
            IntStream.range(0, units.length)
                    .boxed()
                    .sorted(Comparator.comparingDouble(i -> -similarity[i]))
                    .limit(NEIGHBOURS)
                    .forEach(i -> votes[labels[i]] += Math.exp(similarity[i] / Knn.TEMPERATURE));
            int best = IntStream.range(0, CLASSES)
                    .boxed()
                    .max(Comparator.comparingDouble(c -> votes[c]))
                    .orElseThrow();
            right += best == truth[q] ? 1 : 0;
        }
        return right / (double) queries.length;
    }

    private static float[] unit(float[] feature) {
        double square = 0;
        for (float value : feature) {
            square += (double) value * value;
        }
        float[] unit = new float[feature.length];
        for (int i = 0; i < unit.length; i++) {
            unit[i] = (float) (feature[i] / Math.sqrt(square));
        }
        return unit;
    }

    private static Object liblinear(float[][] rows, int[] labels) {
        Problem problem = new Problem();
        problem.l = rows.length;
        problem.n = WIDTH + 1;
        problem.bias = 1;
        problem.y = Arrays.stream(labels).asDoubleStream().toArray();
        problem.x = new Feature[rows.length][];
        for (int i = 0; i < rows.length; i++) {
            problem.x[i] = new Feature[WIDTH + 1];
            for (int j = 0; j < WIDTH; j++) {
                problem.x[i][j] = new FeatureNode(j + 1, rows[i][j]);
            }
            problem.x[i][WIDTH] = new FeatureNode(WIDTH + 1, 1);
        }
        Parameter parameter = new Parameter(SolverType.L2R_LR, STRENGTH, TOLERANCE);
        parameter.setRegularizeBias(false);
        Linear.disableDebugOutput();
        return Linear.train(problem, parameter);
    }
}
