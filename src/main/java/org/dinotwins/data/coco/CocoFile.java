package org.dinotwins.data.coco;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.dinotwins.data.DataException;
import org.dinotwins.data.SkipLog;

/**
 * The content of a COCO annotation file. Entries that are invalid by themselves are skipped here; {@link CocoFolder}
 * checks whether they fit together.
 *
 * @param annotations in the order of the file, one part after another
 * @param categories  names by id, ids rising
 */
record CocoFile(Path file, List<Image> images, List<CocoAnnotationTable> annotations, Map<Long, String> categories) {

    /**
     * An entry of {@code images}.
     *
     * @param width  pixels, 0 if not stated
     * @param height pixels, 0 if not stated
     */
    record Image(long id, String name, int width, int height) {}

    /**
     * Reads the file, or its entry in the index cache if the file has not changed since.
     *
     * @throws DataException if the file cannot be read to its end or lists no images
     */
    static CocoFile read(Path file, SkipLog skips, CocoCache cache) throws DataException {
        try {
            CocoCache.Key key = CocoCache.Key.of(file);
            SkipLog own = new SkipLog();
            Optional<CocoFile> known = cache.find(key, own);
            if (known.isPresent()) {
                skips.addAll(own);
                return known.get();
            }
            own = new SkipLog();
            CocoFile coco = CocoReader.read(file, own);
            // A file that changed while it was read must not be cached.
            if (CocoCache.Key.of(file).equals(key)) {
                cache.keep(key, coco, own);
            }
            skips.addAll(own);
            return coco;
        } catch (IOException e) {
            throw new DataException(
                    "The annotation file " + file + " cannot be read (" + e.getMessage()
                            + "). Check that it is a file you may open.",
                    e);
        }
    }
}
