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
 * @param images   files that {@link ImageFiles} can read, by the ending of their names
 * @param others   other files
 * @param folders  folders, whatever the ending of their names
 * @param specials pipes, sockets, devices and broken links that have the name of an image; in a folder of more than {@value
 *     #MOST_CHECKED} images, they and folders with such a name are among the images, and refused when they are opened
 */
public record FolderListing(List<String> images, List<String> others, List<String> folders, List<String> specials) {
    /** Asking the disk about each of a million images would take minutes. */
    static final int MOST_CHECKED = 1000;

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

    /** Without special files. */
    public FolderListing(List<String> images, List<String> others, List<String> folders) {
        this(images, others, folders, List.of());
    }

    /** @throws DataException if the folder cannot be listed */
    public static FolderListing of(Path folder) throws DataException {
        List<String> images = new ArrayList<>();
        List<String> others = new ArrayList<>();
        List<String> folders = new ArrayList<>();
        try (DirectoryStream<Path> entries = Files.newDirectoryStream(folder)) {
            for (Path entry : entries) {
                String name = entry.getFileName().toString();
                if (isIgnored(name)) {
                    continue;
                }
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
        List<String> specials = images.size() <= MOST_CHECKED ? withoutSpecials(folder, images, folders) : List.of();
        Collections.sort(images);
        Collections.sort(others);
        Collections.sort(folders);
        return new FolderListing(images, others, folders, specials);
    }

    /** True for hidden files and folders, and those that operating systems create. */
    static boolean isIgnored(String name) {
        return name.startsWith(".") || SYSTEM_FILES.contains(name.toLowerCase(Locale.ROOT));
    }

    /** Removes entries that are not regular files from the images. */
    private static List<String> withoutSpecials(Path folder, List<String> images, List<String> folders) {
        List<String> specials = new ArrayList<>();
        images.removeIf(name -> {
            Path file = folder.resolve(name);
            if (Files.isRegularFile(file)) {
                return false;
            }
            (Files.isDirectory(file) ? folders : specials).add(name);
            return true;
        });
        Collections.sort(specials);
        return specials;
    }
}
