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

    /** Runs, newest first, then what the user opened from other places. */
    public ObservableList<InspectSources.Entry> all() {
        return all;
    }

    /** The list's entry for a run or file, or a new one named after its folder or file if it is not listed. */
    public InspectSources.Entry entry(Path path) {
        Path whole = path.toAbsolutePath().normalize();
        return all.stream()
                .filter(entry -> entry.path().equals(whole))
                .findFirst()
                .orElse(new InspectSources.Entry(whole, path.getFileName().toString()));
    }

    /** Adds a run or file that the user opened. */
    public void add(Path path) {
        InspectSources.Entry entry = entry(path);
        if (!all.contains(entry)) {
            imported.add(entry);
            all.add(entry);
        }
    }

    /** Lists the runs below a folder again. */
    public void list(Path parent, Consumer<Exception> onFault) {
        background.call(
                () -> sources.runs(parent),
                found -> {
                    List<InspectSources.Entry> now = new ArrayList<>(found);
                    imported.stream()
                            .filter(entry ->
                                    found.stream().noneMatch(f -> f.path().equals(entry.path())))
                            .forEach(now::add);
                    if (!now.equals(all)) {
                        all.setAll(now);
                    }
                },
                onFault);
    }
}
