package org.dinotwins.app.shared.view;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;

/**
 * The file or folder to save to, derived from the choice in a dialog.
 *
 * @param unasked there is something of this name already, and the dialog, which knew of another name, did not ask whether
 *                it may be replaced
 */
public record SaveTarget(Path path, boolean unasked) {
    /** The chosen file, with the file type's ending if missing. */
    public static SaveTarget named(Path chosen, String ending) {
        String name = chosen.getFileName().toString();
        if (name.toLowerCase(Locale.ROOT).endsWith(ending)) {
            return new SaveTarget(chosen, false);
        }
        Path target = chosen.resolveSibling(name + ending);
        return new SaveTarget(target, Files.exists(target));
    }

    /** A folder of this name in the chosen one. */
    public static SaveTarget within(Path chosen, String name) {
        Path target = chosen.resolve(name);
        return new SaveTarget(target, Files.exists(target));
    }
}
