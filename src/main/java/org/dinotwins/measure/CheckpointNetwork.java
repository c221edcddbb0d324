package org.dinotwins.measure;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;
import org.dinotwins.config.DataConfig;
import org.dinotwins.config.WorkbenchException;
import org.dinotwins.eval.FrozenBackbone;
import org.dinotwins.run.RunFolder;
import org.dinotwins.run.network.NetworkInspector;
import org.dinotwins.tensor.device.DevicePreference;
import org.dinotwins.vit.Architecture;
import org.dinotwins.vit.weights.InputScale;

/**
 * The teacher of a run's checkpoint. Its random weights are those that the run started from.
 *
 * @param run        the run
 * @param checkpoint one of its checkpoints
 */
public record CheckpointNetwork(RunFolder run, RunFolder.Checkpoint checkpoint) implements MeasuredNetwork {
    @Override
    public Architecture architecture() {
        return Architecture.of(run.config().model());
    }

    @Override
    public FrozenBackbone trained() throws WorkbenchException {
        return NetworkInspector.backbone(run.config(), Optional.of(checkpoint.file()));
    }

    @Override
    public FrozenBackbone random() throws WorkbenchException {
        return NetworkInspector.backbone(run.config(), Optional.empty());
    }

    @Override
    public String digest() throws WorkbenchException {
        try {
            return Sha256.of(checkpoint.file());
        } catch (IOException e) {
            throw new WorkbenchException(
                    "The checkpoint " + checkpoint.file() + " cannot be read: " + e.getMessage() + ".", e);
        }
    }

    @Override
    public InputScale scale() {
        return InputScale.IMAGENET;
    }

    @Override
    public long seed() {
        return run.config().train().seed();
    }

    @Override
    public String name() {
        return run.path().getFileName().toString();
    }

    @Override
    public long step() {
        return checkpoint.step();
    }

    @Override
    public String slug() {
        return "step" + checkpoint.step();
    }

    @Override
    public Path folder() {
        return run.path();
    }

    @Override
    public DevicePreference device() {
        return NetworkInspector.device(run.config());
    }

    @Override
    public Optional<DataConfig> ownPictures() {
        return Optional.of(run.config().data());
    }
}
