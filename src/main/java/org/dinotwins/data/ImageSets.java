package org.dinotwins.data;

import java.nio.file.Files;
import java.nio.file.Path;

/** Opens image sets. */
public final class ImageSets {
    private ImageSets() {
    }

    /**
     * Recognises the layout of a folder and reads its index; pixels are not read.
     *
     * @throws DataException if the folder is missing or empty, its layout is none of the known ones, or its index is
     *                       damaged
     */
    public static ImageSet open(Path folder) throws DataException {
        Path root = folder.toAbsolutePath().normalize();
        if (!Files.isDirectory(root)) {
            throw new DataException(Files.exists(root)
                    ? root + " is a file, not a folder. Name the folder that holds the images."
                    : "The folder " + root + " does not exist. Check its name, or make the sample images first.");
        }
        if (CocoFolder.matches(root)) {
            return CocoFolder.open(root);
        }
        throw new DataException("The folder " + root + " has no layout that is known here.");
    }
}
