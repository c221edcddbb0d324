package org.dinotwins.tensor.checkpoint;

import java.io.IOException;

/** A checkpoint file that is damaged, refused, or something else; the message is for the user. */
public final class CheckpointFileException extends IOException {
    private static final long serialVersionUID = 1;

    CheckpointFileException(String message) {
        super(message);
    }

    CheckpointFileException(String message, Throwable cause) {
        super(message, cause);
    }
}
