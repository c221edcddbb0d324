package org.dinotwins.cli.terminal;

import com.sun.jna.Function;
import com.sun.jna.Platform;

/** The process's standard error stream. */
final class StandardError {
    private static final int FILE_DESCRIPTOR = 2;

    private StandardError() {}

    /** True when it is a terminal; false for a file, a pipe, or a system whose C library cannot be asked. */
    static boolean isTerminal() {
        try {
            // System.console() is about standard input and output, so "2> log" would still count as a terminal.
            Function isatty =
                    Function.getFunction(Platform.C_LIBRARY_NAME, Platform.isWindows() ? "_isatty" : "isatty");
            return isatty.invokeInt(new Object[] {FILE_DESCRIPTOR}) != 0;
        } catch (LinkageError e) {
            return false;
        }
    }
}
