package org.dinotwins.app.shared.view;

import java.util.List;
import javafx.scene.Node;

/** A view that is built in steps because it is slow to create. FX thread only. */
interface LazyView {
    /** The view; created on the first call, then always the same node. */
    Node view();

    /** The steps that build the view, in order, each shorter than a frame. Call once. */
    default List<Runnable> buildSteps() {
        return List.of();
    }
}
