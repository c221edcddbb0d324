package org.dinotwins.app.shared;

import javafx.scene.control.Tooltip;

/** Help of a sentence or two on a control: it wraps instead of reaching across the screen. */
public final class Tip {
    private static final double WIDTH = 360;

    private Tip() {
    }

    /** A tip with these words, which may be exchanged later. */
    public static Tooltip of(String words) {
        Tooltip tip = new Tooltip(words);
        tip.setWrapText(true);
        tip.setMaxWidth(WIDTH);
        return tip;
    }
}
