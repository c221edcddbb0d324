package org.dinotwins.app.setup;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import javafx.beans.property.ObjectProperty;
import javafx.beans.property.ReadOnlyObjectProperty;
import javafx.beans.property.ReadOnlyObjectWrapper;
import javafx.beans.property.ReadOnlyStringProperty;
import javafx.beans.property.ReadOnlyStringWrapper;
import javafx.beans.property.SimpleObjectProperty;
import javafx.collections.FXCollections;
import javafx.collections.ObservableList;
import org.dinotwins.app.shared.view.Bitmap;
import org.dinotwins.app.shared.work.Background;
import org.dinotwins.app.shared.work.NewestWins;
import org.dinotwins.augment.CropRecipe;
import org.dinotwins.augment.CropView;
import org.dinotwins.augment.MultiCrop;
import org.dinotwins.config.RunConfig;
import org.dinotwins.data.DataException;
import org.dinotwins.data.ImageSet;
import org.dinotwins.data.Picture;
import org.dinotwins.data.picture.ImageFiles;
import org.dinotwins.data.picture.Pixels;

/**
 * Preview of the crops of a chosen picture with the current settings. Rendered in the background; the seed stays the
 * same until {@link #drawAgain()}, so that a setting changes only what depends on it.
 */
public final class PreviewViewModel {
    /** Pictures to choose from. */
    static final int STRIP = 40;

    private static final int THUMBNAIL = 96;
    /** Longest side of the displayed picture, in pixels. */
    private static final int SHOWN = 1024;

    private final Background background;
    private final NewestWins rendering;
    private final ReadOnlyObjectProperty<RunConfig> config;
    private final ObservableList<Thumbnail> strip = FXCollections.observableArrayList();
    private final ObjectProperty<Picture> chosen = new SimpleObjectProperty<>();
    private final ReadOnlyObjectWrapper<Drawn> drawn = new ReadOnlyObjectWrapper<>();
    private final ReadOnlyStringWrapper problem = new ReadOnlyStringWrapper("");
    private Background.Job loading;
    private CropRecipe shown;
    private long seed = 1;
    private volatile Read read;

    /** A picture to choose. */
    public record Thumbnail(Picture picture, Bitmap bitmap) {}

    /** A crop and its rectangle in the picture. */
    public record Crop(CropView view, Bitmap bitmap) {}

    /**
     * A picture and its crops.
     *
     * @param width  of the picture in pixels, the unit of the crops' rectangles
     * @param height likewise
     * @param bitmap the picture, perhaps smaller
     */
    public record Drawn(Picture picture, int width, int height, Bitmap bitmap, List<Crop> crops) {}

    private record Read(Picture picture, Pixels pixels, Bitmap bitmap) {}

    public PreviewViewModel(Background background, ReadOnlyObjectProperty<RunConfig> config) {
        this.background = background;
        this.config = config;
        rendering = new NewestWins(background);
        config.addListener((of, old, is) -> {
            if (!is.augment().equals(shown)) {
                draw();
            }
        });
        chosen.addListener((of, old, is) -> draw());
    }

    /** Offers pictures spread evenly over the training split and chooses the first. */
    public void offer(ImageSet set) {
        if (loading != null) {
            loading.cancel();
        }
        strip.clear();
        List<Picture> all = set.train();
        int count = Math.min(STRIP, all.size());
        List<Picture> some = IntStream.range(0, count)
                .mapToObj(i -> all.get((int) ((long) i * all.size() / count)))
                .toList();
        chosen.set(some.isEmpty() ? null : some.get(0));
        loading = background.start(
                progress -> {
                    List<Thumbnail> thumbnails = new ArrayList<>();
                    for (Picture picture : some) {
                        if (progress.cancelled()) {
                            break;
                        }
                        try {
                            thumbnails.add(
                                    new Thumbnail(picture, Bitmap.square(ImageFiles.read(picture), THUMBNAIL)));
                        } catch (DataException e) {
                            // Unreadable pictures have no preview; the trainer reports them.
                        }
                    }
                    return thumbnails;
                },
                strip::setAll,
                e -> problem.set(e.getMessage()));
    }

    /** Removes the pictures. */
    public void clear() {
        if (loading != null) {
            loading.cancel();
        }
        rendering.forget();
        strip.clear();
        chosen.set(null);
        drawn.set(null);
    }

    /** Renders new random crops with the same settings. */
    public void drawAgain() {
        seed++;
        draw();
    }

    private void draw() {
        Picture picture = chosen.get();
        if (picture == null) {
            return;
        }
        CropRecipe recipe = config.get().augment();
        shown = recipe;
        long drawSeed = seed;
        rendering.start(
                () -> render(picture, recipe, drawSeed),
                is -> {
                    problem.set("");
                    drawn.set(is);
                },
                e -> problem.set(Objects.toString(e.getMessage(), "Cannot render the crops.")));
    }

    private Drawn render(Picture picture, CropRecipe recipe, long drawSeed) throws DataException {
        Read now = read;
        if (now == null || !now.picture().equals(picture)) {
            Pixels pixels = ImageFiles.read(picture);
            now = new Read(picture, pixels, Bitmap.within(pixels, SHOWN));
            read = now;
        }
        Pixels pixels = now.pixels();
        MultiCrop crops = new MultiCrop(recipe);
        List<Crop> rendered = crops.draw(pixels.width(), pixels.height(), new SplittableRandom(drawSeed)).stream()
                .map(view -> new Crop(view, new Bitmap(view.size(), view.size(), crops.renderArgb(pixels, view))))
                .toList();
        return new Drawn(picture, pixels.width(), pixels.height(), now.bitmap(), rendered);
    }

    /** Pictures to choose from. */
    public ObservableList<Thumbnail> strip() {
        return strip;
    }

    /** The picture in view; null for none. */
    public ObjectProperty<Picture> chosenProperty() {
        return chosen;
    }

    /** The latest preview; null before the first. */
    public ReadOnlyObjectProperty<Drawn> drawnProperty() {
        return drawn.getReadOnlyProperty();
    }

    /** Why the preview failed; empty if it did not. */
    public ReadOnlyStringProperty problemProperty() {
        return problem.getReadOnlyProperty();
    }
}
