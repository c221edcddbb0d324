package org.dinotwins.app.shared.view;

import javafx.scene.Node;

/** How many pixels of the screen a unit of the window covers. */
public final class DeviceScale {
    private DeviceScale() {
    }

    /** The scale of the window that a node is in; 1 while it is in none. */
    public static double of(Node node) {
        return node.getScene() == null || node.getScene().getWindow() == null ? 1
                : node.getScene().getWindow().getOutputScaleX();
    }
}
