package org.dinotwins.config;

/**
 * The one exception for users of {@code config} and the packages above it: the message is the sentence that the window and
 * the terminal show. It says what is wrong, where, and how to fix it.
 */
public class WorkbenchException extends Exception {
    public WorkbenchException(String message) {
        super(message);
    }

    public WorkbenchException(String message, Throwable cause) {
        super(message, cause);
    }
}
