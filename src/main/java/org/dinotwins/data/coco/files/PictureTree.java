package org.dinotwins.data.coco.files;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.dinotwins.data.DataException;
import org.dinotwins.data.picture.FolderListing;

/**
 * All image files below the folder of a COCO set, found by the last parts of their names without regard to case and to the
 * composition of accents. Built for names that no usual place has.
 */
final class PictureTree {
    /** Deepest folder that is searched. */
    private static final int DEEPEST = 6;
    /** Folders of pictures that programs draw: copies with the annotations painted on them, masks, small copies. */
    private static final Set<String> DRAWN = Set.of(
            "visualization",
            "visualizations",
            "visualize",
            "vis",
            "viz",
            "mask",
            "masks",
            "labels",
            "thumbnails",
            "thumbs",
            "@eadir",
            "segmentationclass",
            "segmentationclasspng",
            "segmentationclassvisualization",
            "segmentationobject",
            "segmentationobjectpng",
            "segmentationobjectvisualization");

    private final Path root;
    private final Map<String, List<Path>> byName = new HashMap<>();
    /** Folders that hold images. */
    private final Set<Path> folders = new HashSet<>();

    /** @param split pictures in the folders of other splits are not found */
    PictureTree(Path root, AnnotationName split) throws DataException {
        this.root = root;
        add(root, split, 0);
    }

    private void add(Path folder, AnnotationName split, int depth) throws DataException {
        FolderListing listing = FolderListing.of(folder);
        for (String image : listing.images()) {
            folders.add(folder);
            byName.computeIfAbsent(PictureName.key(image), k -> new ArrayList<>(1))
                    .add(folder.resolve(image));
        }
        for (String inner : listing.folders()) {
            if (depth < DEEPEST && !DRAWN.contains(inner.toLowerCase(Locale.ROOT)) && !split.excludes(inner)) {
                add(folder.resolve(inner), split, depth + 1);
            }
        }
    }

    /**
     * The files that share the most last parts with a name; none if not even the file's own name is there. Where a part of
     * the name differs from the file's folder, the file must lie in one of the places, or all images in one folder:
     * {@code cam2/1.jpg} is not {@code cam1/1.jpg}.
     */
    List<Path> likest(List<String> parts, List<Path> places) {
        List<Path> likest = new ArrayList<>();
        int most = 0;
        for (Path file : byName.getOrDefault(PictureName.key(parts.get(parts.size() - 1)), List.of())) {
            int shared = shared(root.relativize(file), parts);
            boolean whole = shared == parts.size() || folders.size() == 1 || places.contains(above(file, shared));
            if (whole && shared > most) {
                likest.clear();
                most = shared;
            }
            if (whole && shared == most) {
                likest.add(file);
            }
        }
        return likest;
    }

    private static Path above(Path file, int levels) {
        Path folder = file;
        for (int i = 0; i < levels; i++) {
            folder = folder.getParent();
        }
        return folder;
    }

    private static int shared(Path file, List<String> parts) {
        int most = Math.min(file.getNameCount(), parts.size());
        int shared = 0;
        while (shared < most
                && PictureName.key(
                                file.getName(file.getNameCount() - 1 - shared).toString())
                        .equals(PictureName.key(parts.get(parts.size() - 1 - shared)))) {
            shared++;
        }
        return shared;
    }
}
