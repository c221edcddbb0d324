package org.dinotwins.data.layout;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import org.dinotwins.data.DataException;
import org.dinotwins.data.SkipLog;
import org.dinotwins.data.SplitName;
import org.dinotwins.data.picture.FolderListing;

/**
 * The folders of the splits at the top of a set, recognised by their names.
 *
 * @param train      folders of the training split; empty if the folder has no splits
 * @param validation folders of the validation split, or of the test split where there is no other
 */
record SplitFolders(List<Path> train, List<Path> validation) {
    private static final SplitFolders NONE = new SplitFolders(List.of(), List.of());

    /** Lists a folder. */
    interface Listing {
        FolderListing of(Path folder) throws DataException;
    }

    /** Finds the folders; a single folder with the name of a split beside class folders is a class, with a warning. */
    static SplitFolders of(Path root, FolderListing top, Listing listing, SkipLog skips) throws DataException {
        Map<SplitName, List<Path>> folders = new EnumMap<>(SplitName.class);
        List<String> others = new ArrayList<>();
        for (String name : top.folders()) {
            SplitName.of(name)
                    .ifPresentOrElse(
                            split -> folders.computeIfAbsent(split, s -> new ArrayList<>())
                                    .add(root.resolve(name)),
                            () -> others.add(name));
        }
        List<Path> train = folders.getOrDefault(SplitName.TRAIN, List.of());
        List<String> classesBeside = new ArrayList<>();
        for (String name : others) {
            if (!listing.of(root.resolve(name)).images().isEmpty()) {
                classesBeside.add(name);
            }
        }
        if (!classesBeside.isEmpty() && folders.size() == 1 && train.size() < 2 && areClasses(folders, listing)) {
            folders.values()
                    .forEach(paths -> paths.forEach(path -> skips.warn(
                            path.getFileName().toString(),
                            "The folder is read as a class, because it lies beside class folders: if it is a split, move the class"
                                    + " folders into it.")));
            return NONE;
        }
        if (train.isEmpty()) {
            return NONE;
        }
        for (String name : others) {
            if (!classesBeside.contains(name) && !holdsClasses(root.resolve(name), listing)) {
                continue;
            }
            skips.add(
                    SkipLog.Kind.FOLDER,
                    name,
                    "It lies beside the folders of the splits, so its images are not used: move them into a split.");
        }
        boolean both = folders.containsKey(SplitName.VALIDATION) && folders.containsKey(SplitName.TEST);
        if (both) {
            folders.get(SplitName.TEST)
                    .forEach(path -> skips.add(
                            SkipLog.Kind.SPLIT,
                            path.getFileName().toString(),
                            "The validation split is used for measuring, so the test split is not read."));
        }
        return new SplitFolders(
                train, folders.getOrDefault(SplitName.VALIDATION, folders.getOrDefault(SplitName.TEST, List.of())));
    }

    /** Whether folders hold images and no folders of images, as those of classes do. */
    private static boolean areClasses(Map<SplitName, List<Path>> folders, Listing listing) throws DataException {
        for (List<Path> paths : folders.values()) {
            for (Path path : paths) {
                if (listing.of(path).images().isEmpty() || holdsClasses(path, listing)) {
                    return false;
                }
            }
        }
        return true;
    }

    /** Whether a folder holds folders of images. */
    private static boolean holdsClasses(Path folder, Listing listing) throws DataException {
        for (String name : listing.of(folder).folders()) {
            if (!listing.of(folder.resolve(name)).images().isEmpty()) {
                return true;
            }
        }
        return false;
    }
}
