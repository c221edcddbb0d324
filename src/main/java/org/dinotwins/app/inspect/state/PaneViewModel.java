package org.dinotwins.app.inspect.state;

import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.CancellationException;
import javafx.beans.property.ObjectProperty;
import javafx.beans.property.ReadOnlyBooleanProperty;
import javafx.beans.property.ReadOnlyBooleanWrapper;
import javafx.beans.property.ReadOnlyObjectProperty;
import javafx.beans.property.ReadOnlyObjectWrapper;
import javafx.beans.property.ReadOnlyStringProperty;
import javafx.beans.property.ReadOnlyStringWrapper;
import javafx.beans.property.SimpleObjectProperty;
import org.dinotwins.app.inspect.networks.Head;
import org.dinotwins.app.inspect.networks.InputSize;
import org.dinotwins.app.inspect.networks.InspectSources;
import org.dinotwins.app.inspect.networks.MaskedAttention;
import org.dinotwins.app.inspect.networks.NetworkCache;
import org.dinotwins.app.inspect.networks.NetworkChoice;
import org.dinotwins.app.inspect.networks.NetworkOutput;
import org.dinotwins.app.inspect.networks.Query;
import org.dinotwins.app.inspect.networks.SharedView;
import org.dinotwins.app.inspect.networks.ViewKind;
import org.dinotwins.app.inspect.networks.WeightsOrigin;
import org.dinotwins.app.inspect.painting.OverlayChoice;
import org.dinotwins.app.inspect.pictures.LoadedPicture;
import org.dinotwins.app.inspect.pictures.PatchTruthIndex;
import org.dinotwins.app.shared.work.Background;
import org.dinotwins.app.shared.work.NewestWins;
import org.dinotwins.config.WorkbenchException;
import org.dinotwins.eval.attention.PatchGrid;
import org.dinotwins.run.Progress;

/**
 * One network and its attention on the picture shared by all panes. When a value of {@link NetworkOutput.Request}
 * changes, a forward pass runs in the background; only the newest request counts. Head, threshold, colours and opacity
 * need no forward pass.
 */
public final class PaneViewModel {
    private final InspectSources sources;
    private final NetworkCache cache;
    private final SharedView sharedView;
    private final OverlayChoice overlay;
    private final NewestWins loads;
    private final NewestWins passes;
    private final NewestWins masks;
    private final NewestWins listings;
    private final NetworkChoice network = new NetworkChoice();
    private final ObjectProperty<Path> run = new SimpleObjectProperty<>();
    private final ReadOnlyObjectWrapper<MaskedAttention> masked = new ReadOnlyObjectWrapper<>();
    private final ReadOnlyBooleanWrapper stale = new ReadOnlyBooleanWrapper();
    private final ReadOnlyBooleanWrapper busy = new ReadOnlyBooleanWrapper();
    private final ReadOnlyStringWrapper fault = new ReadOnlyStringWrapper("");
    private final ReadOnlyStringWrapper openError = new ReadOnlyStringWrapper("");
    private LoadedPicture shownPicture;
    private NetworkOutput output;
    /** Read by running passes, to find out whether they are still needed. */
    private volatile NetworkOutput.Request requested;

    private PatchTruthIndex truthIndex;

    PaneViewModel(
            Background background,
            InspectSources sources,
            NetworkCache cache,
            SharedView sharedView,
            OverlayChoice overlay) {
        this.sources = sources;
        this.cache = cache;
        this.sharedView = sharedView;
        this.overlay = overlay;
        this.loads = new NewestWins(background);
        this.passes = new NewestWins(background);
        this.masks = new NewestWins(background);
        this.listings = new NewestWins(background);
        for (NewestWins work : List.of(loads, passes, masks)) {
            work.busyProperty()
                    .addListener((p, old, now) -> busy.set(loads.busyProperty().get()
                            || passes.busyProperty().get()
                            || masks.busyProperty().get()));
        }
        run.addListener((p, old, now) -> open());
        network.chosenProperty().addListener((p, old, now) -> requestOutput());
        network.roleProperty().addListener((p, old, now) -> requestOutput());
        overlay.thresholdProperty().addListener((p, old, now) -> measure());
        sharedView.onChange(this::viewChanged);
        viewChanged();
    }

    public NetworkChoice network() {
        return network;
    }

    /** Folder of the run, or the weights file, that is shown; null if none. */
    public ObjectProperty<Path> runProperty() {
        return run;
    }

    /** The newest attention on the picture; null before the first. */
    public ReadOnlyObjectProperty<MaskedAttention> maskedAttentionProperty() {
        return masked.getReadOnlyProperty();
    }

    /** Whether the attention does not match the current settings yet. */
    public ReadOnlyBooleanProperty staleProperty() {
        return stale.getReadOnlyProperty();
    }

    /** The error for a picture that could not be processed; empty if none. */
    public ReadOnlyStringProperty faultProperty() {
        return fault.getReadOnlyProperty();
    }

    /** The error for a run that could not be opened; empty if none. */
    public ReadOnlyStringProperty openErrorProperty() {
        return openError.getReadOnlyProperty();
    }

    /** True while any work is running. */
    ReadOnlyBooleanProperty busyProperty() {
        return busy.getReadOnlyProperty();
    }

    /** True while the run is being opened. */
    ReadOnlyBooleanProperty loadingProperty() {
        return loads.busyProperty();
    }

    /** Index of the selected block, from 0; 0 if there is no network. */
    int block() {
        return network.subjectProperty().get() == null
                ? 0
                : sharedView.block(network.subjectProperty().get().model().depth());
    }

    /** Checks for new checkpoints of the run; retries a run that could not be opened. */
    void refresh() {
        Path folder = run.get();
        if (folder == null || loads.busyProperty().get()) {
            return;
        }
        InspectSources.Subject subject = network.subjectProperty().get();
        if (subject == null) {
            load(folder);
        } else if (!subject.imported()) {
            listings.start(
                    () -> sources.checkpoints(folder),
                    found -> {
                        if (folder.equals(run.get()) && !loads.busyProperty().get()) {
                            network.offerCheckpoints(found);
                        }
                    },
                    e -> fault.set(ErrorText.of(e)));
        }
    }

    private void open() {
        openError.set("");
        fault.set("");
        passes.forget();
        requested = null;
        network.show(null);
        stale.set(true);
        if (run.get() == null) {
            loads.forget();
            masks.forget();
            output = null;
            masked.set(null);
        } else {
            load(run.get());
        }
    }

    private void load(Path path) {
        loads.start(
                () -> sources.subject(path),
                subject -> {
                    openError.set("");
                    network.show(subject);
                    requestOutput();
                },
                e -> openError.set(ErrorText.of(e)));
    }

    // By reference: a picture that is opened again counts as another.
    @SuppressWarnings("ReferenceEquality")
    private void viewChanged() {
        LoadedPicture now = sharedView.openedProperty().get();
        if (now != shownPicture) {
            shownPicture = now;
            passes.forget();
            masks.forget();
            output = null;
            requested = null;
            truthIndex = null;
            masked.set(null);
            stale.set(now != null);
            fault.set("");
        }
        requestOutput();
    }

    /** The request for these weights of the network; empty if there is no picture or network. */
    Optional<NetworkOutput.Request> requestFor(NetworkChoice.Weights weights) {
        InspectSources.Subject subject = network.subjectProperty().get();
        LoadedPicture picture = sharedView.openedProperty().get();
        if (picture == null || subject == null) {
            return Optional.empty();
        }
        int longSide = sharedView
                .sizeProperty()
                .get()
                .pixels(picture.pixels(), subject.model().imageSize());
        PatchGrid grid = PatchGrid.of(
                picture.pixels().width(),
                picture.pixels().height(),
                longSide,
                subject.model().patchSize());
        ViewKind view = sharedView.viewProperty().get();
        Query query = sharedView.effectiveQuery();
        return Optional.of(new NetworkOutput.Request(
                network.origin(weights),
                picture.picture(),
                longSide,
                view,
                view == ViewKind.ATTENTION ? block() : 0,
                query.patch(grid),
                view.ofTwo() ? sharedView.second().map(LoadedPicture::picture) : Optional.empty()));
    }

    /** How to score many pictures: with this network, block, head and threshold, and CLS as the query. */
    Optional<OverlapScores.ScoreSettings> scoreSettings() {
        InspectSources.Subject subject = network.subjectProperty().get();
        if (subject == null) {
            return Optional.empty();
        }
        WeightsOrigin origin = network.origin(network.chosenProperty().get());
        InputSize size = sharedView.sizeProperty().get();
        ViewKind view = sharedView.viewProperty().get().byHead()
                ? sharedView.viewProperty().get()
                : ViewKind.ATTENTION;
        int block = view == ViewKind.ATTENTION ? block() : 0;
        Head head = overlay.headProperty().get();
        double mass = overlay.thresholdProperty().get();
        return Optional.of(new OverlapScores.ScoreSettings(
                network.title() + ", " + head.title().toLowerCase(Locale.ROOT),
                (picture, pixels) -> new NetworkOutput.Request(
                        origin,
                        picture,
                        size.pixels(pixels, subject.model().imageSize()),
                        view,
                        block,
                        Query.CLS,
                        Optional.empty()),
                head,
                mass));
    }

    private void requestOutput() {
        Optional<NetworkOutput.Request> wanted = loads.busyProperty().get()
                ? Optional.empty()
                : requestFor(network.chosenProperty().get());
        if (wanted.isEmpty() || wanted.get().equals(requested)) {
            return;
        }
        NetworkOutput.Request request = wanted.get();
        NetworkCache.Pictures pictures = sharedView.pictures();
        requested = request;
        fault.set("");
        stale.set(true);
        Optional<NetworkOutput> known = cache.cached(request);
        if (known.isPresent()) {
            passes.forget();
            take(known);
            return;
        }
        passes.start(() -> compute(request, pictures), this::take, e -> {
            requested = null;
            fault.set(ErrorText.of(e));
        });
    }

    /** Empty if the pass was superseded. */
    private Optional<NetworkOutput> compute(NetworkOutput.Request request, NetworkCache.Pictures pictures)
            throws WorkbenchException {
        try {
            return Optional.of(cache.get(request, pictures, new Progress() {
                @Override
                public void at(double share, String what) {
                    // A pass is too short to show progress.
                }

                @Override
                public boolean cancelled() {
                    NetworkOutput.Request newest = requested;
                    return newest == null || !newest.samePass(request);
                }
            }));
        } catch (CancellationException e) {
            return Optional.empty();
        }
    }

    private void take(Optional<NetworkOutput> result) {
        if (result.isPresent()) {
            output = result.get();
            measure();
        }
    }

    private void measure() {
        NetworkOutput result = output;
        LoadedPicture picture = shownPicture;
        if (result == null || picture == null) {
            return;
        }
        double mass = overlay.thresholdProperty().get();
        PatchTruthIndex present = truthIndex != null && truthIndex.grid().equals(result.grid()) ? truthIndex : null;
        masks.start(
                () -> {
                    PatchTruthIndex with = present != null
                            ? present
                            : PatchTruthIndex.of(picture.picture(), picture.truth(), result.grid());
                    return new Measured(with, MaskedAttention.of(result, with, mass));
                },
                read -> {
                    truthIndex = read.with();
                    masked.set(read.masked());
                    stale.set(!result.request().equals(requested));
                },
                e -> fault.set(ErrorText.of(e)));
    }

    private record Measured(PatchTruthIndex with, MaskedAttention masked) {}
}
