package org.dinotwins.config;

/** An image folder does not exist. The terminal adds the option that names another folder. */
public final class MissingImagesException extends WorkbenchException {
    MissingImagesException(String message) {
        super(message);
    }
}
