package org.dinotwins.app;

import java.util.ArrayList;
import java.util.List;
import javafx.scene.Scene;
import javafx.scene.control.TextInputControl;
import javafx.scene.input.KeyCode;
import javafx.scene.input.KeyCodeCombination;
import javafx.scene.input.KeyCombination;
import javafx.scene.input.KeyEvent;
import org.dinotwins.app.shared.view.ShortcutHelp;

/** The keyboard shortcuts of the window, installed in the scene and listed in the help overlay. */
final class KeyboardShortcuts {
    private static final boolean MAC = System.getProperty("os.name", "").startsWith("Mac");

    private final List<Key> keys = new ArrayList<>();
    private Runnable onSpace = () -> {};
    private Runnable onQuestion = () -> {};

    private record Key(KeyCombination combination, String shown, String what, Runnable action) {}

    /** Adds a shortcut with Ctrl (Command on macOS). */
    KeyboardShortcuts add(KeyCode code, String name, String what, Runnable action, KeyCombination.Modifier... more) {
        KeyCombination.Modifier[] modifiers = new KeyCombination.Modifier[more.length + 1];
        modifiers[0] = KeyCombination.SHORTCUT_DOWN;
        System.arraycopy(more, 0, modifiers, 1, more.length);
        keys.add(new Key(new KeyCodeCombination(code, modifiers), shortcut(name), what, action));
        return this;
    }

    /** Adds Space, outside text fields. */
    KeyboardShortcuts space(Runnable action) {
        onSpace = action;
        return this;
    }

    /** Adds F1, and the question mark outside text fields. */
    KeyboardShortcuts help(Runnable action) {
        keys.add(new Key(new KeyCodeCombination(KeyCode.F1), "F1 or ?", "Show keyboard shortcuts", action));
        onQuestion = action;
        return this;
    }

    /** A key with Ctrl (Command on macOS) as shown in texts. */
    static String shortcut(String key) {
        return (MAC ? "⌘" : "Ctrl+") + key;
    }

    List<ShortcutHelp> descriptions() {
        return keys.stream().map(k -> new ShortcutHelp(k.shown, k.what)).toList();
    }

    void install(Scene scene) {
        keys.forEach(key -> scene.getAccelerators().put(key.combination, key.action));
        scene.addEventHandler(KeyEvent.KEY_PRESSED, e -> {
            if (e.getCode() == KeyCode.SPACE && !e.isShortcutDown() && !typing(scene)) {
                onSpace.run();
                e.consume();
            }
        });
        scene.addEventHandler(KeyEvent.KEY_TYPED, e -> {
            if ("?".equals(e.getCharacter()) && !typing(scene)) {
                onQuestion.run();
                e.consume();
            }
        });
    }

    private static boolean typing(Scene scene) {
        return scene.getFocusOwner() instanceof TextInputControl;
    }
}
