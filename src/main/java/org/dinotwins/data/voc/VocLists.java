package org.dinotwins.data.voc;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.dinotwins.data.DataException;
import org.dinotwins.data.SkipLog;
import org.dinotwins.data.SplitName;
import org.dinotwins.data.TextLines;
import org.dinotwins.data.picture.FolderListing;
import org.dinotwins.data.picture.ImageFiles;

/**
 * The splits that {@code ImageSets/} lists, as names of images without an ending.
 *
 * @param train      names for training; empty without such a list
 * @param validation names for validation, or for testing where no list is for validation
 */
record VocLists(Set<String> train, Set<String> validation) {
    /** Folders of lists, in order of preference. */
    private static final List<String> TASKS = List.of("Main", "Segmentation", "Layout");
    /** VOC's list of both splits. */
    private static final String BOTH = "trainval";

    /** Whether the lists divide the set. */
    boolean divide() {
        return !train.isEmpty() && !validation.isEmpty();
    }

    /** Reads the lists, whatever the case of their names. @param images names of the images without an ending */
    static VocLists of(Path root, Set<String> images, SkipLog skips) throws DataException {
        Optional<Path> sets = folder(root, "ImageSets");
        for (String task : sets.isPresent() ? TASKS : List.<String>of()) {
            Optional<Path> lists = folder(sets.get(), task);
            if (lists.isPresent()) {
                Map<SplitName, List<Path>> files = files(lists.get());
                if (!files.isEmpty()) {
                    return read(files, images, skips);
                }
            }
        }
        return new VocLists(Set.of(), Set.of());
    }

    private static Optional<Path> folder(Path parent, String name) throws DataException {
        return FolderListing.of(parent).folders().stream()
                .filter(name::equalsIgnoreCase)
                .findFirst()
                .map(parent::resolve);
    }

    /** The lists of each split; {@code trainval} only where no list is for training alone. */
    private static Map<SplitName, List<Path>> files(Path folder) throws DataException {
        Map<SplitName, List<Path>> files = new EnumMap<>(SplitName.class);
        List<Path> both = new ArrayList<>();
        for (String name : FolderListing.of(folder).others()) {
            String stem = name.replaceFirst("(?i)\\.txt$", "");
            Path file = folder.resolve(name);
            if (stem.equalsIgnoreCase(BOTH)) {
                both.add(file);
            } else if (!stem.equals(name)) {
                SplitName.of(stem)
                        .ifPresent(split -> files.computeIfAbsent(split, s -> new ArrayList<>())
                                .add(file));
            }
        }
        if (!both.isEmpty()) {
            files.putIfAbsent(SplitName.TRAIN, both);
        }
        return files;
    }

    private static VocLists read(Map<SplitName, List<Path>> files, Set<String> images, SkipLog skips) {
        Set<String> train = names(files.get(SplitName.TRAIN), images);
        Set<String> validation = names(files.get(SplitName.VALIDATION), images);
        if (validation.isEmpty()) {
            validation = names(files.get(SplitName.TEST), images);
        } else if (files.containsKey(SplitName.TEST)) {
            skips.add(
                    SkipLog.Kind.SPLIT,
                    files.get(SplitName.TEST).get(0).getFileName().toString(),
                    "The validation split is used for measuring, so the test split is not read.");
        }
        for (String name : validation) {
            if (train.contains(name)) {
                skips.add(
                        SkipLog.Kind.LEAK,
                        name,
                        "The image is listed for training and for validation and is used for validation only: remove it"
                                + " from one of the lists.");
            }
        }
        return new VocLists(train, validation);
    }

    private static Set<String> names(List<Path> files, Set<String> images) {
        Set<String> names = new LinkedHashSet<>();
        for (Path file : files == null ? List.<Path>of() : files) {
            for (String line : TextLines.of(file, Integer.MAX_VALUE)) {
                if (!line.isBlank()) {
                    names.add(name(line.strip(), images));
                }
            }
        }
        return names;
    }

    /** The name in a line, which may have a folder before it, and an ending or a mark of presence behind it. */
    private static String name(String line, Set<String> images) {
        String last = line.substring(Math.max(line.lastIndexOf('/'), line.lastIndexOf('\\')) + 1);
        String whole = ImageFiles.isImageName(last) ? last.substring(0, last.lastIndexOf('.')) : last;
        if (images.contains(whole)) {
            return whole;
        }
        String first = last.split("\\s+")[0];
        return ImageFiles.isImageName(first) ? first.substring(0, first.lastIndexOf('.')) : first;
    }
}
