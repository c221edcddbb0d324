package org.dinotwins.eval.floor;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import java.util.function.ToDoubleFunction;
import org.dinotwins.data.ImageSet;
import org.dinotwins.data.Picture;
import org.dinotwins.data.layout.ImageSets;
import org.dinotwins.data.outline.Mask;
import org.dinotwins.data.picture.ImageFiles;
import org.dinotwins.eval.KnnEvaluation;
import org.dinotwins.eval.PictureFeatures;
import org.dinotwins.eval.attention.AttentionSegmentation;
import org.dinotwins.eval.floor.PlaceFloor.Overlap;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** The sample pictures need learning: neither places nor pixels alone find or name the objects. */
class SampleFloorsTest {
    private static final int NEIGHBOURS = 20;

    private static ImageSet set;
    private static List<Mask> truths;

    @BeforeAll
    static void open() throws Exception {
        set = ImageSets.open(Path.of("sample-data"));
        truths = masks(set.validation());
    }

    private static List<Mask> masks(List<Picture> pictures) {
        return pictures.stream()
                .map(picture -> AttentionSegmentation.foreground(picture).orElseThrow())
                .toList();
    }

    private static double area(Mask mask) {
        int inside = 0;
        for (boolean pixel : mask.inside()) {
            inside += pixel ? 1 : 0;
        }
        return inside / (double) mask.inside().length;
    }

    private static double mean(PlaceFloor floor, ToDoubleFunction<Overlap> figure) {
        return truths.stream()
                .mapToDouble(truth -> figure.applyAsDouble(floor.overlap(truth)))
                .average()
                .orElseThrow();
    }

    @Test
    void placesAloneSayLittle() {
        List<Mask> training = masks(set.train());
        double area =
                truths.stream().mapToDouble(SampleFloorsTest::area).average().orElseThrow();
        assertThat(area).isBetween(0.2, 0.35);
        for (PlaceFloor floor :
                List.of(PlaceFloor.centredBox(training::stream), PlaceFloor.meanMask(training::stream))) {
            assertThat(mean(floor, Overlap::jaccard)).isLessThan(0.35);
            assertThat(mean(floor, Overlap::onObjects)).isLessThan(1.5 * area);
        }
    }

    @Test
    void pixelsAloneSayLittle() throws Exception {
        double top1 = new KnnEvaluation(pixels(set.train()), set.categories().size())
                .classify(pixels(set.validation()), NEIGHBOURS)
                .get(0)
                .top1();
        assertThat(top1).isLessThan(0.45);
    }

    private static PictureFeatures pixels(List<Picture> pictures) throws Exception {
        float[][] features = new float[pictures.size()][];
        for (int i = 0; i < features.length; i++) {
            features[i] = PictureDescriptor.GREY_PIXELS.of(ImageFiles.read(pictures.get(i)));
        }
        return new PictureFeatures(pictures, features);
    }
}
