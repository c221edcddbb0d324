package org.dinotwins.data.picture;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.dinotwins.data.DataException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The colours of a JPEG follow from its markers as in libjpeg, which Pillow uses. */
class JpegColoursTest {
    private static final int SIDE = 16;
    private static final int FRAME = 0xC0;
    private static final int SCAN = 0xDA;

    @TempDir
    private Path folder;

    /** A segment before the scan. */
    // Never compared.
    @SuppressWarnings("ArrayRecordComponent")
    private record Segment(int marker, byte[] body) {}

    /** The plain file of the JDK: a JFIF marker, and components 1, 2 and 3 of luminance and chrominance. */
    private static byte[] plain() {
        BufferedImage image = new BufferedImage(SIDE, SIDE, BufferedImage.TYPE_INT_RGB);
        for (int i = 0; i < SIDE * SIDE; i++) {
            image.setRGB(i % SIDE, i / SIDE, 0xD02060 + i % SIDE * 0x000802);
        }
        return Jpeg.of(image, 0.9f);
    }

    @ParameterizedTest
    @CsvSource({
        "none, 1 2 3",
        "none, 0 1 2",
        "none, 10 20 30",
        "none, 89 67 99",
        "none, 1 34 35",
        "none, 114 103 98",
        "jfif, 82 71 66",
        "jfif, 0 1 2",
        "jfif adobe0, 1 2 3",
        "adobe0 jfif, 1 2 3",
        "jfif adobe2, 1 2 3",
        "adobe1, 1 2 3",
        "adobe1, 82 71 66",
        "adobe2, 1 2 3",
        "shortadobe, 1 2 3",
        "jfif profile, 1 2 3",
        "profile, 7 8 9"
    })
    void luminanceAndChrominance(String markers, String numbers) throws Exception {
        Pixels expected = ImageFiles.read(write(plain()));
        assertThat(expected.rgb()[0] & 0xFF).isBetween(0xC8, 0xD8);
        assertThat(ImageFiles.read(write(rewritten(markers, numbers)))).isEqualTo(expected);
    }

    @ParameterizedTest
    @CsvSource({"adobe0, 1 2 3", "adobe0, 82 71 66", "none, 82 71 66"})
    void redGreenBlue(String markers, String numbers) throws Exception {
        Pixels pixels = ImageFiles.read(write(rewritten(markers, numbers)));
        // The luminance and chrominance of 0xD02060, taken for red, green and blue.
        assertThat(new int[] {pixels.rgb()[0] & 0xFF, pixels.rgb()[1] & 0xFF, pixels.rgb()[2] & 0xFF})
                .satisfies(rgb -> assertThat(rgb[0]).isBetween(88, 100))
                .satisfies(rgb -> assertThat(rgb[1]).isBetween(120, 140))
                .satisfies(rgb -> assertThat(rgb[2]).isBetween(200, 216));
    }

    @Test
    void rareKindsAreNotCalledDamaged() throws Exception {
        byte[] bits = plain();
        int frame = indexOf(bits, FRAME);
        bits[frame + 4] = 12;
        assertThatThrownBy(() -> ImageFiles.read(write(bits)))
                .isInstanceOf(DataException.class)
                .hasMessageContaining("not supported")
                .hasMessageContaining("12 bits")
                .hasMessageContaining("Convert it to PNG or JPEG");
        for (int kind : new int[] {0xC3, 0xC9, 0xCA}) {
            byte[] other = plain();
            other[frame + 1] = (byte) kind;
            assertThatThrownBy(() -> ImageFiles.read(write(other))).hasMessageContaining("not supported");
        }
    }

    private static int indexOf(byte[] jpeg, int marker) {
        int at = 2;
        while ((jpeg[at + 1] & 0xFF) != marker) {
            at += 2 + ((jpeg[at + 2] & 0xFF) << 8 | jpeg[at + 3] & 0xFF);
        }
        return at;
    }

    /** The plain file with other markers and other numbers of its components. */
    private static byte[] rewritten(String markers, String numbers) {
        byte[] jpeg = plain();
        int scan = indexOf(jpeg, SCAN);
        List<Segment> segments = new ArrayList<>();
        for (String marker : markers.split(" ")) {
            switch (marker) {
                case "jfif" -> segments.add(new Segment(0xE0, bytes("JFIF\0\1\2\0\0\1\0\1\0\0")));
                case "adobe0", "adobe1", "adobe2" ->
                    segments.add(new Segment(0xEE, bytes("Adobe\0\144\0\0\0\0" + (char) (marker.charAt(5) - '0'))));
                case "shortadobe" -> segments.add(new Segment(0xEE, bytes("Adobe\0")));
                case "profile" ->
                    segments.add(new Segment(0xE2, joined(bytes("ICC_PROFILE\0\1\1"), Profiles.linear())));
                default -> assertThat(marker).isEqualTo("none");
            }
        }
        String[] ids = numbers.split(" ");
        for (int at = 2; at <= scan; ) {
            int marker = jpeg[at + 1] & 0xFF;
            int length = (jpeg[at + 2] & 0xFF) << 8 | jpeg[at + 3] & 0xFF;
            byte[] body = new byte[length - 2];
            System.arraycopy(jpeg, at + 4, body, 0, body.length);
            for (int i = 0; i < ids.length; i++) {
                if (marker == FRAME) {
                    body[6 + 3 * i] = (byte) Integer.parseInt(ids[i]);
                } else if (marker == SCAN) {
                    body[1 + 2 * i] = (byte) Integer.parseInt(ids[i]);
                }
            }
            if (marker < 0xE0) {
                segments.add(new Segment(marker, body));
            }
            at += 2 + length;
        }
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        out.writeBytes(new byte[] {(byte) 0xFF, (byte) 0xD8});
        for (Segment segment : segments) {
            int length = segment.body().length + 2;
            out.writeBytes(new byte[] {(byte) 0xFF, (byte) segment.marker(), (byte) (length >> 8), (byte) length});
            out.writeBytes(segment.body());
        }
        int rest = scan + 2 + ((jpeg[scan + 2] & 0xFF) << 8 | jpeg[scan + 3] & 0xFF);
        out.write(jpeg, rest, jpeg.length - rest);
        return out.toByteArray();
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.ISO_8859_1);
    }

    private static byte[] joined(byte[] one, byte[] other) {
        byte[] both = new byte[one.length + other.length];
        System.arraycopy(one, 0, both, 0, one.length);
        System.arraycopy(other, 0, both, one.length, other.length);
        return both;
    }

    private Path write(byte[] jpeg) throws Exception {
        return Files.write(folder.resolve("picture.jpg"), jpeg);
    }
}
