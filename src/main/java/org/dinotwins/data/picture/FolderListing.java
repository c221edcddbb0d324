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
 * The names in a folder, sorted, without files that operating systems create.
 *
 * @param images  files that {@link ImageFiles} can read, by the ending of their names
 * @param others  other files
 * @param folders folders
 */
public record FolderListing(List<String> images, List<String> others, List<String> folders) {
    private static final Set<String> SYSTEM_FILES = Set.of(
            "thumbs.db",
            "desktop.ini",
            "__macosx",
            "@eadir",
            "@recycle",
            "@recently-snapshot",
            "@tmp",
            "#recycle",
            "#snapshot",
            "$recycle.bin",
            "system volume information",
            "lost+found",
            "recycler",
            "network trash folder");

    /** @throws DataException if the folder cannot be listed */
    public static FolderListing of(Path folder) throws DataException {
        List<String> images = new ArrayList<>();
        List<String> others = new ArrayList<>();
        List<String> folders = new ArrayList<>();
        try (DirectoryStream<Path> entries = Files.newDirectoryStream(folder)) {
            for (Path entry : entries) {
                String name = entry.getFileName().toString();
                if (name.startsWith(".") || SYSTEM_FILES.contains(name.toLowerCase(Locale.ROOT))) {
                    continue;
                }
                // Files are recognised by extension: checking each of a million images on disk would take minutes.
                if (ImageFiles.isImageName(name)) {
                    images.add(name);
                } else {
                    (Files.isDirectory(entry) ? folders : others).add(name);
                }
            }
        } catch (IOException | DirectoryIteratorException e) {
            throw new DataException(
                    "The folder " + folder + " cannot be listed (" + e.getMessage() + "). Check that you may open it.",
                    e);
        }
        Collections.sort(images);
        Collections.sort(others);
        Collections.sort(folders);
        return new FolderListing(images, others, folders);
    }
}
