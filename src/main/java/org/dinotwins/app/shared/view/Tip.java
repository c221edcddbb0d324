package org.dinotwins.app.shared.view;

import java.util.function.Supplier;
import javafx.event.EventHandler;
import javafx.scene.Node;
import javafx.scene.control.Tooltip;
import javafx.scene.input.MouseEvent;

/** Tooltips that wrap, for help of a sentence or two. */
public final class Tip {
    private static final double WIDTH = 360;

    private Tip() {}

    /** A tooltip whose text may change later. */
    public static Tooltip of(String words) {
        Tooltip tip = new Tooltip(words);
        tip.setWrapText(true);
        tip.setMaxWidth(WIDTH);
        return tip;
    }

    /** Installs a lazily created tooltip with a fixed text. */
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
