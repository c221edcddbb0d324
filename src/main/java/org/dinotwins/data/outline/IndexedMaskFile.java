package org.dinotwins.data.outline;

import java.awt.image.BufferedImage;
import java.awt.image.Raster;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Iterator;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import javax.imageio.ImageIO;
import javax.imageio.ImageReader;
import javax.imageio.stream.FileImageInputStream;
import javax.imageio.stream.ImageInputStream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Reads indexed PNGs whose palette index is the number of the object at a pixel; logs each unreadable file once. */
final class IndexedMaskFile {
    private static final Logger LOG = LoggerFactory.getLogger(IndexedMaskFile.class);
    private static final Set<Path> LOGGED = ConcurrentHashMap.newKeySet();

    private IndexedMaskFile() {}

    /** Marks the object's pixels; none where the file is damaged or of another size. */
    static void paint(Outline.IndexedMask outline, int width, int height, boolean[] inside) {
        Optional<BufferedImage> image = read(outline.file(), width, height);
        if (image.isEmpty()) {
            return;
        }
        Raster numbers = image.get().getRaster();
        for (int y = 0; y < height; y++) {
            for (int x = 0; x < width; x++) {
                inside[y * width + x] = numbers.getSample(x, y, 0) == outline.number();
            }
        }
    }

    /** The mask, if it has the size of its picture, which its header states before anything is decoded. */
    private static Optional<BufferedImage> read(Path file, int width, int height) {
        if (!Files.isRegularFile(file)) {
            warnOnce(file, "it is missing or not a regular file");
            return Optional.empty();
        }
        try (ImageInputStream in = new FileImageInputStream(file.toFile())) {
            Iterator<ImageReader> readers = ImageIO.getImageReaders(in);
            if (readers.hasNext()) {
                ImageReader reader = readers.next();
                try {
                    reader.setInput(in, true, true);
                    if (reader.getWidth(0) == width && reader.getHeight(0) == height) {
                        return Optional.of(reader.read(0));
                    }
                } finally {
                    reader.dispose();
                }
            }
            warnOnce(file, "it is not a PNG of " + width + " x " + height + " pixels");
        } catch (IOException | RuntimeException e) {
            warnOnce(file, "it is damaged");
        }
        return Optional.empty();
    }

    private static void warnOnce(Path file, String reason) {
        if (LOGGED.add(file)) {
            LOG.warn("The mask file {} is ignored: {}. Copy it again from its source.", file, reason);
        }
    }
}
