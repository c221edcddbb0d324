package org.dinotwins.train;

/** Training cannot go on; the message is the sentence that the user should read. */
public class TrainingException extends Exception {
    public TrainingException(String message) {
        super(message);
    }

    public TrainingException(String message, Throwable cause) {
        super(message, cause);
    }
}
