package org.dinotwins.cli;

import java.nio.file.Path;
import java.util.Optional;
import java.util.OptionalLong;
import org.dinotwins.cli.terminal.UsageException;
import org.dinotwins.config.WorkbenchException;
import org.dinotwins.run.RunFolder;
import org.dinotwins.run.network.NetworkInspector;
import org.dinotwins.run.network.WeightFile;
import org.dinotwins.vit.weights.BackboneFile;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Option;

/** Options that select a network: a run's checkpoint, or a file of weights. */
final class NetworkOptions {
    @ArgGroup(exclusive = false)
    private OfRun run;

    @Option(
            names = "--weights",
            paramLabel = "FILE",
            description =
                    "A safetensors file or PyTorch checkpoint of DINO, DINOv2, DINOv3 or CLIP, with the names of its "
                            + "public code, of timm or of Hugging Face; or a shard, an index of shards, or the model's folder.")
    private Path weights;

    /** Options that select a network of a run. */
    static final class OfRun {
        @Option(names = "--run", required = true, paramLabel = "DIR", description = "Folder of the run.")
        private Path folder;

        @Option(
                names = "--step",
                paramLabel = "N",
                description = "Step of the checkpoint, 0 for the network before " + "training. Default: the last.")
        private Long step;
    }

    /** Opens the network. */
    NetworkInspector open() throws WorkbenchException, UsageException {
        return run == null ? NetworkInspector.open(weights()) : NetworkInspector.open(run(), checkpoint());
    }

    /** Reads the weights. */
    BackboneFile read() throws WorkbenchException, UsageException {
        return run == null
                ? weights()
                : WeightFile.readCheckpoint(checkpoint()
                        .orElseThrow(() -> new UsageException(
                                "The network " + "before training has no file to export; choose a step above 0.")));
    }

    /** Reads the file of weights; an unreadable file is a wrong option. */
    private BackboneFile weights() throws UsageException {
        try {
            return WeightFile.read(weights);
        } catch (WorkbenchException e) {
            throw new UsageException(e);
        }
    }

    /** True if a run is named. */
    boolean ofRun() {
        return run != null;
    }

    /** The named file of weights; null if a run is named. */
    Path file() {
        return weights;
    }

    /** Step of the run's checkpoint; empty for the last. */
    OptionalLong step() {
        return run.step == null ? OptionalLong.empty() : OptionalLong.of(run.step);
    }

    /** Opens the named run. */
    RunFolder run() throws UsageException {
        return EvaluateCommand.open(run.folder);
    }

    /** The run's checkpoint; empty for the network before training. */
    private Optional<Path> checkpoint() throws UsageException {
        if (run.step != null && run.step == 0) {
            return Optional.empty();
        }
        try {
            return Optional.of((run.step == null ? run().last() : run().checkpoint(run.step)).file());
        } catch (WorkbenchException e) {
            throw new UsageException(e);
        }
    }
}
