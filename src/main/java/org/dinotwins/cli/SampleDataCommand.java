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

/** {@code sample-data}: makes the sample images anew from their seed. */
@Command(name = "sample-data", mixinStandardHelpOptions = true,
        description = "Makes the sample images: with the given seed the same bytes every time.")
final class SampleDataCommand implements Callable<Integer> {
    @Spec
    private CommandSpec spec;
    @Option(names = "--out", required = true, paramLabel = "DIR", description = "Folder to make.")
    private Path out;
    @Option(names = "--seed", paramLabel = "N", description = "Seed; ${DEFAULT-VALUE} makes the set that comes along.")
    private long seed = SampleSet.DEFAULT_SEED;
    @Option(names = "--train", paramLabel = "N", description = "Training pictures; ${DEFAULT-VALUE} if not given.")
    private int train = SampleSet.DEFAULT_TRAIN;
    @Option(names = "--validation", paramLabel = "N",
            description = "Validation pictures; ${DEFAULT-VALUE} if not given.")
    private int validation = SampleSet.DEFAULT_VALIDATION;

    @Override
    public Integer call() throws Exception {
        TerminalProgress progress = TerminalProgress.on(spec.commandLine().getErr());
        double all = (double) train + validation;
        try {
            SampleSet.generate(out, seed, train, validation, made -> progress.at(made / all, "Drawing pictures"));
        } catch (DataException e) {
            throw new WorkbenchException(e.getMessage(), e);
        }
        progress.endLine();
        spec.commandLine().getOut().println("The sample images are in " + out.toAbsolutePath().normalize());
        return 0;
    }
}
