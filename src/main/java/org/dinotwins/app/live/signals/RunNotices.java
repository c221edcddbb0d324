package org.dinotwins.app.live.signals;

import java.util.List;
import javafx.beans.property.ReadOnlyObjectProperty;
import javafx.beans.property.ReadOnlyObjectWrapper;
import javafx.collections.FXCollections;
import javafx.collections.ObservableList;

/** The notices of a run: all of them, and the one that the banner says until the user puts it away. */
public final class RunNotices {
    private final ObservableList<RunNotice> all = FXCollections.observableArrayList();
    private final ObservableList<RunNotice> seen = FXCollections.unmodifiableObservableList(all);
    private final ReadOnlyObjectWrapper<RunNotice> news = new ReadOnlyObjectWrapper<>();

    /** All notices, newest first. */
    public ObservableList<RunNotice> all() {
        return seen;
    }

    /** What the banner says, null for nothing. */
    public ReadOnlyObjectProperty<RunNotice> newsProperty() {
        return news.getReadOnlyProperty();
    }

    /** Begins anew with notices of long ago, oldest first: none is news enough for the banner. */
    public void begin(List<RunNotice> old) {
        news.set(null);
        all.clear();
        old.forEach(notice -> all.add(0, notice));
    }

    /** Says something new. */
    public void tell(RunNotice notice) {
        all.add(0, notice);
        news.set(notice);
    }

    /** Puts the notice in view away; it stays in the list. */
    public void dismiss() {
        news.set(null);
    }
}
