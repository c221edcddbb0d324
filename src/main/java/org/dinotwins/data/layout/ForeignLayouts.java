package org.dinotwins.data.layout;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import org.dinotwins.data.DataException;
import org.dinotwins.data.picture.FolderListing;
import org.dinotwins.data.voc.XmlRoot;

/** Recognises annotations of other tools that are not read, and says how to convert them. */
final class ForeignLayouts {
    private static final String WITHOUT_LABELS =
            " To use the pictures without labels, choose a folder that holds the pictures alone.";
    /** Folders and files of each that are inspected. */
    private static final int SAMPLED = 20;
    /** Levels of folders below the root that are inspected. */
    private static final int DEPTH = 2;
    /** Folders of images, which are no classes and say nothing about labels. */
    private static final Set<String> IMAGE_FOLDERS = Set.of(
            "images", "image", "imgs", "img", "jpegimages", "pictures", "photos", "img_dir", "leftimg8bit", "data");
    /** Folders of annotations or of other things that are no classes. */
    private static final Set<String> ANNOTATION_FOLDERS = Set.of(
            "labels",
            "label",
            "annotations",
            "annotation",
            "ann",
            "anns",
            "ann_dir",
            "imagesets",
            "bboxes",
            "xml",
            "xmls",
            "json",
            "jsons",
            "visualization",
            "visualizations",
            "annotationsvisualization",
            "obj_train_data",
            "thumbnails",
            "thumbs",
            "previews");

    private ForeignLayouts() {}

    /** True for the usual names of a folder that holds all images of a set or split. */
    static boolean isImageFolder(String name) {
        return IMAGE_FOLDERS.contains(name.toLowerCase(Locale.ROOT));
    }

    /** A sentence about the tool whose annotations the folder holds; empty if no such tool is recognised. */
    static Optional<String> refusal(Path root) throws DataException {
        return inspect(root, root, DEPTH);
    }

    private static Optional<String> inspect(Path root, Path folder, int depth) throws DataException {
        FolderListing listing = FolderListing.of(folder);
        Optional<String> found = byFiles(root, folder, listing);
        if (found.isEmpty()) {
            found = PairedFolders.in(folder, listing).map(pair -> pair.sentence(root) + WITHOUT_LABELS);
        }
        if (found.isPresent() || depth == 0) {
            return found;
        }
        for (String name : first(listing.folders())) {
            found = inspect(root, folder.resolve(name), depth - 1);
            if (found.isPresent()) {
                return found;
            }
        }
        return Optional.empty();
    }

    private static List<String> first(List<String> names) {
        return names.subList(0, Math.min(SAMPLED, names.size()));
    }

    private static Optional<String> byFiles(Path root, Path folder, FolderListing listing) {
        List<String> jsons = ending(listing, ".json");
        for (String name : first(jsons)) {
            Optional<String> tool = ofJson(name, JsonKeys.of(folder.resolve(name)));
            if (tool.isPresent()) {
                return Optional.of(sentence(root, folder.resolve(name), tool.get()));
            }
        }
        for (String name : first(ending(listing, ".xml"))) {
            Path file = folder.resolve(name);
            if (XmlRoot.of(file).equals("annotations")) {
                return Optional.of(sentence(root, file, "CVAT for images. Export the task from CVAT as COCO 1.0."));
            }
        }
        boolean csv = listing.others().stream().anyMatch(n -> n.equals("_annotations.csv"));
        return csv
                ? Optional.of(sentence(
                        root,
                        folder.resolve("_annotations.csv"),
                        "TensorFlow's tables. Export the set as COCO or YOLO."))
                : Optional.empty();
    }

    private static List<String> ending(FolderListing listing, String ending) {
        return listing.others().stream()
                .filter(n -> n.toLowerCase(Locale.ROOT).endsWith(ending))
                .toList();
    }

    private static Optional<String> ofJson(String name, Set<String> keys) {
        String lower = name.toLowerCase(Locale.ROOT);
        if (keys.contains("shapes") && (keys.contains("imagePath") || keys.contains("imageData"))) {
            return Optional.of("labelme. Convert them to COCO with labelme2coco.");
        }
        if (keys.contains("items") && keys.contains("categories")) {
            return Optional.of("Datumaro. Convert them with datum convert -f coco_instances.");
        }
        if (keys.contains("objects") && keys.contains("size")
                || keys.contains("classes") && keys.contains("projectType")) {
            return Optional.of("Supervisely. Export the project as COCO.");
        }
        if (keys.contains("_via_img_metadata")
                || keys.contains("_via_settings")
                || keys.contains("regions")
                || lower.startsWith("via_")) {
            return Optional.of("VGG Image Annotator. Export them as COCO.");
        }
        if (lower.contains("createml") || keys.contains("image") && keys.contains("annotations")) {
            return Optional.of("CreateML. Export the set as COCO.");
        }
        if (keys.contains("data") && (keys.contains("annotations") || keys.contains("completions"))) {
            return Optional.of("Label Studio's own JSON. Export the project as COCO or YOLO.");
        }
        return Optional.empty();
    }

    private static String sentence(Path root, Path file, String tool) {
        return "The folder " + root + " holds annotations that are not read: " + root.relativize(file)
                + " looks like those of " + tool + WITHOUT_LABELS;
    }

    /** A sentence about a folder that cannot be a class, if the classes of a folder have the names of another layout. */
    static Optional<String> noClass(Path root, Collection<String> classes) {
        List<String> foreign = new ArrayList<>();
        for (String name : classes) {
            String lower = name.toLowerCase(Locale.ROOT);
            boolean known = IMAGE_FOLDERS.contains(lower) && !lower.equals("data")
                    || ANNOTATION_FOLDERS.contains(lower)
                    || lower.startsWith("segmentation")
                    || lower.equals("masks");
            if (known) {
                foreign.add(name);
            }
        }
        return foreign.isEmpty()
                ? Optional.empty()
                : Optional.of("The folder " + root + " is not read as class folders, because "
                        + String.join(", ", foreign)
                        + (foreign.size() == 1 ? " is not a class" : " are not classes")
                        + " but part of another layout. Choose a folder whose folders are classes, splits, or a COCO, VOC or"
                        + " YOLO set; to use the images without labels, choose " + root.resolve(foreign.get(0)) + ".");
    }
}
