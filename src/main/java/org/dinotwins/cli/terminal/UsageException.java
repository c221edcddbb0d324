package org.dinotwins.cli.terminal;

/** An option or setting is wrong; the message is the sentence to print, and the exit code is {@link ExitCode#USAGE}. */
public final class UsageException extends Exception {
    public UsageException(Throwable cause) {
        super(cause.getMessage(), cause);
    }

    public UsageException(String message) {
        super(message);
    }
}
