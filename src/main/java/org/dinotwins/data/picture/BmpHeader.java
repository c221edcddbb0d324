package org.dinotwins.data.picture;

import java.io.IOException;
import java.nio.ByteOrder;
import java.util.Set;
import javax.imageio.stream.ImageInputStream;

/** Distinguishes rare kinds of BMP files, which the JDK's reader does not support, from damaged ones. */
final class BmpHeader {
    private static final int OS2 = 12;
    private static final Set<Integer> LENGTHS = Set.of(OS2, 40, 52, 56, 108, 124);
    private static final Set<Integer> OTHER_LENGTHS = Set.of(16, 64);
    private static final int BITS_OFFSET = 28;
    /** Run lengths of 8 and 4 bits, and bit masks. */
    private static final int MOST_COMPRESSION = 3;

    private BmpHeader() {}

    /** @throws PictureDecoder.NotSupportedException for a kind that exists but is not read */
    static void check(ImageInputStream file) throws IOException {
        file.setByteOrder(ByteOrder.LITTLE_ENDIAN);
        file.seek(14);
        int length = file.readInt();
        if (OTHER_LENGTHS.contains(length)) {
            throw new PictureDecoder.NotSupportedException("a BMP of OS/2");
        }
        if (LENGTHS.contains(length) && length > OS2) {
            file.seek(BITS_OFFSET);
            int bits = file.readUnsignedShort();
            int compression = file.readInt();
            if (compression > MOST_COMPRESSION) {
                throw new PictureDecoder.NotSupportedException("a BMP of a rare compression");
            }
            if (bits == 2 || bits == 64) {
                throw new PictureDecoder.NotSupportedException("a BMP of " + bits + " bits a pixel");
            }
        }
    }
}
