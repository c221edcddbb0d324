package org.dinotwins.data.outline;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.Gson;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.Reader;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.dinotwins.Goldens;
import org.dinotwins.data.PictureObject;
import org.junit.jupiter.api.Test;

/** Rasterised polygons, their areas, boxes and run lengths, compared with the COCO API's mask code. */
class CocoMaskGoldenTest {
    // Read from the golden file; never compared.
    @SuppressWarnings("ArrayRecordComponent")
    private record Case(
            int height, int width, double[] polygon, long area, double[] bbox, int[] counts, String compressed) {}

    private record File(List<Case> cases) {}

    @Test
    void polygonsBecomeTheRunsOfTheCocoApi() throws IOException {
        for (Case golden : cases()) {
            Outline.RunLengths runs = PolygonRaster.runs(golden.polygon(), golden.width(), golden.height());
            assertThat(runs.counts()).as(golden.compressed()).isEqualTo(golden.counts());
            assertThat(runs.area()).isEqualTo(golden.area());
            assertThat(runs.bounds())
                    .isEqualTo(new Box(golden.bbox()[0], golden.bbox()[1], golden.bbox()[2], golden.bbox()[3]));
            assertThat(runs.text()).isEqualTo(golden.compressed());
        }
    }

    @Test
    void compressedTextReadsBackAsTheSameRuns() throws IOException {
        for (Case golden : cases()) {
            assertThat(Outline.RunLengths.ofText(golden.height(), golden.width(), golden.compressed())
                            .counts())
                    .isEqualTo(golden.counts());
        }
    }

    @Test
    void masksOfPolygonsAndOfTheirRunsAreEqual() throws IOException {
        for (Case golden : cases()) {
            Mask polygon = mask(new Outline.Polygons(List.of(golden.polygon())), golden);
            Mask runs = mask(new Outline.RunLengths(golden.height(), golden.width(), golden.counts()), golden);
            assertThat(polygon.inside()).isEqualTo(runs.inside());
            assertThat(inside(polygon)).isEqualTo(golden.area());
        }
    }

    private static Mask mask(Outline outline, Case golden) {
        PictureObject object = new PictureObject(0, outline.bounds(), golden.area(), false, outline);
        return object.mask(golden.width(), golden.height());
    }

    private static long inside(Mask mask) {
        long count = 0;
        for (boolean in : mask.inside()) {
            count += in ? 1 : 0;
        }
        return count;
    }

    private static List<Case> cases() throws IOException {
        try (Reader reader = new InputStreamReader(Goldens.open("coco_masks.json"), StandardCharsets.UTF_8)) {
            List<Case> cases = new Gson().fromJson(reader, File.class).cases();
            assertThat(cases).isNotEmpty();
            return cases;
        }
    }
}
