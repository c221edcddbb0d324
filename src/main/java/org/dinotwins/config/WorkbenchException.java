package org.dinotwins.config;

/** A run, configuration or checkpoint cannot be used; the message is the sentence that the user should read. */
public class WorkbenchException extends Exception {
    public WorkbenchException(String message) {
        super(message);
    }

    public WorkbenchException(String message, Throwable cause) {
        super(message, cause);
    }
}
