package org.dinotwins.export.attention;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.dinotwins.config.WorkbenchException;
import org.dinotwins.data.Category;
import org.dinotwins.data.DataException;
import org.dinotwins.data.ImageSet;
import org.dinotwins.data.Picture;
import org.dinotwins.data.coco.CocoFolder;
import org.dinotwins.data.layout.ImageSets;
import org.dinotwins.data.picture.PictureWalk;

/** Selects pictures by file or folder and gives the files of each a unique name. */
public final class PictureSelection {
    private PictureSelection() {}

    /**
     * A selected picture.
     *
     * @param name       path of its files in the output folder, without an extension
     * @param categories categories of its objects; empty if the file was named itself
     */
    public record Item(Picture picture, Path name, List<Category> categories) {}

    /**
     * Selected pictures.
     *
     * @param sets the image sets of the folders among the places
     */
    public record Selection(List<Item> items, List<ImageSet> sets) {}

    /**
     * Selects files, and all pictures in folders: those of an annotated image set with their objects, those of any other
     * folder at any depth.
     */
    public static Selection of(List<Path> places) throws WorkbenchException {
        List<Item> items = new ArrayList<>();
        List<ImageSet> sets = new ArrayList<>();
        for (Path place : places) {
            if (!Files.isDirectory(place)) {
                Picture single = new Picture(0, place.toAbsolutePath(), 0, 0, List.of());
                items.add(new Item(single, place.getFileName(), List.of()));
                continue;
            }
            try {
                ImageSet set = open(place);
                sets.add(set);
                Stream.concat(set.train().stream(), set.validation().stream())
                        .forEach(picture ->
                                items.add(new Item(picture, set.root().relativize(picture.file()), set.categories())));
            } catch (DataException e) {
                throw new WorkbenchException(e.getMessage(), e);
            }
        }
        return new Selection(named(items), sets);
    }

    private static ImageSet open(Path folder) throws DataException {
        try {
            ImageSet set = ImageSets.open(folder);
            boolean annotated = Stream.concat(set.train().stream(), set.validation().stream())
                    .anyMatch(picture -> picture.width() > 0);
            return annotated ? set : PictureWalk.open(folder);
        } catch (DataException e) {
            if (CocoFolder.matches(folder)) {
                throw e;
            }
            // No image set, but perhaps a folder of pictures.
            return PictureWalk.open(folder);
        }
    }

    /** Removes extensions from the names, unless two pictures would then have the same name. */
    private static List<Item> named(List<Item> items) {
        Map<String, Integer> taken = new LinkedHashMap<>();
        for (Item item : items) {
            taken.merge(withoutExtension(item.name()), 1, Integer::sum);
        }
        Map<Path, Integer> used = new LinkedHashMap<>();
        return items.stream()
                .map(item -> {
                    Path name = taken.get(withoutExtension(item.name())) > 1
                            ? item.name()
                            : Path.of(withoutExtension(item.name()));
                    int before = used.merge(name, 1, Integer::sum) - 1;
                    Path unique = before == 0 ? name : name.resolveSibling(name.getFileName() + "-" + (before + 1));
                    return new Item(item.picture(), unique, item.categories());
                })
                .toList();
    }

    private static String withoutExtension(Path name) {
        return name.toString().replaceFirst("\\.[^./\\\\]*$", "");
    }
}
