package org.dinotwins.data.picture;

import java.io.IOException;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import javax.imageio.stream.ImageInputStream;

/**
 * Finds the EXIF tag {@code Orientation} in a file: in a JPEG's APP1 segment, a PNG's {@code eXIf} chunk, a WebP's {@code
 * EXIF} chunk, or a TIFF's first directory. Reads tags alone, so that a damaged rest of the EXIF data does not matter, and
 * never allocates what a file asks for.
 */
final class ExifTag {
    private static final int ORIENTATION = 0x0112;
    private static final int BYTE = 1;
    private static final int SHORT = 3;
    private static final int LONG = 4;
    private static final int CLASSIC_TIFF = 42;
    private static final int BIG_TIFF = 43;
    /** Most directory entries, segments or chunks that are read: more than any camera or program writes. */
    private static final int MOST_PARTS = 1 << 20;

    private final ImageInputStream stream;

    ExifTag(ImageInputStream stream) {
        this.stream = stream;
    }

    /** Value of the tag as it is stored; 0 without one. */
    int orientation() {
        try {
            stream.setByteOrder(ByteOrder.BIG_ENDIAN);
            stream.seek(0);
            int head = stream.readInt();
            if (head >>> 16 == 0xFFD8) {
                return inJpeg();
            } else if (head == 0x89504E47) {
                return inPng();
            } else if (head == 0x52494646) {
                return inRiff();
            }
            return inTiff(0);
        } catch (IOException | RuntimeException e) {
            return 0;
        }
    }

    private int inJpeg() throws IOException {
        long at = 2;
        for (int i = 0; i < MOST_PARTS; i++) {
            stream.seek(at);
            int marker = stream.readUnsignedShort();
            if (marker == 0xFFFF) {
                at++;
                continue;
            }
            if (marker >>> 8 != 0xFF || marker == 0xFFDA || marker == 0xFFD9) {
                return 0;
            }
            int length = stream.readUnsignedShort();
            if (marker == 0xFFE1 && length > 8 && startsWithExif(at + 4)) {
                int found = inTiff(at + 10);
                if (found != 0) {
                    return found;
                }
            }
            at += 2 + length;
        }
        return 0;
    }

    private int inPng() throws IOException {
        long at = 8;
        for (int i = 0; i < MOST_PARTS; i++) {
            stream.seek(at);
            long length = stream.readUnsignedInt();
            int type = stream.readInt();
            if (type == fourLetters("eXIf")) {
                return inTiff(at + 8);
            }
            at += 12 + length;
        }
        return 0;
    }

    private int inRiff() throws IOException {
        long at = 12;
        for (int i = 0; i < MOST_PARTS; i++) {
            stream.seek(at);
            int type = stream.readInt();
            stream.setByteOrder(ByteOrder.LITTLE_ENDIAN);
            long length = stream.readUnsignedInt();
            stream.setByteOrder(ByteOrder.BIG_ENDIAN);
            if (type == fourLetters("EXIF")) {
                return inTiff(startsWithExif(at + 8) ? at + 14 : at + 8);
            }
            at += 8 + length + (length & 1);
        }
        return 0;
    }

    private boolean startsWithExif(long at) throws IOException {
        stream.seek(at);
        return stream.readInt() == fourLetters("Exif") && stream.readUnsignedShort() == 0;
    }

    /** Reads the first directory of a TIFF structure that begins at this offset. */
    private int inTiff(long start) throws IOException {
        stream.seek(start);
        stream.setByteOrder(ByteOrder.BIG_ENDIAN);
        int order = stream.readUnsignedShort();
        if (order != 0x4949 && order != 0x4D4D) {
            return 0;
        }
        stream.setByteOrder(order == 0x4949 ? ByteOrder.LITTLE_ENDIAN : ByteOrder.BIG_ENDIAN);
        int version = stream.readUnsignedShort();
        if (version != CLASSIC_TIFF && version != BIG_TIFF) {
            return 0;
        }
        boolean big = version == BIG_TIFF;
        stream.seek(start + (big ? 8 : 4));
        long directory = start + (big ? stream.readLong() : stream.readUnsignedInt());
        stream.seek(directory);
        long entries = big ? stream.readLong() : stream.readUnsignedShort();
        long first = directory + (big ? 8 : 2);
        for (long i = 0; i < Math.min(entries, MOST_PARTS); i++) {
            stream.seek(first + i * (big ? 20 : 12));
            if (stream.readUnsignedShort() == ORIENTATION) {
                return value(big);
            }
        }
        return 0;
    }

    private int value(boolean big) throws IOException {
        int type = stream.readUnsignedShort();
        stream.skipBytes(big ? 8 : 4);
        return switch (type) {
            case BYTE -> stream.readUnsignedByte();
            case SHORT -> stream.readUnsignedShort();
            case LONG -> stream.readInt();
            default -> 0;
        };
    }

    private static int fourLetters(String word) {
        int packed = 0;
        for (byte letter : word.getBytes(StandardCharsets.US_ASCII)) {
            packed = packed << 8 | letter;
        }
        return packed;
    }
}
