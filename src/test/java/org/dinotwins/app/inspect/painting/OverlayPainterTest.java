package org.dinotwins.app.inspect.painting;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import javafx.scene.SnapshotParameters;
import javafx.scene.canvas.Canvas;
import javafx.scene.paint.Color;
import org.dinotwins.app.inspect.networks.Head;
import org.dinotwins.app.inspect.networks.MaskedAttention;
import org.dinotwins.app.inspect.networks.NetworkOutput;
import org.dinotwins.app.inspect.networks.Query;
import org.dinotwins.app.inspect.networks.ViewKind;
import org.dinotwins.app.inspect.networks.WeightsOrigin;
import org.dinotwins.app.inspect.pictures.FxImages;
import org.dinotwins.app.inspect.pictures.LoadedPicture;
import org.dinotwins.app.inspect.pictures.PatchTruthIndex;
import org.dinotwins.app.inspect.pictures.Placement;
import org.dinotwins.app.inspect.pictures.TrueMasks;
import org.dinotwins.app.inspect.pictures.Viewport;
import org.dinotwins.data.Picture;
import org.dinotwins.data.picture.Pixels;
import org.dinotwins.eval.attention.PatchGrid;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.testfx.api.FxToolkit;
import org.testfx.util.WaitForAsyncUtils;

/** What is drawn, pixel by pixel, for known maps. */
class OverlayPainterTest {
    private static final int LOW = ColourMap.VIRIDIS.at(0);
    private static final int HIGH = ColourMap.VIRIDIS.at(1);
    private static final int PHOTO = 0xFF404040;

    @BeforeAll
    static void start() throws Exception {
        FxToolkit.registerPrimaryStage();
    }

    /** A grey picture. */
    private static LoadedPicture grey(int width, int height) {
        byte[] rgb = new byte[width * height * 3];
        Arrays.fill(rgb, (byte) 0x40);
        Picture picture = new Picture(1, Path.of("/grey.png"), width, height, List.of());
        return new LoadedPicture(picture, new Pixels(width, height, rgb), TrueMasks.of(picture, List.of()));
    }

    private static OverlayPainter.Style style(double opacity, OverlayChoice.Kept kept, boolean smooth) {
        return new OverlayPainter.Style(
                new Head.Mean(), ColourMap.VIRIDIS, opacity, kept, smooth, false, true, false, false, true);
    }

    private static MaskedAttention.HeadMask map(PatchGrid grid, float... values) {
        NetworkOutput.Request ask = new NetworkOutput.Request(
                new WeightsOrigin.OfFile(Path.of("/w")),
                grey(1, 1).picture(),
                1,
                ViewKind.ATTENTION,
                0,
                Query.CLS,
                Optional.empty());
        NetworkOutput output = new NetworkOutput(
                ask,
                new NetworkOutput.PatchMaps(
                        grid, List.of(new NetworkOutput.Layer(new Head.Mean(), values)), new int[0]),
                Optional.empty());
        return MaskedAttention.of(output, PatchTruthIndex.none(grid), 0.6)
                .heads()
                .get(0);
    }

    /** Pixels of a view of this size, in units, on a screen of this scale. */
    private static RenderedPicture draw(
            LoadedPicture opened,
            MaskedAttention.HeadMask map,
            OverlayPainter.Style style,
            double width,
            double height,
            double scale,
            Viewport.Frame frame,
            Query query) {
        Placement place = Placement.of(opened.pixels().width(), opened.pixels().height(), width, height, scale, frame);
        OverlayPainter.Layers layers = OverlayPainter.layers(map, style, place.deviceWidth(), place.deviceHeight());
        return fx(() -> {
            Canvas canvas = new Canvas(Math.floor(width * scale), Math.floor(height * scale));
            canvas.getGraphicsContext2D().scale(scale, scale);
            new OverlayPainter(canvas.getGraphicsContext2D())
                    .draw(opened, FxImages.halved(opened.pixels(), 0), layers, style, place, false, false, query, null);
            SnapshotParameters parameters = new SnapshotParameters();
            parameters.setFill(Color.TRANSPARENT);
            return RenderedPicture.of(canvas.snapshot(parameters, null));
        });
    }

    private static <T> T fx(Callable<T> work) {
        return WaitForAsyncUtils.waitForAsyncFx(60_000, work);
    }

    private static int at(RenderedPicture rendered, int x, int y) {
        return rendered.argb()[y * rendered.width() + x];
    }

    private static boolean near(int one, int other) {
        for (int shift = 0; shift <= 24; shift += 8) {
            if (Math.abs((one >> shift & 0xFF) - (other >> shift & 0xFF)) > 3) {
                return false;
            }
        }
        return true;
    }

    @Test
    void blocksEndOnTheirPatchsEdgeAtEveryScreenScale() {
        for (double scale : new double[] {1, 2}) {
            RenderedPicture rendered = draw(
                    grey(40, 40),
                    map(new PatchGrid(2, 2), 0, 1, 1, 0),
                    style(1, OverlayChoice.Kept.NOT, false),
                    80,
                    80,
                    scale,
                    Viewport.Frame.WHOLE,
                    new Query.Cls());
            int side = (int) (80 * scale);
            assertThat(rendered.width()).isEqualTo(side);
            for (int y = 0; y < side; y++) {
                for (int x = 0; x < side; x++) {
                    boolean high = x < side / 2 != y < side / 2;
                    int edge = Math.min(Math.abs(x - side / 2), Math.abs(y - side / 2));
                    assertThat(near(at(rendered, x, y), high ? HIGH : LOW) || edge == 0)
                            .as("pixel %d, %d at scale %s", x, y, scale)
                            .isTrue();
                }
            }
        }
    }

    @Test
    void nothingIsDrawnOutsideALetterboxedPicture() {
        RenderedPicture rendered = draw(
                grey(40, 20),
                map(new PatchGrid(1, 2), 0, 1),
                style(1, OverlayChoice.Kept.MASK, true),
                81,
                81,
                2,
                Viewport.Frame.WHOLE,
                new Query.At(0.9, 0.5));
        assertThat(rendered.height()).isEqualTo(162);
        for (int x = 0; x < 162; x++) {
            for (int y : new int[] {0, 10, 34, 128, 161}) {
                assertThat(at(rendered, x, y)).as("pixel %d, %d", x, y).isZero();
            }
            assertThat(at(rendered, x, 81) >>> 24).isEqualTo(255);
        }
        assertThat(near(at(rendered, 2, 60), LOW))
                .as("patches that are not kept are dark")
                .isFalse();
    }

    @Test
    void oddSizesAreFilledToTheLastPixel() {
        for (int width : new int[] {1, 3, 7, 37}) {
            for (int height : new int[] {1, 2, 13}) {
                RenderedPicture rendered = draw(
                        grey(width, height),
                        map(new PatchGrid(2, 3), 0, 1, 2, 3, 4, 5),
                        style(0.5, OverlayChoice.Kept.NOT, true),
                        width * 3,
                        height * 3,
                        1,
                        Viewport.Frame.WHOLE,
                        new Query.Cls());
                for (int pixel : rendered.argb()) {
                    assertThat(pixel >>> 24).as("%d x %d", width, height).isGreaterThan(250);
                }
            }
        }
    }

    @Test
    void opacityMixesAttentionWithThePicture() {
        PatchGrid grid = new PatchGrid(1, 1);
        assertThat(near(
                        at(
                                draw(
                                        grey(9, 9),
                                        map(grid, 1),
                                        style(0, OverlayChoice.Kept.NOT, true),
                                        9,
                                        9,
                                        1,
                                        Viewport.Frame.WHOLE,
                                        new Query.Cls()),
                                4,
                                4),
                        PHOTO))
                .isTrue();
        int half = at(
                draw(
                        grey(9, 9),
                        map(grid, 1),
                        style(0.5, OverlayChoice.Kept.NOT, true),
                        9,
                        9,
                        1,
                        Viewport.Frame.WHOLE,
                        new Query.Cls()),
                4,
                4);
        int green = ((LOW >> 8 & 0xFF) + 0x40) / 2;
        assertThat(half >> 8 & 0xFF).isBetween(green - 3, green + 3);
    }

    @Test
    void zoomedPictureShowsOnlyItsVisiblePatches() {
        RenderedPicture rendered = draw(
                grey(40, 40),
                map(new PatchGrid(2, 2), 0, 1, 0, 0),
                style(1, OverlayChoice.Kept.NOT, false),
                60,
                60,
                2,
                new Viewport.Frame(4, 0.75, 0.25),
                new Query.Cls());
        for (int pixel : rendered.argb()) {
            assertThat(near(pixel, HIGH)).isTrue();
        }
    }

    @Test
    void maskDarkensWhatIsNotKeptAndOutlinesTheRest() {
        RenderedPicture rendered = draw(
                grey(40, 20),
                map(new PatchGrid(1, 2), 0.1f, 0.9f),
                style(0, OverlayChoice.Kept.MASK, true),
                80,
                40,
                1,
                Viewport.Frame.WHOLE,
                new Query.Cls());
        assertThat(near(at(rendered, 60, 20), PHOTO)).as("kept").isTrue();
        assertThat(at(rendered, 20, 20) & 0xFF).as("not kept").isLessThan(0x20);
        assertThat(at(rendered, 40, 20) & 0xFF)
                .as("white line along the patch's edge")
                .isGreaterThan(0xA0);
    }

    @Test
    void queryPatchIsFramed() {
        RenderedPicture rendered = draw(
                grey(40, 40),
                map(new PatchGrid(4, 4), new float[16]),
                style(0, OverlayChoice.Kept.NOT, true),
                80,
                80,
                2,
                Viewport.Frame.WHOLE,
                Query.of(5, new PatchGrid(4, 4)));
        int framed = at(rendered, 40, 60);
        assertThat(framed >> 16 & 0xFF).isGreaterThan(0xC0);
        assertThat(framed & 0xFF).isLessThan(0x80);
        assertThat(near(at(rendered, 60, 60), PHOTO)).as("its middle is clear").isTrue();
        assertThat(near(at(rendered, 120, 120), PHOTO)).isTrue();
    }
}
