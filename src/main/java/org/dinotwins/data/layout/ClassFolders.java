package org.dinotwins.data.layout;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.dinotwins.data.Category;
import org.dinotwins.data.DataException;
import org.dinotwins.data.DomainSets;
import org.dinotwins.data.ImageSet;
import org.dinotwins.data.Picture;
import org.dinotwins.data.PictureObject;
import org.dinotwins.data.SkipLog;
import org.dinotwins.data.ValidationSplit;
import org.dinotwins.data.outline.Outline;
import org.dinotwins.data.picture.FolderListing;
import org.dinotwins.data.picture.ImageFiles;

/**
 * Folders of images without an annotation file: one folder per class, optionally inside one folder per split or per
 * domain (PACS, Office-Home), or unlabelled images. Picture sizes are not read: a million file headers would take
 * minutes.
 */
final class ClassFolders {
    /** A single folder of images is not a class, only the place of the images. */
    private static final int FEWEST_CLASSES = 2;

    /** Endings of files that can hold labels. */
    private static final Set<String> LABEL_FILES = Set.of(
            "csv", "tsv", "json", "jsonl", "xml", "yaml", "yml", "parquet", "tfrecord", "record", "mat", "npz", "pkl");

    private static final Outline NO_OUTLINE = new Outline.None();

    private final Path root;
    private final FolderListing top;
    private final SkipLog skips = new SkipLog();
    private final Map<Path, FolderListing> listings = new HashMap<>();
    private final Map<String, List<PictureObject>> labels = new HashMap<>();
    private List<Category> categories = List.of();
    private long nextId = 1;

    private ClassFolders(Path root, FolderListing top) {
        this.root = root;
        this.top = top;
    }

    /** The set, if the folder holds images in one of these layouts. */
    static Optional<ImageSet> open(Path root, FolderListing top) throws DataException {
        return new ClassFolders(root, top).read();
    }

    private Optional<ImageSet> read() throws DataException {
        SplitFolders splits = SplitFolders.of(root, top, this::listing, skips);
        if (!splits.train().isEmpty()) {
            return splits(splits);
        }
        for (Map.Entry<String, Set<String>> set : DomainSets.DOMAINS.entrySet()) {
            List<String> found =
                    top.folders().stream().filter(set.getValue()::contains).toList();
            if (found.size() > 1) {
                return domains(set.getKey(), found);
            }
        }
        List<String> classes = classes(root);
        if (classes.size() >= FEWEST_CLASSES) {
            number(classes);
            List<Picture> all = pictures(root);
            return divided("one folder per class", List.of(all));
        }
        return top.images().isEmpty() && classes.size() == 1 ? onlyFolder(classes.get(0)) : unlabelled(root);
    }

    /** The images of a folder's only folder, which is no class. */
    private Optional<ImageSet> onlyFolder(String name) throws DataException {
        if (!ForeignLayouts.isImageFolder(name)) {
            skips.warn(
                    name,
                    "It is the only folder with images, so its name is not used as a label: add the folders of the other"
                            + " classes, or put the images into folders of their classes.");
        }
        for (String other : top.folders()) {
            if (!other.equals(name)) {
                skips.add(
                        SkipLog.Kind.FOLDER,
                        other,
                        "It contains no images that can be read, and nothing of it is used.");
            }
        }
        return unlabelled(root.resolve(name));
    }

    private Optional<ImageSet> splits(SplitFolders splits) throws DataException {
        List<Path> trainFolders = places(splits.train());
        List<Path> validationFolders = places(splits.validation());
        Set<String> names = new TreeSet<>();
        for (Path folder : trainFolders) {
            names.addAll(classes(folder));
        }
        for (Path folder : validationFolders) {
            names.addAll(classes(folder));
        }
        if (names.size() == 1) {
            skips.warn(
                    names.iterator().next(),
                    "It is the only class, so every image has the same label and accuracies say nothing: add the folders"
                            + " of the other classes.");
        }
        number(names);
        List<Picture> train = new ArrayList<>();
        for (Path folder : trainFolders) {
            train.addAll(pictures(folder));
        }
        List<Picture> validation = new ArrayList<>();
        for (Path folder : validationFolders) {
            validation.addAll(pictures(folder));
        }
        if (names.isEmpty()) {
            Set<Path> folders = new LinkedHashSet<>(List.of(root));
            folders.addAll(trainFolders);
            folders.addAll(validationFolders);
            unreadLabels(folders);
        }
        String format = names.isEmpty() ? "unlabelled images" : "one folder per class";
        if (validation.isEmpty() && !names.isEmpty()) {
            return divided(format, List.of(train));
        }
        return set(format, train, validation);
    }

    private Optional<ImageSet> domains(String format, List<String> domains) throws DataException {
        Set<String> names = new TreeSet<>();
        for (String domain : domains) {
            names.addAll(classes(root.resolve(domain)));
        }
        number(names);
        List<List<Picture>> groups = new ArrayList<>();
        for (String domain : domains) {
            groups.add(pictures(root.resolve(domain)));
        }
        return divided(format, groups);
    }

    private Optional<ImageSet> unlabelled(Path place) throws DataException {
        List<Picture> train = new ArrayList<>();
        addImages(place, listing(place), List.of(), train);
        unreadLabels(place.equals(root) ? List.of(root) : List.of(root, place));
        for (String folder : place.equals(root) ? classes(root) : List.<String>of()) {
            skips.add(
                    SkipLog.Kind.FOLDER,
                    folder,
                    "It lies next to images without a folder: move all images into one folder per class"
                            + " to use its name as a label.");
        }
        return set("unlabelled images", train, List.of());
    }

    /** Splits each group, because the folder has no split folders. */
    private Optional<ImageSet> divided(String format, List<List<Picture>> groups) {
        List<Picture> train = new ArrayList<>();
        List<Picture> validation = new ArrayList<>();
        for (List<Picture> group : groups) {
            ValidationSplit split =
                    ValidationSplit.of(group, p -> root.relativize(p.file()).toString());
            train.addAll(split.train());
            validation.addAll(split.validation());
        }
        return set(format + ValidationSplit.NOTE, train, validation);
    }

    private Optional<ImageSet> set(String format, List<Picture> train, List<Picture> validation) {
        if (train.isEmpty() && validation.isEmpty()) {
            return Optional.empty();
        }
        return Optional.of(new ImageSet(
                String.valueOf(root.getFileName()), root, format, categories, train, validation, skips.lines()));
    }

    private void number(Collection<String> sortedNames) throws DataException {
        Optional<String> noClass = ForeignLayouts.noClass(root, sortedNames);
        if (noClass.isPresent()) {
            throw new DataException(noClass.get());
        }
        List<Category> numbered = new ArrayList<>();
        for (String name : sortedNames) {
            int index = numbered.size();
            numbered.add(new Category(index, index, name));
            labels.put(name, List.of(new PictureObject(index, NO_OUTLINE.bounds(), 0, false, NO_OUTLINE)));
        }
        categories = numbered;
    }

    private List<Path> places(List<Path> splits) throws DataException {
        List<Path> places = new ArrayList<>();
        for (Path split : splits) {
            places.add(place(split));
        }
        return places;
    }

    /** The folder of images of a split that has neither classes nor images itself; else the split's folder. */
    private Path place(Path split) throws DataException {
        List<String> inner = classes(split);
        boolean wrapped =
                listing(split).images().isEmpty() && inner.size() == 1 && ForeignLayouts.isImageFolder(inner.get(0));
        return wrapped ? split.resolve(inner.get(0)) : split;
    }

    /** Folders that hold images, sorted. */
    private List<String> classes(Path parent) throws DataException {
        List<String> classes = new ArrayList<>();
        for (String name : listing(parent).folders()) {
            if (!listing(parent.resolve(name)).images().isEmpty()) {
                classes.add(name);
            }
        }
        return classes;
    }

    /** The pictures of the class folders in a folder, or those in the folder itself where it has no class folders. */
    private List<Picture> pictures(Path parent) throws DataException {
        List<Picture> pictures = new ArrayList<>();
        List<String> classes = classes(parent);
        FolderListing listing = listing(parent);
        if (classes.isEmpty()) {
            addImages(parent, listing, List.of(), pictures);
            if (!pictures.isEmpty() && !categories.isEmpty()) {
                skips.add(
                        SkipLog.Kind.LABEL,
                        root.relativize(pictures.get(0).file()).toString(),
                        "The images are in no class folder, so they cannot be used for measuring: sort them into class folders.");
            }
            return pictures;
        }
        for (String image : listing.images()) {
            skips.add(SkipLog.Kind.IMAGE, image, "It is outside the class folders: move it into one of them.");
        }
        for (String name : listing.folders()) {
            Path folder = parent.resolve(name);
            if (labels.containsKey(name)) {
                addImages(folder, listing(folder), labels.get(name), pictures);
            }
            if (!classes.contains(name)) {
                skips.add(
                        SkipLog.Kind.FOLDER,
                        root.relativize(folder).toString(),
                        "It contains no images (" + ImageFiles.FORMATS + "): add some or delete it.");
            }
        }
        return pictures;
    }

    /** Notes files beside unlabelled images that can hold labels. */
    private void unreadLabels(Collection<Path> folders) throws DataException {
        for (Path folder : folders) {
            for (String name : listing(folder).others()) {
                String lower = name.toLowerCase(Locale.ROOT);
                if (LABEL_FILES.contains(lower.substring(lower.lastIndexOf('.') + 1))) {
                    skips.add(
                            SkipLog.Kind.FILE,
                            root.relativize(folder.resolve(name)).toString(),
                            "It is not read, so labels in it are not used: convert them to COCO or YOLO, or sort the images"
                                    + " into class folders.");
                }
            }
        }
    }

    private void addImages(Path folder, FolderListing listing, List<PictureObject> label, List<Picture> pictures) {
        for (String image : listing.images()) {
            pictures.add(new Picture(nextId++, folder.resolve(image), 0, 0, label));
        }
        for (String special : listing.specials()) {
            skips.add(
                    SkipLog.Kind.FILE,
                    root.relativize(folder.resolve(special)).toString(),
                    "It is not a regular file but a pipe, a device or a broken link: remove it.");
        }
        if (label.isEmpty()) {
            return;
        }
        for (String other : listing.others()) {
            skips.add(
                    SkipLog.Kind.FILE,
                    root.relativize(folder.resolve(other)).toString(),
                    "It is not a " + ImageFiles.FORMATS + " image: convert it to JPEG or PNG.");
        }
        for (String inner : listing.folders()) {
            skips.add(
                    SkipLog.Kind.FOLDER,
                    root.relativize(folder.resolve(inner)).toString(),
                    "It is inside a class folder, and only one level is read: move its images up.");
        }
    }

    private FolderListing listing(Path folder) throws DataException {
        FolderListing known = listings.get(folder);
        if (known == null) {
            known = Files.isDirectory(folder)
                    ? FolderListing.of(folder)
                    : new FolderListing(List.of(), List.of(), List.of());
            listings.put(folder, known);
        }
        return known;
    }
}
