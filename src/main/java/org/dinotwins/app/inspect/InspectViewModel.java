package org.dinotwins.app.inspect;

import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import javafx.beans.property.ObjectProperty;
import javafx.beans.property.ReadOnlyBooleanProperty;
import javafx.beans.property.ReadOnlyBooleanWrapper;
import javafx.beans.property.ReadOnlyObjectProperty;
import javafx.beans.property.ReadOnlyObjectWrapper;
import javafx.beans.property.ReadOnlyStringProperty;
import javafx.beans.property.ReadOnlyStringWrapper;
import javafx.beans.property.SimpleObjectProperty;
import javafx.beans.value.ObservableValue;
import javafx.collections.FXCollections;
import javafx.collections.ObservableList;
import org.dinotwins.app.shared.Background;
import org.dinotwins.app.shared.NewestWins;
import org.dinotwins.data.DataException;
import org.dinotwins.data.ImageSet;
import org.dinotwins.data.Picture;
import org.dinotwins.data.Pixels;

/**
 * State of the Inspect workspace: the pictures, the one in view, and up to four networks that look at it, each in its
 * pane. The first pane's run says which pictures there are.
 */
final class InspectViewModel implements AutoCloseable {
    /** Panes side by side: more would be too small to compare. */
    static final int MOST_PANES = 4;

    /** Pasted pictures kept: they are held in memory. */
    private static final int MOST_PASTED = 20;

    /** Why there is nothing to see, and what mends it. */
    record Notice(String title, String text, Mend mend) {
    }

    /** What the user can do about a {@link Notice}. */
    enum Mend { NOTHING, SET_UP, CHOOSE_IMAGES }

    private final Sources sources;
    private final Lens lens;
    private final Background background;
    private final NewestWins sets;
    private final NewestWins opens;
    private final NewestWins seconds;
    private final PictureList pictures = new PictureList();
    private final Look look = new Look();
    private final OverlayChoice overlay = new OverlayChoice();
    private final Viewport viewport = new Viewport();
    /** Panes that are closed, to be opened again: views and listeners of a pane are made once. */
    private final Deque<PaneViewModel> spare = new ArrayDeque<>();
    private final ObservableList<PaneViewModel> panes = FXCollections.observableArrayList();
    private final ObjectProperty<PaneViewModel> active = new SimpleObjectProperty<>();
    private final ObservableValue<Reading> reading = active.flatMap(PaneViewModel::readingProperty);
    private final ObservableValue<Boolean> stale = active.flatMap(PaneViewModel::staleProperty);
    private final ObservableValue<Sources.Subject> subject = active.flatMap(p -> p.network().subjectProperty());
    private final ObjectProperty<Arrangement> arrangement = new SimpleObjectProperty<>(Arrangement.ALL);
    private final ObjectProperty<Query.At> pointed = new SimpleObjectProperty<>();
    private final Film film;
    private final Scores scores;
    private final Exports exports;
    private final ReadOnlyObjectWrapper<ImageSet> own = new ReadOnlyObjectWrapper<>();
    private final Map<Path, Pixels> pasted = new LinkedHashMap<>();
    private int pastes;
    private final List<Sources.Entry> imported = new ArrayList<>();
    private final ObservableList<Sources.Entry> runs = FXCollections.observableArrayList();
    private final ReadOnlyObjectWrapper<Notice> notice = new ReadOnlyObjectWrapper<>();
    private final ReadOnlyStringWrapper fault = new ReadOnlyStringWrapper("");
    private final ReadOnlyBooleanWrapper busy = new ReadOnlyBooleanWrapper();
    private final ReadOnlyBooleanWrapper loading = new ReadOnlyBooleanWrapper();

    InspectViewModel(Background background, Sources sources) {
        this.background = background;
        this.sources = sources;
        this.lens = new Lens(sources);
        this.sets = new NewestWins(background);
        this.opens = new NewestWins(background);
        this.seconds = new NewestWins(background);
        pictures.selectedProperty().addListener((property, old, now) -> openPicture(now));
        sets.busyProperty().addListener((p, old, now) -> lookBusy());
        opens.busyProperty().addListener((p, old, now) -> lookBusy());
        seconds.busyProperty().addListener((p, old, now) -> lookBusy());
        PaneViewModel first = pane();
        first.runProperty().addListener((p, old, now) -> runChanged(now));
        first.network().subjectProperty().addListener((p, old, now) -> {
            if (now != null) {
                openImages(now);
            }
        });
        first.unopenedProperty().addListener((p, old, now) -> {
            if (!now.isEmpty()) {
                nothing(new Notice("This run cannot be opened", now, Mend.NOTHING));
            }
        });
        first.loadingProperty().addListener((p, old, now) -> lookBusy());
        panes.add(first);
        active.set(first);
        film = new Film(this, lens, background);
        exports = new Exports(this, lens, background);
        scores = new Scores(lens, background, pictures, this::pixels);
        pictures.overlapProperty().addListener((p, old, now) -> {
            if (now != Overlap.ANY && pictures.scoredProperty().get() == 0) {
                measure();
            }
        });
        runChanged(null);
    }

    PictureList pictures() {
        return pictures;
    }

    /** What all panes look at. */
    Look look() {
        return look;
    }

    OverlayChoice overlay() {
        return overlay;
    }

    /** Zoom and place of the picture in all panes. */
    Viewport viewport() {
        return viewport;
    }

    /** From one to {@link #MOST_PANES}; the first one stays. */
    ObservableList<PaneViewModel> panes() {
        return panes;
    }

    /** The pane whose network the choices on the right are about; never null. */
    ObjectProperty<PaneViewModel> activeProperty() {
        return active;
    }

    /** The history of the active pane's run. */
    Film film() {
        return film;
    }

    /** The newest attention of the active pane; null until the first one has come. */
    ObservableValue<Reading> readingProperty() {
        return reading;
    }

    /** True while that is not yet, or no longer, the attention of the choices made. */
    ObservableValue<Boolean> staleProperty() {
        return stale;
    }

    /** The run or weights that the active pane looks into; null while there is none. */
    ObservableValue<Sources.Subject> subjectProperty() {
        return subject;
    }

    /** Number of heads of the active pane's network; 0 while there is none. */
    int heads() {
        return subject.getValue() == null ? 0 : subject.getValue().model().heads();
    }

    /** Number of blocks of the active pane's network; 0 while there is none. */
    int depth() {
        return subject.getValue() == null ? 0 : subject.getValue().model().depth();
    }

    /** What of the workspace is shown. */
    ObjectProperty<Arrangement> arrangementProperty() {
        return arrangement;
    }

    /** The place of the picture under the pointer, in whichever pane; null for none. */
    ObjectProperty<Query.At> pointedProperty() {
        return pointed;
    }

    /** Runs to choose from. */
    ObservableList<Sources.Entry> runs() {
        return runs;
    }

    /** A pane's run as the list has it; one that is not in the list goes by its folder's name. */
    Optional<Sources.Entry> entry(PaneViewModel pane) {
        return Optional.ofNullable(pane.runProperty().get()).map(place -> place.toAbsolutePath().normalize())
                .map(place -> runs.stream().filter(r -> r.place().equals(place)).findFirst()
                        .orElse(new Sources.Entry(place, place.getFileName().toString())));
    }

    /** Folder of the first pane's run; null for none. */
    ObjectProperty<Path> runProperty() {
        return panes.get(0).runProperty();
    }

    /** Why there is nothing to see; null while there is. */
    ReadOnlyObjectProperty<Notice> noticeProperty() {
        return notice.getReadOnlyProperty();
    }

    /** Sentence about the picture that could not be opened; empty when all is well. */
    ReadOnlyStringProperty faultProperty() {
        return fault.getReadOnlyProperty();
    }

    /** True while the first run and its image set are being opened. */
    ReadOnlyBooleanProperty loadingProperty() {
        return loading.getReadOnlyProperty();
    }

    /** True while anything is under way. */
    ReadOnlyBooleanProperty busyProperty() {
        return busy.getReadOnlyProperty();
    }

    /**
     * Opens another pane beside the others and makes it the active one: the active pane's run before training, or its
     * newest weights when the active pane shows it before training.
     */
    void addPane() {
        if (panes.size() == MOST_PANES) {
            return;
        }
        PaneViewModel model = active.get();
        PaneViewModel added = spare.isEmpty() ? pane() : spare.pop();
        added.network().chosenProperty().set(new NetworkChoice.Weights.Latest(Optional.empty()));
        if (!(model.network().chosenProperty().get() instanceof NetworkChoice.Weights.Before)) {
            added.network().chosenProperty().set(new NetworkChoice.Weights.Before());
        }
        added.network().roleProperty().set(model.network().roleProperty().get());
        added.runProperty().set(model.runProperty().get());
        panes.add(added);
        active.set(added);
    }

    /** Closes a pane; the first one stays. */
    void closePane(PaneViewModel pane) {
        if (panes.indexOf(pane) > 0) {
            panes.remove(pane);
            pane.runProperty().set(null);
            spare.push(pane);
            if (active.get() == pane) {
                active.set(panes.get(panes.size() - 1));
            }
            lookBusy();
        }
    }

    /** Makes the next pane the active one, after the last the first. */
    void nextPane() {
        active.set(panes.get((panes.indexOf(active.get()) + 1) % panes.size()));
    }

    private PaneViewModel pane() {
        PaneViewModel pane = new PaneViewModel(background, sources, lens, look, overlay);
        pane.busyProperty().addListener((p, old, now) -> lookBusy());
        return pane;
    }

    private void lookBusy() {
        loading.set(sets.busyProperty().get() || panes.get(0).loadingProperty().get());
        busy.set(sets.busyProperty().get() || opens.busyProperty().get()
                || seconds.busyProperty().get() || panes.stream().anyMatch(pane -> pane.busyProperty().get()));
    }

    /** Lists the runs below a folder anew. */
    void listRuns(Path parent) {
        background.call(() -> sources.runs(parent), found -> {
            List<Sources.Entry> all = new ArrayList<>(found);
            imported.stream().filter(i -> found.stream().noneMatch(f -> f.place().equals(i.place()))).forEach(all::add);
            if (!all.equals(runs)) {
                runs.setAll(all);
            }
        }, e -> fault.set(Words.of(e)));
    }

    /** Looks whether the runs have new checkpoints; a run that could not be opened is tried again. */
    void refresh() {
        panes.forEach(PaneViewModel::refresh);
    }

    /** Takes the pictures from this folder. */
    void chooseImages(Path folder) {
        own.set(null);
        open(folder.toAbsolutePath().normalize());
    }

    /** Files of what is seen. */
    Exports exports() {
        return exports;
    }

    /** Jaccard indices of many pictures. */
    Scores scores() {
        return scores;
    }

    /** Measures the pictures of the list with the active pane's network and the head in view. */
    void measure() {
        PaneViewModel pane = active.get();
        pane.gauge().ifPresent(gauge -> scores.measure(pictures.measurable(), gauge));
    }

    /** The user's own pictures that are shown in place of the run's; null while the run's are shown. */
    ReadOnlyObjectProperty<ImageSet> ownProperty() {
        return own.getReadOnlyProperty();
    }

    /** Decodes a picture of the list; slow, any thread. */
    Pixels pixels(Path file) throws DataException {
        Pixels kept;
        synchronized (pasted) {
            kept = pasted.get(file);
        }
        return kept == null ? sources.pixels(file) : kept;
    }

    /** Opens what a user hands over: pictures, a folder of them, a run, or a file of weights for the active pane. */
    void open(List<Path> places) {
        if (!places.isEmpty()) {
            fault.set("");
            sets.start(() -> sources.gather(places), gathered -> {
                if (gathered instanceof Sources.Gathered.Images images) {
                    showOwn(images.set());
                } else if (gathered instanceof Sources.Gathered.Looker looker) {
                    lookThrough(looker.place());
                }
            }, e -> fault.set(Words.of(e)));
        }
    }

    /** Looks through a run, or a file of weights, in the active pane; a file joins the list to choose from. */
    void lookThrough(Path place) {
        Sources.Entry entry = new Sources.Entry(place, place.getFileName().toString());
        if (runs.stream().noneMatch(r -> r.place().equals(place))) {
            imported.add(entry);
            runs.add(entry);
        }
        active.get().runProperty().set(place);
    }

    /** Shows a picture that is in no file, with those that were pasted before. */
    void paste(Pixels picture) {
        List<Picture> all = new ArrayList<>();
        synchronized (pasted) {
            Path name = Path.of("Pasted " + ++pastes).toAbsolutePath();
            pasted.put(name, picture);
            if (pasted.size() > MOST_PASTED) {
                pasted.remove(pasted.keySet().iterator().next());
            }
            pasted.forEach((file, pixels) -> all.add(new Picture(all.size() + 1L, file, pixels.width(),
                    pixels.height(), List.of())));
        }
        showOwn(new ImageSet("Pasted", Path.of("pasted " + all.size()), "pasted", List.of(), all, List.of(), List.of()));
        pictures.select(pictures.pictures().size() - 1);
    }

    /** Shows the pictures of the first pane's run again. */
    void showRunsPictures() {
        own.set(null);
        pictures.close();
        Sources.Subject subject = panes.get(0).network().subjectProperty().get();
        if (subject != null) {
            openImages(subject);
        }
    }

    private void showOwn(ImageSet set) {
        own.set(set);
        scores.stop();
        opens.forget();
        look.show(null);
        if (runProperty().get() != null) {
            notice.set(null);
        }
        show(set);
    }

    private void show(ImageSet set) {
        Picture before = pictures.selectedProperty().get();
        pictures.open(set);
        if (before != null && before.equals(pictures.selectedProperty().get())) {
            openPicture(before);
        }
        if (pictures.overlapProperty().get() != Overlap.ANY) {
            measure();
        }
    }

    /** Looks at this picture beside the one in view, in views of two; at none for null. */
    void pinSecond(Picture picture) {
        ImageSet set = pictures.imagesProperty().get();
        if (picture == null || set == null) {
            seconds.forget();
            look.secondProperty().set(null);
        } else {
            seconds.start(() -> open(picture, set), look.secondProperty()::set, e -> fault.set(Words.of(e)));
        }
    }

    private Opened open(Picture picture, ImageSet set) throws DataException {
        return new Opened(picture, pixels(picture.file()), Truth.of(picture, set.categories()));
    }

    /** Frees the networks; waits for a pass under way. */
    @Override
    public void close() {
        lens.close();
    }

    private void runChanged(Path folder) {
        if (folder == null) {
            sets.forget();
            nothing(new Notice("No run to look into yet",
                    "Start one in Set up: as soon as it begins, its network can be looked into here, even before its "
                            + "first step. Or choose an earlier run on the right.", Mend.SET_UP));
        } else {
            notice.set(null);
        }
    }

    private void openImages(Sources.Subject subject) {
        if (overlay.headProperty().get() instanceof Head.One one && one.index() >= subject.model().heads()) {
            overlay.headProperty().set(new Head.Mean());
        }
        if (own.get() == null) {
            subject.images().map(folder -> folder.toAbsolutePath().normalize()).ifPresent(this::open);
        }
    }

    private void open(Path folder) {
        scores.stop();
        ImageSet present = pictures.imagesProperty().get();
        if (present != null && present.root().equals(folder)) {
            notice.set(null);
            return;
        }
        // Nothing is asked about pictures that are about to go.
        opens.forget();
        look.show(null);
        sets.start(() -> sources.images(folder), set -> {
            notice.set(null);
            show(set);
        }, e -> nothing(e instanceof DataException ? new Notice("The pictures of this run are not to be found",
                Words.of(e) + " If the folder was moved or renamed, choose where it is now; the run itself stays as it "
                        + "is.", Mend.CHOOSE_IMAGES) : new Notice("The pictures cannot be opened", Words.of(e),
                Mend.CHOOSE_IMAGES)));
    }

    private void nothing(Notice why) {
        if (own.get() == null) {
            pictures.close();
        }
        notice.set(why);
    }

    private void openPicture(Picture picture) {
        fault.set("");
        if (picture == null) {
            opens.forget();
            look.show(null);
            return;
        }
        ImageSet set = pictures.imagesProperty().get();
        opens.start(() -> open(picture, set), look::show, e -> {
            look.show(null);
            fault.set(Words.of(e));
        });
    }
}
