package org.dinotwins.data.yolo;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.IntStream;
import org.dinotwins.data.DataException;
import org.dinotwins.data.Picture;
import org.dinotwins.data.PictureObject;
import org.dinotwins.data.SkipLog;
import org.dinotwins.data.TextLines;
import org.dinotwins.data.outline.Turn;
import org.dinotwins.data.picture.ExifOrientation;
import org.dinotwins.data.picture.FolderListing;
import org.dinotwins.data.picture.ImageFiles;
import org.dinotwins.data.picture.StoredTurn;

/** The pictures of a split, with the objects of their label files. */
final class YoloPictures {
    /** Levels of folders below a place that are searched for pictures. */
    private static final int DEPTH = 6;
    /** Pictures that one thread reads at a time. */
    private static final int CHUNK = 256;

    private static final int MOST_LINES = Integer.MAX_VALUE;

    private final YoloFiles files;
    private final YoloLayout layout;
    private final SkipLog skips;
    private final Map<Path, LabelFolder> labelFolders = new HashMap<>();
    private long nextId = 1;

    /** The label files of the pictures in a folder. */
    private record LabelFolder(Path folder, Map<String, String> byStem) {}

    YoloPictures(YoloFiles files, YoloLayout layout, SkipLog skips) {
        this.files = files;
        this.layout = layout;
        this.skips = skips;
    }

    /** The image files in places: in folders at any depth, in lists, and single ones, each once. */
    List<Path> files(List<Path> places) throws DataException {
        Set<Path> found = new LinkedHashSet<>();
        for (Path place : places) {
            if (Files.isDirectory(place)) {
                walk(place, DEPTH, found);
            } else if (ImageFiles.isImageName(place.getFileName().toString())) {
                found.add(place);
            } else {
                list(place, found);
            }
        }
        return List.copyOf(found);
    }

    private void walk(Path folder, int depth, Set<Path> found) throws DataException {
        FolderListing listing = files.listing(folder);
        listing.images().forEach(name -> found.add(folder.resolve(name)));
        Path labels = files.labelFolder(folder);
        for (String name : listing.others()) {
            if (!name.endsWith(".txt") && !name.endsWith(".cache") && !YoloFiles.isNameList(name)) {
                skips.add(
                        SkipLog.Kind.FILE,
                        files.shown(folder.resolve(name)),
                        "It is not an image that can be read: convert other formats to JPEG.");
            }
        }
        orphans(labels, listing);
        for (String name : listing.folders()) {
            Path inner = folder.resolve(name);
            if (depth > 1 && !inner.equals(labels)) {
                walk(inner, depth - 1, found);
            }
        }
    }

    /** Notes label files without a picture. */
    private void orphans(Path labels, FolderListing pictures) throws DataException {
        Set<String> stems = new HashSet<>();
        pictures.images().forEach(name -> stems.add(YoloFiles.stem(name)));
        for (String name : stems.isEmpty() ? List.<String>of() : files.texts(labels)) {
            if (!stems.contains(YoloFiles.stem(name))) {
                skips.add(
                        SkipLog.Kind.FILE,
                        files.shown(labels.resolve(name)),
                        "There is no picture of the same name: add the picture or delete the label file.");
            }
        }
    }

    /** Adds the pictures that a text file lists. */
    private void list(Path list, Set<Path> found) {
        for (String line : TextLines.of(list, MOST_LINES)) {
            if (line.isBlank()) {
                continue;
            }
            Optional<Path> file = files.resolve(line, list.getParent());
            if (file.isPresent()
                    && ImageFiles.isImageName(file.get().getFileName().toString())) {
                found.add(file.get());
            } else {
                skips.add(
                        SkipLog.Kind.IMAGE,
                        line.strip(),
                        "Listed in " + files.shown(list)
                                + ", but no image of this folder: add it or correct the list.");
            }
        }
    }

    /** Reads sizes and labels, in several threads, in the order of the files. */
    List<Picture> read(List<Path> images) throws DataException {
        List<Optional<Path>> labels = new ArrayList<>(images.size());
        for (Path image : images) {
            labels.add(label(image));
        }
        long firstId = nextId;
        nextId += images.size();
        int chunks = (images.size() + CHUNK - 1) / CHUNK;
        List<Chunk> read = IntStream.range(0, chunks)
                .parallel()
                .mapToObj(c -> {
                    Chunk chunk = new Chunk(new ArrayList<>(), new SkipLog());
                    for (int i = c * CHUNK; i < Math.min(images.size(), (c + 1) * CHUNK); i++) {
                        picture(firstId + i, images.get(i), labels.get(i), chunk.skips())
                                .ifPresent(chunk.pictures()::add);
                    }
                    return chunk;
                })
                .toList();
        List<Picture> pictures = new ArrayList<>(images.size());
        for (Chunk chunk : read) {
            pictures.addAll(chunk.pictures());
            skips.addAll(chunk.skips());
        }
        return pictures;
    }

    private record Chunk(List<Picture> pictures, SkipLog skips) {}

    private Optional<Path> label(Path image) throws DataException {
        Path folder = image.getParent();
        LabelFolder labels = labelFolders.get(folder);
        if (labels == null) {
            Path place = files.labelFolder(folder);
            Map<String, String> byStem = new HashMap<>();
            files.texts(place).forEach(name -> byStem.put(YoloFiles.stem(name), name));
            labels = new LabelFolder(place, byStem);
            labelFolders.put(folder, labels);
        }
        String name = labels.byStem().get(YoloFiles.stem(image.getFileName().toString()));
        return name == null ? Optional.empty() : Optional.of(labels.folder().resolve(name));
    }

    private Optional<Picture> picture(long id, Path image, Optional<Path> label, SkipLog log) {
        ImageFiles.Size size;
        try {
            size = ImageFiles.size(image);
        } catch (DataException e) {
            log.add(
                    SkipLog.Kind.IMAGE,
                    files.shown(image),
                    "It is damaged or no image, so its size is unknown: copy it again from its source.");
            return Optional.empty();
        }
        List<PictureObject> objects = label.isEmpty() ? List.of() : objects(image, label.get(), size, log);
        if (objects.isEmpty()) {
            log.add(
                    SkipLog.Kind.LABEL,
                    files.shown(image),
                    label.isEmpty()
                            ? "It has no label file, which means no objects: it is used for training and skipped where a"
                                    + " label is needed."
                            : "Its label file holds no usable object: it is used for training and skipped where a label is"
                                    + " needed.");
        }
        return Optional.of(new Picture(id, image, size.width(), size.height(), objects));
    }

    /** The objects in a label file, whose numbers are shares of the picture as its EXIF orientation shows it. */
    private List<PictureObject> objects(Path image, Path label, ImageFiles.Size size, SkipLog log) {
        ExifOrientation orientation = ExifOrientation.of(image);
        boolean swapped = orientation.swapsSides();
        List<PictureObject> shown = LabelFile.read(
                label,
                files.shown(label),
                swapped ? size.height() : size.width(),
                swapped ? size.width() : size.height(),
                layout.names(),
                layout.keypoints(),
                log);
        Turn turn = StoredTurn.of(orientation, size.width(), size.height());
        return turn.equals(Turn.NONE)
                ? shown
                : shown.stream()
                        .map(o -> new PictureObject(
                                o.category(), turn.stored(o.box()), o.area(), o.crowd(), turn.stored(o.outline())))
                        .toList();
    }
}
