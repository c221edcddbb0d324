package org.dinotwins.app.inspect;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import javafx.collections.FXCollections;
import javafx.collections.ObservableList;
import org.dinotwins.app.shared.work.Background;

/** The runs and files of weights that can be looked through. */
final class Lookers {
    private final Background background;
    private final Sources sources;
    private final List<Sources.Entry> imported = new ArrayList<>();
    private final ObservableList<Sources.Entry> all = FXCollections.observableArrayList();

    Lookers(Background background, Sources sources) {
        this.background = background;
        this.sources = sources;
    }

    /** Runs, newest first, then what the user opened from elsewhere. */
    ObservableList<Sources.Entry> all() {
        return all;
    }

    /** A run or file as the list has it; one that is not in the list goes by the name of its folder or file. */
    Sources.Entry entry(Path place) {
        Path whole = place.toAbsolutePath().normalize();
        return all.stream().filter(entry -> entry.place().equals(whole)).findFirst()
                .orElse(new Sources.Entry(whole, place.getFileName().toString()));
    }

    /** Adds what the user opened from elsewhere. */
    void add(Path place) {
        Sources.Entry entry = entry(place);
        if (!all.contains(entry)) {
            imported.add(entry);
            all.add(entry);
        }
    }

    /** Lists the runs below a folder anew. */
    void list(Path parent, Consumer<Exception> onFault) {
        background.call(() -> sources.runs(parent), found -> {
            List<Sources.Entry> now = new ArrayList<>(found);
            imported.stream().filter(entry -> found.stream().noneMatch(f -> f.place().equals(entry.place())))
                    .forEach(now::add);
            if (!now.equals(all)) {
                all.setAll(now);
            }
        }, onFault);
    }
}
