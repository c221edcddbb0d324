package org.dinotwins.data;

import java.nio.file.Path;

/** Decodes image files. */
public final class ImageFiles {
    private ImageFiles() {
    }

    /** Reads a JPEG or PNG of any colour layout as RGB; transparent pixels are laid over white. */
    public static Pixels read(Path file) throws DataException {
        throw new UnsupportedOperationException();
    }
}
