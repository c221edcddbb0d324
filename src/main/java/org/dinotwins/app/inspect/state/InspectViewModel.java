package org.dinotwins.app.inspect.state;

import java.nio.file.Path;
import java.util.List;
import javafx.beans.property.ObjectProperty;
import javafx.beans.property.ReadOnlyBooleanProperty;
import javafx.beans.property.ReadOnlyBooleanWrapper;
import javafx.beans.property.ReadOnlyObjectProperty;
import javafx.beans.property.ReadOnlyObjectWrapper;
import javafx.beans.property.SimpleObjectProperty;
import org.dinotwins.app.inspect.networks.AvailableNetworks;
import org.dinotwins.app.inspect.networks.Head;
import org.dinotwins.app.inspect.networks.InspectSources;
import org.dinotwins.app.inspect.networks.NetworkCache;
import org.dinotwins.app.inspect.networks.Query;
import org.dinotwins.app.inspect.networks.SharedView;
import org.dinotwins.app.inspect.painting.OverlayChoice;
import org.dinotwins.app.inspect.pictures.OverlapFilter;
import org.dinotwins.app.inspect.pictures.PictureList;
import org.dinotwins.app.inspect.pictures.Viewport;
import org.dinotwins.app.shared.work.Background;
import org.dinotwins.data.DataException;

/**
 * State of the Inspect workspace: the list of pictures, the selected one, and up to four networks, each in its pane.
 * The first pane's run determines the list.
 */
public final class InspectViewModel implements AutoCloseable {
    /** Why there is nothing to show, and how to fix it. */
    public record Notice(String title, String text, Remedy remedy) {}

    /** What the user can do about a {@link Notice}. */
    public enum Remedy {
        NOTHING,
        SET_UP,
        CHOOSE_IMAGES
    }

    private final NetworkCache cache;
    private final SharedView sharedView = new SharedView();
    private final PictureSource pictureSource;
    private final AvailableNetworks availableNetworks;
    private final OverlayChoice overlay = new OverlayChoice();
    private final Viewport viewport = new Viewport();
    private final PanesViewModel panes;
    private final ObjectProperty<Arrangement> arrangement = new SimpleObjectProperty<>(Arrangement.ALL);
    private final ObjectProperty<Query.At> pointed = new SimpleObjectProperty<>();
    private final CheckpointFilm film;
    private final OverlapScores scores;
    private final PictureExports exports;
    private final ReadOnlyObjectWrapper<Notice> notice = new ReadOnlyObjectWrapper<>();
    private final ReadOnlyBooleanWrapper busy = new ReadOnlyBooleanWrapper();
    private final ReadOnlyBooleanWrapper loading = new ReadOnlyBooleanWrapper();

    public InspectViewModel(Background background, InspectSources sources) {
        this.cache = new NetworkCache(sources);
        this.pictureSource = new PictureSource(background, sources, sharedView, this::opened);
        this.availableNetworks = new AvailableNetworks(background, sources);
        pictureSource.loadingProperty().addListener((p, old, now) -> showBusy());
        pictureSource.busyProperty().addListener((p, old, now) -> showBusy());
        this.panes = new PanesViewModel(() -> new PaneViewModel(background, sources, cache, sharedView, overlay));
        panes.busyProperty().addListener((p, old, now) -> showBusy());
        PaneViewModel first = panes.first();
        first.runProperty().addListener((p, old, now) -> runChanged(now));
        first.network().subjectProperty().addListener((p, old, now) -> {
            if (now != null) {
                openImages(now);
            }
        });
        first.openErrorProperty().addListener((p, old, now) -> {
            if (!now.isEmpty()) {
                nothing(new Notice("This run cannot be opened", now, Remedy.NOTHING));
            }
        });
        first.loadingProperty().addListener((p, old, now) -> showBusy());
        film = new CheckpointFilm(panes, sharedView, cache, background);
        exports = new PictureExports(this, cache, background);
        scores = new OverlapScores(cache, background, pictureSource.list(), pictureSource::pixels);
        pictures().overlapProperty().addListener((p, old, now) -> {
            if (now != OverlapFilter.ANY && pictures().scoredProperty().get() == 0) {
                measure();
            }
        });
        runChanged(null);
    }

    /** Where the pictures come from. */
    public PictureSource pictureSource() {
        return pictureSource;
    }

    /** The list of pictures. */
    public PictureList pictures() {
        return pictureSource.list();
    }

    /** The list of runs and weights files. */
    public AvailableNetworks availableNetworks() {
        return availableNetworks;
    }

    /** The state that all panes share. */
    public SharedView sharedView() {
        return sharedView;
    }

    public OverlayChoice overlay() {
        return overlay;
    }

    /** Zoom and position of the picture in all panes. */
    public Viewport viewport() {
        return viewport;
    }

    /** The panes, one per network. */
    public PanesViewModel panes() {
        return panes;
    }

    /** The history of the active pane's run. */
    public CheckpointFilm film() {
        return film;
    }

    /** Which parts of the workspace are shown. */
    public ObjectProperty<Arrangement> arrangementProperty() {
        return arrangement;
    }

    /** The position in the picture under the pointer, in any pane; null if none. */
    public ObjectProperty<Query.At> pointedProperty() {
        return pointed;
    }

    /** Folder of the first pane's run; null if none. */
    public ObjectProperty<Path> runProperty() {
        return panes.first().runProperty();
    }

    /** Why there is nothing to show; null if there is something. */
    public ReadOnlyObjectProperty<Notice> noticeProperty() {
        return notice.getReadOnlyProperty();
    }

    /** True while the first run and its image set are being opened. */
    public ReadOnlyBooleanProperty loadingProperty() {
        return loading.getReadOnlyProperty();
    }

    /** True while any work is running. */
    public ReadOnlyBooleanProperty busyProperty() {
        return busy.getReadOnlyProperty();
    }

    private void showBusy() {
        loading.set(pictureSource.loadingProperty().get()
                || panes.first().loadingProperty().get());
        busy.set(pictureSource.busyProperty().get() || panes.busyProperty().get());
    }

    /** Opens the pictures in this folder instead of the run's own. */
    public void chooseImages(Path folder) {
        scores.stop();
        pictureSource.openFolder(folder, this::noImages);
    }

    /** Exports of the current view. */
    public PictureExports exports() {
        return exports;
    }

    /** Jaccard indices of many pictures. */
    public OverlapScores scores() {
        return scores;
    }

    /** Measures the listed pictures with the active pane's network and the selected head. */
    public void measure() {
        PaneViewModel pane = panes.activeProperty().get();
        pane.scoreSettings()
                .ifPresent(scoreSettings -> scores.measure(pictures().measurable(), scoreSettings));
    }

    /** Opens what the user drops, pastes or chooses: pictures, a folder, or, in the active pane, a run or weights file. */
    public void open(List<Path> paths) {
        pictureSource.open(paths, this::openNetwork);
    }

    /** Opens a run or weights file in the active pane and adds it to the list. */
    void openNetwork(Path path) {
        availableNetworks.add(path);
        panes.activeProperty().get().runProperty().set(path);
    }

    /** Shows the pictures of the first pane's run again. */
    public void showRunsPictures() {
        pictureSource.closeOwn();
        InspectSources.Subject first = panes.first().network().subjectProperty().get();
        if (first != null) {
            openImages(first);
        }
    }

    /** Frees the networks; waits for a running forward pass. */
    @Override
    public void close() {
        cache.close();
    }

    private void runChanged(Path folder) {
        if (folder == null) {
            nothing(new Notice(
                    "No run to inspect yet",
                    "Start one in Set up. You can inspect its network as soon as it starts, even before the "
                            + "first step. Or choose an earlier run on the right, or drop a weights file here.",
                    Remedy.SET_UP));
        } else {
            notice.set(null);
        }
    }

    private void openImages(InspectSources.Subject subject) {
        if (overlay.headProperty().get() instanceof Head.One one
                && one.index() >= subject.model().heads()) {
            overlay.headProperty().set(new Head.Mean());
        }
        if (pictureSource.ownProperty().get() != null) {
            return;
        }
        if (subject.images().isPresent()) {
            chooseImages(subject.images().get());
        } else if (pictures().imagesProperty().get() == null) {
            notice.set(new Notice(
                    "No pictures yet",
                    "A weights file has no pictures. Drop pictures or "
                            + "a folder here, paste a picture, or choose a folder.",
                    Remedy.CHOOSE_IMAGES));
        }
    }

    private void opened() {
        if (runProperty().get() != null) {
            notice.set(null);
        }
        scores.stop();
        if (pictures().overlapProperty().get() != OverlapFilter.ANY) {
            measure();
        }
    }

    private void noImages(Exception why) {
        nothing(
                why instanceof DataException
                        ? new Notice(
                                "Pictures of this run not found",
                                ErrorText.of(why)
                                        + " If the folder was moved or renamed, choose its new location; the run itself is not "
                                        + "changed.",
                                Remedy.CHOOSE_IMAGES)
                        : new Notice("The pictures cannot be opened", ErrorText.of(why), Remedy.CHOOSE_IMAGES));
    }

    private void nothing(Notice why) {
        pictureSource.closeRuns();
        notice.set(why);
    }
}
