package org.dinotwins.cli;

import java.nio.file.Path;
import java.util.concurrent.Callable;
import org.dinotwins.run.network.WeightFile;
import org.dinotwins.vit.weights.Naming;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code export}: writes a run's teacher, or other weights, as a safetensors file with the names of a library. */
@Command(
        name = "export",
        mixinStandardHelpOptions = true,
        description = "Exports a run's teacher, or other weights, as a "
                + "safetensors file with the parameter names of the public DINO code, of timm or of Hugging Face.")
final class ExportCommand implements Callable<Integer> {
    @Spec
    private CommandSpec spec;

    @ArgGroup(multiplicity = "1")
    private NetworkOptions network;

    @Option(names = "--naming", required = true, paramLabel = "NAMES", description = "dino, timm or hf.")
    private Naming naming;

    @Option(
            names = "--out",
            required = true,
            paramLabel = "FILE",
            description = "The safetensors file. For hf, a " + "config.json is written beside it unless there is one.")
    private Path out;

    @Override
    public Integer call() throws Exception {
        WeightFile.export(network.read(), naming, out)
                .forEach(file -> spec.commandLine().getOut().println(file));
        return 0;
    }
}
