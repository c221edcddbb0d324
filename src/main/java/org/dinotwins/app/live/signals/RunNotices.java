package org.dinotwins.app.live.signals;

import java.util.List;
import javafx.beans.property.ReadOnlyObjectProperty;
import javafx.beans.property.ReadOnlyObjectWrapper;
import javafx.collections.FXCollections;
import javafx.collections.ObservableList;

/** The notices of a run, and the one that the banner shows until the user dismisses it. */
public final class RunNotices {
    private final ObservableList<RunNotice> all = FXCollections.observableArrayList();
    private final ObservableList<RunNotice> unmodifiable = FXCollections.unmodifiableObservableList(all);
    private final ReadOnlyObjectWrapper<RunNotice> banner = new ReadOnlyObjectWrapper<>();

    /** All notices, newest first. */
    public ObservableList<RunNotice> all() {
        return unmodifiable;
    }

    /** The notice in the banner; null for none. */
    public ReadOnlyObjectProperty<RunNotice> bannerProperty() {
        return banner.getReadOnlyProperty();
    }

    /** Starts a run with saved notices, oldest first; the banner shows none of them. */
    public void begin(List<RunNotice> old) {
        banner.set(null);
        all.clear();
        old.forEach(notice -> all.add(0, notice));
    }

    /** Adds a new notice and shows it in the banner. */
    public void add(RunNotice notice) {
        all.add(0, notice);
        banner.set(notice);
    }

    /** Hides the banner; the notice stays in the list. */
    public void dismiss() {
        banner.set(null);
    }
}
