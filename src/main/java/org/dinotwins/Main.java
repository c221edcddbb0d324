package org.dinotwins;

import java.util.logging.Level;
import java.util.logging.Logger;
import org.dinotwins.app.Display;
import org.dinotwins.app.WorkbenchApp;
import org.dinotwins.cli.Cli;
import org.dinotwins.cli.terminal.ExitCode;
import org.dinotwins.run.UncaughtFailures;

/**
 * Entry point of the program: opens the window without arguments, else runs a command. It is not a JavaFX application, so
 * commands also run without JavaFX and without a display.
 */
public final class Main {
    private static final String NO_DISPLAY = """
            There is no display to open the window on (neither DISPLAY nor WAYLAND_DISPLAY is set).
            To train in the terminal: dinotwins train --preset quick --out runs/first
            For all commands: dinotwins --help""";

    /** JavaFX warns about running from the class path, which is intended. A field, because unreferenced loggers lose their level. */
    private static final Logger TOOLKIT = Logger.getLogger("javafx");

    /** Java's name of the thread of {@link #main}; its failure ends a command. */
    private static final String MAIN_THREAD = "main";

    private Main() {}

    public static void main(String[] args) {
        Thread.setDefaultUncaughtExceptionHandler(new UncaughtFailures((sentence, failure) -> {
            System.err.println(sentence);
            if (Thread.currentThread().getName().equals(MAIN_THREAD)) {
                System.exit(ExitCode.FAILURE);
            }
        }));
        if (args.length > 0) {
            System.exit(Cli.create(Display.present()).execute(args));
        }
        if (!Display.present()) {
            System.err.println(NO_DISPLAY);
            System.exit(ExitCode.USAGE);
        }
        TOOLKIT.setLevel(Level.SEVERE);
        WorkbenchApp.launchWindow(args);
        // Threads of native libraries must not keep the process alive after the window has closed.
        System.exit(0);
    }
}
