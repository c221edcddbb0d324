package org.dinotwins.export.attention;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.awt.image.BufferedImage;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CancellationException;
import javax.imageio.ImageIO;
import javax.imageio.ImageReader;
import javax.imageio.metadata.IIOMetadataNode;
import javax.imageio.stream.ImageInputStream;
import javax.xml.parsers.DocumentBuilderFactory;
import org.dinotwins.config.WorkbenchException;
import org.dinotwins.eval.attention.PatchGrid;
import org.dinotwins.run.Progress;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.w3c.dom.Document;
import org.w3c.dom.Element;

/** Exported files, read back. */
class ExportFilesTest {
    private static final int WIDTH = 6;
    private static final int HEIGHT = 4;

    @TempDir
    private Path home;

    @Test
    void arraysHaveTheFormatOfNumPy() throws Exception {
        Path file = home.resolve("a.npy");
        NpyFile.write(file, new float[] {0, 0.5f, -1, 3, 1e-8f, 7}, 1, 2, 3);

        ByteBuffer bytes = ByteBuffer.wrap(Files.readAllBytes(file)).order(ByteOrder.LITTLE_ENDIAN);
        assertThat(bytes.getLong()).isEqualTo(0x00_01_59_50_4d_55_4e_93L);
        int length = bytes.getShort();
        byte[] header = new byte[length];
        bytes.get(header);
        assertThat(new String(header, StandardCharsets.US_ASCII))
                .endsWith("\n")
                .isEqualToIgnoringWhitespace("{'descr': '<f4', 'fortran_order': False, 'shape': (1, 2, 3), }");
        assertThat(bytes.position() % 64).isZero();
        float[] values = new float[6];
        bytes.asFloatBuffer().get(values);
        assertThat(values).containsExactly(0, 0.5f, -1, 3, 1e-8f, 7);
        assertThat(bytes.remaining()).isEqualTo(24);
        NpyFile.write(file, new float[] {1, 2}, 2);
        assertThat(new String(Files.readAllBytes(file), StandardCharsets.ISO_8859_1))
                .contains("'shape': (2,), }");
        assertThatThrownBy(() -> NpyFile.write(file, new float[5], 2, 3)).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void outlinesAreInPixelsOfThePicture() throws Exception {
        // Of 3 x 2 patches, the two on the right of the first row hold all attention; the picture is 30 x 10 pixels.
        float[] map = {0, 0.5f, 0.5f, 0, 0, 0};
        Path file = home.resolve("a & b.svg");
        OutlineFile.Drawn drawn = OutlineFile.Drawn.kept("head 1 <mean>", map, new PatchGrid(2, 3), 0.6, 30, 10);
        OutlineFile.write(file, "a & b", 30, 10, List.of(drawn));

        Document svg = DocumentBuilderFactory.newDefaultNSInstance()
                .newDocumentBuilder()
                .parse(file.toFile());
        assertThat(svg.getDocumentElement().getAttribute("viewBox")).isEqualTo("0 0 30 10");
        Element path = (Element) svg.getElementsByTagName("path").item(0);
        assertThat(path.getTextContent()).isEqualTo("head 1 <mean>, 60 % of attention kept");
        assertThat(svg.getElementsByTagName("title").item(0).getTextContent()).isEqualTo("a & b");
        String d = path.getAttribute("d");
        assertThat(d).startsWith("M").endsWith("Z").doesNotContain(".");
        assertThat(Arrays.stream(d.substring(1, d.length() - 1).split("L")).toList())
                .containsExactlyInAnyOrder("10 0", "30 0", "30 5", "10 5");
        OutlineFile.write(
                file, "thirds", 10, 10, List.of(OutlineFile.Drawn.kept("x", map, new PatchGrid(2, 3), 1, 10, 10)));
        assertThat(Files.readString(file)).contains("3.33 ");
    }

    @Test
    void aGifHasItsFramesAndDurationAndRepeats() throws Exception {
        Path file = home.resolve("made/film.gif");
        List<Double> heard = new ArrayList<>();
        int[][] frames = {filled(0xffff0000), filled(0xff00ff00), filled(0xff0000ff)};
        frames[1][7] = 0xffffffff;
        FilmFile.gif(file, WIDTH, HEIGHT, 250, of(frames), (share, what) -> heard.add(share));

        ImageReader reader = ImageIO.getImageReadersByFormatName("gif").next();
        try (ImageInputStream in = ImageIO.createImageInputStream(file.toFile())) {
            reader.setInput(in);
            assertThat(reader.getNumImages(true)).isEqualTo(3);
            for (int i = 0; i < 3; i++) {
                assertThat(argb(reader.read(i))).isEqualTo(frames[i]);
                IIOMetadataNode root =
                        (IIOMetadataNode) reader.getImageMetadata(i).getAsTree("javax_imageio_gif_image_1.0");
                IIOMetadataNode control = (IIOMetadataNode)
                        root.getElementsByTagName("GraphicControlExtension").item(0);
                assertThat(control.getAttribute("delayTime")).isEqualTo("25");
                assertThat(root.getElementsByTagName("ApplicationExtension").getLength())
                        .isEqualTo(i == 0 ? 1 : 0);
            }
        } finally {
            reader.dispose();
        }
        assertThat(heard).containsExactly(0.0, 1 / 3.0, 2 / 3.0);
        assertThat(Files.readAllBytes(file)).containsSequence("NETSCAPE2.0".getBytes(StandardCharsets.US_ASCII));
    }

    @Test
    void aFolderHoldsNumberedFrames() throws Exception {
        int[][] frames = {filled(0xff102030), filled(0xff405060)};
        List<Path> files = FilmFile.folder(home.resolve("frames"), WIDTH, HEIGHT, of(frames), Progress.NONE);

        assertThat(files)
                .extracting(f -> f.getFileName().toString())
                .containsExactly("frame-0001.png", "frame-0002.png");
        for (int i = 0; i < 2; i++) {
            assertThat(argb(ImageIO.read(files.get(i).toFile()))).isEqualTo(frames[i]);
        }
    }

    @Test
    void failedOrCancelledFilmsLeaveNoFile() {
        FilmFile.Frames broken = new FilmFile.Frames() {
            @Override
            public int count() {
                return 2;
            }

            @Override
            public int[] frame(int index) throws WorkbenchException {
                if (index == 1) {
                    throw new WorkbenchException("no second frame");
                }
                return filled(0xff000000);
            }
        };
        Progress cancelled = new Progress() {
            @Override
            public void at(double share, String what) {}

            @Override
            public boolean cancelled() {
                return true;
            }
        };
        Path file = home.resolve("film.gif");
        assertThatThrownBy(() -> FilmFile.gif(file, WIDTH, HEIGHT, 100, broken, Progress.NONE))
                .isInstanceOf(WorkbenchException.class)
                .hasMessage("no second frame");
        assertThatThrownBy(() -> FilmFile.gif(file, WIDTH, HEIGHT, 100, broken, cancelled))
                .isInstanceOf(CancellationException.class);
        assertThat(home).isEmptyDirectory();
    }

    private static int[] filled(int argb) {
        int[] pixels = new int[WIDTH * HEIGHT];
        Arrays.fill(pixels, argb);
        return pixels;
    }

    private static FilmFile.Frames of(int[][] frames) {
        return new FilmFile.Frames() {
            @Override
            public int count() {
                return frames.length;
            }

            @Override
            public int[] frame(int index) {
                return frames[index];
            }
        };
    }

    private static int[] argb(BufferedImage image) {
        return image.getRGB(0, 0, image.getWidth(), image.getHeight(), null, 0, image.getWidth());
    }
}
