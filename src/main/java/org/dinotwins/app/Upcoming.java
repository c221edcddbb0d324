package org.dinotwins.app;

import javafx.scene.Node;
import org.dinotwins.app.shared.EmptyState;
import org.dinotwins.app.shared.Workspace;

/** A workspace that this build does not hold yet. */
record Upcoming(String title, String icon) implements Workspace {
    @Override
    public Node view() {
        return new EmptyState(icon, title, "This workspace is not part of this build.");
    }
}
