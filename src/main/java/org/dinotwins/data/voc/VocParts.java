package org.dinotwins.data.voc;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import org.dinotwins.data.DataException;
import org.dinotwins.data.SplitName;
import org.dinotwins.data.picture.FolderListing;

/**
 * The folders of a set in PASCAL VOC's format: {@code JPEGImages/} and {@code Annotations/}, or what other tools write:
 * {@code images/} and {@code annotations/}, or XML files among the images, in either case also once for each split.
 */
final class VocParts {
    private static final Set<String> IMAGES = Set.of("jpegimages", "images", "image", "imgs", "img");
    private static final Set<String> ANNOTATIONS =
            Set.of("annotations", "annotation", "xml", "xmls", "labels", "label", "annots");
    /** Limit on the folders, and on the XML files of each, that are inspected. */
    private static final int SAMPLED = 20;

    private VocParts() {}

    /** Folders of images and of their XML files, which may be the same. @param split of these images, if it is stated */
    record Part(Optional<SplitName> split, Path images, Path annotations) {}

    /** The parts of a set; none if the folder has none of these layouts. */
    static List<Part> in(Path root, FolderListing top) throws DataException {
        if (top.folders().contains("JPEGImages") && top.folders().contains("Annotations")) {
            return List.of(new Part(Optional.empty(), root.resolve("JPEGImages"), root.resolve("Annotations")));
        }
        List<Part> parts = new ArrayList<>(in(root, top, Optional.empty()));
        if (!parts.isEmpty()) {
            return parts;
        }
        List<Part> ofSplits = new ArrayList<>();
        for (String name :
                top.folders().subList(0, Math.min(SAMPLED, top.folders().size()))) {
            Path folder = root.resolve(name);
            Optional<SplitName> split = SplitName.of(name);
            List<Part> found = in(folder, FolderListing.of(folder), split);
            (split.isPresent() ? ofSplits : parts).addAll(found);
        }
        return ofSplits.isEmpty() ? parts : ofSplits;
    }

    /** The parts of one folder. */
    private static List<Part> in(Path folder, FolderListing listing, Optional<SplitName> split) throws DataException {
        if (!listing.images().isEmpty() && holdsVoc(folder, listing)) {
            return List.of(new Part(split, folder, folder));
        }
        Optional<Path> images = named(folder, listing, IMAGES);
        Optional<Path> annotations = named(folder, listing, ANNOTATIONS);
        if (images.isEmpty() || annotations.isEmpty()) {
            return List.of();
        }
        FolderListing described = FolderListing.of(annotations.get());
        if (holdsVoc(annotations.get(), described)) {
            return List.of(new Part(split, images.get(), annotations.get()));
        }
        List<Part> parts = new ArrayList<>();
        for (String name : FolderListing.of(images.get()).folders()) {
            Path inner = annotations.get().resolve(name);
            if (SplitName.of(name).isPresent()
                    && described.folders().contains(name)
                    && holdsVoc(inner, FolderListing.of(inner))) {
                parts.add(new Part(SplitName.of(name), images.get().resolve(name), inner));
            }
        }
        return parts;
    }

    private static Optional<Path> named(Path folder, FolderListing listing, Set<String> names) {
        return listing.folders().stream()
                .filter(name -> names.contains(name.toLowerCase(Locale.ROOT)))
                .findFirst()
                .map(folder::resolve);
    }

    /** Whether one of the first XML files is an annotation of VOC: a damaged one must not hide the others. */
    private static boolean holdsVoc(Path folder, FolderListing listing) {
        return listing.others().stream()
                .filter(VocParts::isXml)
                .limit(SAMPLED)
                .anyMatch(name -> XmlRoot.of(folder.resolve(name)).equals("annotation"));
    }

    static boolean isXml(String name) {
        return name.toLowerCase(Locale.ROOT).endsWith(".xml");
    }
}
