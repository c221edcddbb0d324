package org.dinotwins.app.inspect.networks;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import javafx.beans.property.IntegerProperty;
import javafx.beans.property.ObjectProperty;
import javafx.beans.property.ReadOnlyObjectProperty;
import javafx.beans.property.ReadOnlyObjectWrapper;
import javafx.beans.property.SimpleIntegerProperty;
import javafx.beans.property.SimpleObjectProperty;
import org.dinotwins.app.inspect.pictures.LoadedPicture;

/**
 * What all panes share, each with its own network: picture, query, view, block and input size. A change needs a forward
 * pass in every pane.
 */
public final class SharedView {
    private final ReadOnlyObjectWrapper<LoadedPicture> opened = new ReadOnlyObjectWrapper<>();
    private final ObjectProperty<LoadedPicture> second = new SimpleObjectProperty<>();
    private final ObjectProperty<Query> query = new SimpleObjectProperty<>(new Query.Cls());
    private final ObjectProperty<ViewKind> view = new SimpleObjectProperty<>(ViewKind.ATTENTION);
    private final IntegerProperty fromLast = new SimpleIntegerProperty();
    private final ObjectProperty<InputSize> size = new SimpleObjectProperty<>(new InputSize.AsMeasured());
    private final List<Runnable> panes = new ArrayList<>();
    private boolean holding;

    public SharedView() {
        for (var choice : List.of(opened, second, query, view, fromLast, size)) {
            choice.addListener((p, old, now) -> changed());
        }
    }

    /** Calls the listener after each change; changes combined by {@link #hold} count as one. */
    public void onChange(Runnable listener) {
        panes.add(listener);
    }

    /** Makes several changes and notifies the listeners once at the end. */
    void hold(Runnable changes) {
        boolean outermost = !holding;
        holding = true;
        try {
            changes.run();
        } finally {
            if (outermost) {
                holding = false;
                changed();
            }
        }
    }

    private void changed() {
        if (!holding) {
            List.copyOf(panes).forEach(Runnable::run);
        }
    }

    /** Shows another picture and resets the query to CLS. */
    public void show(LoadedPicture picture) {
        hold(() -> {
            query.set(new Query.Cls());
            opened.set(picture);
        });
    }

    /** The selected picture; null if none. */
    public ReadOnlyObjectProperty<LoadedPicture> openedProperty() {
        return opened.getReadOnlyProperty();
    }

    /** The second picture, on which similarity is also shown; null if none. */
    public ObjectProperty<LoadedPicture> secondProperty() {
        return second;
    }

    /** The query; selecting another picture resets it to CLS. */
    public ObjectProperty<Query> queryProperty() {
        return query;
    }

    /**
     * The query in effect: CLS in views without a query; the centre patch instead of CLS in views that need a patch.
     */
    public Query effectiveQuery() {
        return switch (view.get()) {
            case PCA -> new Query.Cls();
            case SIMILARITY -> query.get() instanceof Query.Cls ? new Query.At(0.5, 0.5) : query.get();
            case ATTENTION, ROLLOUT -> query.get();
        };
    }

    /** Like {@link #secondProperty}. */
    public Optional<LoadedPicture> second() {
        return Optional.ofNullable(second.get());
    }

    /** The pixels of the selected picture and of the second one. */
    public NetworkCache.Pictures pictures() {
        return new NetworkCache.Pictures(opened.get().pixels(), second().map(LoadedPicture::pixels));
    }

    public ObjectProperty<ViewKind> viewProperty() {
        return view;
    }

    /**
     * Number of blocks between the selected one and the last, so that networks of different depths are compared from
     * the end.
     */
    public IntegerProperty fromLastProperty() {
        return fromLast;
    }

    /** Index of the selected block in a network of this depth. */
    public int block(int depth) {
        return Math.max(0, depth - 1 - fromLast.get());
    }

    /** Moves up by a number of blocks in a network of this depth, or down if negative; stops at the ends. */
    public void moveBlock(int by, int depth) {
        fromLast.set(Math.max(0, Math.min(depth - 1, depth - 1 - block(depth) - by)));
    }

    public ObjectProperty<InputSize> sizeProperty() {
        return size;
    }
}
