package org.dinotwins.data;

/** An image set or image file cannot be used; the message is the sentence that the user should read. */
public class DataException extends Exception {
    public DataException(String message) {
        super(message);
    }

    public DataException(String message, Throwable cause) {
        super(message, cause);
    }
}
