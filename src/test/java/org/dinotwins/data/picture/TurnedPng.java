package org.dinotwins.data.picture;

import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.zip.CRC32;
import javax.imageio.ImageIO;

/** A PNG file that states an EXIF orientation. */
public final class TurnedPng {
    /** Bytes of the signature and the header chunk. */
    private static final int HEAD = 33;

    private TurnedPng() {}

    /** Writes a black picture. @param orientation value of the tag, 1..8 */
    public static void write(Path file, int width, int height, int orientation) throws IOException {
        ByteArrayOutputStream plain = new ByteArrayOutputStream();
        ImageIO.write(new BufferedImage(width, height, BufferedImage.TYPE_INT_RGB), "png", plain);
        byte[] tags = ByteBuffer.allocate(26)
                .put(new byte[] {'M', 'M', 0, 42, 0, 0, 0, 8, 0, 1})
                .putShort((short) 0x0112)
                .putShort((short) 3)
                .putInt(1)
                .putShort((short) orientation)
                .array();
        CRC32 sum = new CRC32();
        byte[] type = {'e', 'X', 'I', 'f'};
        sum.update(type);
        sum.update(tags);
        byte[] png = plain.toByteArray();
        Files.write(
                file,
                ByteBuffer.allocate(png.length + 12 + tags.length)
                        .put(png, 0, HEAD)
                        .putInt(tags.length)
                        .put(type)
                        .put(tags)
                        .putInt((int) sum.getValue())
                        .put(png, HEAD, png.length - HEAD)
                        .array());
    }
}
