package org.dinotwins.app.shared.view;

import java.util.List;
import javafx.scene.Node;

/** Something with a view that takes too long to make in one go. All methods are called on the FX thread. */
public interface LazyView {
    /** The view; made at the first call, so that the window opens fast, and the same node from then on. */
    Node view();

    /** Steps that make the view whole, in their order, each short enough for a frame. To be asked for and done once. */
    default List<Runnable> pieces() {
        return List.of();
    }
}
