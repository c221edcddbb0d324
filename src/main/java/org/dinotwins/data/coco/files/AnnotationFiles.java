package org.dinotwins.data.coco.files;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.dinotwins.data.DataException;
import org.dinotwins.data.SkipLog;
import org.dinotwins.data.SplitName;
import org.dinotwins.data.picture.FolderListing;

/**
 * The annotation files of a folder in COCO's format: in {@code annotations/}, among the images of each split, or beside
 * the folder of the images. Files with the name of COCO's own are taken by their name, others by their content.
 *
 * @param train      files of the training split in the order of their names; several are parts of one split
 * @param validation files of the validation split, or of the test split where there is no other
 */
public record AnnotationFiles(List<Path> train, List<Path> validation) {
    /** Folders that tools write annotation files into. */
    private static final Set<String> FOLDERS = Set.of("annotations", "annotation", "labels");

    private static final String PREFIX = "instances";
    /** Roboflow's name for the annotations of a split, which it puts among the images. */
    private static final String BESIDE_IMAGES = "_annotations.coco.json";
    /** COCO's other files, which lie in the same folder and hold no outlines of objects. */
    private static final List<String> OTHER_TASKS =
            List.of("captions", "person_keypoints", "panoptic", "stuff", "image_info");
    /** Most JSON files of a folder whose content is read; a folder of more has one for each image. */
    private static final int MOST_READ = 64;

    /** Whether the folder has one. */
    public static boolean areIn(Path root) throws DataException {
        return !candidates(root).isEmpty();
    }

    /** @param skips receives the files that are not used */
    public static AnnotationFiles of(Path root, SkipLog skips) throws DataException {
        Map<Optional<SplitName>, List<Path>> bySplit = new HashMap<>();
        for (Path file : candidates(root)) {
            bySplit.computeIfAbsent(name(file).split(), s -> new ArrayList<>()).add(file);
        }
        List<Path> train = parts(bySplit, Optional.of(SplitName.TRAIN), skips);
        List<Path> validation = parts(bySplit, Optional.of(SplitName.VALIDATION), skips);
        List<Path> test = parts(bySplit, Optional.of(SplitName.TEST), skips);
        List<Path> unnamed = parts(bySplit, Optional.empty(), skips);
        if (validation.isEmpty()) {
            validation = test;
        } else {
            add(
                    SkipLog.Kind.SPLIT,
                    test,
                    "It is the test split, and the validation split is used for measuring: move that away to use it.",
                    skips);
        }
        if (train.isEmpty()) {
            train = unnamed;
        } else {
            add(
                    SkipLog.Kind.FILE,
                    unnamed,
                    "Its name holds none of the words train, val and test, which name the files in use: rename it, such as"
                            + " instances_train_2.json.",
                    skips);
        }
        return new AnnotationFiles(train, validation);
    }

    /** The tag of an annotation file: by its own name, or by its folder's where every split has a folder. */
    public static AnnotationName name(Path file) {
        AnnotationName own = AnnotationName.of(file.getFileName().toString());
        AnnotationName folder = AnnotationName.of(file.getParent().getFileName().toString());
        return own.split().isEmpty() && folder.split().isPresent() ? folder : own;
    }

    /** Of the files of one split those that belong together: the plainest name, its latest year, all its parts. */
    private static List<Path> parts(
            Map<Optional<SplitName>, List<Path>> bySplit, Optional<SplitName> split, SkipLog skips) {
        List<Path> files = bySplit.getOrDefault(split, List.of());
        if (files.isEmpty()) {
            return files;
        }
        Path plainest = files.stream()
                .min(Comparator.<Path>comparingInt(f -> name(f).words().size())
                        .thenComparing(f -> !name(f).series().startsWith(PREFIX))
                        .thenComparing(f -> name(f).series()))
                .orElseThrow();
        List<Path> series = files.stream()
                .filter(f -> name(f).series().equals(name(plainest).series()))
                .toList();
        int latest = series.stream().mapToInt(f -> name(f).year()).max().orElse(0);
        List<Path> used = series.stream().filter(f -> name(f).year() == latest).toList();
        add(
                SkipLog.Kind.FILE,
                files.stream().filter(f -> !used.contains(f)).toList(),
                name(plainest).describe() + " is read from "
                        + used.get(0).getFileName() + (used.size() > 1 ? " and its other parts" : "")
                        + ": move that away to use this one.",
                skips);
        return used;
    }

    private static void add(SkipLog.Kind kind, List<Path> files, String reason, SkipLog skips) {
        files.forEach(f -> skips.add(kind, f.getFileName().toString(), reason));
    }

    private static List<Path> candidates(Path root) throws DataException {
        FolderListing top = FolderListing.of(root);
        List<Path> found = new ArrayList<>();
        for (String folder : top.folders()) {
            if (FOLDERS.contains(folder.toLowerCase(Locale.ROOT))) {
                found.addAll(inAnnotations(root.resolve(folder)));
            }
        }
        if (found.isEmpty()) {
            found.addAll(inSplits(root, top));
        }
        if (found.isEmpty() && top.folders().contains("images")) {
            Path images = root.resolve("images");
            found.addAll(inSplits(images, FolderListing.of(images)));
        }
        return found.isEmpty() ? recognised(root, top.others()) : found;
    }

    /** Files with COCO's own names, readable or not, and others that are recognised. */
    private static List<Path> inAnnotations(Path folder) throws DataException {
        List<String> names = FolderListing.of(folder).others();
        List<Path> found = new ArrayList<>(json(names)
                .filter(AnnotationFiles::isNamed)
                .map(folder::resolve)
                .toList());
        found.addAll(recognised(folder, names.stream().filter(n -> !isNamed(n)).toList()));
        return found;
    }

    private static boolean isNamed(String name) {
        return name.toLowerCase(Locale.ROOT).startsWith(PREFIX);
    }

    /** One file in each folder that is named after a split. */
    private static List<Path> inSplits(Path parent, FolderListing listing) throws DataException {
        List<Path> found = new ArrayList<>();
        for (String name : listing.folders()) {
            if (AnnotationName.of(name).split().isEmpty()) {
                continue;
            }
            Path folder = parent.resolve(name);
            List<String> others = FolderListing.of(folder).others();
            Optional<Path> file = others.contains(BESIDE_IMAGES)
                    ? Optional.of(folder.resolve(BESIDE_IMAGES))
                    : recognised(folder, others).stream().findFirst();
            file.ifPresent(found::add);
        }
        return found;
    }

    private static List<Path> recognised(Path folder, List<String> names) {
        return json(names)
                .limit(MOST_READ)
                .map(folder::resolve)
                .filter(Files::isRegularFile)
                .filter(CocoSignature::isIn)
                .toList();
    }

    private static Stream<String> json(List<String> names) {
        return names.stream().filter(n -> {
            String lower = n.toLowerCase(Locale.ROOT);
            return lower.endsWith(".json") && OTHER_TASKS.stream().noneMatch(lower::startsWith);
        });
    }
}
