package org.dinotwins.data.yolo;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.dinotwins.data.DataException;
import org.dinotwins.data.SkipLog;
import org.dinotwins.data.SplitName;
import org.dinotwins.data.TextLines;
import org.dinotwins.data.picture.FolderListing;

/**
 * Where a YOLO set has its pictures and names.
 *
 * @param names     of the classes
 * @param places    of each split: folders of pictures, lists of pictures, or single pictures; one split if nothing
 *                  states several
 * @param keypoints true if labels have keypoints behind their boxes
 */
record YoloLayout(ClassNames names, Map<SplitName, List<Path>> places, boolean keypoints) {
    /** Folders, and label files of each, that are read to tell whether text files are labels. */
    private static final int SAMPLED = 20;
    /** Lines of each such file that are read. */
    private static final int SAMPLED_LINES = 5;
    /** Levels of folders below {@code labels/} that are searched. */
    private static final int DEPTH = 3;

    /** Recognises the layout by {@code data.yaml}, else by folders and files with the form of labels. */
    static Optional<YoloLayout> find(YoloFiles files, SkipLog skips) throws DataException {
        FolderListing top = files.listing(files.root());
        Optional<DataYaml> yaml = DataYaml.find(files.root(), top);
        Map<SplitName, List<Path>> found = inFolders(files);
        if (yaml.isEmpty()) {
            return found.isEmpty()
                    ? Optional.empty()
                    : Optional.of(new YoloLayout(listedNames(files, found), found, false));
        }
        DataYaml described = yaml.get();
        if (!described.warning().isEmpty()) {
            skips.warn(files.shown(described.file()), described.warning());
        }
        Map<SplitName, List<Path>> places = described(described, files, found, skips);
        ClassNames names = described.names().closed() ? described.names() : listedNames(files, places);
        return Optional.of(new YoloLayout(names, places, described.keypoints()));
    }

    /** The places that a description names; where one does not exist, those found in folders of the same split. */
    private static Map<SplitName, List<Path>> described(
            DataYaml yaml, YoloFiles files, Map<SplitName, List<Path>> found, SkipLog skips) {
        Path base = yaml.path().isEmpty()
                ? files.root()
                : files.resolve(yaml.path(), files.root()).orElse(files.root());
        Map<SplitName, List<Path>> places = new EnumMap<>(SplitName.class);
        yaml.places().forEach((split, written) -> {
            List<Path> existing = new ArrayList<>();
            for (String place : written) {
                Optional<Path> path = files.resolve(place, base);
                path.ifPresent(existing::add);
                if (path.isEmpty()) {
                    skips.warn(
                            place,
                            "The place that " + files.shown(yaml.file()) + " names does not exist in this folder"
                                    + (found.containsKey(split)
                                            ? ", so the folder of the split is used: correct the path."
                                            : ", so the split is not read: correct the path."));
                }
            }
            if (existing.isEmpty()) {
                existing.addAll(found.getOrDefault(split, List.of()));
            }
            if (!existing.isEmpty()) {
                places.put(split, existing);
            }
        });
        return places.isEmpty() ? found : places;
    }

    private static Map<SplitName, List<Path>> inFolders(YoloFiles files) throws DataException {
        Path root = files.root();
        Map<SplitName, List<Path>> places = besideLabels(files, root);
        if (!places.isEmpty()) {
            return places;
        }
        for (String name : files.listing(root).folders()) {
            Optional<SplitName> split = SplitName.of(name);
            Path folder = root.resolve(name);
            if (split.isPresent() && !besideLabels(files, folder).isEmpty()) {
                put(places, split.get(), files.imagesIn(folder).orElseThrow());
            }
        }
        return places.isEmpty() ? besidePictures(files) : places;
    }

    /** {@code images/} beside {@code labels/} in a folder, with or without folders or lists for the splits. */
    private static Map<SplitName, List<Path>> besideLabels(YoloFiles files, Path folder) throws DataException {
        Map<SplitName, List<Path>> places = new EnumMap<>(SplitName.class);
        Optional<Path> images = files.imagesIn(folder);
        Optional<Path> labels = files.labelsIn(folder);
        if (images.isEmpty() || labels.isEmpty() || !holdsLabels(files, labels.get(), DEPTH)) {
            return places;
        }
        for (String name : files.listing(images.get()).folders()) {
            SplitName.of(name)
                    .ifPresent(split -> put(places, split, images.get().resolve(name)));
        }
        if (places.isEmpty()) {
            places.putAll(lists(files, folder));
        }
        if (places.isEmpty()) {
            put(places, SplitName.TRAIN, images.get());
        }
        return places;
    }

    /** Label files beside the pictures, as darknet has them. */
    private static Map<SplitName, List<Path>> besidePictures(YoloFiles files) throws DataException {
        Path root = files.root();
        Map<SplitName, List<Path>> places = new EnumMap<>(SplitName.class);
        List<Path> unnamed = new ArrayList<>();
        List<Path> candidates = new ArrayList<>(List.of(root));
        files.listing(root).folders().stream().limit(SAMPLED).forEach(name -> candidates.add(root.resolve(name)));
        for (Path folder : candidates) {
            if (picturesHaveLabels(files, folder)) {
                SplitName.of(folder.getFileName().toString())
                        .filter(split -> !folder.equals(root))
                        .ifPresentOrElse(split -> put(places, split, folder), () -> unnamed.add(folder));
            }
        }
        if (places.isEmpty() && !unnamed.isEmpty()) {
            places.putAll(lists(files, root));
            if (places.isEmpty()) {
                places.put(SplitName.TRAIN, unnamed);
            }
        }
        return places;
    }

    /** Lists of pictures in a folder, such as {@code train.txt}. */
    private static Map<SplitName, List<Path>> lists(YoloFiles files, Path folder) throws DataException {
        Map<SplitName, List<Path>> lists = new EnumMap<>(SplitName.class);
        for (String name : files.texts(folder)) {
            SplitName.of(YoloFiles.stem(name)).ifPresent(split -> put(lists, split, folder.resolve(name)));
        }
        return lists;
    }

    private static void put(Map<SplitName, List<Path>> places, SplitName split, Path place) {
        places.computeIfAbsent(split, s -> new ArrayList<>()).add(place);
    }

    /** Whether a folder, or one below it, holds label files and nothing else of that ending. */
    private static boolean holdsLabels(YoloFiles files, Path folder, int depth) throws DataException {
        List<String> texts = files.texts(folder);
        if (!texts.isEmpty()) {
            return areLabels(folder, texts);
        }
        if (depth > 1) {
            for (String name : files.listing(folder).folders()) {
                if (holdsLabels(files, folder.resolve(name), depth - 1)) {
                    return true;
                }
            }
        }
        return false;
    }

    private static boolean picturesHaveLabels(YoloFiles files, Path folder) throws DataException {
        List<String> images = files.listing(folder).images();
        List<String> texts = files.texts(folder);
        if (images.isEmpty() || texts.isEmpty()) {
            return false;
        }
        Set<String> stems = images.stream().map(YoloFiles::stem).collect(Collectors.toSet());
        List<String> beside = texts.stream()
                .filter(name -> stems.contains(YoloFiles.stem(name)))
                .limit(SAMPLED)
                .toList();
        boolean anyLine = beside.stream()
                .anyMatch(name -> !TextLines.of(folder.resolve(name), 1).isEmpty());
        return !beside.isEmpty()
                && areLabels(folder, beside)
                && (anyLine || namesIn(files, folder).isPresent());
    }

    /** Whether most of the first files have lines of the form of labels: a broken file must not hide the set. */
    private static boolean areLabels(Path folder, List<String> names) {
        List<String> sample = names.subList(0, Math.min(SAMPLED, names.size()));
        long fit = sample.stream()
                .filter(name -> LabelFile.looksLikeLabels(TextLines.of(folder.resolve(name), SAMPLED_LINES)))
                .count();
        return 2 * fit >= sample.size();
    }

    /** The names in {@code classes.txt}, {@code obj.names} or such, at the root or beside pictures or labels. */
    private static ClassNames listedNames(YoloFiles files, Map<SplitName, List<Path>> places) throws DataException {
        List<Path> folders = new ArrayList<>(List.of(files.root()));
        files.labelsIn(files.root()).ifPresent(folders::add);
        for (List<Path> split : places.values()) {
            for (Path place : split) {
                if (Files.isDirectory(place)) {
                    folders.add(place);
                    folders.add(files.labelFolder(place));
                    folders.add(place.getParent());
                }
            }
        }
        for (Path folder : folders) {
            Optional<Path> list = folder.startsWith(files.root()) ? namesIn(files, folder) : Optional.empty();
            if (list.isPresent()) {
                return ClassNames.ofLines(TextLines.of(list.get(), ClassNames.MOST));
            }
        }
        return ClassNames.unknown();
    }

    private static Optional<Path> namesIn(YoloFiles files, Path folder) throws DataException {
        return files.listing(folder).others().stream()
                .filter(YoloFiles::isNameList)
                .min((a, b) -> Integer.compare(rank(a), rank(b)))
                .map(folder::resolve);
    }

    /** labelImg's list of suggestions is the last choice. */
    private static int rank(String nameList) {
        return nameList.toLowerCase(Locale.ROOT).startsWith("predefined") ? 1 : 0;
    }
}
