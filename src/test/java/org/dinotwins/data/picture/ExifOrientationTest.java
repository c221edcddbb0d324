package org.dinotwins.data.picture;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Finds the orientation in each kind of file, and turns pictures as Pillow's {@code exif_transpose} does. */
class ExifOrientationTest {
    /** Two rows of three pixels, named by their red value. */
    private static final Pixels STORED = letters(3, "abcdef");

    @TempDir
    private Path folder;

    @ParameterizedTest
    @CsvSource({
        "1, 3, abcdef", "2, 3, cbafed", "3, 3, fedcba", "4, 3, defabc",
        "5, 2, adbecf", "6, 2, daebfc", "7, 2, fcebda", "8, 2, cfbead"
    })
    void everyOrientationIsApplied(int number, int width, String shown) {
        ExifOrientation orientation = ExifOrientation.values()[number - 1];
        assertThat(orientation.number()).isEqualTo(number);
        assertThat(orientation.swapsSides()).isEqualTo(width == 2);
        assertThat(orientation.apply(STORED)).isEqualTo(letters(width, shown));
        for (int y = 0; y < 6 / width; y++) {
            for (int x = 0; x < width; x++) {
                double storedX = orientation.storedX(x + 0.5, y + 0.5, 3);
                double storedY = orientation.storedY(x + 0.5, y + 0.5, 2);
                assertThat("abcdef".charAt((int) storedY * 3 + (int) storedX)).isEqualTo(shown.charAt(y * width + x));
            }
        }
    }

    @ParameterizedTest
    @CsvSource({"1", "2", "3", "4", "5", "6", "7", "8"})
    void everyKindOfFileIsRead(int number) throws Exception {
        for (ByteOrder order : new ByteOrder[] {ByteOrder.BIG_ENDIAN, ByteOrder.LITTLE_ENDIAN}) {
            byte[] tags = tiff(order, number);
            assertThat(numberIn(jpeg(tags))).as("JPEG").isEqualTo(number);
            assertThat(numberIn(png(tags))).as("PNG").isEqualTo(number);
            assertThat(numberIn(webp(tags))).as("WebP").isEqualTo(number);
            assertThat(numberIn(webp(joined("Exif\0\0", tags))))
                    .as("WebP with a prefix")
                    .isEqualTo(number);
            assertThat(numberIn(tags)).as("TIFF").isEqualTo(number);
            assertThat(numberIn(bigTiff(order, number))).as("BigTIFF").isEqualTo(number);
        }
    }

    @Test
    void filesWithoutASoundTagAreShownAsStored() throws Exception {
        byte[] tags = tiff(ByteOrder.BIG_ENDIAN, 6);
        assertThat(numberIn(new byte[0])).isEqualTo(1);
        assertThat(numberIn("hello, I am text".getBytes(StandardCharsets.US_ASCII)))
                .isEqualTo(1);
        assertThat(numberIn(jpeg(tiff(ByteOrder.BIG_ENDIAN, 0)))).isEqualTo(1);
        assertThat(numberIn(jpeg(tiff(ByteOrder.BIG_ENDIAN, 9)))).isEqualTo(1);
        byte[] farDirectory = tags.clone();
        ByteBuffer.wrap(farDirectory).putInt(4, -1);
        assertThat(numberIn(png(farDirectory))).isEqualTo(1);
        byte[] whole = jpeg(tags);
        for (int length = 0; length < whole.length; length++) {
            byte[] cut = new byte[length];
            System.arraycopy(whole, 0, cut, 0, length);
            assertThat(numberIn(cut)).isIn(1, 6);
        }
        assertThat(ExifOrientation.of(folder)).isEqualTo(ExifOrientation.TOP_LEFT);
        assertThat(ExifOrientation.of(folder.resolve("missing.jpg"))).isEqualTo(ExifOrientation.TOP_LEFT);
    }

    private int numberIn(byte[] file) throws Exception {
        return ExifOrientation.of(Files.write(folder.resolve("file"), file)).number();
    }

    /** A directory of a text entry and the orientation. */
    static byte[] tiff(ByteOrder order, int orientation) {
        ByteBuffer tiff = ByteBuffer.allocate(8 + 2 + 2 * 12 + 4).order(order);
        tiff.put((order == ByteOrder.BIG_ENDIAN ? "MM" : "II").getBytes(StandardCharsets.US_ASCII));
        tiff.putShort((short) 42).putInt(8).putShort((short) 2);
        tiff.putShort((short) 0x010F).putShort((short) 2).putInt(2).putInt(0x41000000);
        tiff.putShort((short) 0x0112).putShort((short) 3).putInt(1);
        tiff.putShort((short) orientation).putShort((short) 0);
        return tiff.putInt(0).array();
    }

    private static byte[] bigTiff(ByteOrder order, int orientation) {
        ByteBuffer tiff = ByteBuffer.allocate(16 + 8 + 20 + 8).order(order);
        tiff.put((order == ByteOrder.BIG_ENDIAN ? "MM" : "II").getBytes(StandardCharsets.US_ASCII));
        tiff.putShort((short) 43)
                .putShort((short) 8)
                .putShort((short) 0)
                .putLong(16)
                .putLong(1);
        tiff.putShort((short) 0x0112).putShort((short) 3).putLong(1);
        tiff.putShort((short) orientation).putShort((short) 0).putInt(0);
        return tiff.putLong(0).array();
    }

    /** Another APP1 segment comes first, as XMP does in files of many programs. */
    private static byte[] jpeg(byte[] tags) {
        byte[] exif = joined("Exif\0\0", tags);
        byte[] xmp = "http://ns.adobe.com/xap/1.0/\0<x/>".getBytes(StandardCharsets.US_ASCII);
        ByteBuffer jpeg = ByteBuffer.allocate(2 + 4 + xmp.length + 4 + exif.length + 2);
        jpeg.putShort((short) 0xFFD8);
        jpeg.putShort((short) 0xFFE1).putShort((short) (2 + xmp.length)).put(xmp);
        jpeg.putShort((short) 0xFFE1).putShort((short) (2 + exif.length)).put(exif);
        return jpeg.putShort((short) 0xFFD9).array();
    }

    private static byte[] png(byte[] tags) {
        ByteBuffer png = ByteBuffer.allocate(8 + 12 + 13 + 12 + tags.length);
        png.putLong(0x89504E470D0A1A0AL);
        png.putInt(13)
                .put("IHDR".getBytes(StandardCharsets.US_ASCII))
                .put(new byte[13])
                .putInt(0);
        png.putInt(tags.length)
                .put("eXIf".getBytes(StandardCharsets.US_ASCII))
                .put(tags)
                .putInt(0);
        return png.array();
    }

    /** A chunk of odd length comes first, which is padded. */
    private static byte[] webp(byte[] tags) {
        ByteBuffer webp = ByteBuffer.allocate(12 + 8 + 4 + 8 + tags.length).order(ByteOrder.LITTLE_ENDIAN);
        webp.put("RIFF".getBytes(StandardCharsets.US_ASCII)).putInt(webp.capacity() - 8);
        webp.put("WEBPVP8 ".getBytes(StandardCharsets.US_ASCII)).putInt(3).putInt(0);
        webp.put("EXIF".getBytes(StandardCharsets.US_ASCII)).putInt(tags.length).put(tags);
        return webp.array();
    }

    private static byte[] joined(String prefix, byte[] rest) {
        ByteArrayOutputStream all = new ByteArrayOutputStream();
        all.writeBytes(prefix.getBytes(StandardCharsets.US_ASCII));
        all.writeBytes(rest);
        return all.toByteArray();
    }

    private static Pixels letters(int width, String reds) {
        byte[] rgb = new byte[reds.length() * 3];
        for (int i = 0; i < reds.length(); i++) {
            rgb[3 * i] = (byte) reds.charAt(i);
            rgb[3 * i + 1] = (byte) (reds.charAt(i) + 50);
            rgb[3 * i + 2] = (byte) (reds.charAt(i) + 100);
        }
        return new Pixels(width, reds.length() / width, rgb);
    }
}
