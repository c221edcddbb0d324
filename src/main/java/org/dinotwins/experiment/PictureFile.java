package org.dinotwins.experiment;

import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import javax.imageio.ImageIO;

/** Pictures that the program makes, as PNG files. */
public final class PictureFile {
    private PictureFile() {
    }

    /** @param argb {@code width * height} ARGB values, rows from the top */
    public static void write(Path file, int width, int height, int[] argb) throws ExperimentException {
        BufferedImage image = new BufferedImage(width, height, BufferedImage.TYPE_INT_RGB);
        image.setRGB(0, 0, width, height, argb, 0, width);
        try {
            ByteArrayOutputStream bytes = new ByteArrayOutputStream();
            ImageIO.write(image, "png", bytes);
            Files.createDirectories(file.toAbsolutePath().getParent());
            AtomicFile.write(file, channel -> channel.write(ByteBuffer.wrap(bytes.toByteArray())));
        } catch (IOException e) {
            throw new ExperimentException(file + " cannot be written: " + e.getMessage(), e);
        }
    }
}
