package org.dinotwins.app.inspect.state;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Optional;
import java.util.function.Supplier;
import javafx.beans.property.ObjectProperty;
import javafx.beans.property.ReadOnlyBooleanProperty;
import javafx.beans.property.ReadOnlyBooleanWrapper;
import javafx.beans.property.SimpleObjectProperty;
import javafx.beans.value.ObservableValue;
import javafx.collections.FXCollections;
import javafx.collections.ListChangeListener;
import javafx.collections.ObservableList;
import org.dinotwins.app.inspect.networks.InspectSources;
import org.dinotwins.app.inspect.networks.MaskedAttention;
import org.dinotwins.app.inspect.networks.NetworkChoice;

/** The panes with their networks, and which of them is active. */
public final class PanesViewModel {
    /** Largest number of panes; more would be too small to compare. */
    public static final int MOST = 4;

    private final Supplier<PaneViewModel> maker;
    /** Closed panes, kept for reuse, because a pane's views and listeners are created once. */
    private final Deque<PaneViewModel> spare = new ArrayDeque<>();

    private final ObservableList<PaneViewModel> panes = FXCollections.observableArrayList();
    private final ObservableList<PaneViewModel> readOnlyPanes = FXCollections.unmodifiableObservableList(panes);
    private final ObjectProperty<PaneViewModel> active = new SimpleObjectProperty<>();
    private final ObservableValue<MaskedAttention> masked = active.flatMap(PaneViewModel::maskedAttentionProperty);
    private final ObservableValue<Boolean> stale = active.flatMap(PaneViewModel::staleProperty);
    private final ObservableValue<InspectSources.Subject> subject =
            active.flatMap(p -> p.network().subjectProperty());
    private final ReadOnlyBooleanWrapper busy = new ReadOnlyBooleanWrapper();

    /** @param maker makes a pane without a network */
    PanesViewModel(Supplier<PaneViewModel> maker) {
        this.maker = maker;
        panes.addListener((ListChangeListener<PaneViewModel>) change -> showBusy());
        panes.add(pane());
        active.set(first());
    }

    /** The open panes, one to {@link #MOST}; the first one cannot be closed. */
    public ObservableList<PaneViewModel> list() {
        return readOnlyPanes;
    }

    /** The pane whose run determines the list of pictures. */
    public PaneViewModel first() {
        return panes.get(0);
    }

    /** The pane whose network the settings on the right apply to; never null. */
    public ObjectProperty<PaneViewModel> activeProperty() {
        return active;
    }

    /** The newest attention of the active pane; null before the first. */
    public ObservableValue<MaskedAttention> maskedAttentionProperty() {
        return masked;
    }

    /** Whether that attention does not match the current settings yet. */
    public ObservableValue<Boolean> staleProperty() {
        return stale;
    }

    /** The run or weights that the active pane shows; null if none. */
    public ObservableValue<InspectSources.Subject> subjectProperty() {
        return subject;
    }

    /** Number of heads of the active pane's network; 0 without one. */
    public int heads() {
        return subject.getValue() == null ? 0 : subject.getValue().model().heads();
    }

    /** Number of blocks of the active pane's network; 0 without one. */
    public int depth() {
        return subject.getValue() == null ? 0 : subject.getValue().model().depth();
    }

    /** True while any pane is working. */
    ReadOnlyBooleanProperty busyProperty() {
        return busy.getReadOnlyProperty();
    }

    /**
     * Opens another pane beside the others and makes it the active one: the active pane's run before training, or its
     * newest weights if the active pane shows the network before training.
     */
    public void add() {
        if (panes.size() == MOST) {
            return;
        }
        PaneViewModel model = active.get();
        PaneViewModel added = spare.isEmpty() ? pane() : spare.pop();
        added.network().chosenProperty().set(new NetworkChoice.Weights.Latest(Optional.empty()));
        if (!(model.network().chosenProperty().get() instanceof NetworkChoice.Weights.Before)) {
            added.network().chosenProperty().set(new NetworkChoice.Weights.Before());
        }
        added.network().roleProperty().set(model.network().roleProperty().get());
        added.runProperty().set(model.runProperty().get());
        panes.add(added);
        active.set(added);
    }

    /** Closes a pane, unless it is the first one. */
    public void close(PaneViewModel pane) {
        if (panes.indexOf(pane) > 0) {
            panes.remove(pane);
            pane.runProperty().set(null);
            spare.push(pane);
            if (active.get() == pane) {
                active.set(panes.get(panes.size() - 1));
            }
        }
    }

    /** Makes the next pane active; after the last one, the first. */
    public void next() {
        active.set(panes.get((panes.indexOf(active.get()) + 1) % panes.size()));
    }

    /** Checks for new checkpoints of the runs; retries runs that could not be opened. */
    public void refresh() {
        panes.forEach(PaneViewModel::refresh);
    }

    private PaneViewModel pane() {
        PaneViewModel pane = maker.get();
        pane.busyProperty().addListener((p, old, now) -> showBusy());
        return pane;
    }

    private void showBusy() {
        busy.set(panes.stream().anyMatch(pane -> pane.busyProperty().get()));
    }
}
