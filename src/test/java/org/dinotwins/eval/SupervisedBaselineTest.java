package org.dinotwins.eval;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.image.BufferedImage;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CancellationException;
import javax.imageio.ImageIO;
import org.dinotwins.augment.EvaluationView;
import org.dinotwins.data.DataException;
import org.dinotwins.data.Picture;
import org.dinotwins.data.picture.ImageFiles;
import org.dinotwins.eval.classification.AveragePrecision;
import org.dinotwins.eval.classification.Classification;
import org.dinotwins.tensor.device.DevicePreference;
import org.dinotwins.vit.ViTConfig;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A small network learns from labels what colour alone does not reveal. */
class SupervisedBaselineTest {
    private static final ViTConfig MODEL = new ViTConfig(16, 4, 32, 2, 2, 2, 0);

    @TempDir
    private Path folder;

    @Test
    void learnsVerticalFromHorizontalBars() throws Exception {
        List<Picture> pictures = bars(48);
        float[][] one = targets(48);
        float[][] several = targets(48);
        int[] truth = new int[48];
        for (int i = 0; i < 48; i++) {
            truth[i] = i % 2;
        }
        List<Integer> steps = new ArrayList<>();
        try (SupervisedBaseline found =
                SupervisedBaseline.learn(MODEL, pictures, one, several, 70, 0, DevicePreference.CPU, steps::add)) {
            SupervisedBaseline.Scores scores = found.scores(views(pictures), 16);

            assertThat(Classification.of(scores.one(), truth).top1()).isGreaterThan(0.85);
            assertThat(scores.several()[0]).hasSize(2);
            boolean[][] present = new boolean[48][2];
            for (int i = 0; i < 48; i++) {
                present[i][i % 2] = true;
            }
            assertThat(AveragePrecision.mean(AveragePrecision.perClass(scores.several(), present)))
                    .isGreaterThan(0.85);
        }
        assertThat(steps).hasSize(70).startsWith(1).endsWith(70);
    }

    @Test
    void theSameSeedGivesTheSameNetworkAndOneClassPerPictureNeedsOneHead() throws Exception {
        List<Picture> pictures = bars(10);
        float[][] views = views(pictures);
        double[][] first;
        try (SupervisedBaseline found = SupervisedBaseline.learn(
                MODEL, pictures, targets(10), new float[10][0], 3, 4, DevicePreference.CPU, s -> {})) {
            first = found.scores(views, 16).one();
            assertThat(found.scores(views, 16).several()[0]).isEmpty();
        }
        try (SupervisedBaseline again = SupervisedBaseline.learn(
                MODEL, pictures, targets(10), new float[10][0], 3, 4, DevicePreference.CPU, s -> {})) {
            assertThat(again.scores(views, 16).one()).isDeepEqualTo(first);
        }
    }

    @Test
    void stopsWhenTheListenerThrowsAndReportsUnreadablePictures() throws Exception {
        List<Picture> pictures = bars(6);
        assertThatThrownBy(() -> SupervisedBaseline.learn(
                        MODEL, pictures, targets(6), new float[6][0], 50, 0, DevicePreference.CPU, step -> {
                            throw new CancellationException("at " + step);
                        }))
                .isInstanceOf(CancellationException.class)
                .hasMessage("at 1");
        for (Picture picture : pictures) {
            Files.writeString(picture.file(), "not a picture");
        }
        assertThatThrownBy(() -> SupervisedBaseline.learn(
                        MODEL, pictures, targets(6), new float[6][0], 5, 0, DevicePreference.CPU, step -> {}))
                .isInstanceOf(DataException.class);
    }

    private static float[][] targets(int n) {
        float[][] targets = new float[n][2];
        for (int i = 0; i < n; i++) {
            targets[i][i % 2] = 1;
        }
        return targets;
    }

    private static float[][] views(List<Picture> pictures) throws DataException {
        float[][] views = new float[pictures.size()][];
        for (int i = 0; i < views.length; i++) {
            views[i] = EvaluationView.stretched(ImageFiles.read(pictures.get(i).file()), 16, 16);
        }
        return views;
    }

    private List<Picture> bars(int n) throws Exception {
        Random random = new Random(2);
        List<Picture> pictures = new ArrayList<>();
        for (int i = 0; i < n; i++) {
            BufferedImage image = new BufferedImage(24, 24, BufferedImage.TYPE_INT_RGB);
            Graphics2D pen = image.createGraphics();
            pen.setColor(new Color(random.nextInt(100), random.nextInt(100), random.nextInt(100)));
            pen.fillRect(0, 0, 24, 24);
            pen.setColor(new Color(155 + random.nextInt(100), 155 + random.nextInt(100), 155 + random.nextInt(100)));
            for (int bar = 0; bar < 3; bar++) {
                int at = 8 * bar + random.nextInt(3);
                pen.fillRect(i % 2 == 0 ? at : 0, i % 2 == 0 ? 0 : at, i % 2 == 0 ? 4 : 24, i % 2 == 0 ? 24 : 4);
            }
            pen.dispose();
            Path file = folder.resolve(n + "-" + i + ".png");
            ImageIO.write(image, "png", file.toFile());
            pictures.add(new Picture(i, file, 24, 24, List.of()));
        }
        return pictures;
    }
}
