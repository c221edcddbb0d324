package org.dinotwins.data.picture;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.awt.image.BufferedImage;
import java.awt.image.IndexColorModel;
import java.io.ByteArrayOutputStream;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.zip.CRC32;
import java.util.zip.Deflater;
import javax.imageio.ImageIO;
import org.dinotwins.data.DataException;
import org.dinotwins.data.Picture;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** TIFF, WebP and GIF; colour profiles, orientation and canvases in every format that has them. */
class PictureFormatsTest {
    private static final int WIDTH = 8;
    private static final int HEIGHT = 6;

    @TempDir
    private Path folder;

    private static int red(int x) {
        return x * 30;
    }

    private static int green(int y) {
        return y * 40;
    }

    private static int blue(int x, int y) {
        return (x + y) * 15;
    }

    private static BufferedImage pattern() {
        BufferedImage image = new BufferedImage(WIDTH, HEIGHT, BufferedImage.TYPE_INT_RGB);
        for (int i = 0; i < WIDTH * HEIGHT; i++) {
            int x = i % WIDTH;
            int y = i / WIDTH;
            image.setRGB(x, y, red(x) << 16 | green(y) << 8 | blue(x, y));
        }
        return image;
    }

    private static Pixels patternPixels() {
        byte[] rgb = new byte[WIDTH * HEIGHT * 3];
        for (int i = 0; i < WIDTH * HEIGHT; i++) {
            int x = i % WIDTH;
            int y = i / WIDTH;
            rgb[3 * i] = (byte) red(x);
            rgb[3 * i + 1] = (byte) green(y);
            rgb[3 * i + 2] = (byte) blue(x, y);
        }
        return new Pixels(WIDTH, HEIGHT, rgb);
    }

    private static byte[] encoded(BufferedImage image, String format) throws Exception {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        assertThat(ImageIO.write(image, format, bytes)).isTrue();
        return bytes.toByteArray();
    }

    private static byte[] resource(String name) throws Exception {
        try (InputStream in = PictureFormatsTest.class.getResourceAsStream(name)) {
            return in.readAllBytes();
        }
    }

    private Pixels read(byte[] file) throws Exception {
        return ImageFiles.read(Files.write(folder.resolve("file"), file));
    }

    @Test
    void theirExtensionsCountAsImages() {
        for (String name : List.of("a.TIF", "a.tiff", "a.webp", "a.gif", "a.jfif", "a.jpe", "a.bmp")) {
            assertThat(ImageFiles.isImageName(name)).as(name).isTrue();
        }
        assertThat(ImageFiles.isImageName("a.heic")).isFalse();
    }

    @Test
    void losslessFormatsKeepEveryByte() throws Exception {
        assertThat(read(encoded(pattern(), "tiff"))).isEqualTo(patternPixels());
        assertThat(read(resource("turned.webp"))).isEqualTo(patternPixels());
        assertThat(read(uncompressedTiff(2, 8, 1, 1))).isEqualTo(patternPixels());
    }

    @Test
    void cmykTiffHasNoInkAtZero() throws Exception {
        byte[] tiff = uncompressedTiff(5, 8, 1, 1);
        Pixels pixels = read(tiff);
        for (int i = 0; i < WIDTH * HEIGHT; i++) {
            int x = i % WIDTH;
            int y = i / WIDTH;
            // Black ink of 51 leaves four fifths of the light.
            assertThat(pixels.rgb()[3 * i] & 0xFF).isEqualTo(((255 - red(x)) * 204 + 127) / 255);
            assertThat(pixels.rgb()[3 * i + 1] & 0xFF).isEqualTo(((255 - green(y)) * 204 + 127) / 255);
        }
    }

    @Test
    void rareKindsAreNotCalledDamaged() throws Exception {
        assertThatThrownBy(() -> read(uncompressedTiff(1, 32, 3, 1)))
                .isInstanceOf(DataException.class)
                .hasMessageContaining("not supported")
                .hasMessageContaining("16 bits");
        assertThatThrownBy(() -> read(uncompressedTiff(2, 8, 1, 50000))).hasMessageContaining("not supported");
        byte[] bmp = encoded(pattern(), "bmp");
        bmp[14] = 64;
        assertThatThrownBy(() -> read(bmp))
                .hasMessageContaining("not supported")
                .hasMessageContaining("OS/2");
    }

    @Test
    void damagedFilesAreNotQuoted() throws Exception {
        for (String format : List.of("tiff", "gif", "bmp", "png", "jpg")) {
            byte[] whole = encoded(pattern(), format);
            byte[] cut = Arrays.copyOf(whole, whole.length * 2 / 3);
            assertThatThrownBy(() -> read(cut))
                    .as(format)
                    .isInstanceOf(DataException.class)
                    .hasMessageMatching(
                            "(?s)The image .* is damaged: (it ends in the middle of the picture|its contents cannot be"
                                    + " decoded)\\. Copy it again from its source, or remove it from the folder\\.");
        }
    }

    @Test
    void profilesAreAppliedInNoFormat() throws Exception {
        byte[] png = encoded(pattern(), "png");
        byte[] profile = Profiles.linear();
        assertThat(read(withChunk(png, "iCCP", joined("p\0\0", deflated(profile)))))
                .isEqualTo(patternPixels());
        assertThat(read(withProfile(resource("turned.webp"), profile))).isEqualTo(patternPixels());
    }

    @Test
    void orientationIsAppliedWhereNoAnnotationRefersToStoredPixels() throws Exception {
        byte[] tags = ExifOrientationTest.tiff(ByteOrder.LITTLE_ENDIAN, 6);
        byte[] jpeg = Jpeg.of(pattern(), 1);
        byte[] exif = joined("Exif\0\0", tags);
        ByteBuffer turnedJpeg = ByteBuffer.allocate(jpeg.length + 4 + exif.length);
        turnedJpeg
                .put(jpeg, 0, 2)
                .putShort((short) 0xFFE1)
                .putShort((short) (exif.length + 2))
                .put(exif);
        turnedJpeg.put(jpeg, 2, jpeg.length - 2);
        for (byte[] file : List.of(
                withChunk(encoded(pattern(), "png"), "eXIf", tags),
                resource("turned.webp"),
                uncompressedTiff(2, 8, 1, 1),
                turnedJpeg.array())) {
            Pixels stored = read(file);
            Path path = folder.resolve("file");
            assertThat(ImageFiles.size(path)).isEqualTo(new ImageFiles.Size(WIDTH, HEIGHT));
            Pixels shown = ExifOrientation.RIGHT_TOP.apply(stored);
            assertThat(shown.width()).isEqualTo(HEIGHT);
            assertThat(ImageFiles.read(new Picture(1, path, 0, 0, List.of()))).isEqualTo(shown);
            assertThat(ImageFiles.readUpright(path)).isEqualTo(shown);
            assertThat(ImageFiles.read(new Picture(1, path, WIDTH, HEIGHT, List.of())))
                    .isEqualTo(stored);
        }
    }

    @Test
    void theFirstFrameOfAnAnimationLiesOnItsCanvas() throws Exception {
        Pixels webp = read(resource("animated.webp"));
        assertOnCanvas(webp, 12, 10, 2, 2, 0);
        byte[] gif = encoded(paletted(), "gif");
        int descriptor = 13 + 3 * (2 << (gif[10] & 7));
        while (gif[descriptor] != 0x2C) {
            descriptor++;
        }
        gif[6] = 20;
        gif[8] = 9;
        gif[descriptor + 1] = 5;
        gif[descriptor + 3] = 1;
        Pixels onCanvas = read(gif);
        assertThat(onCanvas.width()).isEqualTo(20);
        assertThat(onCanvas.height()).isEqualTo(9);
        assertThat(at(onCanvas, 5, 1)).isEqualTo(0x102030);
        assertThat(at(onCanvas, 6, 1)).isEqualTo(0xC08040);
        assertThat(at(onCanvas, 0, 0)).as("the first colour of the palette").isEqualTo(0x102030);
        assertThat(ImageFiles.size(folder.resolve("file"))).isEqualTo(new ImageFiles.Size(20, 9));
    }

    private static void assertOnCanvas(Pixels pixels, int width, int height, int left, int top, int around) {
        assertThat(pixels.width()).isEqualTo(width);
        assertThat(pixels.height()).isEqualTo(height);
        for (int y = 0; y < height; y++) {
            for (int x = 0; x < width; x++) {
                int u = x - left;
                int v = y - top;
                boolean inside = u >= 0 && v >= 0 && u < WIDTH && v < HEIGHT;
                assertThat(at(pixels, x, y)).isEqualTo(inside ? red(u) << 16 | green(v) << 8 | blue(u, v) : around);
            }
        }
    }

    private static BufferedImage paletted() {
        byte[] reds = {0x10, (byte) 0xC0};
        byte[] greens = {0x20, (byte) 0x80};
        byte[] blues = {0x30, 0x40};
        BufferedImage image = new BufferedImage(
                WIDTH, HEIGHT, BufferedImage.TYPE_BYTE_BINARY, new IndexColorModel(1, 2, reds, greens, blues));
        for (int y = 0; y < HEIGHT; y++) {
            for (int x = 0; x < WIDTH; x++) {
                image.getRaster().setSample(x, y, 0, x % 2);
            }
        }
        return image;
    }

    private static int at(Pixels pixels, int x, int y) {
        int from = 3 * (y * pixels.width() + x);
        return (pixels.rgb()[from] & 0xFF) << 16 | (pixels.rgb()[from + 1] & 0xFF) << 8 | pixels.rgb()[from + 2] & 0xFF;
    }

    /** The pattern in one strip, to be shown turned clockwise; a fourth channel of CMYK is 51. */
    private static byte[] uncompressedTiff(int photometric, int bits, int sampleFormat, int compression) {
        int samples = photometric == 5 ? 4 : photometric == 2 ? 3 : 1;
        int[][] entries = {
            {256, 3, WIDTH},
            {257, 3, HEIGHT},
            {258, 3, bits},
            {259, 3, compression},
            {262, 3, photometric},
            {273, 4, 0},
            {274, 3, 6},
            {277, 3, samples},
            {278, 3, HEIGHT},
            {279, 4, 0},
            {339, 3, sampleFormat}
        };
        int data = 8 + 2 + entries.length * 12 + 4;
        int offset = data + 2 * samples;
        int length = WIDTH * HEIGHT * samples * bits / 8;
        ByteBuffer tiff = ByteBuffer.allocate(offset + length).order(ByteOrder.LITTLE_ENDIAN);
        tiff.put((byte) 'I').put((byte) 'I').putShort((short) 42).putInt(8).putShort((short) entries.length);
        for (int[] entry : entries) {
            boolean many = entry[0] == 258 && samples > 1;
            tiff.putShort((short) entry[0]).putShort((short) entry[1]).putInt(many ? samples : 1);
            tiff.putInt(many ? data : entry[0] == 273 ? offset : entry[0] == 279 ? length : entry[2]);
        }
        tiff.putInt(0);
        for (int i = 0; i < samples; i++) {
            tiff.putShort((short) bits);
        }
        for (int i = 0; bits == 8 && i < WIDTH * HEIGHT; i++) {
            int x = i % WIDTH;
            int y = i / WIDTH;
            byte[] values = {(byte) red(x), (byte) green(y), (byte) blue(x, y), 51};
            tiff.put(values, 0, samples);
        }
        return tiff.array();
    }

    /** The lossless picture of a WebP file, with a profile. */
    private static byte[] withProfile(byte[] webp, byte[] profile) {
        int at = 12;
        while (!new String(webp, at, 4, StandardCharsets.US_ASCII).equals("VP8L")) {
            int length = ByteBuffer.wrap(webp, at + 4, 4)
                    .order(ByteOrder.LITTLE_ENDIAN)
                    .getInt();
            at += 8 + length + (length & 1);
        }
        int picture =
                ByteBuffer.wrap(webp, at + 4, 4).order(ByteOrder.LITTLE_ENDIAN).getInt();
        int padded = picture + (picture & 1);
        int profileLength = profile.length + (profile.length & 1);
        ByteBuffer out =
                ByteBuffer.allocate(12 + 18 + 8 + profileLength + 8 + padded).order(ByteOrder.LITTLE_ENDIAN);
        out.put("RIFF".getBytes(StandardCharsets.US_ASCII)).putInt(out.capacity() - 8);
        out.put("WEBPVP8X".getBytes(StandardCharsets.US_ASCII)).putInt(10).putInt(0x20);
        out.put(new byte[] {WIDTH - 1, 0, 0, HEIGHT - 1, 0, 0});
        out.put("ICCP".getBytes(StandardCharsets.US_ASCII))
                .putInt(profile.length)
                .put(profile);
        out.position(out.position() + profileLength - profile.length);
        out.put(webp, at, 8 + padded);
        return out.array();
    }

    /** Inserts a chunk behind the header of a PNG. */
    private static byte[] withChunk(byte[] png, String type, byte[] data) {
        byte[] typed = joined(type, data);
        CRC32 check = new CRC32();
        check.update(typed);
        ByteBuffer out = ByteBuffer.allocate(png.length + 12 + data.length);
        out.put(png, 0, 33).putInt(data.length).put(typed).putInt((int) check.getValue());
        return out.put(png, 33, png.length - 33).array();
    }

    private static byte[] deflated(byte[] data) {
        Deflater deflater = new Deflater();
        deflater.setInput(data);
        deflater.finish();
        byte[] out = new byte[data.length + 100];
        int length = deflater.deflate(out);
        deflater.end();
        return Arrays.copyOf(out, length);
    }

    private static byte[] joined(String prefix, byte[] rest) {
        ByteArrayOutputStream all = new ByteArrayOutputStream();
        all.writeBytes(prefix.getBytes(StandardCharsets.ISO_8859_1));
        all.writeBytes(rest);
        return all.toByteArray();
    }
}
