package org.dinotwins.data.coco.files;

import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import org.dinotwins.data.DataException;
import org.dinotwins.data.picture.FolderListing;

/** The folders that may contain the pictures of an annotation file; each is listed once. */
public final class PictureFolders {
    /** Names that tools give the folder of all pictures, likeliest first. */
    private static final List<String> USUAL = List.of("images", "data", "JPEGImages", "imgs", "img", "pictures");

    private final Path root;
    private final AnnotationName split;
    private final List<Path> places;
    private final Map<Path, Set<String>> listed = new HashMap<>();
    private final Map<Path, CompletableFuture<Optional<Set<String>>>> ahead = new HashMap<>();
    private Optional<PictureTree> tree = Optional.empty();

    /** How well a name fits the file that was found. */
    public enum Fit {
        /** The name is that of the file within one of the folders. */
        EXACT,
        /** The file is the only one with the name's last parts. */
        CLOSE,
        /** Several files have the name's last parts. */
        AMBIGUOUS,
        MISSING
    }

    /** @param file absolute path; empty if none was found, or several */
    public record Found(Fit fit, Optional<Path> file) {
        private static final Found NOTHING = new Found(Fit.MISSING, Optional.empty());
    }

    /**
     * @param root  folder of the set
     * @param file  annotation file
     * @param split its split
     */
    public PictureFolders(Path root, Path file, AnnotationName split) throws DataException {
        this.root = root;
        this.split = split;
        Set<Path> all = new LinkedHashSet<>();
        boolean amongImages = split.split().isPresent()
                && AnnotationName.of(String.valueOf(file.getParent().getFileName()))
                        .equals(split)
                && !file.getParent().equals(root);
        if (amongImages) {
            all.add(file.getParent());
            USUAL.forEach(name -> all.add(file.getParent().resolve(name)));
        }
        List<Path> parents = new ArrayList<>(List.of(root));
        List<String> folders = FolderListing.of(root).folders();
        for (String usual : USUAL) {
            folders.stream().filter(usual::equalsIgnoreCase).map(root::resolve).forEach(parents::add);
        }
        for (Path parent : split.tag().isEmpty() ? List.<Path>of() : parents) {
            resolved(parent, split.tag()).ifPresent(all::add);
        }
        for (Path parent : split.split().isEmpty() ? List.<Path>of() : parents) {
            FolderListing.of(parent).folders().stream()
                    .filter(name -> AnnotationName.of(name).split().equals(split.split()))
                    .map(parent::resolve)
                    .forEach(all::add);
        }
        all.addAll(parents.subList(1, parents.size()));
        all.add(root);
        places = all.stream().filter(Files::isDirectory).toList();
    }

    /** Lists the likeliest folder in the background, which takes as long as reading an index does. */
    public PictureFolders listAhead() {
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
    public Path main() {
        return places.stream().filter(p -> !p.equals(root)).findFirst().orElse(root.resolve("images"));
    }

    /**
     * Finds a picture by the name in the annotation file, first as it is, then by its last parts: the name may hold folders
     * of another computer, be an address, or be composed of other characters. Never leaves the folder of the set.
     */
    public Found find(String name) throws DataException {
        if (name.indexOf('/') < 0 && name.indexOf('\\') < 0) {
            // A folder holds no entry of these names, so that a plain name that is listed needs no check of its path.
            for (Path place : places) {
                if (names(place).contains(name)) {
                    return new Found(Fit.EXACT, Optional.of(place.resolve(name)));
                }
            }
        }
        List<List<String>> readings = PictureName.readings(name);
        for (List<String> parts : readings) {
            Optional<Path> file = findExactly(parts);
            if (file.isPresent()) {
                return new Found(Fit.EXACT, file);
            }
        }
        for (List<String> parts : readings) {
            Found found = findClosely(parts);
            if (found.fit() != Fit.MISSING) {
                return found;
            }
        }
        return Found.NOTHING;
    }

    private Optional<Path> findExactly(List<String> parts) throws DataException {
        String last = parts.get(parts.size() - 1);
        for (Path place : places) {
            Optional<Path> folder = Optional.of(place);
            for (String part : parts.subList(0, parts.size() - 1)) {
                folder = folder.flatMap(f -> resolved(f, part));
            }
            if (folder.isPresent() && names(folder.get()).contains(last)) {
                return Optional.of(folder.get().resolve(last));
            }
        }
        return Optional.empty();
    }

    private Found findClosely(List<String> parts) throws DataException {
        if (tree.isEmpty()) {
            tree = Optional.of(new PictureTree(root, split));
        }
        List<Path> likest = tree.get().likest(parts, places);
        for (Path place : places) {
            List<Path> here =
                    likest.stream().filter(f -> place.equals(f.getParent())).toList();
            if (here.size() == 1) {
                return new Found(Fit.CLOSE, Optional.of(here.get(0)));
            }
        }
        return likest.isEmpty()
                ? Found.NOTHING
                : likest.size() == 1
                        ? new Found(Fit.CLOSE, Optional.of(likest.get(0)))
                        : new Found(Fit.AMBIGUOUS, Optional.empty());
    }

    /** Empty for a name that no file of this system can have. */
    private static Optional<Path> resolved(Path folder, String name) {
        try {
            return Optional.of(folder.resolve(name));
        } catch (InvalidPathException e) {
            return Optional.empty();
        }
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
