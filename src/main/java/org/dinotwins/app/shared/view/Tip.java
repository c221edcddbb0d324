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

    /** Installs a tooltip that is created when the pointer first enters the node, so that large forms open faster. */
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
