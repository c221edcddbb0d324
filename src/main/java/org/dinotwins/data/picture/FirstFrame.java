package org.dinotwins.data.picture;

import java.io.IOException;
import java.nio.ByteOrder;
import javax.imageio.stream.ImageInputStream;

/**
 * Where the first frame of a GIF or an animated WebP lies on its canvas; a picture of any other format fills it.
 *
 * @param width  of the canvas in pixels
 * @param height of the canvas in pixels
 * @param left   column of the canvas where the frame begins
 * @param top    row of the canvas where the frame begins
 */
record FirstFrame(int width, int height, int left, int top) {
    private static final int GIF_HEADER = 13;
    private static final int EXTENSION = 0x21;
    private static final int IMAGE = 0x2C;
    /** Maximum number of blocks before the first frame: more than any program writes. */
    private static final int MOST_BLOCKS = 1 << 16;

    /** @param width and {@code height}: of the frame, which lies at the corner of a canvas of its size where nothing else is stated */
    static FirstFrame of(PictureFormat format, ImageInputStream file, int width, int height) throws IOException {
        return switch (format) {
            case GIF -> gif(file, width, height);
            case WEBP -> WebPFile.frame(file, width, height);
            default -> new FirstFrame(width, height, 0, 0);
        };
    }

    /** A canvas that holds the frame, even where the file states a smaller one. */
    static FirstFrame around(int canvasWidth, int canvasHeight, int left, int top, int width, int height) {
        return new FirstFrame(Math.max(canvasWidth, left + width), Math.max(canvasHeight, top + height), left, top);
    }

    private static FirstFrame gif(ImageInputStream file, int width, int height) throws IOException {
        file.setByteOrder(ByteOrder.LITTLE_ENDIAN);
        file.seek(6);
        int canvasWidth = file.readUnsignedShort();
        int canvasHeight = file.readUnsignedShort();
        int flags = file.readUnsignedByte();
        file.seek(GIF_HEADER + ((flags & 0x80) == 0 ? 0 : 3L << (flags & 7) + 1));
        for (int i = 0; i < MOST_BLOCKS; i++) {
            int block = file.readUnsignedByte();
            if (block == IMAGE) {
                int left = file.readUnsignedShort();
                return around(canvasWidth, canvasHeight, left, file.readUnsignedShort(), width, height);
            } else if (block == EXTENSION) {
                file.skipBytes(1);
                for (int length = file.readUnsignedByte(); length > 0; length = file.readUnsignedByte()) {
                    file.skipBytes(length);
                }
            }
        }
        return new FirstFrame(width, height, 0, 0);
    }

    /**
     * The frame on its canvas.
     *
     * @param factor     by which the frame was reduced
     * @param background {@code 0xRRGGBB} around the frame
     */
    Pixels onCanvas(Pixels frame, int factor, int background) {
        int wide = (int) DecodeMemory.reduced(width, factor);
        int high = (int) DecodeMemory.reduced(height, factor);
        if (wide <= frame.width() && high <= frame.height()) {
            return frame;
        }
        int x = Math.min(left / factor, wide - 1);
        int y = Math.min(top / factor, high - 1);
        byte[] canvas = new byte[wide * high * 3];
        for (int i = 0; i < canvas.length; i++) {
            canvas[i] = (byte) (background >> 16 - 8 * (i % 3));
        }
        int across = Math.min(frame.width(), wide - x);
        for (int row = 0; row < Math.min(frame.height(), high - y); row++) {
            System.arraycopy(frame.rgb(), row * frame.width() * 3, canvas, ((y + row) * wide + x) * 3, across * 3);
        }
        return new Pixels(wide, high, canvas);
    }
}
