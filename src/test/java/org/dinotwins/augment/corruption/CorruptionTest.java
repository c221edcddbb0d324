package org.dinotwins.augment.corruption;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.dinotwins.augment.EvaluationView;
import org.dinotwins.data.picture.ImageFiles;
import org.dinotwins.data.picture.Pixels;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Corruptions of pictures of the sample set: stronger with severity, equal for equal seeds. */
class CorruptionTest {
    @ParameterizedTest
    @EnumSource(Corruption.class)
    void distanceGrowsWithSeverity(Corruption corruption) throws Exception {
        for (int side : new int[] {64, 120}) {
            double before = 0;
            for (int severity = 1; severity <= Corruption.SEVERITIES; severity++) {
                double distance = 0;
                int seed = 0;
                for (Pixels picture : pictures(side)) {
                    Pixels changed = corruption.apply(picture, severity, seed++);
                    assertThat(changed.width()).isEqualTo(picture.width());
                    assertThat(changed.height()).isEqualTo(picture.height());
                    distance += distance(picture, changed);
                }
                assertThat(distance)
                        .as("%s %d at %d px", corruption, severity, side)
                        .isGreaterThan(before * 1.02 + 0.1);
                before = distance;
            }
        }
    }

    @ParameterizedTest
    @EnumSource(Corruption.class)
    void theSameSeedGivesTheSamePixels(Corruption corruption) throws Exception {
        Pixels picture = pictures(48).get(0);
        byte[] before = picture.rgb().clone();

        byte[] first = corruption.apply(picture, 3, 11).rgb();

        assertThat(corruption.apply(picture, 3, 11).rgb()).isEqualTo(first);
        assertThat(picture.rgb()).as("the original picture is unchanged").isEqualTo(before);
        boolean drawn = switch (corruption) {
            case DEFOCUS_BLUR, ZOOM_BLUR, BRIGHTNESS, CONTRAST, PIXELATE, JPEG -> false;
            default -> true;
        };
        assertThat(Arrays.equals(corruption.apply(picture, 3, 12).rgb(), first)).isNotEqualTo(drawn);
    }

    @ParameterizedTest
    @EnumSource(Corruption.class)
    void corruptsAPictureOfAFewPixels(Corruption corruption) {
        Pixels tiny = new Pixels(1, 3, new byte[] {0, 10, 20, 100, 110, 120, (byte) 200, (byte) 210, (byte) 255});
        for (int severity = 1; severity <= Corruption.SEVERITIES; severity++) {
            assertThat(corruption.apply(tiny, severity, 0).rgb()).hasSize(9);
        }
    }

    @Test
    void changesAGreyPictureAsDescribed() {
        Pixels grey = grey(32, 100);
        assertThat(mean(Corruption.BRIGHTNESS.apply(grey, 2, 0)))
                .as("100 + 0.2 * 255")
                .isBetween(150.5, 151.5);
        assertThat(mean(Corruption.CONTRAST.apply(grey, 5, 0))).isBetween(99.5, 100.5);
        assertThat(mean(Corruption.DEFOCUS_BLUR.apply(grey, 5, 0))).isBetween(99.5, 100.5);
        assertThat(mean(Corruption.GAUSSIAN_NOISE.apply(grey, 1, 0))).isBetween(97.0, 103.0);
        assertThat(mean(Corruption.SHOT_NOISE.apply(grey, 1, 0))).isBetween(97.0, 103.0);
        assertThat(mean(Corruption.FOG.apply(grey(32, 60), 1, 0)))
                .as("the brightest value is unchanged")
                .isLessThanOrEqualTo(60);
        assertThat(Corruption.valueOf("GAUSSIAN_NOISE").word()).isEqualTo("gaussian-noise");
    }

    @Test
    void impulseNoiseChangesItsFractionOfValues() {
        byte[] changed = Corruption.IMPULSE_NOISE.apply(grey(100, 128), 5, 1).rgb();
        int struck = 0;
        for (byte value : changed) {
            struck += value == 0 || value == -1 ? 1 : 0;
        }
        assertThat(struck / (double) changed.length).isBetween(0.26, 0.28);
    }

    @Test
    void rejectsAnInvalidSeverity() {
        assertThatThrownBy(() -> Corruption.FOG.apply(grey(4, 1), 0, 0)).hasMessageContaining("severity 0");
        assertThatThrownBy(() -> Corruption.FOG.apply(grey(4, 1), 6, 0)).hasMessageContaining("severity 6");
    }

    private static List<Pixels> pictures(int side) throws Exception {
        List<Pixels> pictures = new ArrayList<>();
        for (int i = 1; i <= 3; i++) {
            pictures.add(EvaluationView.pixels(
                    ImageFiles.read(Path.of("sample-data/images/val-0000" + i + ".jpg")), side, side));
        }
        return pictures;
    }

    private static Pixels grey(int side, int value) {
        byte[] rgb = new byte[3 * side * side];
        Arrays.fill(rgb, (byte) value);
        return new Pixels(side, side, rgb);
    }

    private static double mean(Pixels pixels) {
        double sum = 0;
        for (byte value : pixels.rgb()) {
            sum += value & 0xff;
        }
        return sum / pixels.rgb().length;
    }

    /** Root mean square difference of values. */
    private static double distance(Pixels a, Pixels b) {
        double sum = 0;
        for (int i = 0; i < a.rgb().length; i++) {
            double d = (a.rgb()[i] & 0xff) - (b.rgb()[i] & 0xff);
            sum += d * d;
        }
        return Math.sqrt(sum / a.rgb().length);
    }
}
