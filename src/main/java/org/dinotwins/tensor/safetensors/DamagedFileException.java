package org.dinotwins.tensor.safetensors;

import java.io.IOException;

/** The contents of a file differ from what was written, or are unusable; the message is a sentence about "it". */
public final class DamagedFileException extends IOException {
    private static final long serialVersionUID = 1;

    public DamagedFileException(String message) {
        super(message);
    }

    public DamagedFileException(String message, Throwable cause) {
        super(message, cause);
    }
}
