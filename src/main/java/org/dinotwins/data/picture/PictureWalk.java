package org.dinotwins.data.picture;

import java.io.IOException;
import java.nio.file.FileVisitOption;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumSet;
import java.util.List;
import org.dinotwins.data.DataException;
import org.dinotwins.data.ImageSet;
import org.dinotwins.data.Picture;
import org.dinotwins.data.SkipLog;

/** Finds the pictures in a folder and its subfolders, at any depth; their layout does not matter. */
public final class PictureWalk {
    /** No folder of pictures lies deeper; a link that leads back to its own folder does. */
    private static final int DEEPEST = 64;

    private final Path root;
    private final List<Path> images = new ArrayList<>();
    private final SkipLog skips = new SkipLog();

    private PictureWalk(Path root) {
        this.root = root;
    }

    /**
     * All pictures, sorted by path, as an unlabelled set; other files are listed as skipped. Hidden files and those of
     * operating systems are ignored.
     *
     * @throws DataException if the folder cannot be read or holds no picture
     */
    public static ImageSet open(Path folder) throws DataException {
        PictureWalk walk = new PictureWalk(folder.toAbsolutePath().normalize());
        try {
            Files.walkFileTree(walk.root, EnumSet.of(FileVisitOption.FOLLOW_LINKS), DEEPEST, walk.new Visitor());
        } catch (IOException e) {
            throw new DataException("The folder " + folder + " cannot be read. Check that you may open it.", e);
        }
        if (walk.images.isEmpty()) {
            throw new DataException(
                    "The folder " + folder + " and its subfolders contain no " + ImageFiles.FORMATS + " images.");
        }
        walk.images.sort(Comparator.naturalOrder());
        List<Picture> pictures = new ArrayList<>();
        for (Path image : walk.images) {
            pictures.add(new Picture(pictures.size() + 1L, image, 0, 0, List.of()));
        }
        return new ImageSet(
                String.valueOf(walk.root.getFileName()),
                walk.root,
                "unlabelled images",
                List.of(),
                pictures,
                List.of(),
                walk.skips.lines());
    }

    private final class Visitor extends SimpleFileVisitor<Path> {
        @Override
        public FileVisitResult preVisitDirectory(Path folder, BasicFileAttributes attributes) {
            return !folder.equals(root)
                            && FolderListing.isIgnored(folder.getFileName().toString())
                    ? FileVisitResult.SKIP_SUBTREE
                    : FileVisitResult.CONTINUE;
        }

        @Override
        public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) {
            String name = file.getFileName().toString();
            if (FolderListing.isIgnored(name)) {
                return FileVisitResult.CONTINUE;
            }
            if (attributes.isDirectory()) {
                skip(SkipLog.Kind.FOLDER, file, "It lies deeper than " + DEEPEST + " folders: pass it by itself.");
            } else if (!ImageFiles.isImageName(name)) {
                skip(SkipLog.Kind.FILE, file, "It is not a " + ImageFiles.FORMATS + " image.");
            } else if (!attributes.isRegularFile()) {
                skip(
                        SkipLog.Kind.FILE,
                        file,
                        "It is not a regular file but a pipe, a device or a broken link: remove it.");
            } else {
                images.add(file);
            }
            return FileVisitResult.CONTINUE;
        }

        @Override
        public FileVisitResult visitFileFailed(Path file, IOException e) throws IOException {
            if (file.equals(root)) {
                throw e;
            }
            skip(
                    SkipLog.Kind.FILE,
                    file,
                    "It cannot be opened: check your permission, or remove the link if it leads in a circle.");
            return FileVisitResult.CONTINUE;
        }

        private void skip(SkipLog.Kind kind, Path file, String reason) {
            skips.add(kind, root.relativize(file).toString(), reason);
        }
    }
}
