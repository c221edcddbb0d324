package org.dinotwins.app.inspect.pictures;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import javafx.beans.property.ObjectProperty;
import javafx.beans.property.ReadOnlyIntegerProperty;
import javafx.beans.property.ReadOnlyIntegerWrapper;
import javafx.beans.property.ReadOnlyObjectProperty;
import javafx.beans.property.ReadOnlyObjectWrapper;
import javafx.beans.property.SimpleObjectProperty;
import javafx.collections.FXCollections;
import javafx.collections.ObservableList;
import org.dinotwins.data.Category;
import org.dinotwins.data.ImageSet;
import org.dinotwins.data.Picture;
import org.dinotwins.data.PictureObject;

/** The pictures on offer: one split of an image set, optionally filtered, and the selected picture. */
public final class PictureList {
    /** The two parts of an image set. */
    public enum Split {
        TRAIN,
        VALIDATION
    }

    /**
     * An entry of the category filter.
     *
     * @param category index, or {@link #ALL}
     * @param name     name for people
     * @param count    pictures of the split that pass it
     */
    public record Filter(int category, String name, int count) {
        static final int ALL = -1;
    }

    private final ReadOnlyObjectWrapper<ImageSet> images = new ReadOnlyObjectWrapper<>();
    private final ObjectProperty<Split> split = new SimpleObjectProperty<>(Split.VALIDATION);
    private final ObservableList<Filter> filters = FXCollections.observableArrayList();
    private final ObjectProperty<Filter> filter = new SimpleObjectProperty<>();
    private final ObservableList<Picture> pictures = FXCollections.observableArrayList();
    private final ReadOnlyObjectWrapper<Picture> selected = new ReadOnlyObjectWrapper<>();
    private final ReadOnlyIntegerWrapper position = new ReadOnlyIntegerWrapper(-1);
    private final ObjectProperty<ObjectSizeFilter> extent = new SimpleObjectProperty<>(ObjectSizeFilter.ANY);
    private final ObjectProperty<OverlapFilter> overlap = new SimpleObjectProperty<>(OverlapFilter.ANY);
    private final Map<Path, Double> scores = new HashMap<>();
    private final ReadOnlyIntegerWrapper scored = new ReadOnlyIntegerWrapper();
    /** The split that the user chose, restored after image sets that do not have it. */
    private Split wanted = Split.VALIDATION;

    private boolean changing;

    public PictureList() {
        split.addListener((property, old, now) -> {
            if (!changing) {
                wanted = now;
            }
            show();
        });
        for (var choice : List.of(filter, extent, overlap)) {
            choice.addListener((property, old, now) -> list());
        }
    }

    /** Sets another image set; the selected picture stays if the new set contains it. */
    public void open(ImageSet set) {
        images.set(set);
        scores.clear();
        scored.set(0);
        changing = true;
        split.set(of(wanted).isEmpty() ? wanted == Split.TRAIN ? Split.VALIDATION : Split.TRAIN : wanted);
        changing = false;
        show();
    }

    /** Removes the image set. */
    public void close() {
        images.set(null);
        show();
    }

    /** The image set; null if none. */
    public ReadOnlyObjectProperty<ImageSet> imagesProperty() {
        return images.getReadOnlyProperty();
    }

    /** The selected split. */
    public ObjectProperty<Split> splitProperty() {
        return split;
    }

    /** Pictures of a split. */
    public List<Picture> of(Split part) {
        if (images.get() == null) {
            return List.of();
        }
        return part == Split.TRAIN ? images.get().train() : images.get().validation();
    }

    /** All, then each category of the split. */
    public ObservableList<Filter> filters() {
        return filters;
    }

    /** The category filter; null only while there are no filters. */
    public ObjectProperty<Filter> filterProperty() {
        return filter;
    }

    /** The filter by the size of objects. */
    public ObjectProperty<ObjectSizeFilter> extentProperty() {
        return extent;
    }

    /** The filter, or order, by how well objects are covered; pictures without a score are hidden, or sorted last. */
    public ObjectProperty<OverlapFilter> overlapProperty() {
        return overlap;
    }

    /** Number of pictures that have a score. */
    public ReadOnlyIntegerProperty scoredProperty() {
        return scored.getReadOnlyProperty();
    }

    /** Jaccard index of a picture; NaN if not measured yet. */
    public double score(Path file) {
        return scores.getOrDefault(file, Double.NaN);
    }

    /** Adds measured scores. */
    public void addScores(Map<Path, Double> measured) {
        scores.putAll(measured);
        scored.set(scores.size());
        if (overlap.get() != OverlapFilter.ANY) {
            list();
        }
    }

    /** Removes all scores. */
    public void forgetScores() {
        scores.clear();
        scored.set(0);
        if (overlap.get() != OverlapFilter.ANY) {
            list();
        }
    }

    /** The pictures that pass split, category and size, whatever their scores. */
    public List<Picture> measurable() {
        int wanted = filter.get() == null ? Filter.ALL : filter.get().category();
        return of(split.get()).stream()
                .filter(p -> wanted == Filter.ALL || p.objects().stream().anyMatch(o -> o.category() == wanted))
                .filter(p -> extent.get().holds(p, wanted))
                .toList();
    }

    private List<Picture> listed() {
        List<Picture> all = measurable();
        return switch (overlap.get()) {
            case ANY -> all;
            case LOW, MIDDLE, HIGH ->
                all.stream().filter(p -> overlap.get().holds(score(p.file()))).toList();
            // NaN sorts as the largest number.
            case WORST ->
                all.stream()
                        .sorted(Comparator.comparingDouble(p -> score(p.file())))
                        .toList();
            case BEST ->
                all.stream()
                        .sorted(Comparator.comparingDouble(p -> {
                            double score = score(p.file());
                            return Double.isNaN(score) ? Double.NaN : -score;
                        }))
                        .toList();
        };
    }

    /** The pictures that pass all filters, in the order of the set or of the scores. */
    public ObservableList<Picture> pictures() {
        return pictures;
    }

    /** The selected picture; null if none. */
    public ReadOnlyObjectProperty<Picture> selectedProperty() {
        return selected.getReadOnlyProperty();
    }

    /** Its index in {@link #pictures()}, or -1. */
    public ReadOnlyIntegerProperty positionProperty() {
        return position.getReadOnlyProperty();
    }

    /** Selects a picture of the list. */
    public void select(int index) {
        if (index >= 0 && index < pictures.size()) {
            position.set(index);
            selected.set(pictures.get(index));
        }
    }

    /** Moves the selection by a number of pictures, back if negative; stops at the ends. */
    public void move(int by) {
        select(Math.max(0, Math.min(pictures.size() - 1, position.get() + by)));
    }

    private void show() {
        if (changing) {
            return;
        }
        int category = filter.get() == null ? Filter.ALL : filter.get().category();
        changing = true;
        filters.setAll(count(of(split.get())));
        filter.set(filters.stream()
                .filter(f -> f.category() == category)
                .findFirst()
                .orElse(filters.isEmpty() ? null : filters.get(0)));
        changing = false;
        list();
    }

    private List<Filter> count(List<Picture> part) {
        if (images.get() == null) {
            return List.of();
        }
        List<Category> categories = images.get().categories();
        int[] counts = new int[categories.size()];
        for (Picture picture : part) {
            picture.objects().stream()
                    .mapToInt(PictureObject::category)
                    .distinct()
                    .forEach(c -> counts[c]++);
        }
        List<Filter> all = new ArrayList<>();
        all.add(new Filter(Filter.ALL, "All categories", part.size()));
        for (Category category : categories) {
            if (counts[category.index()] > 0) {
                all.add(new Filter(category.index(), category.name(), counts[category.index()]));
            }
        }
        return all;
    }

    private void list() {
        if (changing) {
            return;
        }
        List<Picture> now = listed();
        if (!now.equals(pictures)) {
            pictures.setAll(now);
        }
        Picture before = selected.get();
        int again = before == null ? -1 : indexOf(before);
        if (pictures.isEmpty()) {
            position.set(-1);
            selected.set(null);
        } else {
            select(Math.max(0, again));
        }
    }

    private int indexOf(Picture picture) {
        for (int i = 0; i < pictures.size(); i++) {
            if (pictures.get(i).file().equals(picture.file())) {
                return i;
            }
        }
        return -1;
    }
}
