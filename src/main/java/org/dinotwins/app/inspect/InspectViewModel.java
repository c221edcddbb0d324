package org.dinotwins.app.inspect;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import javafx.beans.binding.Bindings;
import javafx.beans.binding.BooleanExpression;
import javafx.beans.property.IntegerProperty;
import javafx.beans.property.ObjectProperty;
import javafx.beans.property.ReadOnlyBooleanProperty;
import javafx.beans.property.ReadOnlyBooleanWrapper;
import javafx.beans.property.ReadOnlyObjectProperty;
import javafx.beans.property.ReadOnlyObjectWrapper;
import javafx.beans.property.ReadOnlyStringProperty;
import javafx.beans.property.ReadOnlyStringWrapper;
import javafx.beans.property.SimpleIntegerProperty;
import javafx.beans.property.SimpleObjectProperty;
import javafx.collections.FXCollections;
import javafx.collections.ObservableList;
import org.dinotwins.app.shared.Background;
import org.dinotwins.app.shared.NewestWins;
import org.dinotwins.data.DataException;
import org.dinotwins.data.ImageSet;
import org.dinotwins.data.Picture;
import org.dinotwins.data.Pixels;
import org.dinotwins.eval.PatchGrid;
import org.dinotwins.experiment.ExperimentException;
import org.dinotwins.experiment.RunConfig;
import org.dinotwins.experiment.RunFolder;

/**
 * State of the Inspect workspace: a run's network, a picture, and the attention between them. A forward pass is made
 * when one of the things in {@link Sight.Ask} changes, in the background, and only for the newest of them; head, kept
 * mass, colours and opacity never make one.
 */
final class InspectViewModel implements AutoCloseable {
    /** A picture with its pixels and what is truly in it. */
    record Opened(Picture picture, Pixels pixels, Truth truth) {
    }

    /** Why there is nothing to see, and what mends it. */
    record Notice(String title, String text, Mend mend) {
    }

    /** What the user can do about a {@link Notice}. */
    enum Mend { NOTHING, SET_UP, CHOOSE_IMAGES }

    private record Loaded(RunConfig config, List<RunFolder.Checkpoint> checkpoints, Optional<ImageSet> images,
                          String imageFault) {
    }

    private final Sources sources;
    private final Lens lens;
    private final Background background;
    private final NewestWins loads;
    private final NewestWins opens;
    private final NewestWins passes;
    private final NewestWins readings;
    private final NewestWins listings;
    private final PictureList pictures = new PictureList();
    private final NetworkChoice network = new NetworkChoice();
    private final OverlayChoice overlay = new OverlayChoice();
    private final ObservableList<Sources.RunEntry> runs = FXCollections.observableArrayList();
    private final ObjectProperty<Path> run = new SimpleObjectProperty<>();
    private final IntegerProperty query = new SimpleIntegerProperty(Sight.CLS);
    private final ReadOnlyObjectWrapper<Opened> opened = new ReadOnlyObjectWrapper<>();
    private final ReadOnlyObjectWrapper<Reading> reading = new ReadOnlyObjectWrapper<>();
    private final ReadOnlyBooleanWrapper stale = new ReadOnlyBooleanWrapper();
    private final ReadOnlyObjectWrapper<Notice> notice = new ReadOnlyObjectWrapper<>();
    private final ReadOnlyStringWrapper fault = new ReadOnlyStringWrapper("");
    private Sight sight;
    private Sight.Ask asked;
    private boolean holding;
    private boolean unopened;

    InspectViewModel(Background background, Sources sources) {
        this.background = background;
        this.sources = sources;
        this.lens = new Lens(sources);
        this.loads = new NewestWins(background);
        this.opens = new NewestWins(background);
        this.passes = new NewestWins(background);
        this.readings = new NewestWins(background);
        this.listings = new NewestWins(background);
        run.addListener((property, old, now) -> load(Optional.empty()));
        pictures.selectedProperty().addListener((property, old, now) -> openPicture(now));
        network.chosenProperty().addListener((property, old, now) -> ask());
        network.blockProperty().addListener((property, old, now) -> ask());
        network.sizeProperty().addListener((property, old, now) -> hold(() -> keepQueryInPlace(old, now)));
        query.addListener((property, old, now) -> ask());
        overlay.keptMassProperty().addListener((property, old, now) -> read());
        load(Optional.empty());
    }

    PictureList pictures() {
        return pictures;
    }

    NetworkChoice network() {
        return network;
    }

    OverlayChoice overlay() {
        return overlay;
    }

    /** Runs to choose from. */
    ObservableList<Sources.RunEntry> runs() {
        return runs;
    }

    /** The run in view as the list has it; one that is not in the list goes by its folder's name. */
    Optional<Sources.RunEntry> runEntry() {
        return Optional.ofNullable(run.get()).map(folder -> folder.toAbsolutePath().normalize())
                .map(folder -> runs.stream().filter(r -> r.folder().equals(folder)).findFirst()
                        .orElse(new Sources.RunEntry(folder, folder.getFileName().toString())));
    }

    /** Folder of the run in view; null for none. */
    ObjectProperty<Path> runProperty() {
        return run;
    }

    /** A patch, or {@link Sight#CLS}. Goes back to CLS with another picture or run, stays in place with another size. */
    IntegerProperty queryProperty() {
        return query;
    }

    /** The picture in view; null while there is none. */
    ReadOnlyObjectProperty<Opened> openedProperty() {
        return opened.getReadOnlyProperty();
    }

    /** The newest attention over {@link #openedProperty()}; null until the first one has come. */
    ReadOnlyObjectProperty<Reading> readingProperty() {
        return reading.getReadOnlyProperty();
    }

    /** True while the reading is not yet, or no longer, that of the choices made. */
    ReadOnlyBooleanProperty staleProperty() {
        return stale.getReadOnlyProperty();
    }

    /** Why there is nothing to see; null while there is. */
    ReadOnlyObjectProperty<Notice> noticeProperty() {
        return notice.getReadOnlyProperty();
    }

    /** Sentence about the picture in view that could not be opened or looked at; empty when all is well. */
    ReadOnlyStringProperty faultProperty() {
        return fault.getReadOnlyProperty();
    }

    /** True while a run and its image set are being opened. */
    ReadOnlyBooleanProperty loadingProperty() {
        return loads.busyProperty();
    }

    /** True while anything is under way. */
    BooleanExpression busy() {
        return Bindings.or(Bindings.or(loads.busyProperty(), opens.busyProperty()),
                Bindings.or(passes.busyProperty(), readings.busyProperty()));
    }

    /** Lists the runs below a folder anew. */
    void listRuns(Path parent) {
        background.call(() -> sources.runs(parent), runs::setAll, e -> fault.set(words(e)));
    }

    /** Looks whether the run has new checkpoints; a run that could not be opened is tried again. */
    void refresh() {
        Path folder = run.get();
        if (folder == null || loads.busyProperty().get()) {
            return;
        }
        if (unopened) {
            open(folder, Optional.empty());
        } else {
            listings.start(() -> sources.checkpoints(folder), found -> {
                if (folder.equals(run.get()) && !loads.busyProperty().get()) {
                    network.offer(found);
                }
            }, e -> fault.set(words(e)));
        }
    }

    /** Opens the run in view again, with its pictures from this folder. */
    void chooseImages(Path folder) {
        load(Optional.of(folder));
    }

    /** Frees the networks; waits for a pass under way. */
    @Override
    public void close() {
        lens.close();
    }

    private void load(Optional<Path> elsewhere) {
        Path folder = run.get();
        if (folder == null) {
            loads.forget();
            nothing(new Notice("No run to look into yet",
                    "Start one in Set up: as soon as it begins, its network can be looked into here, even before its "
                            + "first step. Or choose an earlier run on the right.", Mend.SET_UP));
            return;
        }
        notice.set(null);
        open(folder, elsewhere);
    }

    private void open(Path folder, Optional<Path> elsewhere) {
        stale.set(true);
        unopened = false;
        Optional<ImageSet> present = Optional.ofNullable(pictures.imagesProperty().get());
        loads.start(() -> read(folder, elsewhere, present), this::take,
                e -> {
                    unopened = true;
                    nothing(new Notice("This run cannot be opened", words(e), Mend.NOTHING));
                });
    }

    private Loaded read(Path folder, Optional<Path> elsewhere, Optional<ImageSet> present)
            throws ExperimentException {
        RunConfig config = sources.config(folder);
        List<RunFolder.Checkpoint> checkpoints = sources.checkpoints(folder);
        Path images = elsewhere.orElse(Path.of(config.data().folder())).toAbsolutePath().normalize();
        if (present.isPresent() && present.get().root().equals(images)) {
            return new Loaded(config, checkpoints, present, "");
        }
        try {
            return new Loaded(config, checkpoints, Optional.of(sources.images(images)), "");
        } catch (DataException e) {
            return new Loaded(config, checkpoints, Optional.empty(), e.getMessage());
        }
    }

    private void take(Loaded loaded) {
        hold(() -> {
            network.show(loaded.config().model(), loaded.checkpoints());
            if (overlay.headProperty().get() instanceof Head.One one && one.index() >= loaded.config().model().heads()) {
                overlay.headProperty().set(new Head.Mean());
            }
            query.set(Sight.CLS);
            if (loaded.images().isPresent()) {
                notice.set(null);
                pictures.open(loaded.images().get());
            } else {
                nothing(new Notice("The pictures of this run are not to be found", loaded.imageFault()
                        + " If the folder was moved or renamed, choose where it is now; the run itself stays as it is.",
                        Mend.CHOOSE_IMAGES));
            }
        });
    }

    private void nothing(Notice why) {
        pictures.close();
        notice.set(why);
    }

    private void openPicture(Picture picture) {
        fault.set("");
        if (picture == null) {
            opens.forget();
            show(null);
            return;
        }
        stale.set(true);
        ImageSet set = pictures.imagesProperty().get();
        opens.start(() -> new Opened(picture, sources.pixels(picture.file()), Truth.of(picture, set.categories())),
                this::show, e -> {
                    show(null);
                    fault.set(words(e));
                });
    }

    private void show(Opened now) {
        passes.forget();
        readings.forget();
        sight = null;
        asked = null;
        reading.set(null);
        opened.set(now);
        stale.set(now != null);
        hold(() -> query.set(Sight.CLS));
    }

    private void keepQueryInPlace(NetworkChoice.InputSize old, NetworkChoice.InputSize now) {
        Opened picture = opened.get();
        int patch = query.get();
        if (patch == Sight.CLS || picture == null || old == null || now == null) {
            query.set(Sight.CLS);
            return;
        }
        PatchGrid before = grid(picture, old);
        query.set(grid(picture, now).patchAt(patch % before.columns() + 0.5,
                Math.floorDiv(patch, before.columns()) + 0.5, before.columns(), before.rows()));
    }

    private PatchGrid grid(Opened picture, NetworkChoice.InputSize size) {
        return PatchGrid.of(picture.pixels().width(), picture.pixels().height(), size.pixels(picture.picture()),
                network.modelProperty().get().patchSize());
    }

    /** Makes several changes and asks once, after the last. */
    private void hold(Runnable changes) {
        boolean outermost = !holding;
        holding = true;
        changes.run();
        if (outermost) {
            holding = false;
            ask();
        }
    }

    private void ask() {
        Opened picture = opened.get();
        boolean ready = picture != null && run.get() != null && network.sizeProperty().get() != null;
        if (holding || !ready || loads.busyProperty().get()) {
            return;
        }
        Sight.Ask ask = new Sight.Ask(run.get(), network.chosenProperty().get().file(), picture.picture(),
                network.sizeProperty().get().pixels(picture.picture()), network.blockProperty().get(), query.get());
        if (ask.equals(asked)) {
            return;
        }
        asked = ask;
        fault.set("");
        stale.set(true);
        passes.start(() -> lens.look(ask, picture.pixels()), result -> {
            sight = result;
            read();
        }, e -> {
            asked = null;
            fault.set(words(e));
        });
    }

    private void read() {
        Sight seen = sight;
        Opened picture = opened.get();
        if (seen == null || picture == null) {
            return;
        }
        double mass = overlay.keptMassProperty().get();
        readings.start(() -> Reading.of(seen, picture.truth(), mass), result -> {
            reading.set(result);
            stale.set(!seen.ask().equals(asked));
        }, e -> fault.set(words(e)));
    }

    private static String words(Exception e) {
        return e.getMessage() == null ? "Something unforeseen went wrong: " + e : e.getMessage();
    }
}
