package org.dinotwins.data.coco;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.dinotwins.data.DataException;
import org.dinotwins.data.Picture;
import org.dinotwins.data.PictureObject;
import org.dinotwins.data.SkipLog;
import org.dinotwins.data.coco.files.PictureFolders;
import org.dinotwins.data.coco.files.PictureFolders.Fit;
import org.dinotwins.data.coco.files.PictureFolders.Found;
import org.dinotwins.data.coco.files.PictureName;
import org.dinotwins.data.outline.Box;
import org.dinotwins.data.outline.Turn;

/** Joins the entries of one annotation file with the files of its pictures and with its annotations. */
final class CocoPictures {
    /** Index of an image that is listed but cannot be used. */
    private static final int SKIPPED = -2;

    private final CocoFile coco;
    private final String source;
    private final PictureFolders folders;
    private final IdIndex categories;
    private final SkipLog skips;

    /** Place in {@link #images} by id. */
    private final IdIndex listed;
    /** The usable entries and, at the same places, their files. */
    private final List<CocoFile.Image> images = new ArrayList<>();

    private final List<Path> files = new ArrayList<>();

    /** @param categories indices by id */
    CocoPictures(CocoFile coco, PictureFolders folders, IdIndex categories, SkipLog skips) {
        this.coco = coco;
        this.source = coco.file().getFileName().toString();
        this.folders = folders;
        this.categories = categories;
        this.skips = skips;
        listed = new IdIndex(coco.images().size());
    }

    /** The pictures in the order of the file. */
    List<Picture> read() throws DataException {
        locate();
        SizeCheck sizes = new SizeCheck(images, files, new AnnotationReach(images, coco.annotations(), listed));
        sizes.report(source, skips);
        Turn[] turns = new Turn[images.size()];
        for (int i = 0; i < turns.length; i++) {
            turns[i] = sizes.turn(i);
        }
        CocoObjects objects =
                new CocoObjects(coco.annotations(), categories, turns, (part, row) -> owner(part, row, sizes, turns));
        List<Picture> pictures = new ArrayList<>(images.size());
        for (int i = 0; i < images.size(); i++) {
            if (!sizes.isKnown(i)) {
                skips.add(
                        SkipLog.Kind.IMAGE,
                        images.get(i).name(),
                        "It has no usable size in " + source
                                + " and its file is damaged: copy it again from its source.");
                continue;
            }
            List<PictureObject> inside = objects.of(i);
            if (inside.isEmpty()) {
                skips.add(
                        SkipLog.Kind.LABEL,
                        files.get(i).getFileName().toString(),
                        "No usable object is annotated: the image is used for training and skipped where a label is needed.");
            }
            pictures.add(new Picture(images.get(i).id(), files.get(i), sizes.width(i), sizes.height(i), inside));
        }
        return pictures;
    }

    /** Finds the file of every entry. A file belongs to the entries that name it exactly, else to the first that may mean it. */
    private void locate() throws DataException {
        List<CocoFile.Image> all = coco.images();
        List<Optional<Found>> found = new ArrayList<>(all.size());
        Map<Path, Integer> owners = new HashMap<>(all.size() * 2);
        IdIndex firsts = new IdIndex(all.size());
        for (int i = 0; i < all.size(); i++) {
            if (firsts.put(all.get(i).id(), i)) {
                found.add(file(all.get(i)));
            } else {
                found.add(Optional.empty());
                skips.add(
                        SkipLog.Kind.IMAGE,
                        all.get(i).name(),
                        "An earlier image of " + source
                                + " has the same id, so that it gets the annotations of both: give each image its own.");
            }
            Optional<Found> file = found.get(i);
            if (file.isPresent() && file.get().fit() == Fit.EXACT) {
                owners.putIfAbsent(file.get().file().orElseThrow(), i);
            }
        }
        int[] places = new int[all.size()];
        for (int i = 0; i < places.length; i++) {
            places[i] = found.get(i).isPresent() ? place(i, found.get(i).get(), owners, places) : SKIPPED;
            // Adds nothing for an id that an earlier image has.
            listed.put(all.get(i).id(), places[i]);
        }
    }

    /** Place of an entry with a file: its own, or that of another entry with the same file. */
    private int place(int i, Found found, Map<Path, Integer> owners, int[] places) {
        Path file = found.file().orElseThrow();
        CocoFile.Image image = coco.images().get(i);
        int owner = owners.computeIfAbsent(file, f -> i);
        if (owner == i) {
            images.add(image);
            files.add(file);
            return images.size() - 1;
        }
        if (found.fit() == Fit.CLOSE) {
            skips.add(
                    SkipLog.Kind.ENTRY,
                    image.name(),
                    "Another entry of " + source
                            + " means the same file, and that one is used: copy the missing file into " + folders.main()
                            + ".");
            return SKIPPED;
        }
        skips.add(
                SkipLog.Kind.ENTRY,
                image.name(),
                "An earlier entry of " + source
                        + " names the same file: the annotations of both are joined to one image.");
        return places[owner];
    }

    /** The file of an entry; empty, with a line in the log, if it does not exist. */
    private Optional<Found> file(CocoFile.Image image) throws DataException {
        if (!PictureName.isImage(image.name())) {
            skips.add(
                    SkipLog.Kind.IMAGE,
                    image.name(),
                    "The format is not read: convert to JPEG or PNG and correct" + " file_name in " + source + ".");
            return Optional.empty();
        }
        Found found = folders.find(image.name());
        if (found.file().isEmpty()) {
            skips.add(
                    SkipLog.Kind.IMAGE,
                    image.name(),
                    found.fit() == Fit.AMBIGUOUS
                            ? "Listed in " + source
                                    + " without its folder, and several folders have a file of this name, so"
                                    + " it is skipped with its annotations: write the folder into file_name."
                            : "Listed in " + source + " but missing on disk, so it is skipped"
                                    + " with its annotations: copy the missing files into " + folders.main() + ".");
            return Optional.empty();
        }
        return Optional.of(found);
    }

    /**
     * Index of the picture that an annotation belongs to, negative if it is unusable; annotations of skipped images are
     * skipped with them.
     */
    private int owner(CocoAnnotationTable part, int row, SizeCheck sizes, Turn[] turns) {
        int number = listed.get(part.image(row));
        if (number == SKIPPED || number >= 0 && !sizes.hasItsAnnotations(number)) {
            return SKIPPED;
        }
        String fault;
        if (number == IdIndex.NONE) {
            fault = "The image_id is that of no image in " + source + ": correct or delete it.";
        } else if (categories.get(part.category(row)) == IdIndex.NONE) {
            fault = "The category_id is that of no category in " + source + ": correct it or add the category.";
        } else {
            fault = misfit(part, row, sizes.width(number), sizes.height(number), turns[number]);
        }
        if (fault.isEmpty()) {
            return number;
        }
        skips.add(SkipLog.Kind.ANNOTATION, part.name(row), fault);
        return SKIPPED;
    }

    /** Why an annotation cannot belong to a picture of this size, as a sentence; empty if it can. */
    private static String misfit(CocoAnnotationTable part, int row, int width, int height, Turn turn) {
        if (!part.fits(row, turn.swapsSides() ? height : width, turn.swapsSides() ? width : height)) {
            return "The run lengths are for another size than the image's: export it again or delete it.";
        }
        Box box = turn.stored(part.box(row));
        if (box.x() + box.width() <= 0 || box.y() + box.height() <= 0 || box.x() >= width || box.y() >= height) {
            return "The box lies outside the image: draw it again or delete it.";
        }
        return "";
    }
}
