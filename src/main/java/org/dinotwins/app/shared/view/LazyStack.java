package org.dinotwins.app.shared.view;

import java.util.ArrayList;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Set;
import javafx.scene.Node;
import javafx.scene.layout.StackPane;

/**
 * A place in which one of several views is seen. One that has not been seen before is made out of sight, a piece a frame,
 * and seen when it is whole: the window answers meanwhile, and nothing jumps. All methods are called on the FX thread.
 */
public final class LazyStack extends StackPane {
    private final Set<LazyView> begun = Collections.newSetFromMap(new IdentityHashMap<>());
    private final Set<LazyView> whole = Collections.newSetFromMap(new IdentityHashMap<>());
    private LazyView wanted;
    private Runnable whenSeen;

    /**
     * Brings a view into sight: at once when it is whole, else as soon as it is. Whatever is asked for meanwhile wins.
     *
     * @param seen what to do when it is in sight; left undone when another view is asked for before that
     */
    public void show(LazyView next, Runnable seen) {
        want(next, seen);
        if (whole.contains(next)) {
            getChildren().add(next.view());
            seen.run();
        } else if (begun.add(next)) {
            FrameQueue.each(pieces(next));
        }
    }

    /** The pieces that bring a first view into sight, for a deck that is itself part of something made in pieces. */
    public List<Runnable> first(LazyView next) {
        want(next, () -> { });
        begun.add(next);
        return pieces(next);
    }

    private void want(LazyView next, Runnable seen) {
        wanted = next;
        whenSeen = seen;
        // What is being made stays in the scene, out of sight: only there its pieces are styled and laid out.
        getChildren().removeIf(Node::isVisible);
    }

    private List<Runnable> pieces(LazyView next) {
        List<Runnable> all = new ArrayList<>();
        all.add(() -> {
            next.view().setVisible(false);
            getChildren().add(next.view());
        });
        all.addAll(next.pieces());
        all.add(() -> finish(next));
        return all;
    }

    private void finish(LazyView made) {
        whole.add(made);
        made.view().setVisible(true);
        if (made == wanted) {
            whenSeen.run();
        } else {
            getChildren().remove(made.view());
        }
    }
}
