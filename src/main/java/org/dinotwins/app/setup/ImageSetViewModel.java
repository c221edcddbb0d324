package org.dinotwins.app.setup;

import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.CancellationException;
import java.util.stream.Stream;
import javafx.beans.property.ReadOnlyObjectProperty;
import javafx.beans.property.ReadOnlyObjectWrapper;
import org.dinotwins.app.shared.work.Background;
import org.dinotwins.app.shared.work.NewestWins;
import org.dinotwins.config.DataConfig;
import org.dinotwins.config.WorkbenchException;
import org.dinotwins.data.CategoryCounts;
import org.dinotwins.data.ImageSet;
import org.dinotwins.data.SkipLog;
import org.dinotwins.data.Skipped;

/** The image set chosen in the form, read in the background, and its summary. */
final class ImageSetViewModel {

    private final Background background;
    private final SettingsForm form;
    private final NewestWins opening;
    private final ReadOnlyObjectWrapper<Shown> shown = new ReadOnlyObjectWrapper<>(new Loading("", -1));
    private volatile String newest = "";

    /** What the panel shows. */
    public sealed interface Shown permits Loading, Failed, Ready {}

    /**
     * The folder's index is being read, or a drawn sample set is being drawn.
     *
     * @param drawn share of the pictures that are drawn, 0..1; negative while nothing is drawn
     */
    public record Loading(String folder, double drawn) implements Shown {}

    /** The folder cannot be used. */
    public record Failed(String reason) implements Shown {}

    /**
     * The image set was read.
     *
     * @param counts  training pictures per category
     * @param skipped what was skipped or warned of by reason, the most frequent first
     */
    public record Ready(ImageSet set, CategoryCounts counts, List<Skipped> skipped) implements Shown {
        /** Number of skipped items. */
        public int skippedCount() {
            return count(SkipLog.Effect.SKIPPED);
        }

        /** Number of items that are in order, but not used everywhere, such as images without a label. */
        public int noteCount() {
            return count(SkipLog.Effect.NOTED);
        }

        /** Number of warnings. */
        public int warningCount() {
            return count(SkipLog.Effect.WARNED);
        }

        private int count(SkipLog.Effect effect) {
            return skipped.stream()
                    .filter(s -> s.kind().effect() == effect)
                    .mapToInt(Skipped::count)
                    .sum();
        }
    }

    public ImageSetViewModel(Background background, SettingsForm form) {
        this.background = background;
        this.form = form;
        opening = new NewestWins(background);
        form.text("data.folder").addListener((of, old, is) -> open());
    }

    /** Reads the folder in the form. */
    public void open() {
        String folder = form.text("data.folder").get().strip();
        newest = folder;
        shown.set(new Loading(folder, -1));
        form.setImageSet(Optional.empty());
        opening.start(
                () -> summary(read(folder)),
                ready -> {
                    shown.set(ready);
                    form.setImageSet(Optional.of(ready.set()));
                },
                e -> shown.set(new Failed(e.getMessage())));
    }

    /** Reads a set; drawing a sample set ends as soon as another folder is in the form. */
    private ImageSet read(String folder) throws WorkbenchException {
        try {
            return new DataConfig(folder, 0).open(share -> {
                if (!newest.equals(folder)) {
                    throw new CancellationException();
                }
                background.onUi(() -> {
                    if (shown.get() instanceof Loading loading
                            && loading.folder().equals(folder)) {
                        shown.set(new Loading(folder, Math.max(share, loading.drawn())));
                    }
                });
            });
        } catch (CancellationException e) {
            throw new WorkbenchException("Another folder was chosen.", e);
        }
    }

    /** Lists pictures of the set that turned out to be unreadable, after what was skipped while the set was opened. */
    void alsoSkip(List<Skipped> unreadable) {
        if (!unreadable.isEmpty() && shown.get() instanceof Ready ready) {
            shown.set(new Ready(
                    ready.set(),
                    ready.counts(),
                    byCount(Stream.concat(ready.set().skipped().stream(), unreadable.stream()))));
        }
    }

    static Ready summary(ImageSet set) {
        return new Ready(set, CategoryCounts.of(set), byCount(set.skipped().stream()));
    }

    private static List<Skipped> byCount(Stream<Skipped> skipped) {
        return skipped.sorted(Comparator.comparingInt(Skipped::count).reversed())
                .toList();
    }

    /** Number of training pictures; 0 before the set is read. */
    public int trainingPictures() {
        return shown.get() instanceof Ready ready ? ready.set().train().size() : 0;
    }

    /** What the panel shows. */
    public ReadOnlyObjectProperty<Shown> shownProperty() {
        return shown.getReadOnlyProperty();
    }

    static String count(int number, String one, String many) {
        return String.format(Locale.ROOT, "%,d %s", number, number == 1 ? one : many);
    }
}
