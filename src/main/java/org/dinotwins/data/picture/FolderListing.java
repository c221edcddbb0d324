package org.dinotwins.data.picture;

import java.io.IOException;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.dinotwins.data.DataException;

/**
 * The names in a folder, read once and sorted, without what operating systems leave behind in folders.
 *
 * @param images  files that {@link ImageFiles} can read, by the ending of their names
 * @param others  other files
 * @param folders folders
 */
public record FolderListing(List<String> images, List<String> others, List<String> folders) {
    private static final Set<String> LEFT_BEHIND = Set.of("thumbs.db", "desktop.ini", "__macosx");

    /** @throws DataException if the folder cannot be listed */
    public static FolderListing of(Path folder) throws DataException {
        List<String> images = new ArrayList<>();
        List<String> others = new ArrayList<>();
        List<String> folders = new ArrayList<>();
        try (DirectoryStream<Path> entries = Files.newDirectoryStream(folder)) {
            for (Path entry : entries) {
                String name = entry.getFileName().toString();
                if (name.startsWith(".") || LEFT_BEHIND.contains(name.toLowerCase(Locale.ROOT))) {
                    continue;
                }
                // The ending is believed: asking the disk what each of a million images is would take minutes.
                if (ImageFiles.isImageName(name)) {
                    images.add(name);
                } else {
                    (Files.isDirectory(entry) ? folders : others).add(name);
                }
            }
        } catch (IOException | DirectoryIteratorException e) {
            throw new DataException("The folder " + folder + " cannot be listed (" + e.getMessage()
                    + "). Check that you may open it.", e);
        }
        Collections.sort(images);
        Collections.sort(others);
        Collections.sort(folders);
        return new FolderListing(images, others, folders);
    }
}
