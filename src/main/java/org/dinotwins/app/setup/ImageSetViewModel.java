package org.dinotwins.app.setup;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.regex.Pattern;
import javafx.beans.property.ReadOnlyObjectProperty;
import javafx.beans.property.ReadOnlyObjectWrapper;
import org.dinotwins.app.shared.work.Background;
import org.dinotwins.app.shared.work.NewestWins;
import org.dinotwins.config.DataConfig;
import org.dinotwins.data.ImageSet;
import org.dinotwins.data.Picture;
import org.dinotwins.data.Skipped;

/** Summary of the image set in the form, read in the background. */
public final class ImageSetViewModel {
    /** Advice for the command line in messages of the data packages; the window shows its own. */
    private static final Pattern SET_FOLDER = Pattern.compile("set data\\.folder \\(--data\\) to [^.;]*");

    private static final int EXAMPLES = 5;

    private final SettingsForm form;
    private final NewestWins opening;
    private final ReadOnlyObjectWrapper<Shown> shown = new ReadOnlyObjectWrapper<>(new Loading(""));

    /** What the panel shows. */
    public sealed interface Shown permits Loading, Failed, Ready {}

    /** The folder's index is being read. */
    public record Loading(String folder) implements Shown {}

    /** The folder cannot be used; {@code reason} says why and how to fix it. */
    public record Failed(String reason) implements Shown {}

    /**
     * The image set was read.
     *
     * @param categories training pictures per category, most frequent first
     * @param unlabelled training pictures without a labelled object
     * @param skipped    skipped files by reason
     */
    public record Ready(ImageSet set, List<Count> categories, int unlabelled, List<Reason> skipped) implements Shown {
        /** Number of skipped files. */
        public int skippedCount() {
            return skipped.stream().mapToInt(Reason::count).sum();
        }
    }

    /** Pictures of a category. */
    public record Count(String name, int pictures) {}

    /**
     * Files skipped for one reason.
     *
     * @param examples the first few
     */
    public record Reason(String reason, int count, List<String> examples) {}

    public ImageSetViewModel(Background background, SettingsForm form) {
        this.form = form;
        opening = new NewestWins(background);
        form.text("data.folder").addListener((of, old, is) -> open());
    }

    /** Reads the folder in the form. */
    public void open() {
        String folder = form.text("data.folder").get().strip();
        shown.set(new Loading(folder));
        form.setImageSet(Optional.empty());
        opening.start(
                () -> summary(new DataConfig(folder, 0).open()),
                ready -> {
                    shown.set(ready);
                    form.setImageSet(Optional.of(ready.set()));
                },
                e -> shown.set(new Failed(SET_FOLDER.matcher(e.getMessage()).replaceAll("choose another folder"))));
    }

    /** Lists pictures of the set that turned out to be unreadable, after what was skipped while the set was opened. */
    void alsoSkip(List<Skipped> unreadable) {
        if (!unreadable.isEmpty() && shown.get() instanceof Ready ready) {
            List<Skipped> all = new ArrayList<>(ready.set().skipped());
            all.addAll(unreadable);
            shown.set(new Ready(ready.set(), ready.categories(), ready.unlabelled(), reasons(all)));
        }
    }

    static Ready summary(ImageSet set) {
        int[] counts = new int[set.categories().size()];
        int unlabelled = 0;
        for (Picture picture : set.train()) {
            OptionalInt label = picture.label();
            if (label.isPresent()) {
                counts[label.getAsInt()]++;
            } else {
                unlabelled++;
            }
        }
        List<Count> categories = set.categories().stream()
                .map(c -> new Count(c.name(), counts[c.index()]))
                .sorted(Comparator.comparingInt(Count::pictures).reversed().thenComparing(Count::name))
                .toList();
        return new Ready(set, categories, unlabelled, reasons(set.skipped()));
    }

    private static List<Reason> reasons(List<Skipped> skipped) {
        Map<String, List<String>> byReason = new LinkedHashMap<>();
        skipped.forEach(s ->
                byReason.computeIfAbsent(s.reason(), r -> new ArrayList<>()).add(s.what()));
        return byReason.entrySet().stream()
                .map(e -> new Reason(
                        e.getKey(),
                        e.getValue().size(),
                        List.copyOf(e.getValue()
                                .subList(0, Math.min(EXAMPLES, e.getValue().size())))))
                .sorted(Comparator.comparingInt(Reason::count).reversed())
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
