package org.dinotwins.eval.classification;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import de.bwaldvogel.liblinear.Feature;
import de.bwaldvogel.liblinear.FeatureNode;
import de.bwaldvogel.liblinear.Linear;
import de.bwaldvogel.liblinear.Model;
import de.bwaldvogel.liblinear.Parameter;
import de.bwaldvogel.liblinear.Problem;
import de.bwaldvogel.liblinear.SolverType;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.dinotwins.data.DataException;
import org.dinotwins.data.ImageSet;
import org.dinotwins.data.Picture;
import org.dinotwins.data.layout.ImageSets;
import org.dinotwins.data.picture.ImageFiles;
import org.dinotwins.eval.floor.PictureDescriptor;
import org.dinotwins.tensor.device.DevicePreference;
import org.junit.jupiter.api.Test;

/** Logistic regression compared with LIBLINEAR, and the probe compared with logistic regression. */
class LogisticRegressionTest {
    private static final DevicePreference CPU = DevicePreference.CPU;
    private static final Runnable GO_ON = () -> {};

    @Test
    void twoClassesHaveTheWeightsOfLiblinear() throws Exception {
        Random random = new Random(3);
        float[][] features = new float[120][6];
        int[] labels = new int[120];
        for (int i = 0; i < 120; i++) {
            labels[i] = i % 2;
            for (int j = 0; j < 6; j++) {
                features[i][j] = (float) (5 + random.nextGaussian() * (j + 1) + labels[i] * (j - 2));
            }
        }
        boolean[][] present = new boolean[120][1];
        for (int i = 0; i < 120; i++) {
            present[i][0] = labels[i] == 1;
        }

        LinearClassifier ours =
                LogisticRegression.solve(LabelledFeatures.ofSeveral(features, present), 0.7, CPU, GO_ON);
        Model theirs = liblinear(features, labels, 0.7);

        double sign = theirs.getLabels()[0] == 1 ? 1 : -1;
        for (int j = 0; j < 6; j++) {
            assertThat(ours.weights()[0][j]).isCloseTo(sign * theirs.getFeatureWeights()[j], within(2e-4));
        }
        assertThat(ours.bias()[0]).isCloseTo(sign * theirs.getFeatureWeights()[6], within(5e-3));
        // The softmax of two classes is the sigmoid of their difference; its penalty is half as strong a difference.
        LinearClassifier softmax =
                LogisticRegression.solve(LabelledFeatures.ofOne(features, labels, 2), 0.35, CPU, GO_ON);
        for (int j = 0; j < 6; j++) {
            assertThat(softmax.weights()[1][j] - softmax.weights()[0][j]).isCloseTo(ours.weights()[0][j], within(2e-4));
        }
    }

    /** 600 training and 200 validation pictures of the sample set, as histograms of oriented gradients. */
    @Test
    void onTheSampleSetTheProbeIsWithinOnePointOfLiblinear() throws Exception {
        ImageSet set = ImageSets.open(Path.of("sample-data"));
        float[][] train = features(set.train());
        float[][] validation = features(set.validation());
        int[] trainLabels = labels(set.train());
        int[] truth = labels(set.validation());
        int classes = set.categories().size();

        boolean[][] present = new boolean[train.length][classes];
        for (int i = 0; i < train.length; i++) {
            present[i][trainLabels[i]] = true;
        }
        LinearClassifier ours = LogisticRegression.solve(LabelledFeatures.ofSeveral(train, present), 1, CPU, GO_ON);
        double reproduced = Classification.of(ours.scores(validation), truth).top1();
        double library = accuracy(liblinear(train, trainLabels, 1), validation, truth);
        double probe = Classification.of(
                        LinearProbe.fit(
                                        LabelledFeatures.ofOne(train, trainLabels, classes),
                                        LinearProbe.EPOCHS,
                                        0,
                                        CPU,
                                        GO_ON)
                                .classifier()
                                .scores(validation),
                        truth)
                .top1();

        assertThat(library).as("the features are informative").isGreaterThan(2.0 / classes);
        assertThat(reproduced).isCloseTo(library, within(0.01));
        assertThat(probe)
                .as("the probe, with another loss and another stopping rule")
                .isGreaterThan(library - 0.04);
    }

    @Test
    void theStrengthIsChosenOnHeldOutExamples() throws Exception {
        // One informative feature of twenty and few pictures: weak regularisation fits the noise.
        Random random = new Random(5);
        float[][] features = new float[40][20];
        int[] labels = new int[40];
        for (int i = 0; i < 40; i++) {
            labels[i] = i % 2;
            for (int j = 0; j < 20; j++) {
                features[i][j] = (float) random.nextGaussian() + (j == 0 ? 2 * labels[i] : 0);
            }
        }
        LogisticRegression.Fit fit = LogisticRegression.fit(LabelledFeatures.ofOne(features, labels, 2), 0, CPU, GO_ON);
        assertThat(fit.strength()).isLessThan(10);
        assertThat(LogisticRegression.fit(LabelledFeatures.ofOne(features, labels, 2), 0, CPU, GO_ON)
                        .classifier()
                        .bias())
                .containsExactly(fit.classifier().bias());
        assertThat(LogisticRegression.fit(
                                LabelledFeatures.ofOne(new float[][] {{1}, {2}}, new int[] {0, 1}, 2), 0, CPU, GO_ON)
                        .strength())
                .as("nothing can be held out of one picture per class")
                .isEqualTo(1);
    }

    @Test
    void stopsWhenThePauseThrows() {
        LabelledFeatures examples = LabelledFeatures.ofOne(new float[][] {{1}, {2}}, new int[] {0, 1}, 2);
        Runnable stop = () -> {
            throw new IllegalStateException("enough");
        };
        assertThatThrownBy(() -> LogisticRegression.solve(examples, 1, CPU, stop))
                .hasMessage("enough");
        assertThatThrownBy(() -> LinearProbe.fit(examples, 5, 0, CPU, stop)).hasMessage("enough");
    }

    private static float[][] features(List<Picture> pictures) {
        return pictures.parallelStream()
                .map(picture -> {
                    try {
                        return PictureDescriptor.HOG.of(ImageFiles.read(picture.file()));
                    } catch (DataException e) {
                        throw new IllegalStateException(e);
                    }
                })
                .toArray(float[][]::new);
    }

    private static int[] labels(List<Picture> pictures) {
        return pictures.stream().mapToInt(p -> p.label().orElseThrow()).toArray();
    }

    /** One-against-the-rest logistic regression with a free bias, which is the last feature. */
    private static Model liblinear(float[][] features, int[] labels, double strength) {
        Problem problem = new Problem();
        problem.l = features.length;
        problem.n = features[0].length + 1;
        problem.bias = 1;
        problem.x = Arrays.stream(features).map(LogisticRegressionTest::nodes).toArray(Feature[][]::new);
        problem.y = Arrays.stream(labels).asDoubleStream().toArray();
        Parameter parameter = new Parameter(SolverType.L2R_LR, strength, 1e-7, 1000);
        parameter.setRegularizeBias(false);
        Linear.disableDebugOutput();
        return Linear.train(problem, parameter);
    }

    private static Feature[] nodes(float[] feature) {
        Feature[] nodes = new Feature[feature.length + 1];
        for (int j = 0; j < feature.length; j++) {
            nodes[j] = new FeatureNode(j + 1, feature[j]);
        }
        nodes[feature.length] = new FeatureNode(feature.length + 1, 1);
        return nodes;
    }

    private static double accuracy(Model model, float[][] features, int[] truth) {
        int hits = 0;
        for (int i = 0; i < truth.length; i++) {
            hits += Linear.predict(model, nodes(features[i])) == truth[i] ? 1 : 0;
        }
        return hits / (double) truth.length;
    }
}
