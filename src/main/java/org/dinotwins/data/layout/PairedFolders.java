package org.dinotwins.data.layout;

import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import org.dinotwins.data.DataException;
import org.dinotwins.data.picture.FolderListing;

/**
 * A folder of images beside a folder whose files have the same names: mask images, or text files of another tool.
 *
 * @param images      folder of images
 * @param annotations folder of their masks or texts
 * @param masks       true for masks
 */
record PairedFolders(Path images, Path annotations, boolean masks) {
    /** Folders and files of each that are inspected. */
    private static final int SAMPLED = 20;
    /** Levels of equal folders below the two that are inspected, such as {@code train/aachen/}. */
    private static final int DEPTH = 3;

    private static final Set<String> ANNOTATIONS = Set.of(
            "mask",
            "masks",
            "seg",
            "segs",
            "segmap",
            "segmaps",
            "groundtruth",
            "ground_truth",
            "gt",
            "gtfine",
            "gtcoarse",
            "trimap",
            "trimaps",
            "matte",
            "mattes",
            "labelids",
            "ann_dir",
            "labels",
            "label",
            "label_2",
            "labeltxt",
            "annotations",
            "annotation");
    /** What tools append to the name of an image for its masks, and Cityscapes to that of the image. */
    private static final Pattern ENDING = Pattern.compile(
            "[_-](masks?|gt|seg|labels?|segmentation|trimap|leftImg8bit|gt(Fine|Coarse)_[A-Za-z]+)$",
            Pattern.CASE_INSENSITIVE);

    /** The first such pair of folders in a folder. */
    static Optional<PairedFolders> in(Path folder, FolderListing listing) throws DataException {
        for (String name : first(listing.folders())) {
            if (!isAnnotations(name)) {
                continue;
            }
            for (String other : first(listing.folders())) {
                Path annotations = folder.resolve(name);
                Path images = folder.resolve(other);
                if (!isAnnotations(other)) {
                    Optional<Boolean> masks = masks(annotations, images, DEPTH);
                    if (masks.isPresent()) {
                        return Optional.of(new PairedFolders(images, annotations, masks.get()));
                    }
                }
            }
        }
        return Optional.empty();
    }

    private static boolean isAnnotations(String name) {
        String lower = name.toLowerCase(Locale.ROOT);
        return ANNOTATIONS.contains(lower)
                || lower.startsWith("segmentation")
                || lower.endsWith("_masks")
                || lower.endsWith("_mask")
                || lower.startsWith("mask_");
    }

    /** True if the files are masks of the images, false if they are texts; empty if their names do not fit. */
    private static Optional<Boolean> masks(Path annotations, Path images, int depth) throws DataException {
        FolderListing left = FolderListing.of(annotations);
        FolderListing right = FolderListing.of(images);
        Set<String> stems = new HashSet<>();
        right.images().forEach(name -> stems.add(stem(name)));
        if (fit(left.images(), stems)) {
            return Optional.of(true);
        }
        if (fit(left.others().stream().filter(n -> n.endsWith(".txt")).toList(), stems)) {
            return Optional.of(false);
        }
        for (String name : depth == 0 ? List.<String>of() : first(left.folders())) {
            if (right.folders().contains(name)) {
                Optional<Boolean> inner = masks(annotations.resolve(name), images.resolve(name), depth - 1);
                if (inner.isPresent()) {
                    return inner;
                }
            }
        }
        return Optional.empty();
    }

    private static boolean fit(List<String> names, Set<String> stems) {
        List<String> sample = first(names);
        return !sample.isEmpty()
                && 2
                                * sample.stream()
                                        .filter(name -> stems.contains(stem(name)))
                                        .count()
                        >= sample.size();
    }

    private static List<String> first(List<String> names) {
        return names.subList(0, Math.min(SAMPLED, names.size()));
    }

    private static String stem(String name) {
        return ENDING.matcher(name.substring(0, name.lastIndexOf('.'))).replaceFirst("");
    }

    /** What the annotations are and how to convert them. */
    String sentence(Path root) {
        String where =
                "those in " + root.relativize(annotations) + " belong to the images in " + root.relativize(images);
        if (!masks) {
            return "The folder " + root + " holds text labels that are not read: " + where
                    + ", but do not have the form of YOLO (they may be those of KITTI or DOTA). Convert them to YOLO or COCO.";
        }
        boolean voc = annotations.getFileName().toString().startsWith("Segmentation");
        return "The folder " + root + " holds mask images that are not read: " + where
                + (voc
                        ? ", as labelme2voc and other tools export them in PASCAL VOC's folders without boxes. Export boxes"
                                + " into Annotations/ too, or convert the annotations to COCO, for labelme with labelme2coco."
                        : ". Convert the masks to COCO.");
    }
}
