package org.dinotwins.cli.ablate;

import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import org.dinotwins.ablation.AblationFolder;
import org.dinotwins.ablation.AblationQueue;
import org.dinotwins.ablation.Cell;
import org.dinotwins.ablation.Results;
import org.dinotwins.ablation.Slot;
import org.dinotwins.cli.terminal.ExitCode;
import org.dinotwins.cli.terminal.InterruptibleProgress;
import org.dinotwins.cli.terminal.SetOptions;
import org.dinotwins.cli.terminal.TerminalProgress;
import org.dinotwins.cli.terminal.UsageException;
import org.dinotwins.config.DataConfig;
import org.dinotwins.config.WorkbenchException;
import org.dinotwins.export.report.AblationTables;
import org.dinotwins.tensor.ComputationException;
import org.dinotwins.tensor.device.ComputeDevice;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code ablate}: trains and measures every run of a grid. */
@Command(
        name = "ablate",
        mixinStandardHelpOptions = true,
        description = "Trains and measures every run of a grid of "
                + "settings and seeds, and prints the results. Ctrl-C stops it; --resume continues.",
        synopsisSubcommandLabel = "[COMMAND]",
        subcommands = {
            StatusCommand.class,
            ResultsCommand.class,
            ChooseCommand.class,
            GridPresetsCommand.class,
            CellCommand.class,
            SlurmCommand.class
        })
public final class AblateCommand implements Callable<Integer> {
    @Spec
    private CommandSpec spec;

    @Mixin
    private GridOptions options;

    @Mixin
    private SetOptions images;

    @Option(names = "--out", paramLabel = "DIR", description = "Folder of the ablation.")
    private Path out;

    @Option(names = "--resume", description = "Resume the ablation in --out.")
    private boolean resume;

    @Option(names = "--retry-failed", description = "With --resume: also retry failed runs.")
    private boolean retryFailed;

    @Option(
            names = "--gpus",
            paramLabel = "LIST",
            defaultValue = "",
            description =
                    "GPUs to distribute the runs over, for "
                            + "example 0,1 or all, with one process per GPU. By default runs are trained one at a time in this process.")
    private String gpus;

    @Override
    public Integer call() throws Exception {
        List<Slot> slots;
        try {
            slots = Slot.of(gpus, gpus.isBlank() ? 0 : ComputeDevice.found());
        } catch (WorkbenchException | ComputationException e) {
            throw new UsageException(e);
        }
        PrintWriter err = spec.commandLine().getErr();
        TerminalProgress terminal = TerminalProgress.on(err);
        AblationFolder folder = options.folder(out, resume, runs -> admitSets(runs, terminal));
        err.printf("%s: %d runs in %s%n", folder.grid().name(), folder.cells().size(), folder.path());
        InterruptibleProgress progress = InterruptibleProgress.of(terminal, InterruptibleProgress.KEPT);
        AblationQueue.Counts counts;
        try {
            counts = AblationQueue.run(folder, slots, retryFailed, progress, () -> {});
        } finally {
            progress.finish();
        }
        terminal.endLine();
        if (counts.cancelled()) {
            err.println("Stopped; continue with --resume.");
            return ExitCode.INTERRUPTED;
        }
        Results results = Results.of(folder);
        spec.commandLine().getOut().println(AblationTables.text(results));
        ExistingAblation.printFailures(results, err);
        return counts.failed() + counts.open() > 0 ? ExitCode.FAILURE : 0;
    }

    private void admitSets(List<Cell> runs, TerminalProgress terminal) throws UsageException {
        Set<String> folders = runs.stream()
                .map(cell -> cell.config().data().folder())
                .collect(Collectors.toCollection(LinkedHashSet::new));
        for (String folder : folders) {
            images.open(new DataConfig(folder, 0), terminal);
        }
    }
}
