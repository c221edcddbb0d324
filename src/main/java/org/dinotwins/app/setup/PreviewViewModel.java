package org.dinotwins.app.setup;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.SplittableRandom;
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
import org.dinotwins.data.SkipLog;
import org.dinotwins.data.Skipped;
import org.dinotwins.data.picture.ImageFiles;
import org.dinotwins.data.picture.Pixels;
import org.dinotwins.run.Progress;

/**
 * Preview of the crops of a chosen picture with the current settings, rendered in the background. The seed stays the
 * same until {@link #drawAgain()}, so that a setting changes only what depends on it.
 */
public final class PreviewViewModel {
    /** Number of pictures on offer. */
    static final int STRIP = 40;

    /** Pictures that cannot be read, after which no others are tried. */
    static final int MOST_SKIPPED = 200;

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
    private final ReadOnlyObjectWrapper<List<Skipped>> skipped = new ReadOnlyObjectWrapper<>(List.of());
    private Background.Job loading;
    private CropRecipe shown;
    private long seed = 1;
    private volatile Read read;

    /** A picture on offer. */
    public record Thumbnail(Picture picture, Bitmap bitmap) {}

    /** A crop and its rectangle in the picture. */
    public record Crop(CropView view, Bitmap bitmap) {}

    /**
     * A picture and its crops.
     *
     * @param width  width of the picture in pixels, the unit of the crops' rectangles
     * @param height height of the picture in pixels
     * @param bitmap the picture, possibly reduced
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

    /**
     * Offers pictures spread evenly over the training split and chooses the first that can be read; in place of one that
     * cannot, the next.
     */
    public void offer(ImageSet set) {
        clear();
        loading = background.start(
                progress -> read(set.train(), progress),
                found -> {
                    strip.setAll(found.thumbnails());
                    skipped.set(found.skipped());
                    if (found.thumbnails().isEmpty() && !found.skipped().isEmpty()) {
                        problem.set(found.skipped().get(0).reason());
                    }
                },
                e -> problem.set(e.getMessage()));
    }

    private record Found(List<Thumbnail> thumbnails, List<Skipped> skipped) {}

    private Found read(List<Picture> all, Progress progress) {
        int count = Math.min(STRIP, all.size());
        List<Thumbnail> thumbnails = new ArrayList<>();
        SkipLog bad = new SkipLog();
        int skips = 0;
        for (int i = 0; i < count && !progress.cancelled(); i++) {
            int next = (int) ((i + 1L) * all.size() / count);
            boolean found = false;
            for (int at = (int) ((long) i * all.size() / count);
                    at < next && !found && skips < MOST_SKIPPED && !progress.cancelled();
                    at++) {
                Picture picture = all.get(at);
                try {
                    thumbnails.add(new Thumbnail(picture, Bitmap.square(ImageFiles.read(picture), THUMBNAIL)));
                    found = true;
                    if (thumbnails.size() == 1) {
                        background.onUi(() -> choose(picture, progress));
                    }
                } catch (DataException e) {
                    bad.add(SkipLog.Kind.IMAGE, picture.file().getFileName().toString(), e.getMessage());
                    skips++;
                }
            }
        }
        return new Found(List.copyOf(thumbnails), bad.lines());
    }

    private void choose(Picture first, Progress progress) {
        if (!progress.cancelled() && chosen.get() == null) {
            chosen.set(first);
        }
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
        problem.set("");
        skipped.set(List.of());
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

    /** The pictures on offer. */
    public ObservableList<Thumbnail> strip() {
        return strip;
    }

    /** The selected picture; null if none. */
    public ObjectProperty<Picture> chosenProperty() {
        return chosen;
    }

    /** The latest preview; null before the first. */
    public ReadOnlyObjectProperty<Drawn> drawnProperty() {
        return drawn.getReadOnlyProperty();
    }

    /** Pictures of the set that were tried for the preview and cannot be read. */
    public ReadOnlyObjectProperty<List<Skipped>> skippedProperty() {
        return skipped.getReadOnlyProperty();
    }

    /** Why the preview failed; empty if it succeeded. */
    public ReadOnlyStringProperty problemProperty() {
        return problem.getReadOnlyProperty();
    }
}
