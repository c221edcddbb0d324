package org.dinotwins.app.inspect.networks;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import javafx.collections.FXCollections;
import javafx.collections.ObservableList;
import org.dinotwins.app.shared.work.Background;

/** The runs and weights files that can be inspected. */
public final class AvailableNetworks {
    private final Background background;
    private final InspectSources sources;
    private final List<InspectSources.Entry> imported = new ArrayList<>();
    private final ObservableList<InspectSources.Entry> all = FXCollections.observableArrayList();

    public AvailableNetworks(Background background, InspectSources sources) {
        this.background = background;
        this.sources = sources;
    }

    /** Runs, newest first, then what the user opened from elsewhere. */
    public ObservableList<InspectSources.Entry> all() {
        return all;
    }

    /** The list's entry for a run or file; if it is not listed, an entry named after its folder or file. */
    public InspectSources.Entry entry(Path place) {
        Path whole = place.toAbsolutePath().normalize();
        return all.stream()
                .filter(entry -> entry.place().equals(whole))
                .findFirst()
                .orElse(new InspectSources.Entry(whole, place.getFileName().toString()));
    }

    /** Adds what the user opened from elsewhere. */
    public void add(Path place) {
        InspectSources.Entry entry = entry(place);
        if (!all.contains(entry)) {
            imported.add(entry);
            all.add(entry);
        }
    }

    /** Lists the runs below a folder anew. */
    public void list(Path parent, Consumer<Exception> onFault) {
        background.call(
                () -> sources.runs(parent),
                found -> {
                    List<InspectSources.Entry> now = new ArrayList<>(found);
                    imported.stream()
                            .filter(entry ->
                                    found.stream().noneMatch(f -> f.place().equals(entry.place())))
                            .forEach(now::add);
                    if (!now.equals(all)) {
                        all.setAll(now);
                    }
                },
                onFault);
    }
}
