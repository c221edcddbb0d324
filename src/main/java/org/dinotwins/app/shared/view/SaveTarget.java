package org.dinotwins.app.shared.view;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;

/**
 * The file or folder to save to, derived from the choice in a dialog.
 *
 * @param needsConfirmation a file or folder of this name exists, and the dialog, which saw another name, did not ask whether to
 * replace it
 */
public record SaveTarget(Path path, boolean needsConfirmation) {
    /** The chosen file, with the extension added if missing. */
    public static SaveTarget named(Path chosen, String ending) {
        String name = chosen.getFileName().toString();
        if (name.toLowerCase(Locale.ROOT).endsWith(ending)) {
            return new SaveTarget(chosen, false);
        }
        Path target = chosen.resolveSibling(name + ending);
        return new SaveTarget(target, Files.exists(target));
    }

    /** A folder of this name in the chosen folder. */
    public static SaveTarget within(Path chosen, String name) {
        Path target = chosen.resolve(name);
        return new SaveTarget(target, Files.exists(target));
    }
}
