package org.dinotwins.tensor.safetensors;

import java.io.IOException;

/** A file breaks the safetensors format, or holds other tensors than are needed; the message is one sentence for the user. */
public final class SafetensorsException extends IOException {
    private static final long serialVersionUID = 1;

    public SafetensorsException(String message) {
        super(message);
    }
}
