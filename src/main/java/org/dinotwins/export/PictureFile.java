package org.dinotwins.export;

import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import javax.imageio.ImageIO;
import org.dinotwins.config.WorkbenchException;
import org.dinotwins.files.AtomicFile;
import org.dinotwins.message.Reason;

/** Writes computed pictures as PNG files. */
public final class PictureFile {
    private PictureFile() {}

    /** @param argb {@code width * height} ARGB values, rows from the top */
    public static void write(Path file, int width, int height, int[] argb) throws WorkbenchException {
        try {
            Files.createDirectories(file.toAbsolutePath().getParent());
            AtomicFile.write(file, png(image(width, height, argb)));
        } catch (IOException e) {
            throw new WorkbenchException(file + " cannot be written: " + Reason.of(e) + ".", e);
        }
    }

    /** The image that {@link #write} saves. */
    public static BufferedImage image(int width, int height, int[] argb) {
        BufferedImage image = new BufferedImage(width, height, BufferedImage.TYPE_INT_RGB);
        image.setRGB(0, 0, width, height, argb, 0, width);
        return image;
    }

    /** The bytes of a PNG file. */
    public static byte[] png(BufferedImage image) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try {
            ImageIO.write(image, "png", bytes);
        } catch (IOException e) {
            throw new UncheckedIOException("a PNG cannot be encoded in memory", e);
        }
        return bytes.toByteArray();
    }
}
