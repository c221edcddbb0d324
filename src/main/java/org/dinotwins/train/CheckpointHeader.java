package org.dinotwins.train;

import java.io.IOException;
import java.nio.channels.SeekableByteChannel;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import org.dinotwins.tensor.safetensors.DamagedFileException;
import org.dinotwins.tensor.safetensors.Safetensors;
import org.dinotwins.tensor.safetensors.SafetensorsException;

/**
 * What the header of a checkpoint says, without its tensors.
 *
 * @param step     steps done
 * @param kept     whether it is kept after the next checkpoint; empty where the file does not say
 * @param complete whether training can resume from it; false once it is reduced to its backbones
 */
public record CheckpointHeader(long step, Optional<Boolean> kept, boolean complete) {
    /**
     * Reads the header.
     *
     * @throws IOException if the file is damaged or is no checkpoint
     */
    public static CheckpointHeader read(SeekableByteChannel checkpoint) throws IOException {
        AtomicBoolean complete = new AtomicBoolean();
        Safetensors file;
        try {
            file = Safetensors.read(checkpoint, name -> {
                complete.compareAndSet(false, name.startsWith(TrainerState.OPTIMIZER));
                return false;
            });
        } catch (SafetensorsException e) {
            throw new DamagedFileException(e.getMessage(), e);
        } catch (IOException | RuntimeException e) {
            throw new DamagedFileException("Its header is damaged.", e);
        }
        TrainerState state = TrainerState.of(file.metadata());
        return new CheckpointHeader(state.step(), state.kept(), complete.get());
    }
}
