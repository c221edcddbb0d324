package org.dinotwins.cli.terminal;

/** Exit codes of the commands. */
public final class ExitCode {
    /** The command failed. */
    public static final int FAILURE = 1;
    /** An option or setting is wrong. */
    public static final int USAGE = 2;
    /** Ctrl-C or SIGTERM ended the command: 128 + SIGINT, as shells report it. */
    public static final int INTERRUPTED = 130;

    private ExitCode() {}
}
