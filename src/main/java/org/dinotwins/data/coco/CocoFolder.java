package org.dinotwins.data.coco;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.dinotwins.data.Category;
import org.dinotwins.data.DataException;
import org.dinotwins.data.ImageSet;
import org.dinotwins.data.Picture;
import org.dinotwins.data.SkipLog;
import org.dinotwins.data.ValidationSplit;
import org.dinotwins.data.coco.files.AnnotationFiles;
import org.dinotwins.data.coco.files.PictureFolders;

/**
 * A folder with annotation files in COCO's format, in any of the layouts of {@link AnnotationFiles}, and the pictures that
 * they name, in any of the places of {@link PictureFolders}.
 */
public final class CocoFolder {
    private static final String FORMAT = "COCO";

    private final Path root;
    private final CocoCache cache;
    private final SkipLog skips = new SkipLog();

    private CocoFolder(Path root, CocoCache cache) {
        this.root = root;
        this.cache = cache;
    }

    /** Whether the folder has an annotation file in COCO's format; one with COCO's name counts even if it is damaged. */
    public static boolean matches(Path root) throws DataException {
        return AnnotationFiles.areIn(root);
    }

    /** @throws DataException if an annotation file is damaged or none of the images is there */
    public static ImageSet open(Path root) throws DataException {
        return open(root, CocoCache.ofUser());
    }

    public static ImageSet open(Path root, CocoCache cache) throws DataException {
        return new CocoFolder(root, cache).read();
    }

    private ImageSet read() throws DataException {
        AnnotationFiles files = AnnotationFiles.of(root, skips);
        List<Part> train = parts(files.train());
        List<Part> validation = parts(files.validation());
        CategoryUnion categories = new CategoryUnion(
                Stream.concat(train.stream(), validation.stream())
                        .map(Part::coco)
                        .toList(),
                skips);
        List<Picture> trainPictures = pictures(train, categories);
        List<Picture> validationPictures = pictures(validation, categories);
        warnOfLeakage(trainPictures, validationPictures);
        return assemble(categories.categories(), trainPictures, validationPictures);
    }

    /** An annotation file, which may be one of several of a split, and the folders that its pictures may lie in. */
    private record Part(CocoFile coco, PictureFolders folders) {}

    private List<Part> parts(List<Path> files) throws DataException {
        List<Part> parts = new ArrayList<>();
        for (Path file : files) {
            PictureFolders folders = new PictureFolders(root, file, AnnotationFiles.name(file)).listAhead();
            parts.add(new Part(CocoFile.read(file, skips, cache), folders));
        }
        return parts;
    }

    /** The pictures of all parts of a split; each has an id and a file of its own. */
    private List<Picture> pictures(List<Part> parts, CategoryUnion categories) throws DataException {
        List<Picture> all = new ArrayList<>();
        Set<Path> files = new HashSet<>();
        Set<Long> ids = new HashSet<>();
        for (Part part : parts) {
            List<Picture> own =
                    new CocoPictures(part.coco(), part.folders(), categories.indices(part.coco()), skips).read();
            if (parts.size() == 1) {
                return own;
            }
            String source = part.coco().file().getFileName().toString();
            for (Picture picture : own) {
                if (!files.add(picture.file())) {
                    skips.add(
                            SkipLog.Kind.ENTRY,
                            picture.file().getFileName().toString(),
                            "Another file of the same split names this image too: the entry of " + source
                                    + " is skipped with its annotations.");
                    continue;
                }
                long id = ids.add(picture.id()) ? picture.id() : CocoId.ofText(source + ":" + picture.id());
                ids.add(id);
                all.add(new Picture(id, picture.file(), picture.width(), picture.height(), picture.objects()));
            }
        }
        return all;
    }

    private void warnOfLeakage(List<Picture> train, List<Picture> validation) {
        if (train.isEmpty() || validation.isEmpty()) {
            return;
        }
        Set<Path> trained = new HashSet<>(train.size() * 2);
        train.forEach(p -> trained.add(p.file()));
        for (Picture picture : validation) {
            if (trained.contains(picture.file())) {
                skips.add(
                        SkipLog.Kind.LEAK,
                        picture.file().getFileName().toString(),
                        "The image is in the training and in the validation split, so that measurements on it are too good:"
                                + " remove it from one of the annotation files.");
            }
        }
    }

    private ImageSet assemble(List<Category> byIndex, List<Picture> train, List<Picture> validation)
            throws DataException {
        if (train.isEmpty() && validation.isEmpty()) {
            throw new DataException("None of the images that the annotation files of " + root + " list can be used."
                    + " Put the image files into " + root.resolve("images") + " or into folders named after the"
                    + " splits, such as " + root.resolve("train2017") + "." + firstSkip());
        }
        String name = String.valueOf(root.getFileName());
        if (!train.isEmpty() && !validation.isEmpty()) {
            return new ImageSet(name, root, FORMAT, byIndex, train, validation, skips.lines());
        }
        int prefix = root.toString().length() + 1;
        ValidationSplit split = ValidationSplit.of(
                train.isEmpty() ? validation : train, p -> p.file().toString().substring(prefix));
        return new ImageSet(
                name, root, FORMAT + ValidationSplit.NOTE, byIndex, split.train(), split.validation(), skips.lines());
    }

    private String firstSkip() {
        return skips.lines().stream()
                .findFirst()
                .map(s -> " First reason: " + s.what() + ": " + s.reason())
                .orElse("");
    }
}
