package org.dinotwins.data.picture;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.awt.Transparency;
import java.awt.color.ColorSpace;
import java.awt.image.BufferedImage;
import java.awt.image.ComponentColorModel;
import java.awt.image.DataBuffer;
import java.awt.image.DataBufferByte;
import java.awt.image.IndexColorModel;
import java.awt.image.Raster;
import java.awt.image.WritableRaster;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import javax.imageio.IIOImage;
import javax.imageio.ImageIO;
import javax.imageio.ImageWriter;
import javax.imageio.stream.ImageOutputStream;
import org.dinotwins.data.DataException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Reads pictures of each colour layout, and refuses damaged ones with a message that helps. */
class ImageFilesTest {
    private static final int WIDTH = 16;
    private static final int HEIGHT = 8;

    @TempDir
    private Path folder;

    @Test
    void colourPngKeepsItsBytes() throws Exception {
        BufferedImage image = new BufferedImage(WIDTH, HEIGHT, BufferedImage.TYPE_3BYTE_BGR);
        image.setRGB(3, 2, 0x0A64C8);
        Pixels pixels = ImageFiles.read(write(image, "png"));
        assertThat(pixels.width()).isEqualTo(WIDTH);
        assertThat(pixels.height()).isEqualTo(HEIGHT);
        assertThat(at(pixels, 3, 2)).containsExactly(0x0A, 0x64, 0xC8);
        assertThat(at(pixels, 2, 2)).containsExactly(0, 0, 0);
    }

    @Test
    void colourJpegComesBackAsRedGreenBlue() throws Exception {
        BufferedImage image = new BufferedImage(WIDTH, HEIGHT, BufferedImage.TYPE_INT_RGB);
        fill(image, 0xD02060);
        assertNear(ImageFiles.read(write(image, "jpg")), 0xD0, 0x20, 0x60);
    }

    @Test
    void greyJpegIsNotBrightened() throws Exception {
        BufferedImage image = new BufferedImage(WIDTH, HEIGHT, BufferedImage.TYPE_BYTE_GRAY);
        Arrays.fill(samples(image), (byte) 100);
        assertNear(ImageFiles.read(write(image, "jpg")), 100, 100, 100);
    }

    @Test
    void transparentPixelsAreBlendedWithWhite() throws Exception {
        BufferedImage image = new BufferedImage(WIDTH, HEIGHT, BufferedImage.TYPE_INT_ARGB);
        image.setRGB(0, 0, 0xFF102030);
        image.setRGB(1, 0, 0x80FF0000);
        Pixels pixels = ImageFiles.read(write(image, "png"));
        assertThat(at(pixels, 0, 0)).containsExactly(0x10, 0x20, 0x30);
        assertThat(at(pixels, 1, 0)).containsExactly(255, 127, 127);
        assertThat(at(pixels, 2, 0)).containsExactly(255, 255, 255);
    }

    @Test
    void paletteIsLookedUp() throws Exception {
        byte[] red = {0, (byte) 200, 50};
        byte[] green = {0, 10, (byte) 150};
        byte[] blue = {0, 20, (byte) 250};
        IndexColorModel palette = new IndexColorModel(2, 3, red, green, blue);
        BufferedImage image = new BufferedImage(WIDTH, HEIGHT, BufferedImage.TYPE_BYTE_BINARY, palette);
        image.getRaster().setSample(1, 0, 0, 1);
        image.getRaster().setSample(2, 0, 0, 2);
        Pixels pixels = ImageFiles.read(write(image, "png"));
        assertThat(at(pixels, 0, 0)).containsExactly(0, 0, 0);
        assertThat(at(pixels, 1, 0)).containsExactly(200, 10, 20);
        assertThat(at(pixels, 2, 0)).containsExactly(50, 150, 250);
    }

    @Test
    void sixteenBitsAreNarrowedToEight() throws Exception {
        BufferedImage image = new BufferedImage(WIDTH, HEIGHT, BufferedImage.TYPE_USHORT_GRAY);
        image.getRaster().setSample(0, 0, 0, 65535);
        image.getRaster().setSample(1, 0, 0, 100 * 257);
        Pixels pixels = ImageFiles.read(write(image, "png"));
        assertThat(at(pixels, 0, 0)).containsExactly(255, 255, 255);
        assertThat(at(pixels, 1, 0)).containsExactly(100, 100, 100);
        assertThat(at(pixels, 2, 0)).containsExactly(0, 0, 0);
    }

    @Test
    void greyWithAlphaIsBlendedWithWhite() throws Exception {
        ComponentColorModel model = new ComponentColorModel(
                ColorSpace.getInstance(ColorSpace.CS_GRAY),
                true,
                false,
                Transparency.TRANSLUCENT,
                DataBuffer.TYPE_BYTE);
        WritableRaster raster = model.createCompatibleWritableRaster(WIDTH, HEIGHT);
        raster.setPixel(0, 0, new int[] {90, 255});
        raster.setPixel(1, 0, new int[] {0, 51});
        Pixels pixels = ImageFiles.read(write(new BufferedImage(model, raster, false, null), "png"));
        assertThat(at(pixels, 0, 0)).containsExactly(90, 90, 90);
        assertThat(at(pixels, 1, 0)).containsExactly(204, 204, 204);
        assertThat(at(pixels, 2, 0)).containsExactly(255, 255, 255);
    }

    @Test
    void printInksOfJpegBecomeColours() throws Exception {
        Path file = Files.write(folder.resolve("inks.jpg"), fourChannels(200, 100, 50, 204));
        assertNear(ImageFiles.read(file), 160, 80, 40);
    }

    @Test
    void printInksStoredAsLuminanceBecomeTheSameColours() throws Exception {
        byte[] plain = fourChannels(131, 170, 74, 204);
        byte[] adobe = {(byte) 0xFF, (byte) 0xEE, 0, 14, 'A', 'd', 'o', 'b', 'e', 0, 100, 0, 0, 0, 0, 2};
        ByteArrayOutputStream marked = new ByteArrayOutputStream();
        marked.write(plain, 0, 2);
        marked.writeBytes(adobe);
        marked.write(plain, 2, plain.length - 2);
        Path file = Files.write(folder.resolve("ycck.jpg"), marked.toByteArray());
        assertNear(ImageFiles.read(file), 160, 80, 40);
    }

    @Test
    void theNameDoesNotDecideTheFormat() throws Exception {
        BufferedImage image = new BufferedImage(WIDTH, HEIGHT, BufferedImage.TYPE_INT_RGB);
        fill(image, 0x123456);
        Path renamed = Files.move(write(image, "png"), folder.resolve("really-a-png.jpg"));
        assertThat(at(ImageFiles.read(renamed), 5, 5)).containsExactly(0x12, 0x34, 0x56);
    }

    @Test
    void sizeIsReadFromTheHeadAlone() throws Exception {
        Path file = write(new BufferedImage(WIDTH, HEIGHT, BufferedImage.TYPE_INT_RGB), "png");
        byte[] bytes = Files.readAllBytes(file);
        Files.write(file, Arrays.copyOf(bytes, 40));
        assertThat(ImageFiles.size(file)).isEqualTo(new ImageFiles.Size(WIDTH, HEIGHT));
    }

    @Test
    void cutShortFilesAreCalledDamaged() throws Exception {
        for (String format : new String[] {"jpg", "png"}) {
            BufferedImage image = new BufferedImage(200, 200, BufferedImage.TYPE_INT_RGB);
            for (int i = 0; i < 200 * 200; i++) {
                image.setRGB(i % 200, i / 200, i * 7919);
            }
            Path file = write(image, format);
            byte[] bytes = Files.readAllBytes(file);
            Files.write(file, Arrays.copyOf(bytes, bytes.length / 2));
            assertThatThrownBy(() -> ImageFiles.read(file))
                    .as(format)
                    .isInstanceOf(DataException.class)
                    .hasMessageContaining(file.toString())
                    .hasMessageContaining("damaged")
                    .hasMessageContaining("Copy it again");
        }
    }

    @Test
    void missingEmptyAndForeignFilesAreNamed() throws Exception {
        Path missing = folder.resolve("missing.jpg");
        assertThatThrownBy(() -> ImageFiles.read(missing))
                .isInstanceOf(DataException.class)
                .hasMessageContaining(missing.toString())
                .hasMessageContaining("is missing");
        assertThatThrownBy(() -> ImageFiles.size(missing))
                .isInstanceOf(DataException.class)
                .hasMessageContaining("is missing");
        Path empty = Files.createFile(folder.resolve("empty.png"));
        assertThatThrownBy(() -> ImageFiles.read(empty))
                .isInstanceOf(DataException.class)
                .hasMessageContaining("not a JPEG, PNG, BMP, GIF, TIFF or WebP image");
        Path text = Files.writeString(folder.resolve("text.jpg"), "hello, I am no picture");
        assertThatThrownBy(() -> ImageFiles.read(text))
                .isInstanceOf(DataException.class)
                .hasMessageContaining("not a JPEG, PNG, BMP, GIF, TIFF or WebP image");
    }

    private Path write(BufferedImage image, String format) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        assertThat(ImageIO.write(image, format, bytes)).isTrue();
        return Files.write(folder.resolve("picture." + format), bytes.toByteArray());
    }

    /** A JPEG of one colour whose four channels are stored as given. */
    private static byte[] fourChannels(int... stored) throws IOException {
        WritableRaster raster = Raster.createInterleavedRaster(DataBuffer.TYPE_BYTE, WIDTH, HEIGHT, 4, null);
        for (int i = 0; i < WIDTH * HEIGHT; i++) {
            raster.setPixel(i % WIDTH, i / WIDTH, stored);
        }
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        ImageWriter writer = ImageIO.getImageWritersByFormatName("jpeg").next();
        try (ImageOutputStream out = ImageIO.createImageOutputStream(bytes)) {
            writer.setOutput(out);
            writer.write(new IIOImage(raster, null, null));
        } finally {
            writer.dispose();
        }
        return bytes.toByteArray();
    }

    private static void fill(BufferedImage image, int rgb) {
        for (int i = 0; i < WIDTH * HEIGHT; i++) {
            image.setRGB(i % WIDTH, i / WIDTH, rgb);
        }
    }

    private static byte[] samples(BufferedImage image) {
        return ((DataBufferByte) image.getRaster().getDataBuffer()).getData();
    }

    private static int[] at(Pixels pixels, int x, int y) {
        int from = (y * pixels.width() + x) * 3;
        return new int[] {pixels.rgb()[from] & 0xFF, pixels.rgb()[from + 1] & 0xFF, pixels.rgb()[from + 2] & 0xFF};
    }

    /** JPEG rounds: every channel of the middle pixel lies within a few steps. */
    private static void assertNear(Pixels pixels, int... rgb) {
        int[] found = at(pixels, WIDTH / 2, HEIGHT / 2);
        for (int c = 0; c < 3; c++) {
            assertThat(found[c]).as("channel %d", c).isCloseTo(rgb[c], within(4));
        }
    }
}
