package org.dinotwins.data.picture;

import java.io.IOException;
import java.nio.ByteOrder;
import javax.imageio.stream.ImageInputStream;

/** What the chunks of a WebP file state (RFC 9649), as far as decoding needs it. */
final class WebPFile {
    private static final int FIRST_CHUNK = 12;
    private static final int FIRST_BODY = 20;
    /** Length of the body of a {@code VP8X} chunk. */
    private static final int EXTENDED = 10;

    private static final int PROFILE = 0x20;
    private static final int ANIMATION = 0x02;
    private static final int MOST_CHUNKS = 1 << 16;

    private WebPFile() {}

    /** The same picture without the note that it has a colour profile. */
    static ImageInputStream withoutProfile(ImageInputStream file) throws IOException {
        byte[] head = new byte[FIRST_BODY + 1];
        file.seek(0);
        file.readFully(head);
        if (!isChunk(head, "VP8X")) {
            return new SplicedInput(file);
        }
        head[FIRST_BODY] &= ~PROFILE;
        return new SplicedInput(head, file, head.length);
    }

    /** True if the first picture is stored without loss. */
    static boolean isLossless(ImageInputStream file) throws IOException {
        return find(file, "VP8L", "VP8 ") == letters("VP8L");
    }

    /** Where the first frame of an animation lies; at the corner of its canvas in any other file. */
    static FirstFrame frame(ImageInputStream file, int width, int height) throws IOException {
        byte[] head = new byte[FIRST_BODY + EXTENDED];
        file.seek(0);
        file.readFully(head);
        if (isChunk(head, "VP8X")
                && (head[FIRST_BODY] & ANIMATION) != 0
                && find(file, "ANMF", "ANMF") == letters("ANMF")) {
            file.skipBytes(4);
            int left = 2 * threeBytes(file);
            int top = 2 * threeBytes(file);
            return FirstFrame.around(
                    1 + threeBytes(head, FIRST_BODY + 4),
                    1 + threeBytes(head, FIRST_BODY + 7),
                    left,
                    top,
                    width,
                    height);
        }
        return new FirstFrame(width, height, 0, 0);
    }

    /** The first chunk with one of these names, within a frame or without; the stream stands behind its name. 0 without one. */
    private static int find(ImageInputStream file, String one, String other) throws IOException {
        long at = FIRST_CHUNK;
        for (int i = 0; i < MOST_CHUNKS && at + 8 <= file.length(); i++) {
            file.seek(at);
            file.setByteOrder(ByteOrder.BIG_ENDIAN);
            int name = file.readInt();
            if (name == letters(one) || name == letters(other)) {
                return name;
            }
            file.setByteOrder(ByteOrder.LITTLE_ENDIAN);
            long length = file.readUnsignedInt();
            // The chunks of a frame follow its position and size.
            at += name == letters("ANMF") ? 8 + 16 : 8 + length + (length & 1);
        }
        return 0;
    }

    private static boolean isChunk(byte[] head, String name) {
        for (int i = 0; i < name.length(); i++) {
            if (head[FIRST_CHUNK + i] != name.charAt(i)) {
                return false;
            }
        }
        return true;
    }

    private static int letters(String word) {
        return word.charAt(0) << 24 | word.charAt(1) << 16 | word.charAt(2) << 8 | word.charAt(3);
    }

    private static int threeBytes(byte[] from, int at) {
        return from[at] & 0xFF | (from[at + 1] & 0xFF) << 8 | (from[at + 2] & 0xFF) << 16;
    }

    private static int threeBytes(ImageInputStream file) throws IOException {
        return file.readUnsignedByte() | file.readUnsignedByte() << 8 | file.readUnsignedByte() << 16;
    }
}
