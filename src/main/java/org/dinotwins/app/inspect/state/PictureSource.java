package org.dinotwins.app.inspect.state;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import javafx.beans.property.ReadOnlyBooleanProperty;
import javafx.beans.property.ReadOnlyBooleanWrapper;
import javafx.beans.property.ReadOnlyObjectProperty;
import javafx.beans.property.ReadOnlyObjectWrapper;
import javafx.beans.property.ReadOnlyStringProperty;
import javafx.beans.property.ReadOnlyStringWrapper;
import org.dinotwins.app.inspect.networks.InspectSources;
import org.dinotwins.app.inspect.networks.SharedView;
import org.dinotwins.app.inspect.pictures.LoadedPicture;
import org.dinotwins.app.inspect.pictures.PictureList;
import org.dinotwins.app.inspect.pictures.TrueMasks;
import org.dinotwins.app.shared.work.Background;
import org.dinotwins.app.shared.work.NewestWins;
import org.dinotwins.data.DataException;
import org.dinotwins.data.ImageSet;
import org.dinotwins.data.Picture;
import org.dinotwins.data.picture.Pixels;

/** Opens the pictures: a run's image set, or the user's own; and decodes the selected and the second one. */
public final class PictureSource {
    /** Number of pasted pictures kept, because they are held in memory. */
    private static final int MOST_PASTED = 20;

    private final InspectSources sources;
    private final SharedView sharedView;
    private final Runnable onOpened;
    private final NewestWins sets;
    private final NewestWins opens;
    private final NewestWins seconds;
    private final PictureList list = new PictureList();
    private final ReadOnlyObjectWrapper<ImageSet> own = new ReadOnlyObjectWrapper<>();
    private final Map<Path, Pixels> pasted = new LinkedHashMap<>();
    private final ReadOnlyStringWrapper fault = new ReadOnlyStringWrapper("");
    private final ReadOnlyBooleanWrapper busy = new ReadOnlyBooleanWrapper();
    private int pastes;

    /** @param onOpened called after a set of pictures is opened */
    PictureSource(Background background, InspectSources sources, SharedView sharedView, Runnable onOpened) {
        this.sources = sources;
        this.sharedView = sharedView;
        this.onOpened = onOpened;
        this.sets = new NewestWins(background);
        this.opens = new NewestWins(background);
        this.seconds = new NewestWins(background);
        for (NewestWins work : List.of(sets, opens, seconds)) {
            work.busyProperty()
                    .addListener((p, old, now) -> busy.set(sets.busyProperty().get()
                            || opens.busyProperty().get()
                            || seconds.busyProperty().get()));
        }
        list.selectedProperty().addListener((property, old, now) -> openPicture(now));
    }

    /** The list of pictures. */
    PictureList list() {
        return list;
    }

    /** The user's own pictures shown instead of the run's; null while the run's are shown. */
    public ReadOnlyObjectProperty<ImageSet> ownProperty() {
        return own.getReadOnlyProperty();
    }

    /** The error for a picture, or anything else, that could not be opened; empty if none. */
    public ReadOnlyStringProperty faultProperty() {
        return fault.getReadOnlyProperty();
    }

    /** Shows an error in place of the last one. */
    public void showFault(String sentence) {
        fault.set(sentence);
    }

    /** True while a set of pictures is being opened. */
    ReadOnlyBooleanProperty loadingProperty() {
        return sets.busyProperty();
    }

    /** True while anything is being opened. */
    ReadOnlyBooleanProperty busyProperty() {
        return busy.getReadOnlyProperty();
    }

    /** Decodes a picture of the list; slow, any thread. */
    public Pixels pixels(Picture picture) throws DataException {
        Pixels kept;
        synchronized (pasted) {
            kept = pasted.get(picture.file());
        }
        return kept == null ? sources.pixels(picture) : kept;
    }

    /** Opens the image set of a folder in place of the user's own pictures. */
    void openFolder(Path folder, Consumer<Exception> onFault) {
        own.set(null);
        Path root = folder.toAbsolutePath().normalize();
        ImageSet present = list.imagesProperty().get();
        if (present != null && present.root().equals(root)) {
            onOpened.run();
            return;
        }
        // The old pictures must not start another forward pass.
        opens.forget();
        sharedView.show(null);
        sets.start(() -> sources.images(root), this::show, onFault);
    }

    /**
     * Opens what the user drops, pastes or chooses: pictures or a folder.
     *
     * @param availableNetworks receives the path if it is a run or weights file
     */
    void open(List<Path> paths, Consumer<Path> availableNetworks) {
        if (!paths.isEmpty()) {
            fault.set("");
            sets.start(
                    () -> sources.gather(paths),
                    gathered -> {
                        if (gathered instanceof InspectSources.Gathered.Images images) {
                            showOwn(images.set());
                        } else if (gathered instanceof InspectSources.Gathered.NetworkFile networkFile) {
                            availableNetworks.accept(networkFile.path());
                        }
                    },
                    e -> fault.set(ErrorText.of(e)));
        }
    }

    /** Shows a picture that has no file, along with those pasted before. */
    public void paste(Pixels picture) {
        List<Picture> all = new ArrayList<>();
        synchronized (pasted) {
            Path name = Path.of("Pasted " + ++pastes).toAbsolutePath();
            pasted.put(name, picture);
            if (pasted.size() > MOST_PASTED) {
                pasted.remove(pasted.keySet().iterator().next());
            }
            pasted.forEach((file, pixels) ->
                    all.add(new Picture(all.size() + 1L, file, pixels.width(), pixels.height(), List.of())));
        }
        showOwn(new ImageSet(
                "Pasted", Path.of("pasted " + all.size()), "pasted", List.of(), all, List.of(), List.of()));
        list.select(list.pictures().size() - 1);
    }

    /** Shows this picture beside the selected one in views of two pictures; null for none. */
    public void pinSecond(Picture picture) {
        ImageSet set = list.imagesProperty().get();
        if (picture == null || set == null) {
            seconds.forget();
            sharedView.secondProperty().set(null);
        } else {
            seconds.start(() -> open(picture, set), sharedView.secondProperty()::set, e -> fault.set(ErrorText.of(e)));
        }
    }

    /** Closes the run's pictures; the user's own remain. */
    void closeRuns() {
        sets.forget();
        if (own.get() == null) {
            list.close();
        }
    }

    /** Closes the user's own pictures. */
    void closeOwn() {
        own.set(null);
        list.close();
    }

    private void showOwn(ImageSet set) {
        own.set(set);
        opens.forget();
        sharedView.show(null);
        show(set);
    }

    private void show(ImageSet set) {
        Picture before = list.selectedProperty().get();
        list.open(set);
        if (before != null && before.equals(list.selectedProperty().get())) {
            openPicture(before);
        }
        onOpened.run();
    }

    private void openPicture(Picture picture) {
        fault.set("");
        if (picture == null) {
            opens.forget();
            sharedView.show(null);
            return;
        }
        ImageSet set = list.imagesProperty().get();
        opens.start(() -> open(picture, set), sharedView::show, e -> {
            sharedView.show(null);
            fault.set(ErrorText.of(e));
        });
    }

    private LoadedPicture open(Picture picture, ImageSet set) throws DataException {
        return new LoadedPicture(picture, pixels(picture), TrueMasks.of(picture, set.categories()));
    }
}
