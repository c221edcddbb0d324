package org.dinotwins.cli;

import java.nio.file.Path;
import java.util.concurrent.Callable;
import org.dinotwins.cli.terminal.TerminalProgress;
import org.dinotwins.config.WorkbenchException;
import org.dinotwins.data.DataException;
import org.dinotwins.data.sample.SampleSet;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code sample-data}: generates the sample images from a seed. */
@Command(
        name = "sample-data",
        mixinStandardHelpOptions = true,
        description = "Generates the sample images; the same seed gives the same files.")
final class SampleDataCommand implements Callable<Integer> {
    @Spec
    private CommandSpec spec;

    @Option(names = "--out", required = true, paramLabel = "DIR", description = "Folder to create.")
    private Path out;

    @Option(names = "--seed", paramLabel = "N", description = "Seed. Default: ${DEFAULT-VALUE}, the included set.")
    private long seed = SampleSet.DEFAULT_SEED;

    @Option(
            names = "--train",
            paramLabel = "N",
            description = "Number of training pictures. Default: ${DEFAULT-VALUE}.")
    private int train = SampleSet.DEFAULT_TRAIN;

    @Option(
            names = "--validation",
            paramLabel = "N",
            description = "Number of validation pictures. Default: ${DEFAULT-VALUE}.")
    private int validation = SampleSet.DEFAULT_VALIDATION;

    @Override
    public Integer call() throws Exception {
        TerminalProgress progress = TerminalProgress.on(spec.commandLine().getErr());
        double all = (double) train + validation;
        try {
            SampleSet.generate(out, seed, train, validation, drawn -> progress.at(drawn / all, "Drawing pictures"));
        } catch (DataException e) {
            throw new WorkbenchException(e.getMessage(), e);
        }
        progress.endLine();
        spec.commandLine()
                .getOut()
                .println("The sample images are in " + out.toAbsolutePath().normalize());
        return 0;
    }
}
