package org.dinotwins.vit;

/** Weights cannot be used; the message is the sentence for the user. */
public final class WeightsException extends Exception {
    private static final long serialVersionUID = 1;

    public WeightsException(String message) {
        super(message);
    }

    public WeightsException(String message, Throwable cause) {
        super(message, cause);
    }
}
