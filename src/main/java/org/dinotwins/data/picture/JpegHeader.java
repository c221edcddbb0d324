package org.dinotwins.data.picture;

/**
 * What the markers of a JPEG file say before its first scan, as far as decoding needs it (ITU-T T.81, annex B).
 *
 * @param isJpeg         false for files of another format; the other values are 0 then
 * @param components     colour channels of the frame: 1, 3 or 4
 * @param adobeTransform colour transform named by Adobe's APP14 marker, -1 without the marker
 * @param scan           offset of the first scan
 */
record JpegHeader(boolean isJpeg, int components, int adobeTransform, int scan) {
    /** Adobe's number for four channels stored as luminance, two chrominances and black. */
    static final int YCCK = 2;

    private static final JpegHeader OTHER = new JpegHeader(false, 0, 0, 0);
    private static final int START_OF_SCAN = 0xDA;
    private static final int END_OF_IMAGE = 0xD9;
    private static final int APP14 = 0xEE;
    private static final int ADOBE_LENGTH = 14;
    private static final int ADOBE_TRANSFORM_OFFSET = 13;

    static JpegHeader of(byte[] bytes) {
        if (bytes.length < 4 || at(bytes, 0) != 0xFF || at(bytes, 1) != 0xD8) {
            return OTHER;
        }
        int components = 0;
        int transform = -1;
        int i = 2;
        while (i + 3 < bytes.length && at(bytes, i) == 0xFF) {
            int marker = at(bytes, i + 1);
            if (marker == 0xFF) {
                i++;
                continue;
            }
            int length = at(bytes, i + 2) << 8 | at(bytes, i + 3);
            int body = i + 2;
            if (marker == START_OF_SCAN) {
                break;
            }
            if (isFrame(marker) && body + 7 < bytes.length) {
                components = at(bytes, body + 7);
            } else if (marker == APP14
                    && length >= ADOBE_LENGTH
                    && body + ADOBE_TRANSFORM_OFFSET < bytes.length
                    && bytes[body + 2] == 'A'
                    && bytes[body + 3] == 'd') {
                transform = at(bytes, body + ADOBE_TRANSFORM_OFFSET);
            }
            i = body + length;
        }
        return new JpegHeader(true, components, transform, Math.min(i, bytes.length));
    }

    /** True if no end marker follows the first scan: the rest of the picture would be decoded as plain gray. */
    boolean isCutShort(byte[] bytes) {
        for (int i = bytes.length - 2; i >= scan; i--) {
            if (bytes[i] == (byte) 0xFF && at(bytes, i + 1) == END_OF_IMAGE) {
                return false;
            }
        }
        return true;
    }

    private static boolean isFrame(int marker) {
        return marker >= 0xC0 && marker <= 0xCF && marker != 0xC4 && marker != 0xC8 && marker != 0xCC;
    }

    private static int at(byte[] bytes, int index) {
        return bytes[index] & 0xFF;
    }
}
