package org.dinotwins.cli;

/** An option or setting of the user is wrong; the message is the sentence to show. Ends with exit code 2. */
final class UsageException extends Exception {
    UsageException(Throwable cause) {
        super(cause.getMessage(), cause);
    }

    UsageException(String message) {
        super(message);
    }
}
