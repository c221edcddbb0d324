package org.dinotwins.data.yolo;

import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.dinotwins.data.DataException;
import org.dinotwins.data.picture.FolderListing;

/** The folders and text files below the root of a set; each folder is listed once. */
final class YoloFiles {
    private static final FolderListing NOTHING = new FolderListing(List.of(), List.of(), List.of());
    private static final String TEXT = ".txt";
    /** Folders of pictures whose labels are in a folder beside them. */
    private static final Set<String> IMAGES = Set.of("images", "image", "imgs", "img", "jpegimages");

    private static final List<String> LABELS = List.of("labels", "label");
    private final Path root;
    private final Map<Path, FolderListing> listings = new HashMap<>();

    YoloFiles(Path root) {
        this.root = root;
    }

    Path root() {
        return root;
    }

    /** The names in a folder; nothing where there is no such folder. */
    FolderListing listing(Path folder) throws DataException {
        FolderListing known = listings.get(folder);
        if (known == null) {
            known = Files.isDirectory(folder) ? FolderListing.of(folder) : NOTHING;
            listings.put(folder, known);
        }
        return known;
    }

    /** Path of a file for the user. */
    String shown(Path file) {
        return file.startsWith(root) ? root.relativize(file).toString() : file.toString();
    }

    /** A folder of pictures within a folder ({@code images/}), whatever its case. */
    Optional<Path> imagesIn(Path folder) throws DataException {
        return inside(folder, IMAGES);
    }

    /** A folder of labels within a folder ({@code labels/}), whatever its case. */
    Optional<Path> labelsIn(Path folder) throws DataException {
        return inside(folder, LABELS);
    }

    private Optional<Path> inside(Path folder, Iterable<String> names) throws DataException {
        for (String wanted : names) {
            for (String name : listing(folder).folders()) {
                if (name.equalsIgnoreCase(wanted)) {
                    return Optional.of(folder.resolve(name));
                }
            }
        }
        return Optional.empty();
    }

    /** The folder that holds the labels of the pictures in a folder; the folder itself if there is no other. */
    Path labelFolder(Path pictures) throws DataException {
        for (Path place = pictures; place.startsWith(root) && !place.equals(root); place = place.getParent()) {
            if (IMAGES.contains(place.getFileName().toString().toLowerCase(Locale.ROOT))) {
                Optional<Path> labels = labelsIn(place.getParent());
                Path mirrored = labels.isPresent()
                        ? labels.get().resolve(place.relativize(pictures)).normalize()
                        : pictures;
                if (labels.isPresent() && Files.isDirectory(mirrored)) {
                    return mirrored;
                }
            }
        }
        return pictures;
    }

    /** Text files in a folder other than lists of names. */
    List<String> texts(Path folder) throws DataException {
        return listing(folder).others().stream()
                .filter(name -> name.toLowerCase(Locale.ROOT).endsWith(TEXT) && !isNameList(name))
                .toList();
    }

    /** True for the names of files that state the names of the classes. */
    static boolean isNameList(String name) {
        String lower = name.toLowerCase(Locale.ROOT);
        return lower.equals("classes.txt")
                || lower.equals("class_names.txt")
                || lower.equals("predefined_classes.txt")
                || lower.equals("_darknet.labels")
                || lower.endsWith(".names");
    }

    /** The name of a file without its ending. */
    static String stem(String name) {
        int dot = name.lastIndexOf('.');
        return dot < 0 ? name : name.substring(0, dot);
    }

    /**
     * The file or folder that a description names. Descriptions often come from another machine or name a folder above
     * the set, so leading parts of the path that do not exist here are dropped.
     *
     * @param base where relative paths begin
     * @return an existing path within the root; empty if no such path exists
     */
    Optional<Path> resolve(String written, Path base) {
        String text = written.replace('\\', '/').strip();
        try {
            Path exact = base.resolve(text).normalize();
            if (exact.startsWith(root) && Files.exists(exact)) {
                return Optional.of(exact);
            }
            String[] parts = text.replaceFirst("^([A-Za-z]:)?/+", "").split("/+");
            int first = 0;
            while (first < parts.length && (parts[first].equals("..") || parts[first].equals("."))) {
                first++;
            }
            int fewest = parts.length - first == 1 ? 1 : 2;
            for (int from = first; from <= parts.length - fewest; from++) {
                Path shorter = root.resolve(String.join("/", List.of(parts).subList(from, parts.length)))
                        .normalize();
                if (shorter.startsWith(root) && Files.exists(shorter)) {
                    return Optional.of(shorter);
                }
            }
        } catch (InvalidPathException e) {
            // A text that is not a valid path on this system names no file.
            return Optional.empty();
        }
        return Optional.empty();
    }
}
