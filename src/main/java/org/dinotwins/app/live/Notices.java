package org.dinotwins.app.live;

import java.util.List;
import javafx.beans.property.ReadOnlyObjectProperty;
import javafx.beans.property.ReadOnlyObjectWrapper;
import javafx.collections.FXCollections;
import javafx.collections.ObservableList;

/** The notices of a run: all of them, and the one that the banner says until the user puts it away. */
final class Notices {
    private final ObservableList<Notice> all = FXCollections.observableArrayList();
    private final ObservableList<Notice> seen = FXCollections.unmodifiableObservableList(all);
    private final ReadOnlyObjectWrapper<Notice> news = new ReadOnlyObjectWrapper<>();

    /** All notices, newest first. */
    ObservableList<Notice> all() {
        return seen;
    }

    /** What the banner says, null for nothing. */
    ReadOnlyObjectProperty<Notice> newsProperty() {
        return news.getReadOnlyProperty();
    }

    /** Begins anew with notices of long ago, oldest first: none is news enough for the banner. */
    void begin(List<Notice> old) {
        news.set(null);
        all.clear();
        old.forEach(notice -> all.add(0, notice));
    }

    /** Says something new. */
    void tell(Notice notice) {
        all.add(0, notice);
        news.set(notice);
    }

    /** Puts the notice in view away; it stays in the list. */
    void dismiss() {
        news.set(null);
    }
}
