package org.dinotwins.app.inspect;

import java.util.function.IntSupplier;
import javafx.beans.property.BooleanProperty;
import javafx.scene.Node;
import javafx.scene.control.ComboBoxBase;
import javafx.scene.control.Slider;
import javafx.scene.control.TextInputControl;
import javafx.scene.input.KeyCode;
import javafx.scene.input.KeyEvent;

/** The keyboard of the Inspect workspace. Controls that need a key themselves keep it while they have the focus. */
final class InspectKeys {
    private final InspectViewModel model;
    private final IntSupplier columns;

    /** @param columns pictures in a row of the list: how far up and down go */
    InspectKeys(InspectViewModel model, IntSupplier columns) {
        this.model = model;
        this.columns = columns;
    }

    void install(Node view) {
        view.addEventFilter(KeyEvent.KEY_PRESSED, event -> {
            Node owner = view.getScene().getFocusOwner();
            boolean theirs = owner instanceof TextInputControl || owner instanceof ComboBoxBase
                    || owner instanceof Slider && event.getCode().isArrowKey();
            if (!theirs && !event.isShortcutDown() && !event.isAltDown() && press(event.getCode())) {
                event.consume();
            }
        });
        view.addEventFilter(KeyEvent.KEY_RELEASED, event -> {
            if (event.getCode() == KeyCode.H) {
                model.overlay().hiddenProperty().set(false);
            }
        });
    }

    /** @return true when the key means something here */
    boolean press(KeyCode key) {
        if (key.isDigitKey()) {
            return head(key.getCode() - (key.name().startsWith("NUMPAD") ? KeyCode.NUMPAD0 : KeyCode.DIGIT0).getCode());
        }
        switch (key) {
            case LEFT, KP_LEFT -> model.pictures().move(-1);
            case RIGHT, KP_RIGHT -> model.pictures().move(1);
            case UP, KP_UP -> model.pictures().move(-columns.getAsInt());
            case DOWN, KP_DOWN -> model.pictures().move(columns.getAsInt());
            case HOME -> model.pictures().select(0);
            case END -> model.pictures().select(model.pictures().pictures().size() - 1);
            case PAGE_UP -> block(1);
            case PAGE_DOWN -> block(-1);
            case ESCAPE -> model.queryProperty().set(Sight.CLS);
            case M -> model.overlay().headProperty().set(new Head.Max());
            case O -> toggle(model.overlay().outlinesProperty());
            case K -> kept();
            case B -> model.network().toggleBefore();
            case H -> model.overlay().hiddenProperty().set(true);
            default -> {
                return false;
            }
        }
        return true;
    }

    private boolean head(int digit) {
        int heads = model.network().modelProperty().get() == null ? 0 : model.network().modelProperty().get().heads();
        if (digit <= heads) {
            model.overlay().headProperty().set(digit == 0 ? new Head.Mean() : new Head.One(digit - 1));
        }
        return true;
    }

    private void block(int by) {
        if (model.network().modelProperty().get() != null) {
            int wanted = model.network().blockProperty().get() + by;
            model.network().blockProperty().set(Math.max(0,
                    Math.min(model.network().modelProperty().get().depth() - 1, wanted)));
        }
    }

    private void kept() {
        OverlayChoice.Kept[] all = OverlayChoice.Kept.values();
        model.overlay().keptProperty().set(all[(model.overlay().keptProperty().get().ordinal() + 1) % all.length]);
    }

    private static void toggle(BooleanProperty property) {
        property.set(!property.get());
    }
}
