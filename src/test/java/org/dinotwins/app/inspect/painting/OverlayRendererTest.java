package org.dinotwins.app.inspect.painting;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.stream.IntStream;
import org.dinotwins.app.inspect.networks.ValueRange;
import org.dinotwins.app.inspect.pictures.FxImages;
import org.dinotwins.data.picture.Pixels;
import org.dinotwins.eval.attention.PatchGrid;
import org.junit.jupiter.api.Test;

class OverlayRendererTest {
    private static final int LOW = ColourMap.VIRIDIS.at(0);
    private static final int HIGH = ColourMap.VIRIDIS.at(1);

    private static int[] heat(
            float[] attention, PatchGrid grid, ColourMap colours, boolean smooth, int width, int height) {
        return OverlayRenderer.heat(attention, ValueRange.of(attention), grid, colours, smooth, width, height);
    }

    @Test
    void blocksHaveTheirPatchsColourUpToTheEdge() {
        int[] heat = heat(new float[] {0, 1, 1, 0}, new PatchGrid(2, 2), ColourMap.VIRIDIS, false, 6, 4);
        assertThat(heat)
                .containsExactly(
                        LOW, LOW, LOW, HIGH, HIGH, HIGH, LOW, LOW, LOW, HIGH, HIGH, HIGH, HIGH, HIGH, HIGH, LOW, LOW,
                        LOW, HIGH, HIGH, HIGH, LOW, LOW, LOW);
    }

    @Test
    void pixelSharedByTwoPatchesTakesTheOneAtItsCentre() {
        int[] heat = heat(new float[] {0, 1}, new PatchGrid(1, 2), ColourMap.VIRIDIS, false, 5, 1);
        assertThat(heat).containsExactly(LOW, LOW, HIGH, HIGH, HIGH);
    }

    @Test
    void fillsAnySizeEvenWithMorePatchesThanPixels() {
        for (int width = 1; width < 9; width++) {
            for (int height = 1; height < 9; height++) {
                for (boolean smooth : new boolean[] {false, true}) {
                    int[] heat = heat(
                            new float[] {0, 1, 2, 3, 4, 5},
                            new PatchGrid(2, 3),
                            ColourMap.MAGMA,
                            smooth,
                            width,
                            height);
                    assertThat(heat).hasSize(width * height);
                    assertThat(Arrays.stream(heat).map(pixel -> pixel >>> 24)).containsOnly(255);
                }
            }
        }
    }

    @Test
    void smoothHeatInterpolatesBetweenPatchCentres() {
        int[] heat = heat(new float[] {0, 1, 0}, new PatchGrid(1, 3), ColourMap.VIRIDIS, true, 9, 1);
        assertThat(heat[1]).isEqualTo(LOW);
        assertThat(heat[4]).isEqualTo(HIGH);
        assertThat(heat[0])
                .as("nothing is extrapolated outside the first centre")
                .isEqualTo(LOW);
        assertThat(heat[2]).isEqualTo(ColourMap.VIRIDIS.at(1 / 3.0));
        assertThat(heat).isEqualTo(IntStream.range(0, 9).map(i -> heat[8 - i]).toArray());
    }

    @Test
    void heatScalesWithThePicture() {
        float[] attention = {0.1f, 0.4f, 0.2f, 0.3f, 0.0f, 0.5f};
        PatchGrid grid = new PatchGrid(3, 2);
        int[] once = heat(attention, grid, ColourMap.TURBO, false, 8, 12);
        int[] twice = heat(attention, grid, ColourMap.TURBO, false, 16, 24);
        for (int y = 0; y < 24; y++) {
            for (int x = 0; x < 16; x++) {
                assertThat(twice[y * 16 + x]).isEqualTo(once[y / 2 * 8 + x / 2]);
            }
        }
    }

    @Test
    void equalAttentionTakesTheLowEnd() {
        int[] heat = heat(new float[] {0.25f, 0.25f, 0.25f, 0.25f}, new PatchGrid(2, 2), ColourMap.VIRIDIS, true, 4, 4);
        assertThat(heat).containsOnly(LOW);
    }

    @Test
    void shadeDarkensOnlyPatchesThatAreNotKept() {
        int[] shade = OverlayRenderer.shade(new boolean[] {true, false}, new PatchGrid(1, 2), 4, 1);
        assertThat(shade[0]).isZero();
        assertThat(shade[1]).isZero();
        assertThat(shade[2] >>> 24).isBetween(150, 220);
        assertThat(shade[2] & 0xFFFFFF).isZero();
    }

    @Test
    void layerIsBlendedWithItsOpacity() {
        int[] picture = {0xFF204060, 0xFF204060, 0xFF204060};
        int[] layer = {0xFFFFFFFF, 0x00000000, 0x80000000};
        assertThat(OverlayRenderer.over(picture, layer, 0)).containsExactly(picture);
        assertThat(OverlayRenderer.over(picture, layer, 1)).containsExactly(0xFFFFFFFF, 0xFF204060, 0xFF0F1F2F);
        assertThat(OverlayRenderer.over(picture, layer, 0.5)[0]).isEqualTo(0xFF8F9FAF);
    }

    @Test
    void shrunkPictureIsTheMeanOfItsPixels() {
        Pixels picture = new Pixels(4, 2, bytes(0, 100, 10, 10, 200, 100, 10, 30));
        assertThat(FxImages.scaled(picture, 2, 1)).containsExactly(0xFF646464, 0xFF0F0F0F);
        assertThat(FxImages.scaled(picture, 8, 2)).startsWith(0xFF000000, 0xFF000000, 0xFF646464, 0xFF646464);
    }

    private static byte[] bytes(int... greys) {
        byte[] rgb = new byte[greys.length * 3];
        for (int i = 0; i < rgb.length; i++) {
            rgb[i] = (byte) greys[Math.floorDiv(i, 3)];
        }
        return rgb;
    }
}
