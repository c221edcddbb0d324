package org.dinotwins.app.inspect;

import java.util.List;
import java.util.Optional;
import java.util.function.IntSupplier;
import java.util.function.Supplier;
import javafx.beans.property.BooleanProperty;
import javafx.scene.Node;
import javafx.scene.control.ComboBoxBase;
import javafx.scene.control.Slider;
import javafx.scene.control.TextInputControl;
import javafx.scene.input.KeyCode;
import javafx.scene.input.KeyCodeCombination;
import javafx.scene.input.KeyCombination;
import javafx.scene.input.KeyEvent;
import org.dinotwins.app.inspect.networks.Head;
import org.dinotwins.app.inspect.networks.Query;
import org.dinotwins.app.inspect.networks.ViewKind;
import org.dinotwins.app.inspect.painting.OverlayChoice;
import org.dinotwins.app.inspect.pictures.Placement;
import org.dinotwins.app.inspect.pictures.Viewport;
import org.dinotwins.app.inspect.state.Arrangement;
import org.dinotwins.app.inspect.state.InspectViewModel;
import org.dinotwins.app.shared.view.ShortcutHelp;

/** The keyboard shortcuts of the Inspect workspace. Focused controls that need a key themselves keep it. */
final class InspectKeys {
    /** The shortcuts as shown in the overlay. */
    static final List<ShortcutHelp> HELP = List.of(
            new ShortcutHelp("← → ↑ ↓", "Change picture"),
            new ShortcutHelp("W", "Grid of all pictures"),
            new ShortcutHelp("V", "Next view"),
            new ShortcutHelp("1 … 9", "A head"),
            new ShortcutHelp("0, M", "Mean, maximum of the heads"),
            new ShortcutHelp("Page ↑ ↓", "Change block"),
            new ShortcutHelp("Click", "Query a patch"),
            new ShortcutHelp("Esc", "Query CLS again"),
            new ShortcutHelp("Wheel, + −", "Zoom"),
            new ShortcutHelp("Drag", "Move the picture"),
            new ShortcutHelp("F, double click", "Whole picture"),
            new ShortcutHelp("Z", "Pictures only"),
            new ShortcutHelp("Ctrl+wheel", "Opacity"),
            new ShortcutHelp("Shift+wheel", "Attention threshold"),
            new ShortcutHelp("K", "Kept patches: off, outline, mask"),
            new ShortcutHelp("O, T, X", "True outlines, masks, boxes"),
            new ShortcutHelp("H", "Hide all overlays while held"),
            new ShortcutHelp("C, Del", "Open, close a pane"),
            new ShortcutHelp("A", "Next pane"),
            new ShortcutHelp("B", "Before training and back"),
            new ShortcutHelp(", .", "Earlier, later checkpoint"),
            new ShortcutHelp("P", "Play the checkpoints"),
            new ShortcutHelp("S", "Keep as the second picture"),
            new ShortcutHelp("Ctrl+V", "Paste a picture"),
            new ShortcutHelp("Ctrl+C", "Copy the picture"),
            new ShortcutHelp("Ctrl+S", "Save the picture"));

    private final InspectViewModel model;
    private final IntSupplier columns;
    private static final KeyCombination PASTE = new KeyCodeCombination(KeyCode.V, KeyCombination.SHORTCUT_DOWN);
    private static final KeyCombination COPY = new KeyCodeCombination(KeyCode.C, KeyCombination.SHORTCUT_DOWN);
    private static final KeyCombination SAVE = new KeyCodeCombination(KeyCode.S, KeyCombination.SHORTCUT_DOWN);

    private final Supplier<Optional<Placement>> placement;
    private final Commands commands;

    /** The actions of the Ctrl (Command) shortcuts. */
    record Commands(Runnable paste, Runnable copy, Runnable save) {}

    /**
     * @param columns pictures per row of the list, the distance of up and down
     * @param placement   the placement of the picture in the active pane
     */
    InspectKeys(
            InspectViewModel model, IntSupplier columns, Supplier<Optional<Placement>> placement, Commands commands) {
        this.model = model;
        this.columns = columns;
        this.placement = placement;
        this.commands = commands;
    }

    void install(Node view) {
        view.addEventFilter(KeyEvent.KEY_PRESSED, event -> {
            Node owner = view.getScene().getFocusOwner();
            // A focused list uses the arrow keys itself, but no letters.
            boolean theirs = owner instanceof TextInputControl
                    || owner instanceof ComboBoxBase
                            && !event.getCode().isLetterKey()
                            && !event.getCode().isDigitKey()
                    || owner instanceof Slider && event.getCode().isArrowKey();
            if (!(owner instanceof TextInputControl) && command(event)) {
                event.consume();
            } else if (!theirs && !event.isShortcutDown() && !event.isAltDown() && press(event.getCode())) {
                event.consume();
            }
        });
        view.addEventFilter(KeyEvent.KEY_RELEASED, event -> {
            if (event.getCode() == KeyCode.H) {
                model.overlay().hiddenProperty().set(false);
            }
        });
    }

    private boolean command(KeyEvent event) {
        if (PASTE.match(event)) {
            commands.paste().run();
        } else if (COPY.match(event)) {
            commands.copy().run();
        } else if (SAVE.match(event)) {
            commands.save().run();
        } else {
            return false;
        }
        return true;
    }

    /** @return true if the key was handled */
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
            case ENTER -> {
                return show();
            }
            case ESCAPE -> {
                if (!show()) {
                    model.sharedView().queryProperty().set(new Query.Cls());
                }
            }
            case M -> model.overlay().headProperty().set(new Head.Max());
            case O -> toggle(model.overlay().outlinesProperty());
            case K -> kept();
            case T -> toggle(model.overlay().masksProperty());
            case X -> toggle(model.overlay().boxesProperty());
            case V -> view();
            case S -> second();
            case B -> model.panes().activeProperty().get().network().toggleBefore();
            case C -> model.panes().add();
            case DELETE, BACK_SPACE ->
                model.panes().close(model.panes().activeProperty().get());
            case A -> model.panes().next();
            case COMMA -> model.film().move(-1);
            case PERIOD -> model.film().move(1);
            case P -> toggle(model.film().playingProperty());
            case PLUS, EQUALS, ADD -> zoom(Viewport.PER_NOTCH);
            case MINUS, SUBTRACT -> zoom(1 / Viewport.PER_NOTCH);
            case F -> model.viewport().fit();
            case W -> arrange(Arrangement.GRID);
            case Z -> arrange(Arrangement.PICTURES_ONLY);
            case H -> model.overlay().hiddenProperty().set(true);
            default -> {
                return false;
            }
        }
        return true;
    }

    private boolean head(int digit) {
        if (digit <= model.panes().heads()) {
            model.overlay().headProperty().set(digit == 0 ? new Head.Mean() : new Head.One(digit - 1));
        }
        return true;
    }

    private void block(int by) {
        if (model.panes().depth() > 0) {
            model.sharedView().moveBlock(by, model.panes().depth());
        }
    }

    private void view() {
        ViewKind[] all = ViewKind.values();
        model.sharedView()
                .viewProperty()
                .set(all[(model.sharedView().viewProperty().get().ordinal() + 1) % all.length]);
    }

    /** Returns from the grid, or from the pictures alone, to the full layout. */
    private boolean show() {
        boolean other = model.arrangementProperty().get() != Arrangement.ALL;
        model.arrangementProperty().set(Arrangement.ALL);
        return other;
    }

    private void arrange(Arrangement wanted) {
        model.arrangementProperty().set(model.arrangementProperty().get() == wanted ? Arrangement.ALL : wanted);
    }

    private void second() {
        model.pictureSource()
                .pinSecond(
                        model.sharedView().second().isPresent()
                                ? null
                                : model.pictures().selectedProperty().get());
    }

    private void zoom(double factor) {
        placement.get().ifPresent(now -> model.viewport().zoom(factor, now));
    }

    private void kept() {
        OverlayChoice.Kept[] all = OverlayChoice.Kept.values();
        model.overlay()
                .keptProperty()
                .set(all[(model.overlay().keptProperty().get().ordinal() + 1) % all.length]);
    }

    private static void toggle(BooleanProperty property) {
        property.set(!property.get());
    }
}
