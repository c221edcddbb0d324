package org.dinotwins.data.layout;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.dinotwins.data.DataException;
import org.dinotwins.data.ImageSet;
import org.dinotwins.data.Picture;
import org.dinotwins.data.SkipLog;
import org.dinotwins.data.coco.CocoFolder;
import org.dinotwins.data.picture.FolderListing;
import org.dinotwins.data.picture.ImageFiles;
import org.dinotwins.data.voc.VocFolder;
import org.dinotwins.data.yolo.YoloFolder;

/** Opens image sets. */
public final class ImageSets {
    private static final String ANNOTATIONS = "annotations";
    /** Maximum number of names that an error message lists. */
    private static final int SHOWN = 5;
    /** Maximum number of subfolders searched for an image set. */
    private static final int TRIED = 20;

    private ImageSets() {}

    /**
     * Recognises the layout of a folder and reads its index; pixels are not read. The layouts, in order of precedence:
     * <ul>
     * <li>COCO: {@code annotations/instances_*.json}, images in {@code images/}, {@code train2017/} or similar folders;
     * <li>PASCAL VOC: {@code JPEGImages/}, {@code Annotations/}, {@code ImageSets/Main/};
     * <li>YOLO: {@code data.yaml}, {@code images/} beside {@code labels/}, or label files beside the images;
     * <li>one folder per class, inside {@code train/} and {@code val/}, inside domains (PACS, Office-Home), or at the top;
     * <li>unlabelled images, all used for training.
     * </ul>
     * Annotations of other tools are recognised and refused. A validation picture that equals a training picture is warned
     * of. A labelled set with only one split is divided 80 : 20, always in the same way; its format then says so.
     *
     * @throws DataException if the folder is missing or empty, its layout is none of these, or its index is damaged
     */
    public static ImageSet open(Path folder) throws DataException {
        Path root = folder.toAbsolutePath().normalize();
        if (!Files.isDirectory(root)) {
            throw new DataException(
                    Files.exists(root)
                            ? root + " is a file. Choose the folder that holds the images."
                            : "The folder " + root + " does not exist. Check its name, or choose another folder.");
        }
        FolderListing top = FolderListing.of(root);
        Optional<ImageSet> set = known(root, top);
        return Leakage.noted(set.isPresent() ? set.get() : refuse(root, top));
    }

    /** The set in one of the known layouts; empty if the folder has none. */
    private static Optional<ImageSet> known(Path root, FolderListing top) throws DataException {
        if (CocoFolder.matches(root)) {
            return Optional.of(coco(root));
        }
        Optional<ImageSet> voc = VocFolder.open(root, top);
        if (voc.isPresent()) {
            return voc;
        }
        Optional<ImageSet> yolo = YoloFolder.open(root);
        if (yolo.isPresent()) {
            return yolo;
        }
        Optional<String> foreign = ForeignLayouts.refusal(root);
        if (foreign.isPresent()) {
            throw new DataException(foreign.get());
        }
        if (top.folders().contains(ANNOTATIONS)
                && FolderListing.of(root.resolve(ANNOTATIONS)).images().isEmpty()) {
            throw new DataException("The folder " + root.resolve(ANNOTATIONS) + " contains no COCO annotation file"
                    + " (instances_train.json or such). Unpack the annotations there, or delete the folder to use the"
                    + " images without labels.");
        }
        return ClassFolders.open(root, top);
    }

    /** Other tools use a folder called annotations too: their name says more than what is missing for COCO. */
    private static ImageSet coco(Path root) throws DataException {
        try {
            return CocoFolder.open(root);
        } catch (DataException e) {
            Optional<String> foreign = ForeignLayouts.refusal(root);
            throw foreign.isPresent() ? new DataException(foreign.get(), e) : e;
        }
    }

    /**
     * An unlabelled image set of single files, all used for training; their pixels are not read.
     *
     * @throws DataException if none of them has the name of an image
     */
    public static ImageSet of(List<Path> files) throws DataException {
        List<Picture> pictures = new ArrayList<>();
        SkipLog skips = new SkipLog();
        for (Path file : files) {
            String name = file.getFileName().toString();
            if (ImageFiles.isImageName(name)) {
                pictures.add(
                        new Picture(pictures.size() + 1L, file.toAbsolutePath().normalize(), 0, 0, List.of()));
            } else {
                skips.add(
                        SkipLog.Kind.FILE,
                        name,
                        "It is not a " + ImageFiles.FORMATS + " image: convert it to JPEG or PNG.");
            }
        }
        if (pictures.isEmpty()) {
            throw new DataException(
                    (files.size() == 1 ? files.get(0) + " is not" : "None of these " + files.size() + " files is")
                            + " an image. Choose " + ImageFiles.FORMATS + " files, or a folder of them.");
        }
        Path root = pictures.get(0).file().getParent();
        return new ImageSet(
                pictures.size() == 1 ? pictures.get(0).file().getFileName().toString() : pictures.size() + " pictures",
                root == null ? pictures.get(0).file() : root,
                "files",
                List.of(),
                pictures,
                List.of(),
                skips.lines());
    }

    /** Refuses a folder without a known layout, and names a folder in it that has one. */
    private static ImageSet refuse(Path root, FolderListing top) throws DataException {
        String failed = "";
        for (String name :
                top.folders().subList(0, Math.min(TRIED, top.folders().size()))) {
            Path inner = root.resolve(name);
            boolean opens = false;
            try {
                opens = known(inner, FolderListing.of(inner)).isPresent();
            } catch (DataException e) {
                failed = failed.isEmpty() ? inner + " looks like one, but does not open: " + e.getMessage() : failed;
            }
            if (opens) {
                throw new DataException(
                        "The folder " + root + " is not an image set, but " + inner + " is one. Choose that folder.");
            }
        }
        if (!failed.isEmpty()) {
            throw new DataException(
                    "The folder " + root + " is not an image set. " + failed + " Choose that folder when it opens.");
        }
        throw new DataException("The folder " + root + " is not an image set: it contains " + contents(top)
                + ". Looked for COCO (annotations/instances_*.json and images/), PASCAL VOC (JPEGImages/ and"
                + " Annotations/), YOLO (data.yaml, or images/ and labels/), one folder per class (train/cat/, val/cat/ or cat/, dog/) and JPEG or PNG images."
                + " Choose a folder of one of these kinds.");
    }

    private static String contents(FolderListing top) {
        if (top.folders().isEmpty() && top.others().isEmpty()) {
            return "nothing";
        }
        return count(top.folders(), "folder") + " and " + count(top.others(), "file");
    }

    private static String count(List<String> names, String noun) {
        if (names.isEmpty()) {
            return "no " + noun + "s";
        }
        String shown = String.join(", ", names.subList(0, Math.min(SHOWN, names.size())));
        return names.size() + " " + noun + (names.size() == 1 ? "" : "s") + " (" + shown
                + (names.size() > SHOWN ? ", ..." : "") + ")";
    }
}
