package org.dinotwins.data.voc;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.dinotwins.data.Category;
import org.dinotwins.data.DataException;
import org.dinotwins.data.ImageSet;
import org.dinotwins.data.Picture;
import org.dinotwins.data.SkipLog;
import org.dinotwins.data.SplitName;
import org.dinotwins.data.ValidationSplit;
import org.dinotwins.data.picture.FolderListing;
import org.dinotwins.data.voc.VocParts.Part;

/**
 * A folder in PASCAL VOC's format: {@code JPEGImages/}, {@code Annotations/*.xml} with boxes, and the splits as lists of
 * names in {@code ImageSets/Main/}; or {@code images/} and {@code annotations/}, or XML files among the images, also once
 * for each split. Objects have the masks of {@code SegmentationObject/} as outlines where the picture has them, else only
 * boxes.
 */
public final class VocFolder {
    private static final String FORMAT = "PASCAL VOC";
    private static final String MASKS = "SegmentationObject";

    private final Path root;
    private final SkipLog skips = new SkipLog();

    private VocFolder(Path root) {
        this.root = root;
    }

    /**
     * Opens the set; empty if the folder has none of these layouts.
     *
     * @throws DataException if the folder has one, but no image with an annotation file
     */
    public static Optional<ImageSet> open(Path root, FolderListing top) throws DataException {
        List<Part> parts = VocParts.in(root, top);
        return parts.isEmpty() ? Optional.empty() : Optional.of(new VocFolder(root).read(parts));
    }

    /** The entries of both splits; {@code validation} is empty if the set has no split. */
    private record Splits(List<VocEntry> train, List<VocEntry> validation) {}

    private ImageSet read(List<Part> parts) throws DataException {
        boolean named = parts.stream().anyMatch(part -> part.split().isPresent());
        Splits splits = named ? ofFolders(parts) : ofLists(parts);
        if (splits.train().isEmpty() && splits.validation().isEmpty()) {
            throw new DataException("The folder " + root + " looks like PASCAL VOC, but no image in "
                    + shown(parts.get(0).images()) + " has an annotation file of the same name in "
                    + shown(parts.get(0).annotations()) + ". Unpack the whole set.");
        }
        return set(splits);
    }

    private String shown(Path folder) {
        return folder.equals(root) ? "it" : root.relativize(folder).toString();
    }

    private Splits ofFolders(List<Part> parts) throws DataException {
        List<VocEntry> train = new ArrayList<>();
        List<VocEntry> validation = new ArrayList<>();
        boolean measured = parts.stream().anyMatch(p -> p.split().equals(Optional.of(SplitName.VALIDATION)));
        for (Part part : parts) {
            SplitName split = part.split().orElse(SplitName.TRAIN);
            if (split == SplitName.TEST && measured) {
                skips.add(
                        SkipLog.Kind.SPLIT,
                        shown(part.images()),
                        "The validation split is used for measuring, so the test split is not read.");
            } else {
                (split == SplitName.TRAIN ? train : validation).addAll(entries(part, Optional.empty()));
            }
        }
        return new Splits(train, validation);
    }

    private Splits ofLists(List<Part> parts) throws DataException {
        Set<String> present = new HashSet<>();
        for (Part part : parts) {
            FolderListing.of(part.images()).images().forEach(image -> present.add(stem(image)));
        }
        VocLists lists = VocLists.of(root, present, skips);
        Set<String> wanted = new LinkedHashSet<>(lists.train());
        wanted.addAll(lists.validation());
        List<VocEntry> train = new ArrayList<>();
        List<VocEntry> validation = new ArrayList<>();
        for (Part part : parts) {
            for (VocEntry entry : entries(part, lists.divide() ? Optional.of(wanted) : Optional.empty())) {
                boolean measured = lists.divide() && lists.validation().contains(entry.name());
                (measured ? validation : train).add(entry);
            }
        }
        for (String name : wanted) {
            if (!present.contains(name)) {
                skips.add(
                        SkipLog.Kind.IMAGE,
                        name,
                        "Listed in ImageSets but missing in "
                                + shown(parts.get(0).images()) + ": copy the missing files there.");
            }
        }
        return new Splits(train, validation);
    }

    /** The images of a part with their annotations. @param wanted names without an ending; empty for all */
    private List<VocEntry> entries(Part part, Optional<Set<String>> wanted) throws DataException {
        Map<String, String> files = new TreeMap<>();
        for (String name : FolderListing.of(part.annotations()).others()) {
            if (VocParts.isXml(name)) {
                files.put(stem(name), name);
            }
        }
        FolderListing listing = FolderListing.of(part.images());
        Set<String> present = new HashSet<>();
        List<VocEntry> entries = new ArrayList<>();
        for (String image : listing.images()) {
            String name = stem(image);
            present.add(name);
            if (wanted.isPresent() && !wanted.get().contains(name)) {
                skips.add(SkipLog.Kind.UNLISTED, image, "The lists of the splits do not name it, so it is not used.");
                continue;
            }
            if (!files.containsKey(name)) {
                skips.add(
                        SkipLog.Kind.IMAGE,
                        image,
                        "It has no annotation file in " + shown(part.annotations()) + ": unpack it there.");
                continue;
            }
            VocAnnotation.read(part.annotations().resolve(files.get(name)), skips)
                    .ifPresent(a -> entries.add(VocEntry.of(name, part.images().resolve(image), a, skips)));
        }
        files.forEach((name, file) -> {
            if (!present.contains(name) && wanted.isEmpty()) {
                skips.add(
                        SkipLog.Kind.FILE,
                        file,
                        "There is no image of the same name: add the image or delete the file.");
            }
        });
        for (String folder : part.images().equals(part.annotations()) ? List.<String>of() : listing.folders()) {
            skips.add(
                    SkipLog.Kind.FOLDER,
                    shown(part.images().resolve(folder)),
                    "It lies among the images and is not read: move its images up.");
        }
        return entries;
    }

    private ImageSet set(Splits splits) throws DataException {
        List<VocEntry> entries = new ArrayList<>(splits.train());
        entries.addAll(splits.validation());
        Set<String> names = entries.stream()
                .flatMap(e -> e.annotation().objects().stream())
                .map(VocAnnotation.Item::category)
                .collect(Collectors.toCollection(TreeSet::new));
        List<Category> categories = new ArrayList<>();
        Map<String, Integer> index = new TreeMap<>();
        for (String name : names) {
            index.put(name, categories.size());
            categories.add(new Category(categories.size(), categories.size(), name));
        }
        Set<String> masked = masked();
        List<Picture> pictures = new ArrayList<>();
        for (VocEntry entry : entries) {
            Optional<Path> masks = masked.contains(entry.name())
                    ? Optional.of(root.resolve(MASKS).resolve(entry.name() + ".png"))
                    : Optional.empty();
            pictures.add(entry.picture(pictures.size() + 1L, index, masks));
        }
        String name = String.valueOf(root.getFileName());
        int first = splits.train().size();
        if (first > 0 && first < pictures.size()) {
            return new ImageSet(
                    name,
                    root,
                    FORMAT,
                    categories,
                    pictures.subList(0, first),
                    pictures.subList(first, pictures.size()),
                    skips.lines());
        }
        ValidationSplit parts =
                ValidationSplit.of(pictures, p -> p.file().getFileName().toString());
        return new ImageSet(
                name,
                root,
                FORMAT + ValidationSplit.NOTE,
                categories,
                parts.train(),
                parts.validation(),
                skips.lines());
    }

    /** Names of the pictures that have masks. */
    private Set<String> masked() throws DataException {
        Path folder = root.resolve(MASKS);
        return !Files.isDirectory(folder)
                ? Set.of()
                : FolderListing.of(folder).images().stream()
                        .filter(n -> n.endsWith(".png"))
                        .map(VocFolder::stem)
                        .collect(Collectors.toSet());
    }

    private static String stem(String name) {
        return name.substring(0, name.lastIndexOf('.'));
    }
}
