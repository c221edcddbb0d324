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
import org.dinotwins.data.layout.ImageSets;

/** Pictures that a person named one by one or by folders, each with a name for what is made of it. */
public final class PictureSelection {
    private PictureSelection() {
    }

    /**
     * A picture.
     *
     * @param name       path for files made of it, below the output folder and without an ending
     * @param categories of its objects; none where it stands alone
     */
    public record Item(Picture picture, Path name, List<Category> categories) {
    }

    /** Files as they are; of folders all pictures, at any depth, with their objects where the folder is an image set. */
    public static List<Item> of(List<Path> places) throws WorkbenchException {
        List<Item> items = new ArrayList<>();
        for (Path place : places) {
            if (!Files.isDirectory(place)) {
                Picture alone = new Picture(0, place.toAbsolutePath(), 0, 0, List.of());
                items.add(new Item(alone, place.getFileName(), List.of()));
                continue;
            }
            try {
                ImageSet set = ImageSets.open(place);
                Stream.concat(set.train().stream(), set.validation().stream()).forEach(picture ->
                        items.add(new Item(picture, set.root().relativize(picture.file()), set.categories())));
            } catch (DataException e) {
                throw new WorkbenchException(e.getMessage(), e);
            }
        }
        return named(items);
    }

    /** Leaves out endings of names, except where two pictures would then be one. */
    private static List<Item> named(List<Item> items) {
        Map<String, Integer> taken = new LinkedHashMap<>();
        for (Item item : items) {
            taken.merge(bare(item.name()), 1, Integer::sum);
        }
        Map<Path, Integer> used = new LinkedHashMap<>();
        return items.stream().map(item -> {
            Path name = taken.get(bare(item.name())) > 1 ? item.name() : Path.of(bare(item.name()));
            int before = used.merge(name, 1, Integer::sum) - 1;
            Path own = before == 0 ? name : name.resolveSibling(name.getFileName() + "-" + (before + 1));
            return new Item(item.picture(), own, item.categories());
        }).toList();
    }

    private static String bare(Path name) {
        return name.toString().replaceFirst("\\.[^./\\\\]*$", "");
    }
}
