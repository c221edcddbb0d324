package org.dinotwins;

import java.util.logging.Level;
import java.util.logging.Logger;
import org.dinotwins.app.WorkbenchApp;
import org.dinotwins.cli.Cli;
import org.dinotwins.cli.Display;

/**
 * Where the program starts: the window without arguments, else a command. It is no JavaFX application itself, so that
 * commands run where there is no JavaFX and no display.
 */
public final class Main {
    private static final String NO_DISPLAY = """
            There is no display to open the window on (neither DISPLAY nor WAYLAND_DISPLAY is set).
            To train in the terminal: dinotwins train --preset quick --out runs/first
            For all commands: dinotwins --help""";

    /** JavaFX warns that it lies on the class path, which is meant so. Held here, for unheld loggers forget their level. */
    private static final Logger TOOLKIT = Logger.getLogger("javafx");

    private Main() {
    }

    public static void main(String[] args) {
        if (args.length > 0) {
            System.exit(Cli.create().execute(args));
        }
        if (!Display.present()) {
            System.err.println(NO_DISPLAY);
            System.exit(Cli.USAGE);
        }
        TOOLKIT.setLevel(Level.SEVERE);
        WorkbenchApp.launchWindow(args);
        // Threads of native libraries must not keep a closed window's process alive.
        System.exit(0);
    }
}
