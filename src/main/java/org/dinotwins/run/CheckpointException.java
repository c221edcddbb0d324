package org.dinotwins.run;

import java.io.IOException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import org.dinotwins.config.WorkbenchException;
import org.dinotwins.tensor.safetensors.DamagedFileException;

/** A checkpoint cannot be used; the message names the file, the fault and what to do. */
public final class CheckpointException extends WorkbenchException {
    private static final long serialVersionUID = 1;

    /**
     * @param checkpoint file in the folder {@code checkpoints} of a run
     * @param cause      its message is the fault as a sentence
     */
    public CheckpointException(Path checkpoint, IOException cause) {
        super(
                cause instanceof NoSuchFileException
                        ? "The checkpoint " + checkpoint + " no longer exists."
                        : "The checkpoint " + checkpoint + " cannot be used. " + sentence(cause) + " "
                                + (cause instanceof DamagedFileException
                                        ? CheckpointFolder.insteadOf(checkpoint)
                                        : "If settings of the model or the objective have changed since, restore them."),
                cause);
    }

    private static String sentence(IOException cause) {
        String text = cause.getMessage() == null ? cause.toString() : cause.getMessage();
        return text.endsWith(".") ? text : text + ".";
    }
}
