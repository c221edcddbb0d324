package org.dinotwins.experiment;

/** A run, configuration or checkpoint cannot be used; the message is the sentence that the user should read. */
public class ExperimentException extends Exception {
    public ExperimentException(String message) {
        super(message);
    }

    public ExperimentException(String message, Throwable cause) {
        super(message, cause);
    }
}
