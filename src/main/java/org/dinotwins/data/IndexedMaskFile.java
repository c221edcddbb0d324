package org.dinotwins.data;

import java.awt.image.BufferedImage;
import java.awt.image.Raster;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import javax.imageio.ImageIO;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Pictures whose palette numbers tell which object a pixel belongs to; each that cannot be read is told once in the log. */
final class IndexedMaskFile {
    private static final Logger LOG = LoggerFactory.getLogger(IndexedMaskFile.class);
    private static final Set<Path> TOLD = ConcurrentHashMap.newKeySet();

    private IndexedMaskFile() {
    }

    /** Marks the object's pixels; none where the file is damaged or of another size. */
    static void paint(Outline.Numbered outline, int width, int height, boolean[] inside) {
        BufferedImage image;
        try (InputStream in = Files.newInputStream(outline.file())) {
            image = ImageIO.read(in);
        } catch (IOException | RuntimeException e) {
            tell(outline.file(), e.getMessage());
            return;
        }
        if (image == null || image.getWidth() != width || image.getHeight() != height) {
            tell(outline.file(), "it is no PNG of " + width + " x " + height + " pixels");
            return;
        }
        Raster numbers = image.getRaster();
        for (int y = 0; y < height; y++) {
            for (int x = 0; x < width; x++) {
                inside[y * width + x] = numbers.getSample(x, y, 0) == outline.number();
            }
        }
    }

    private static void tell(Path file, String reason) {
        if (TOLD.add(file)) {
            LOG.warn("The masks {} cannot be used: {}", file, reason);
        }
    }
}
