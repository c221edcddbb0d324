package org.dinotwins.data.picture;

import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.nio.ByteOrder;
import javax.imageio.stream.ImageInputStream;

/**
 * What the markers of a JPEG file say before its first scan, as far as decoding needs it (ITU-T T.81, annex B).
 *
 * @param frame        marker of the frame, 0xC0..0xCF; 0 without one
 * @param precision    bits of a sample
 * @param components   colour channels of the frame: 1, 3 or 4
 * @param coefficients coefficients of the whole picture, in all channels
 * @param transform    colour transform, as Adobe numbers it: 0 for RGB and CMYK, 1 for YCbCr, 2 for YCCK
 * @param scan         offset of the first scan
 * @param tables       all segments before the first scan, except application data and comments
 */
// Never compared: read and used for one picture.
@SuppressWarnings("ArrayRecordComponent")
record JpegHeader(
        int frame, int precision, int components, long coefficients, int transform, long scan, byte[] tables) {
    private static final int YCBCR = 1;
    private static final int YCCK = 2;
    private static final int START_OF_SCAN = 0xDA;
    private static final int END_OF_IMAGE = 0xD9;
    private static final int COMMENT = 0xFE;
    private static final int APP0 = 0xE0;
    private static final int APP14 = 0xEE;
    private static final int ADOBE_LENGTH = 12;
    private static final int JFIF_LENGTH = 14;
    /** Maximum number of bytes of tables: a file with more is not a photograph. */
    private static final int MOST_TABLES = 1 << 20;

    private static final int BACKWARDS = 1 << 16;

    /**
     * Reads the header.
     *
     * @throws IOException if the file ends in it, or holds no frame
     */
    static JpegHeader of(ImageInputStream stream) throws IOException {
        return new Reading(stream).header();
    }

    /** True for the frames that a decoder of Huffman-coded pictures of 8 bits takes. */
    boolean isSupported() {
        return precision == 8
                && frame >= 0xC0
                && frame <= 0xC2
                && (components == 1 || components == 3 || components == 4);
    }

    boolean isProgressive() {
        return frame == 0xC2;
    }

    boolean isCmyk() {
        return components == 4;
    }

    /** Whether the four channels are luminance, chrominance and black. */
    boolean isYcck() {
        return transform == YCCK;
    }

    /**
     * The picture alone, with one marker that states its colours, in place of markers that decoders interpret in different
     * ways. The embedded colour profile is left out.
     */
    ImageInputStream plain(ImageInputStream stream) {
        byte[] marker = {
            (byte) 0xFF,
            (byte) 0xD8,
            (byte) 0xFF,
            (byte) APP14,
            0,
            14,
            'A',
            'd',
            'o',
            'b',
            'e',
            0,
            100,
            0,
            0,
            0,
            0,
            (byte) transform
        };
        byte[] head = new byte[marker.length + tables.length];
        System.arraycopy(marker, 0, head, 0, marker.length);
        System.arraycopy(tables, 0, head, marker.length, tables.length);
        return new SplicedInput(head, stream, scan);
    }

    /** True if no end marker follows the first scan: the rest of the picture would be decoded as plain grey. */
    boolean isCutShort(ImageInputStream stream) throws IOException {
        byte[] part = new byte[BACKWARDS];
        int next = 0;
        for (long end = stream.length(); end > scan; ) {
            int length = (int) Math.min(part.length, end - scan);
            stream.seek(end - length);
            stream.readFully(part, 0, length);
            for (int i = length - 1; i >= 0; i--) {
                int value = part[i] & 0xFF;
                if (value == 0xFF && next == END_OF_IMAGE) {
                    return false;
                }
                next = value;
            }
            end -= length;
        }
        return true;
    }

    /** One pass over the markers. */
    private static final class Reading {
        private final ImageInputStream stream;
        private final ByteArrayOutputStream tables = new ByteArrayOutputStream();
        private int frame;
        private byte[] frameBody = {};
        private boolean jfif;
        private int adobe = -1;

        Reading(ImageInputStream stream) {
            this.stream = stream;
        }

        JpegHeader header() throws IOException {
            stream.setByteOrder(ByteOrder.BIG_ENDIAN);
            long at = 2;
            int stray = 0;
            while (true) {
                stream.seek(at);
                int marker = stream.readUnsignedShort() - 0xFF00;
                if (marker <= 0 || marker == 0xFF) {
                    // Padding, or bytes between segments, which libjpeg skips too.
                    if (++stray > MOST_TABLES) {
                        throw new IOException("no marker where one is due");
                    }
                    at++;
                    continue;
                }
                if (marker == START_OF_SCAN) {
                    break;
                }
                if (marker == 1 || marker >= 0xD0 && marker <= 0xD8) {
                    at += 2;
                    continue;
                }
                int length = stream.readUnsignedShort();
                if (length < 2) {
                    throw new IOException("a segment without a length");
                }
                byte[] body = new byte[length - 2];
                stream.readFully(body);
                segment(marker, body);
                at += 2 + length;
            }
            if (frameBody.length < 6 || frameBody.length < 6 + 3 * components()) {
                throw new EOFException("no frame before the first scan");
            }
            return new JpegHeader(
                    frame, frameBody[0] & 0xFF, components(), coefficients(), transform(), at, tables.toByteArray());
        }

        private void segment(int marker, byte[] body) throws IOException {
            if (marker == APP0) {
                jfif |= body.length >= JFIF_LENGTH && startsWith(body, "JFIF\0");
            } else if (marker == APP14 && body.length >= ADOBE_LENGTH && startsWith(body, "Adobe")) {
                adobe = body[ADOBE_LENGTH - 1] & 0xFF;
            }
            if (marker >= APP0 && marker <= 0xEF || marker == COMMENT) {
                return;
            }
            if (isFrame(marker)) {
                frame = marker;
                frameBody = body;
            }
            if (tables.size() + body.length > MOST_TABLES) {
                throw new IOException("more tables than a picture needs");
            }
            tables.write(0xFF);
            tables.write(marker);
            tables.write(body.length + 2 >> 8);
            tables.write(body.length + 2);
            tables.write(body);
        }

        private int components() {
            return frameBody[5] & 0xFF;
        }

        private int component(int index, int field) {
            return frameBody[6 + 3 * index + field] & 0xFF;
        }

        private int sixteen(int at) {
            return (frameBody[at] & 0xFF) << 8 | frameBody[at + 1] & 0xFF;
        }

        private long coefficients() {
            long height = sixteen(1);
            long width = sixteen(3);
            int across = 1;
            int down = 1;
            for (int i = 0; i < components(); i++) {
                across = Math.max(across, component(i, 1) >> 4);
                down = Math.max(down, component(i, 1) & 15);
            }
            double sum = 0;
            for (int i = 0; i < components(); i++) {
                sum += (double) (component(i, 1) >> 4) * (component(i, 1) & 15) / (across * down);
            }
            return (long) Math.ceil(width * height * sum);
        }

        /** Follows libjpeg: a JFIF marker means YCbCr, then Adobe's marker counts, then the numbers of the components. */
        private int transform() {
            int components = components();
            if (components == 4) {
                return adobe <= 0 ? 0 : YCCK;
            }
            if (components != 3 || jfif) {
                return YCBCR;
            }
            if (adobe >= 0) {
                return adobe == 0 ? 0 : YCBCR;
            }
            boolean rgb = component(0, 0) == 'R' && component(1, 0) == 'G' && component(2, 0) == 'B';
            return rgb ? 0 : YCBCR;
        }

        private static boolean startsWith(byte[] body, String word) {
            for (int i = 0; i < word.length(); i++) {
                if (body[i] != word.charAt(i)) {
                    return false;
                }
            }
            return true;
        }

        private static boolean isFrame(int marker) {
            return marker >= 0xC0 && marker <= 0xCF && marker != 0xC4 && marker != 0xC8 && marker != 0xCC;
        }
    }
}
