package org.dinotwins.measure;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CancellationException;
import javax.imageio.ImageIO;
import org.dinotwins.config.Presets;
import org.dinotwins.config.RunConfig;
import org.dinotwins.config.WorkbenchException;
import org.dinotwins.data.Category;
import org.dinotwins.data.ImageSet;
import org.dinotwins.data.Picture;
import org.dinotwins.data.PictureObject;
import org.dinotwins.data.outline.Box;
import org.dinotwins.data.outline.Outline;
import org.dinotwins.eval.FrozenBackbone;
import org.dinotwins.run.Progress;
import org.dinotwins.run.evaluation.Evaluation;
import org.dinotwins.run.evaluation.Floors;
import org.dinotwins.tensor.device.DevicePreference;
import org.dinotwins.vit.ViTConfig;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Two small networks measured on a set of bright and dark rectangles, which even random weights distinguish. */
class EvaluatorTest {
    private static final ViTConfig MODEL = new ViTConfig(32, 8, 24, 2, 3, 2, 0);
    private static final List<Category> CATEGORIES = List.of(new Category(0, 1, "dark"), new Category(1, 2, "bright"));

    @TempDir
    private static Path folder;

    private static FrozenBackbone trained;
    private static FrozenBackbone random;
    private static RunConfig config;

    @BeforeAll
    static void open() throws Exception {
        RunConfig quick = Presets.load("quick");
        config = new RunConfig("test", quick.data(), quick.augment(), MODEL, quick.objective(), quick.train());
        trained = FrozenBackbone.random(MODEL, 5, DevicePreference.CPU);
        random = FrozenBackbone.random(MODEL, 6, DevicePreference.CPU);
    }

    @AfterAll
    static void close() {
        trained.close();
        random.close();
    }

    @Test
    void measuresBothNetworksAndTheGuesses() throws Exception {
        ImageSet set = set(pictures("train", 30, 2, true), pictures("val", 12, 3, true));

        Evaluation found = measure(set, Progress.NONE);

        assertThat(found.trained().knn_top1()).isGreaterThan(0.9);
        assertThat(found.trained().knn_top5()).isEqualTo(1);
        assertThat(found.random()).isNotEqualTo(found.trained());
        assertThat(found.majority().top1())
                .as("every third of twelve is bright")
                .isCloseTo(8 / 12.0, within(1e-9));
        // The object is the left half: the centred quarter shares an eighth of the picture with it.
        assertThat(found.guess().jaccard_centre()).isCloseTo(0.125 / 0.625, within(1e-9));
        assertThat(found.guess().jaccard_full()).isCloseTo(0.5, within(1e-9));
        Floors floors = found.floors();
        assertThat(floors.mean_mask_jaccard()).as("objects have one place").isEqualTo(1);
        assertThat(floors.mean_mask_on_objects()).isEqualTo(1);
        assertThat(floors.box_jaccard()).as("the whole picture is the best box").isCloseTo(0.5, within(1e-9));
        assertThat(floors.uniform_on_objects()).isCloseTo(0.5, within(1e-9));
        assertThat(floors.shuffled_jaccard())
                .as("masks are the same")
                .isCloseTo(found.trained().jaccard(), within(0.1));
        assertThat(floors.commonest_top1()).isCloseTo(8 / 12.0, within(1e-9));
        assertThat(floors.commonest_top5()).isEqualTo(1);
        assertThat(floors.histogram_knn_top1()).as("bright and dark pictures").isEqualTo(1);
        assertThat(floors.pixels_knn_top5()).isEqualTo(1);
        assertThat(floors.hog_knn_top1()).isBetween(0.0, 1.0);
        assertThat(found.trained().jaccard())
                .isBetween(0.05, 0.95)
                .isLessThan(found.trained().jaccard_best());
        assertThat(found.trained().jaccard_largest()).isEqualTo(found.trained().jaccard());
        assertThat(found.trained().jaccard_map()).isBetween(0.05, 0.95);
        assertThat(found.trained().on_objects()).isBetween(0.05, 0.95);
        assertThat(found.trained().rankme()).isBetween(1.0, 12.1);
        assertThat(found.measured()).isEqualTo(new Evaluation.Measured(7, 30, 12, 12, List.of()));
        assertThat(measure(set, Progress.NONE)).as("reproducible").isEqualTo(found);
        assertThat(Evaluation.parse(found.json())).isEqualTo(found);
    }

    @Test
    void figuresThatCannotBeMeasuredAreNull() throws Exception {
        ImageSet set = set(pictures("bare-train", 6, 2, false), pictures("bare-val", 4, 2, false));

        Evaluation found = measure(set, Progress.NONE);

        assertThat(found.trained().knn_top1()).isNaN();
        assertThat(found.trained().jaccard()).isNaN();
        assertThat(found.trained().on_objects()).isNaN();
        assertThat(found.majority().top1()).isNaN();
        assertThat(found.floors()).isEqualTo(Floors.unknown());
        assertThat(found.trained().rankme()).isPositive();
        assertThat(found.measured().notes())
                .hasSize(2)
                .anyMatch(n -> n.contains("label"))
                .anyMatch(n -> n.contains("outlines"));
        assertThat(found.json()).contains("\"knn_top1\": null");
        assertThat(Evaluation.parse(found.json())).isEqualTo(found);
    }

    @Test
    void withoutValidationPicturesSomeAreHeldOut() throws Exception {
        Evaluation found = measure(set(pictures("only", 20, 2, true), List.of()), Progress.NONE);

        assertThat(found.measured().train_pictures()).isEqualTo(16);
        assertThat(found.measured().validation_pictures()).isEqualTo(4);
        assertThat(found.measured().notes()).singleElement().asString().contains("held out");
    }

    @Test
    void reportsUnreadablePicturesAndUnknownClasses() throws Exception {
        List<Picture> train = pictures("dark-only", 6, 7, true).subList(1, 6);
        List<Picture> validation = new ArrayList<>(pictures("both", 4, 2, true));
        Path broken = Files.writeString(folder.resolve("broken.png"), "not a picture");
        validation.add(new Picture(99, broken, 40, 30, validation.get(0).objects()));

        Evaluation found = measure(set(train, validation), Progress.NONE);

        assertThat(found.measured().validation_pictures()).isEqualTo(4);
        assertThat(found.trained().knn_top1()).isEqualTo(0.5);
        assertThat(found.measured().notes())
                .hasSize(2)
                .anyMatch(n -> n.contains("broken.png"))
                .anyMatch(n -> n.startsWith("2 validation pictures are of classes"));
    }

    @Test
    void stopsWhenCancelled() throws Exception {
        ImageSet set = set(pictures("long", 70, 2, true), pictures("short", 4, 2, true));
        List<Double> shares = new ArrayList<>();
        Progress progress = new Progress() {
            @Override
            public void at(double share, String what) {
                shares.add(share);
            }

            @Override
            public boolean cancelled() {
                return shares.size() == 2;
            }
        };

        assertThatThrownBy(() -> measure(set, progress)).isInstanceOf(CancellationException.class);
        assertThat(shares).hasSize(2).isSorted();
    }

    private static Evaluation measure(ImageSet set, Progress progress) throws WorkbenchException {
        return Evaluator.measure(config, set, trained, random, 7, progress);
    }

    private static ImageSet set(List<Picture> train, List<Picture> validation) {
        return new ImageSet("rectangles", folder, "test", CATEGORIES, train, validation, List.of());
    }

    /** Pictures whose left half is the object; every {@code period}-th one is bright. */
    private static List<Picture> pictures(String name, int count, int period, boolean annotated) throws IOException {
        Random noise = new Random(count);
        List<Picture> pictures = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            int height = i % 4 == 0 ? 40 : 32;
            boolean bright = i % period == 0;
            BufferedImage image = new BufferedImage(40, height, BufferedImage.TYPE_INT_RGB);
            for (int y = 0; y < height; y++) {
                for (int x = 0; x < 40; x++) {
                    int grey = (bright ? 200 : 20) + noise.nextInt(40);
                    image.setRGB(x, y, x < 20 ? grey * 0x010101 : 0x808080);
                }
            }
            Path file = folder.resolve(name + i + ".png");
            ImageIO.write(image, "png", file.toFile());
            double[] ring = {0, 0, 0, height, 20, height, 20, 0};
            PictureObject object = new PictureObject(
                    bright ? 1 : 0,
                    new Box(0, 0, 20, height),
                    20.0 * height,
                    false,
                    new Outline.Polygons(List.of(ring)));
            pictures.add(new Picture(i, file, 40, height, annotated ? List.of(object) : List.of()));
        }
        return pictures;
    }
}
