package org.dinotwins.app.shared.view;

import javafx.scene.Node;

/** Screen pixels per JavaFX unit. */
public final class DeviceScale {
    private DeviceScale() {}

    /** The scale of the node's window; 1 if it has none. */
    public static double of(Node node) {
        return node.getScene() == null || node.getScene().getWindow() == null
                ? 1
                : node.getScene().getWindow().getOutputScaleX();
    }
}
