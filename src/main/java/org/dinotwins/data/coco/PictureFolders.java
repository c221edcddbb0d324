package org.dinotwins.data.coco;

import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import org.dinotwins.data.DataException;
import org.dinotwins.data.picture.FolderListing;

/** The folders that may contain the pictures of a COCO set; each is listed once. */
final class PictureFolders {
    private final Path root;
    private final List<Path> places;
    private final Map<Path, Set<String>> listed = new HashMap<>();
    private final Map<Path, CompletableFuture<Optional<Set<String>>>> ahead = new HashMap<>();

    /**
     * @param root folder of the set
     * @param tag  name of the split in the annotation file's name, such as {@code train2017}
     */
    PictureFolders(Path root, String tag) {
        this.root = root;
        List<Path> places = new ArrayList<>();
        if (!tag.isEmpty()) {
            places.add(root.resolve(tag));
            places.add(root.resolve("images").resolve(tag));
        }
        places.add(root.resolve("images"));
        places.add(root);
        this.places = places.stream().filter(Files::isDirectory).toList();
    }

    /** Lists the likeliest folder in the background, which takes as long as reading an index does. */
    PictureFolders listAhead() {
        places.stream()
                .findFirst()
                .filter(p -> !p.equals(root))
                .ifPresent(place -> ahead.put(place, CompletableFuture.supplyAsync(() -> {
                    try {
                        return Optional.of(listing(place));
                    } catch (DataException e) {
                        // The folder is listed again when it is needed, and the error is reported then.
                        return Optional.empty();
                    }
                })));
        return this;
    }

    /** The folder named in messages about missing pictures. */
    Path main() {
        return places.stream().filter(p -> !p.equals(root)).findFirst().orElse(root.resolve("images"));
    }

    /**
     * The absolute path of a picture by the name in the annotation file, which may hold folders. Where those are the
     * folders of another computer, the last part of the name counts. Empty if the picture is missing.
     */
    Optional<Path> find(String name) throws DataException {
        Optional<Path> file = findExactly(name);
        String last = name.substring(Math.max(name.lastIndexOf('/'), name.lastIndexOf('\\')) + 1);
        return file.isPresent() || last.length() == name.length() ? file : findExactly(last);
    }

    private Optional<Path> findExactly(String name) throws DataException {
        boolean plain = name.indexOf('/') < 0 && name.indexOf('\\') < 0;
        for (Path place : places) {
            // A folder holds no entry of these names, so that a plain name that is listed needs no check of its path.
            if (plain) {
                if (names(place).contains(name)) {
                    return Optional.of(place.resolve(name));
                }
                continue;
            }
            Path file;
            try {
                file = place.resolve(name).normalize();
            } catch (InvalidPathException e) {
                return Optional.empty();
            }
            if (file.startsWith(root)
                    && !file.equals(root)
                    && names(file.getParent()).contains(file.getFileName().toString())) {
                return Optional.of(file);
            }
        }
        return Optional.empty();
    }

    private Set<String> names(Path folder) throws DataException {
        Set<String> names = listed.get(folder);
        if (names == null) {
            Optional<Set<String>> known =
                    ahead.containsKey(folder) ? ahead.remove(folder).join() : Optional.empty();
            names = known.isPresent() ? known.get() : listing(folder);
            listed.put(folder, names);
        }
        return names;
    }

    private static Set<String> listing(Path folder) throws DataException {
        return Files.isDirectory(folder)
                ? new HashSet<>(FolderListing.of(folder).images())
                : Set.of();
    }
}
