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

/** Reads indexed PNGs whose palette index is the number of the object at a pixel; logs each unreadable file once. */
final class IndexedMaskFile {
    private static final Logger LOG = LoggerFactory.getLogger(IndexedMaskFile.class);
    private static final Set<Path> LOGGED = ConcurrentHashMap.newKeySet();

    private IndexedMaskFile() {}

    /** Marks the object's pixels; none where the file is damaged or of another size. */
    static void paint(Outline.IndexedMask outline, int width, int height, boolean[] inside) {
        BufferedImage image;
        try (InputStream in = Files.newInputStream(outline.file())) {
            image = ImageIO.read(in);
        } catch (IOException | RuntimeException e) {
            warnOnce(outline.file(), e.getMessage());
            return;
        }
        if (image == null || image.getWidth() != width || image.getHeight() != height) {
            warnOnce(outline.file(), "it is not a PNG of " + width + " x " + height + " pixels");
            return;
        }
        Raster numbers = image.getRaster();
        for (int y = 0; y < height; y++) {
            for (int x = 0; x < width; x++) {
                inside[y * width + x] = numbers.getSample(x, y, 0) == outline.number();
            }
        }
    }

    private static void warnOnce(Path file, String reason) {
        if (LOGGED.add(file)) {
            LOG.warn("The mask file {} is ignored: {}. Copy it again from its source.", file, reason);
        }
    }
}
