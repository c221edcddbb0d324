package org.dinotwins.data.coco;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.dinotwins.data.Box;
import org.dinotwins.data.Category;
import org.dinotwins.data.DataException;
import org.dinotwins.data.ImageSet;
import org.dinotwins.data.Picture;
import org.dinotwins.data.PictureObject;
import org.dinotwins.data.SkipLog;
import org.dinotwins.data.ValidationSplit;
import org.dinotwins.data.picture.FolderListing;
import org.dinotwins.data.picture.ImageFiles;

/**
 * A folder in COCO's layout: annotation files in {@code annotations/}, pictures in {@code images/}, in one folder per split
 * ({@code train2017/}), in {@code images/train2017/}, or next to {@code annotations/}. Roboflow's variant, an annotation
 * file among the images of each split, is read as well.
 */
public final class CocoFolder {
    private static final String FORMAT = "COCO";
    private static final String ANNOTATIONS = "annotations";
    private static final String PREFIX = "instances";
    /** Roboflow's name for the annotations of a split, which it puts among the images. */
    private static final String BESIDE_IMAGES = "_annotations.coco.json";

    private static final List<String> SPLITS = List.of("train", "valid", "test");
    /** COCO's other files, which lie in the same folder and hold no outlines of objects. */
    private static final List<String> OTHER_TASKS =
            List.of("captions", "person_keypoints", "panoptic", "stuff", "image_info");

    /** Index of an image that is listed but cannot be used. */
    private static final int SKIPPED = -2;

    private final Path root;
    private final CocoCache cache;
    private final SkipLog skips = new SkipLog();
    private IdIndex categories = new IdIndex(0);

    private CocoFolder(Path root, CocoCache cache) {
        this.root = root;
        this.cache = cache;
    }

    public static boolean matches(Path root) throws DataException {
        return !annotationFiles(root).isEmpty();
    }

    /** @throws DataException if an annotation file is damaged or none of the images is there */
    public static ImageSet open(Path root) throws DataException {
        return open(root, CocoCache.ofUser());
    }

    public static ImageSet open(Path root, CocoCache cache) throws DataException {
        return new CocoFolder(root, cache).read();
    }

    private ImageSet read() throws DataException {
        List<Path> files = annotationFiles(root);
        Optional<Path> trainFile = last(files, "train");
        Optional<Path> validationFile = last(files, "val").or(() -> last(files, "test"));
        if (trainFile.isEmpty() && validationFile.isEmpty()) {
            trainFile = Optional.of(files.get(files.size() - 1));
        }
        for (Path file : files) {
            if (!trainFile.equals(Optional.of(file)) && !validationFile.equals(Optional.of(file))) {
                skips.add(
                        SkipLog.Kind.FILE,
                        file.getFileName().toString(),
                        "One file for training and one for validation are used: move those away to use this one.");
            }
        }
        Optional<Split> first = split(trainFile);
        Optional<Split> second = split(validationFile);
        List<Category> byIndex = number(
                Stream.concat(first.stream(), second.stream()).map(Split::coco).toList());
        List<Picture> train = first.isPresent() ? pictures(first.get()) : List.of();
        List<Picture> validation = second.isPresent() ? pictures(second.get()) : List.of();
        return assemble(byIndex, train, validation);
    }

    /** An annotation file and the folders that its pictures may lie in. */
    private record Split(CocoFile coco, PictureFolders folders) {}

    private Optional<Split> split(Optional<Path> file) throws DataException {
        if (file.isEmpty()) {
            return Optional.empty();
        }
        PictureFolders folders = new PictureFolders(root, tag(file.get())).listAhead();
        return Optional.of(new Split(CocoFile.read(file.get(), skips, cache), folders));
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
                .map(s -> " (" + s.what() + ": " + s.reason() + ")")
                .orElse("");
    }

    private static List<Path> annotationFiles(Path root) throws DataException {
        Path folder = root.resolve(ANNOTATIONS);
        if (!Files.isDirectory(folder)) {
            return SPLITS.stream()
                    .map(split -> root.resolve(split).resolve(BESIDE_IMAGES))
                    .filter(Files::isRegularFile)
                    .toList();
        }
        List<String> names = FolderListing.of(folder).others().stream()
                .filter(n -> n.toLowerCase(Locale.ROOT).endsWith(".json"))
                .filter(n -> OTHER_TASKS.stream().noneMatch(n::startsWith))
                .toList();
        boolean named = names.stream().anyMatch(n -> n.startsWith(PREFIX));
        return names.stream()
                .filter(n -> !named || n.startsWith(PREFIX))
                .map(folder::resolve)
                .toList();
    }

    /** Of several years of a split, the latest. */
    private static Optional<Path> last(List<Path> files, String split) {
        return files.stream().filter(f -> tag(f).startsWith(split)).reduce((earlier, later) -> later);
    }

    /** {@code train2017} of {@code instances_train2017.json}. */
    private static String tag(Path file) {
        String name = file.getFileName().toString();
        if (name.equals(BESIDE_IMAGES)) {
            return file.getParent().getFileName().toString();
        }
        String stem = name.substring(0, name.length() - ".json".length());
        return stem.startsWith(PREFIX) ? stem.substring(PREFIX.length()).replaceFirst("^[_-]", "") : stem;
    }

    private List<Category> number(List<CocoFile> files) {
        Map<Long, String> names = new TreeMap<>();
        for (CocoFile file : files) {
            file.categories().forEach((id, name) -> {
                String known = names.putIfAbsent(id, name);
                if (known != null && !known.equals(name)) {
                    skips.add(
                            SkipLog.Kind.CATEGORY,
                            name,
                            "The other annotation file calls the category with this id " + known
                                    + ", and that name is used: give each category a unique id.");
                }
            });
        }
        List<Category> byIndex = new ArrayList<>();
        categories = new IdIndex(names.size());
        names.forEach((id, name) -> {
            Category category = new Category(byIndex.size(), id, name);
            byIndex.add(category);
            categories.put(id, category.index());
        });
        return byIndex;
    }

    private List<Picture> pictures(Split split) throws DataException {
        CocoFile coco = split.coco();
        String source = coco.file().getFileName().toString();
        PictureFolders folders = split.folders();
        IdIndex listed = new IdIndex(coco.images().size());
        List<Picture> bare = new ArrayList<>(coco.images().size());
        for (CocoFile.Image image : coco.images()) {
            if (listed.get(image.id()) != IdIndex.NONE) {
                skips.add(
                        SkipLog.Kind.IMAGE,
                        image.name(),
                        "An earlier image of " + source + " has the same id: give each image its own.");
                continue;
            }
            Optional<Picture> picture = bare(image, folders, source);
            listed.put(image.id(), picture.isPresent() ? bare.size() : SKIPPED);
            picture.ifPresent(bare::add);
        }
        CocoObjects objects = new CocoObjects(
                coco.annotations(), categories, bare.size(), (part, row) -> owner(part, row, listed, bare, source));
        List<Picture> pictures = new ArrayList<>(bare.size());
        for (int i = 0; i < bare.size(); i++) {
            Picture picture = bare.get(i);
            List<PictureObject> inside = objects.of(i);
            if (inside.isEmpty()) {
                skips.add(
                        SkipLog.Kind.LABEL,
                        picture.file().getFileName().toString(),
                        "No usable object is annotated: the image is used for training and skipped where a label is needed.");
            }
            pictures.add(new Picture(picture.id(), picture.file(), picture.width(), picture.height(), inside));
        }
        return pictures;
    }

    /** The picture without its objects; empty if it cannot be used. */
    private Optional<Picture> bare(CocoFile.Image image, PictureFolders folders, String source) throws DataException {
        if (!ImageFiles.isImageName(image.name())) {
            skips.add(
                    SkipLog.Kind.IMAGE,
                    image.name(),
                    "The format is not read: convert to JPEG or PNG and correct" + " file_name in " + source + ".");
            return Optional.empty();
        }
        Optional<Path> file = folders.find(image.name());
        if (file.isEmpty()) {
            skips.add(
                    SkipLog.Kind.IMAGE,
                    image.name(),
                    "Listed in " + source + " but missing on disk, so it is skipped"
                            + " with its annotations: copy the missing files into " + folders.main() + ".");
            return Optional.empty();
        }
        if (image.width() > 0 && image.height() > 0) {
            return Optional.of(new Picture(image.id(), file.get(), image.width(), image.height(), List.of()));
        }
        try {
            ImageFiles.Size size = ImageFiles.size(file.get());
            return Optional.of(new Picture(image.id(), file.get(), size.width(), size.height(), List.of()));
        } catch (DataException e) {
            skips.add(
                    SkipLog.Kind.IMAGE,
                    image.name(),
                    "It has no size in " + source + " and its file is damaged: copy it again from its source.");
            return Optional.empty();
        }
    }

    /**
     * Index of the picture that an annotation belongs to, negative if it is unusable; annotations of skipped images are
     * skipped with them.
     */
    private int owner(CocoAnnotationTable part, int row, IdIndex listed, List<Picture> pictures, String source) {
        int number = listed.get(part.image(row));
        if (number == SKIPPED) {
            return SKIPPED;
        }
        String fault;
        if (number == IdIndex.NONE) {
            fault = "The image_id is that of no image in " + source + ": correct or delete it.";
        } else if (categories.get(part.category(row)) == IdIndex.NONE) {
            fault = "The category_id is that of no category in " + source + ": correct it or add the category.";
        } else {
            fault = misfit(part, row, pictures.get(number));
        }
        if (fault.isEmpty()) {
            return number;
        }
        skips.add(SkipLog.Kind.ANNOTATION, part.name(row), fault);
        return SKIPPED;
    }

    /** Why an annotation cannot belong to its picture, as a sentence; empty if it can. */
    private static String misfit(CocoAnnotationTable part, int row, Picture picture) {
        if (!part.fits(row, picture.width(), picture.height())) {
            return "The run lengths are for another size than the image's: export it again or delete it.";
        }
        Box box = part.box(row);
        if (box.x() + box.width() <= 0
                || box.y() + box.height() <= 0
                || box.x() >= picture.width()
                || box.y() >= picture.height()) {
            return "The box lies outside the image: draw it again or delete it.";
        }
        return "";
    }
}
