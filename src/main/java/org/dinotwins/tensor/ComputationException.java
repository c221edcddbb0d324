package org.dinotwins.tensor;

/** Training cannot continue; the message is the sentence that the user should read. */
public class ComputationException extends Exception {
    public ComputationException(String message) {
        super(message);
    }

    public ComputationException(String message, Throwable cause) {
        super(message, cause);
    }
}
