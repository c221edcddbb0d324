package org.dinotwins.data.sample;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;
import org.dinotwins.data.ImageSet;
import org.dinotwins.data.Picture;
import org.dinotwins.data.PictureObject;
import org.dinotwins.data.layout.ImageSets;
import org.dinotwins.data.picture.ImageFiles;
import org.dinotwins.data.picture.Pixels;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/**
 * The committed pictures have the promised properties: size, balance, clear categories, true outlines, and colours
 * independent of the category.
 */
class SampleDataTest {
    private static final Path COMMITTED = Path.of("sample-data");
    private static ImageSet set;

    @BeforeAll
    static void open() throws Exception {
        set = ImageSets.open(COMMITTED);
    }

    @Test
    void opensWithoutAnythingSkipped() {
        assertThat(set.skipped()).isEmpty();
        assertThat(set.train()).hasSize(600);
        assertThat(set.validation()).hasSize(200);
        assertThat(set.categories()).hasSize(SampleCategory.values().length);
    }

    @Test
    void staysSmall() throws Exception {
        long bytes = 0;
        try (Stream<Path> all = Files.walk(COMMITTED)) {
            for (Path file : all.filter(Files::isRegularFile).toList()) {
                bytes += Files.size(file);
            }
        }
        assertThat(bytes).isLessThan(12_000_000);
        assertThat(set.train()).allSatisfy(p -> {
            assertThat(p.width()).isBetween(128, 160);
            assertThat(p.height()).isBetween(128, 160);
            assertThat(p.objects()).hasSizeBetween(1, 4);
        });
    }

    @Test
    void hasEqualCountsOfEveryCategory() {
        assertThat(counts(set.train())).containsOnly(75);
        assertThat(counts(set.validation())).containsOnly(25);
    }

    @Test
    void hasOneClearlyLargestObjectPerPicture() {
        for (Picture picture : both()) {
            List<PictureObject> bySize = picture.objects().stream()
                    .sorted(Comparator.comparingDouble(PictureObject::area).reversed())
                    .toList();
            if (bySize.size() > 1) {
                assertThat(bySize.get(0).area())
                        .as(picture.file().toString())
                        .isGreaterThan(1.8 * bySize.get(1).area());
            }
            assertThat(bySize.get(0).area()).isGreaterThan(0.08 * picture.width() * picture.height());
        }
    }

    @Test
    void outlinesAgreeWithTheirAreasAndDoNotOverlap() {
        for (Picture picture : set.validation()) {
            int[] owners = new int[picture.width() * picture.height()];
            for (PictureObject object : picture.objects()) {
                boolean[] inside =
                        object.mask(picture.width(), picture.height()).inside();
                int pixels = 0;
                for (int i = 0; i < inside.length; i++) {
                    if (inside[i]) {
                        pixels++;
                        owners[i]++;
                    }
                }
                // COCO's polygon filling may include pixels that the outline only touches
                assertThat((double) pixels).isCloseTo(object.area(), within(20 + 0.12 * object.area()));
            }
            long shared = Arrays.stream(owners).filter(n -> n > 1).count();
            assertThat((double) shared / owners.length).isLessThan(0.02);
        }
    }

    @Test
    void coloursDoNotRevealTheCategory() throws Exception {
        List<float[]> known = new ArrayList<>();
        for (Picture picture : set.train()) {
            known.add(histogram(ImageFiles.read(picture.file())));
        }
        int right = 0;
        for (Picture picture : set.validation()) {
            float[] asked = histogram(ImageFiles.read(picture.file()));
            if (vote(known, asked, 20) == picture.label().orElseThrow()) {
                right++;
            }
        }
        assertThat((double) right / set.validation().size()).isLessThan(0.35);
    }

    /** The category of most of the {@code k} pictures with the nearest colours. */
    private static int vote(List<float[]> known, float[] asked, int k) {
        List<Integer> nearest = new ArrayList<>();
        double[] likeness = known.stream().mapToDouble(h -> overlap(h, asked)).toArray();
        for (int i = 0; i < likeness.length; i++) {
            nearest.add(i);
        }
        nearest.sort(Comparator.comparingDouble(i -> -likeness[i]));
        int[] votes = new int[set.categories().size()];
        nearest.subList(0, k).forEach(i -> votes[set.train().get(i).label().orElseThrow()]++);
        int best = 0;
        for (int c = 1; c < votes.length; c++) {
            best = votes[c] > votes[best] ? c : best;
        }
        return best;
    }

    /** Similarity of two histograms: the sum of the smaller entries. */
    private static double overlap(float[] a, float[] b) {
        double sum = 0;
        for (int i = 0; i < a.length; i++) {
            sum += Math.min(a[i], b[i]);
        }
        return sum;
    }

    /** Fractions of pixels in 8 x 8 x 8 cells of the RGB cube. */
    private static float[] histogram(Pixels pixels) {
        float[] shares = new float[512];
        byte[] rgb = pixels.rgb();
        for (int i = 0; i < rgb.length; i += 3) {
            shares[(rgb[i] & 0xE0) << 1 | (rgb[i + 1] & 0xE0) >> 2 | (rgb[i + 2] & 0xE0) >> 5] += 3f / rgb.length;
        }
        return shares;
    }

    private static int[] counts(List<Picture> pictures) {
        int[] counts = new int[set.categories().size()];
        pictures.forEach(p -> counts[p.label().orElseThrow()]++);
        return counts;
    }

    private static List<Picture> both() {
        return Stream.concat(set.train().stream(), set.validation().stream()).toList();
    }
}
