package org.dinotwins.data.layout;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.dinotwins.data.DataException;
import org.dinotwins.data.ImageSet;
import org.dinotwins.data.Picture;
import org.dinotwins.data.Skipped;
import org.dinotwins.data.coco.CocoFolder;
import org.dinotwins.data.picture.FolderListing;
import org.dinotwins.data.picture.ImageFiles;
import org.dinotwins.data.voc.VocFolder;

/** Opens image sets. */
public final class ImageSets {
    private static final String ANNOTATIONS = "annotations";
    /** Most names that an error message lists. */
    private static final int SHOWN = 5;
    /** Most subfolders searched for an image set. */
    private static final int TRIED = 20;

    private ImageSets() {}

    /**
     * Recognises the layout of a folder and reads its index; pixels are not read. The layouts, in order of precedence:
     * <ul>
     * <li>COCO: {@code annotations/instances_*.json}, images in {@code images/}, {@code train2017/} or such;
     * <li>PASCAL VOC: {@code JPEGImages/}, {@code Annotations/}, {@code ImageSets/Main/};
     * <li>one folder per class, inside {@code train/} and {@code val/}, inside domains (PACS, Office-Home), or at the top;
     * <li>unlabelled images, all used for training.
     * </ul>
     * A labelled set with only one split is divided 80 : 20, always in the same way; its format then says so.
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
        if (CocoFolder.matches(root)) {
            return CocoFolder.open(root);
        }
        if (VocFolder.matches(top)) {
            return VocFolder.open(root);
        }
        if (top.folders().contains(ANNOTATIONS)
                && FolderListing.of(root.resolve(ANNOTATIONS)).images().isEmpty()) {
            throw new DataException("The folder " + root.resolve(ANNOTATIONS) + " contains no COCO annotation file"
                    + " (instances_train.json or such). Unpack the annotations there, or delete the folder to use the"
                    + " images without labels.");
        }
        Optional<ImageSet> set = ClassFolders.open(root, top);
        return set.isPresent() ? set.get() : refuse(root, top);
    }

    /**
     * An unlabelled image set of single files, all used for training; their pixels are not read.
     *
     * @throws DataException if none of them has the name of an image
     */
    public static ImageSet of(List<Path> files) throws DataException {
        List<Picture> pictures = new ArrayList<>();
        List<Skipped> skipped = new ArrayList<>();
        for (Path file : files) {
            String name = file.getFileName().toString();
            if (ImageFiles.isImageName(name)) {
                pictures.add(
                        new Picture(pictures.size() + 1L, file.toAbsolutePath().normalize(), 0, 0, List.of()));
            } else {
                skipped.add(new Skipped(name, "It is not a " + ImageFiles.FORMATS + " image: convert it to JPEG or PNG."));
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
                skipped);
    }

    private static ImageSet refuse(Path root, FolderListing top) throws DataException {
        for (String name :
                top.folders().subList(0, Math.min(TRIED, top.folders().size()))) {
            Path inner = root.resolve(name);
            FolderListing listing = FolderListing.of(inner);
            if (CocoFolder.matches(inner) || VocFolder.matches(listing) || ClassFolders.holdsDomains(listing)) {
                throw new DataException(
                        "The folder " + root + " is not an image set, but " + inner + " is one. Choose that folder.");
            }
        }
        throw new DataException("The folder " + root + " is not an image set: it contains " + contents(top)
                + ". Looked for COCO (annotations/instances_*.json and images/), PASCAL VOC (JPEGImages/ and"
                + " Annotations/), one folder per class (train/cat/, val/cat/ or cat/, dog/) and JPEG or PNG images."
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
