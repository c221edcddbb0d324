package org.dinotwins.data;

import java.nio.file.Path;

/** Opens image sets. */
public final class ImageSets {
    private ImageSets() {
    }

    /** Recognises the layout of a folder and reads its index; pixels are not read. */
    public static ImageSet open(Path folder) throws DataException {
        throw new UnsupportedOperationException();
    }
}
