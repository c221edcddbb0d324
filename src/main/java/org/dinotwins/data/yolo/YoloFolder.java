package org.dinotwins.data.yolo;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;
import org.dinotwins.data.Category;
import org.dinotwins.data.DataException;
import org.dinotwins.data.ImageSet;
import org.dinotwins.data.Picture;
import org.dinotwins.data.PictureObject;
import org.dinotwins.data.SkipLog;
import org.dinotwins.data.SplitName;
import org.dinotwins.data.ValidationSplit;

/**
 * A folder in a layout of YOLO or darknet: {@code images/} beside {@code labels/}, above or below the folders of the
 * splits, or label files beside the pictures; names in {@code data.yaml}, {@code classes.txt} or {@code obj.names}.
 * Objects are boxes or polygons.
 */
public final class YoloFolder {
    private static final String FORMAT = "YOLO";

    private final YoloFiles files;
    private final SkipLog skips = new SkipLog();

    private YoloFolder(Path root) {
        this.files = new YoloFiles(root);
    }

    /**
     * Opens the set; empty if the folder has none of these layouts.
     *
     * @throws DataException if the folder has one, but none of its pictures can be used
     */
    public static Optional<ImageSet> open(Path root) throws DataException {
        return new YoloFolder(root).read();
    }

    private Optional<ImageSet> read() throws DataException {
        Optional<YoloLayout> layout = YoloLayout.find(files, skips);
        return layout.isEmpty() ? Optional.empty() : Optional.of(read(layout.get()));
    }

    private ImageSet read(YoloLayout layout) throws DataException {
        Map<SplitName, List<Path>> places = layout.places();
        SplitName measured = places.containsKey(SplitName.VALIDATION) || !places.containsKey(SplitName.TEST)
                ? SplitName.VALIDATION
                : SplitName.TEST;
        if (measured == SplitName.VALIDATION && places.containsKey(SplitName.TEST)) {
            skips.add(
                    SkipLog.Kind.SPLIT,
                    files.shown(places.get(SplitName.TEST).get(0)),
                    "The validation split is used for measuring, so the test split is not read.");
        }
        YoloPictures reader = new YoloPictures(files, layout, skips);
        List<Path> train = reader.files(places.getOrDefault(SplitName.TRAIN, List.of()));
        List<Path> validation = reader.files(places.getOrDefault(measured, List.of()));
        train = withoutShared(train, validation);
        return assemble(layout.names(), reader.read(train), reader.read(validation));
    }

    /** Training pictures that are not used for validation too, unless these are all. */
    private List<Path> withoutShared(List<Path> train, List<Path> validation) {
        Set<Path> measured = new HashSet<>(validation);
        List<Path> shared = train.stream().filter(measured::contains).toList();
        if (shared.isEmpty()) {
            return train;
        }
        boolean all = shared.size() == train.size();
        String reason = all
                ? "All training pictures are validation pictures too, so the set is divided 80 : 20: name other pictures"
                        + " for validation."
                : "The picture is in the training and the validation split and is used for validation only: remove it"
                        + " from one of them.";
        shared.forEach(file -> skips.add(SkipLog.Kind.LEAK, files.shown(file), reason));
        return all
                ? List.of()
                : train.stream().filter(file -> !measured.contains(file)).toList();
    }

    private ImageSet assemble(ClassNames names, List<Picture> train, List<Picture> validation) throws DataException {
        if (train.isEmpty() && validation.isEmpty()) {
            throw new DataException(
                    "The folder " + files.root() + " looks like a YOLO set, but none of its pictures can be"
                            + " used. Put them into images/train and images/val, and their label files into labels/train and"
                            + " labels/val, or correct the paths in data.yaml."
                            + skips.lines().stream()
                                    .findFirst()
                                    .map(s -> " (" + s.what() + ": " + s.reason() + ")")
                                    .orElse(""));
        }
        SortedSet<Integer> used = new TreeSet<>();
        train.forEach(p -> p.objects().forEach(o -> used.add(o.category())));
        validation.forEach(p -> p.objects().forEach(o -> used.add(o.category())));
        List<Category> categories = names.categories(used);
        int[] index = new int
                [categories.isEmpty()
                        ? 0
                        : (int) categories.get(categories.size() - 1).id() + 1];
        categories.forEach(c -> index[(int) c.id()] = c.index());
        List<Picture> first = numbered(train, index);
        List<Picture> second = numbered(validation, index);
        String name = String.valueOf(files.root().getFileName());
        if (!first.isEmpty() && !second.isEmpty()) {
            return new ImageSet(name, files.root(), FORMAT, categories, first, second, skips.lines());
        }
        ValidationSplit split = ValidationSplit.of(first.isEmpty() ? second : first, p -> files.shown(p.file()));
        return new ImageSet(
                name,
                files.root(),
                FORMAT + ValidationSplit.NOTE,
                categories,
                split.train(),
                split.validation(),
                skips.lines());
    }

    /** The pictures with the indices of categories instead of class numbers. */
    private static List<Picture> numbered(List<Picture> pictures, int[] index) {
        boolean same = true;
        for (int i = 0; i < index.length; i++) {
            same &= index[i] == i;
        }
        if (same) {
            return pictures;
        }
        List<Picture> numbered = new ArrayList<>(pictures.size());
        for (Picture p : pictures) {
            List<PictureObject> objects = p.objects().stream()
                    .map(o -> new PictureObject(index[o.category()], o.box(), o.area(), o.crowd(), o.outline()))
                    .toList();
            numbered.add(new Picture(p.id(), p.file(), p.width(), p.height(), objects));
        }
        return numbered;
    }
}
