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
 * State of the Inspect workspace: the pictures, the one in view, and up to four networks, each in its
 * pane. The first pane's run says which pictures there are.
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
    private final PictureSource gallery;
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
        this.gallery = new PictureSource(background, sources, sharedView, this::opened);
        this.availableNetworks = new AvailableNetworks(background, sources);
        gallery.loadingProperty().addListener((p, old, now) -> showBusy());
        gallery.busyProperty().addListener((p, old, now) -> showBusy());
        this.panes = new PanesViewModel(() -> new PaneViewModel(background, sources, cache, sharedView, overlay));
        panes.busyProperty().addListener((p, old, now) -> showBusy());
        PaneViewModel first = panes.first();
        first.runProperty().addListener((p, old, now) -> runChanged(now));
        first.network().subjectProperty().addListener((p, old, now) -> {
            if (now != null) {
                openImages(now);
            }
        });
        first.unopenedProperty().addListener((p, old, now) -> {
            if (!now.isEmpty()) {
                nothing(new Notice("This run cannot be opened", now, Remedy.NOTHING));
            }
        });
        first.loadingProperty().addListener((p, old, now) -> showBusy());
        film = new CheckpointFilm(panes, sharedView, cache, background);
        exports = new PictureExports(this, cache, background);
        scores = new OverlapScores(cache, background, gallery.list(), gallery::pixels);
        pictures().overlapProperty().addListener((p, old, now) -> {
            if (now != OverlapFilter.ANY && pictures().scoredProperty().get() == 0) {
                measure();
            }
        });
        runChanged(null);
    }

    /** Where the pictures come from. */
    public PictureSource gallery() {
        return gallery;
    }

    /** The pictures to choose from. */
    public PictureList pictures() {
        return gallery.list();
    }

    /** The runs and files of weights to choose from. */
    public AvailableNetworks availableNetworks() {
        return availableNetworks;
    }

    /** The view that all panes share. */
    public SharedView sharedView() {
        return sharedView;
    }

    public OverlayChoice overlay() {
        return overlay;
    }

    /** Zoom and place of the picture in all panes. */
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

    /** What of the workspace is shown. */
    public ObjectProperty<Arrangement> arrangementProperty() {
        return arrangement;
    }

    /** The place of the picture under the pointer, in whichever pane; null for none. */
    public ObjectProperty<Query.At> pointedProperty() {
        return pointed;
    }

    /** Folder of the first pane's run; null for none. */
    public ObjectProperty<Path> runProperty() {
        return panes.first().runProperty();
    }

    /** Why there is nothing to show; null otherwise. */
    public ReadOnlyObjectProperty<Notice> noticeProperty() {
        return notice.getReadOnlyProperty();
    }

    /** True while the first run and its image set are being opened. */
    public ReadOnlyBooleanProperty loadingProperty() {
        return loading.getReadOnlyProperty();
    }

    /** True while anything is under way. */
    public ReadOnlyBooleanProperty busyProperty() {
        return busy.getReadOnlyProperty();
    }

    private void showBusy() {
        loading.set(gallery.loadingProperty().get()
                || panes.first().loadingProperty().get());
        busy.set(gallery.busyProperty().get() || panes.busyProperty().get());
    }

    /** Takes the pictures from this folder. */
    public void chooseImages(Path folder) {
        scores.stop();
        gallery.openFolder(folder, this::noImages);
    }

    /** Files of what is seen. */
    public PictureExports exports() {
        return exports;
    }

    /** Jaccard indices of many pictures. */
    public OverlapScores scores() {
        return scores;
    }

    /** Measures the pictures of the list with the active pane's network and the head in view. */
    public void measure() {
        PaneViewModel pane = panes.activeProperty().get();
        pane.scoreSettings()
                .ifPresent(scoreSettings -> scores.measure(pictures().measurable(), scoreSettings));
    }

    /** Opens what the user drops, pastes or chooses: pictures, a folder of them, a run, or a file of weights for the active pane. */
    public void open(List<Path> places) {
        gallery.open(places, this::openNetwork);
    }

    /** Opens a run, or a weights file, in the active pane and adds it to the list. */
    void openNetwork(Path place) {
        availableNetworks.add(place);
        panes.activeProperty().get().runProperty().set(place);
    }

    /** Shows the pictures of the first pane's run again. */
    public void showRunsPictures() {
        gallery.closeOwn();
        InspectSources.Subject first = panes.first().network().subjectProperty().get();
        if (first != null) {
            openImages(first);
        }
    }

    /** Frees the networks; waits for a pass under way. */
    @Override
    public void close() {
        cache.close();
    }

    private void runChanged(Path folder) {
        if (folder == null) {
            nothing(new Notice(
                    "No run to inspect yet",
                    "Start one in Set up. You can inspect its network as soon as it starts, even before its "
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
        if (gallery.ownProperty().get() != null) {
            return;
        }
        if (subject.images().isPresent()) {
            chooseImages(subject.images().get());
        } else if (pictures().imagesProperty().get() == null) {
            notice.set(new Notice(
                    "No pictures yet",
                    "A weights file has no pictures. Drop some here, or "
                            + "a folder of them, paste one, or choose a folder.",
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
                                        + " If the folder was moved or renamed, choose its new place; the run itself is not "
                                        + "changed.",
                                Remedy.CHOOSE_IMAGES)
                        : new Notice("The pictures cannot be opened", ErrorText.of(why), Remedy.CHOOSE_IMAGES));
    }

    private void nothing(Notice why) {
        gallery.closeRuns();
        notice.set(why);
    }
}
