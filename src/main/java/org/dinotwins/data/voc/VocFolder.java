package org.dinotwins.data.voc;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.dinotwins.data.Category;
import org.dinotwins.data.DataException;
import org.dinotwins.data.ImageSet;
import org.dinotwins.data.Picture;
import org.dinotwins.data.SkipLog;
import org.dinotwins.data.ValidationSplit;
import org.dinotwins.data.picture.FolderListing;

/**
 * A folder in PASCAL VOC's layout: {@code JPEGImages/}, {@code Annotations/*.xml} with boxes, and the splits as lists of
 * names in {@code ImageSets/Main/}. Objects have the masks of {@code SegmentationObject/} as outlines where the picture
 * has them, else only boxes.
 */
public final class VocFolder {
    private static final String FORMAT = "PASCAL VOC";
    private static final String IMAGES = "JPEGImages";
    private static final String ANNOTATIONS = "Annotations";
    private static final String MASKS = "SegmentationObject";

    private final Path root;
    private final SkipLog skips = new SkipLog();

    private VocFolder(Path root) {
        this.root = root;
    }

    public static boolean matches(FolderListing top) {
        return top.folders().contains(IMAGES) && top.folders().contains(ANNOTATIONS);
    }

    /** @throws DataException if no image with an annotation file is there */
    public static ImageSet open(Path root) throws DataException {
        return new VocFolder(root).read();
    }

    private ImageSet read() throws DataException {
        List<String> images = FolderListing.of(root.resolve(IMAGES)).images();
        Set<String> described = FolderListing.of(root.resolve(ANNOTATIONS)).others().stream()
                .filter(n -> n.endsWith(".xml"))
                .map(VocFolder::stem)
                .collect(Collectors.toSet());
        Set<String> train = listed("train");
        Set<String> validation = listed("val");
        boolean split = !train.isEmpty() && !validation.isEmpty();
        Set<String> wanted = new LinkedHashSet<>(train);
        wanted.addAll(validation);
        List<Entry> entries = entries(images, described, wanted, split);
        if (entries.isEmpty()) {
            throw new DataException("The folder " + root + " looks like PASCAL VOC, but no image in " + IMAGES
                    + " has an annotation file of the same name in " + ANNOTATIONS + ". Unpack the whole set.");
        }
        return set(entries, validation, split);
    }

    /** An image with its annotations. */
    private record Entry(String name, Path file, VocAnnotation annotation) {}

    private List<Entry> entries(List<String> images, Set<String> described, Set<String> wanted, boolean split)
            throws DataException {
        Set<String> present = new HashSet<>();
        List<Entry> entries = new ArrayList<>();
        for (String image : images) {
            String name = stem(image);
            present.add(name);
            if (split && !wanted.contains(name)) {
                continue;
            }
            if (!described.contains(name)) {
                skips.add(
                        SkipLog.Kind.IMAGE,
                        image,
                        "It has no annotation file in " + ANNOTATIONS + ": unpack it there.");
                continue;
            }
            Path xml = root.resolve(ANNOTATIONS).resolve(name + ".xml");
            Optional<VocAnnotation> annotation = VocAnnotation.read(xml, skips);
            annotation.ifPresent(
                    a -> entries.add(new Entry(name, root.resolve(IMAGES).resolve(image), a)));
        }
        for (String name : wanted) {
            if (!present.contains(name)) {
                skips.add(
                        SkipLog.Kind.IMAGE,
                        name,
                        "Listed in ImageSets/Main but missing in " + IMAGES + ": copy the missing files there.");
            }
        }
        return entries;
    }

    private ImageSet set(List<Entry> entries, Set<String> validationNames, boolean split) throws DataException {
        Set<String> masked = masked();
        Set<String> names = entries.stream()
                .flatMap(e -> e.annotation().objects().stream())
                .map(VocAnnotation.Item::category)
                .collect(Collectors.toCollection(TreeSet::new));
        List<String> order = List.copyOf(names);
        List<Category> categories = new ArrayList<>();
        for (String name : order) {
            categories.add(new Category(categories.size(), categories.size(), name));
        }
        Function<String, Integer> index =
                categories.stream().collect(Collectors.toMap(Category::name, Category::index))::get;
        List<Picture> all = new ArrayList<>();
        List<Picture> train = new ArrayList<>();
        List<Picture> validation = new ArrayList<>();
        for (Entry entry : entries) {
            VocAnnotation annotation = entry.annotation();
            Picture picture = new Picture(
                    all.size() + 1L,
                    entry.file(),
                    annotation.width(),
                    annotation.height(),
                    annotation.objects().stream()
                            .map(o -> o.object(index.apply(o.category()), masks(entry.name(), masked)))
                            .toList());
            all.add(picture);
            (validationNames.contains(entry.name()) ? validation : train).add(picture);
        }
        String name = String.valueOf(root.getFileName());
        if (split && !train.isEmpty() && !validation.isEmpty()) {
            return new ImageSet(name, root, FORMAT, categories, train, validation, skips.lines());
        }
        ValidationSplit parts =
                ValidationSplit.of(all, p -> p.file().getFileName().toString());
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

    private Optional<Path> masks(String name, Set<String> masked) {
        return masked.contains(name) ? Optional.of(root.resolve(MASKS).resolve(name + ".png")) : Optional.empty();
    }

    /** Names in a list of {@code ImageSets/Main}; empty if there is no such list. */
    private Set<String> listed(String split) throws DataException {
        Path list = root.resolve("ImageSets").resolve("Main").resolve(split + ".txt");
        if (!Files.isRegularFile(list)) {
            return Set.of();
        }
        try (Stream<String> lines = Files.lines(list, StandardCharsets.UTF_8)) {
            return lines.map(line -> line.strip().split("\\s+")[0])
                    .filter(n -> !n.isEmpty())
                    .collect(Collectors.toCollection(LinkedHashSet::new));
        } catch (IOException | UncheckedIOException e) {
            throw new DataException(
                    "The list " + list + " cannot be read (" + e.getMessage() + "). Unpack the set again.", e);
        }
    }

    private static String stem(String name) {
        return name.substring(0, name.lastIndexOf('.'));
    }
}
