package org.dinotwins.data.coco;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Optional;
import org.dinotwins.data.DataException;
import org.dinotwins.data.picture.ExifOrientation;
import org.dinotwins.data.picture.ImageFiles;

/**
 * What the first bytes of an image file say, read many times as fast as by a decoder, because a set has thousands of files.
 *
 * @param width       of the stored pixels
 * @param height      of the stored pixels
 * @param orientation how they are turned to be shown
 */
record ImageHeader(int width, int height, ExifOrientation orientation) {
    /** Bytes that hold the header of most files; others are read by the decoder. */
    private static final int FIRST = 1 << 14;

    private static final int START_OF_JPEG = 0xFFD8;
    private static final int APP1 = 0xE1;
    private static final int START_OF_SCAN = 0xDA;

    /** The header of a regular file; empty for a damaged file and for one of another format. */
    static Optional<ImageHeader> of(Path file) {
        // Opening a pipe or a device would wait for ever.
        if (!Files.isRegularFile(file)) {
            return Optional.empty();
        }
        try (InputStream in = Files.newInputStream(file)) {
            Optional<ImageHeader> jpeg = jpeg(in.readNBytes(FIRST), file);
            if (jpeg.isPresent()) {
                return jpeg;
            }
            ImageFiles.Size size = ImageFiles.size(file);
            return Optional.of(new ImageHeader(size.width(), size.height(), ExifOrientation.of(file)));
        } catch (IOException | DataException e) {
            return Optional.empty();
        }
    }

    /** Walks from marker to marker up to the frame header, which holds the size. */
    private static Optional<ImageHeader> jpeg(byte[] bytes, Path file) {
        if (bytes.length < 4 || number(bytes, 0) != START_OF_JPEG) {
            return Optional.empty();
        }
        boolean exif = false;
        int at = 2;
        while (at + 9 < bytes.length && (bytes[at] & 0xFF) == 0xFF) {
            int marker = bytes[at + 1] & 0xFF;
            if (marker == 0xFF) {
                at++;
                continue;
            }
            if (isFrame(marker)) {
                int height = number(bytes, at + 5);
                int width = number(bytes, at + 7);
                ExifOrientation orientation = exif ? ExifOrientation.of(file) : ExifOrientation.TOP_LEFT;
                return width > 0 && height > 0
                        ? Optional.of(new ImageHeader(width, height, orientation))
                        : Optional.empty();
            }
            if (marker == START_OF_SCAN) {
                return Optional.empty();
            }
            exif |= marker == APP1 && Arrays.equals(bytes, at + 4, at + 8, new byte[] {'E', 'x', 'i', 'f'}, 0, 4);
            at += 2 + number(bytes, at + 2);
        }
        return Optional.empty();
    }

    /** SOF0 to SOF15, between which lie three markers of other segments. */
    private static boolean isFrame(int marker) {
        return marker >= 0xC0 && marker <= 0xCF && marker != 0xC4 && marker != 0xC8 && marker != 0xCC;
    }

    private static int number(byte[] bytes, int at) {
        return (bytes[at] & 0xFF) << 8 | bytes[at + 1] & 0xFF;
    }

    /** Width of the picture as it is shown. */
    int shownWidth() {
        return orientation.swapsSides() ? height : width;
    }

    /** Height of the picture as it is shown. */
    int shownHeight() {
        return orientation.swapsSides() ? width : height;
    }
}
