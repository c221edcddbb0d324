package org.dinotwins.app.shared.view;

import java.util.ArrayList;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Set;
import javafx.scene.Node;
import javafx.scene.layout.StackPane;

/**
 * Shows one of several views. A new view is built while hidden, one step per frame, and shown when complete, so that
 * the window stays responsive and the layout does not jump. FX thread only.
 */
public final class LazyStack extends StackPane {
    private final Set<LazyView> started = Collections.newSetFromMap(new IdentityHashMap<>());
    private final Set<LazyView> complete = Collections.newSetFromMap(new IdentityHashMap<>());
    private LazyView wanted;
    private Runnable whenSeen;

    /**
     * Shows a view: at once if complete, else when it is built. A later request replaces this one.
     *
     * @param seen called when the view is shown, unless another view is requested first
     */
    public void show(LazyView next, Runnable seen) {
        want(next, seen);
        if (complete.contains(next)) {
            getChildren().add(next.view());
            seen.run();
        } else if (started.add(next)) {
            FrameQueue.each(buildSteps(next));
        }
    }

    /** The steps that build and show the first view, for a stack inside another lazily built view. */
    public List<Runnable> first(LazyView next) {
        want(next, () -> {});
        started.add(next);
        return buildSteps(next);
    }

    private void want(LazyView next, Runnable seen) {
        wanted = next;
        whenSeen = seen;
        // A view under construction stays in the scene, hidden, because only there are its parts styled and laid out.
        getChildren().removeIf(Node::isVisible);
    }

    private List<Runnable> buildSteps(LazyView next) {
        List<Runnable> all = new ArrayList<>();
        all.add(() -> {
            next.view().setVisible(false);
            getChildren().add(next.view());
        });
        all.addAll(next.buildSteps());
        all.add(() -> finish(next));
        return all;
    }

    private void finish(LazyView made) {
        complete.add(made);
        made.view().setVisible(true);
        if (made == wanted) {
            whenSeen.run();
        } else {
            getChildren().remove(made.view());
        }
    }
}
