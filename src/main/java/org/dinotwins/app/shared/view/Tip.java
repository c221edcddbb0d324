package org.dinotwins.app.shared.view;

import java.util.function.Supplier;
import javafx.event.EventHandler;
import javafx.scene.Node;
import javafx.scene.control.Tooltip;
import javafx.scene.input.MouseEvent;

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

    /** Gives a node a tip with these words, made late. */
    public static void late(Node node, String words) {
        late(node, () -> of(words));
    }

    /** Gives a node a tip that is made when the pointer first comes to it: a form of many fields opens faster so. */
    public static void late(Node node, Supplier<Tooltip> tip) {
        node.addEventHandler(MouseEvent.MOUSE_ENTERED, new EventHandler<>() {
            @Override
            public void handle(MouseEvent e) {
                node.removeEventHandler(MouseEvent.MOUSE_ENTERED, this);
                Tooltip.install(node, tip.get());
            }
        });
    }
}
