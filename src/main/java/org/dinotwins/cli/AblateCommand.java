package org.dinotwins.cli;

import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import org.dinotwins.ablation.AblationFolder;
import org.dinotwins.ablation.Grid;
import org.dinotwins.ablation.GridJson;
import org.dinotwins.ablation.GridPresets;
import org.dinotwins.ablation.Queue;
import org.dinotwins.ablation.Results;
import org.dinotwins.ablation.Slot;
import org.dinotwins.config.ConfigJson;
import org.dinotwins.config.WorkbenchException;
import org.dinotwins.export.report.AblationTables;
import org.dinotwins.train.ComputeDevice;
import org.dinotwins.train.TrainingException;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code ablate}: trains and measures every run of a grid. */
@Command(name = "ablate", mixinStandardHelpOptions = true, description = "Trains and measures every run of a grid of "
        + "settings and seeds, and prints what they reached. Ctrl-C ends it; --resume goes on.",
        synopsisSubcommandLabel = "[COMMAND]",
        subcommands = {AblateCommands.Status.class, AblateCommands.Table.class, AblateCommands.Presets.class,
            AblateCommands.OneCell.class, SlurmCommand.class})
final class AblateCommand implements Callable<Integer> {
    @Spec
    private CommandSpec spec;
    @Mixin
    private GridOptions options;
    @Option(names = "--out", paramLabel = "DIR", description = "Folder of the ablation.")
    private Path out;
    @Option(names = "--resume", description = "Go on with the ablation in --out.")
    private boolean resume;
    @Option(names = "--retry-failed", description = "With --resume: also try failed runs again.")
    private boolean retryFailed;
    @Option(names = "--gpus", paramLabel = "LIST", defaultValue = "", description = "GPUs to share the runs out to, for "
            + "example 0,1 or all; a process each. Without it one run at a time in this process.")
    private String gpus;

    /** The options that say which grid is meant. */
    static final class GridOptions {
        @Option(names = "--grid", paramLabel = "FILE", description = "A grid as JSON; 'ablate presets NAME' prints one to start "
                + "from.")
        private Path file;
        @Option(names = "--preset", paramLabel = "NAME", description = "A grid that comes with the program: methods, "
                + "weights, augmentations.")
        private String preset;
        @Option(names = "--data", paramLabel = "DIR", description = "Folder of the image set.")
        private String data;
        @Option(names = "--seeds", split = ",", paramLabel = "N", description = "Seeds in place of the grid's, with "
                + "commas between.")
        private List<Long> seeds = List.of();
        @Option(names = "--set", paramLabel = "KEY=VALUE", description = "Any setting of all runs; may be repeated.")
        private Map<String, String> changes = new LinkedHashMap<>();

        boolean given() {
            return file != null || preset != null || data != null || !seeds.isEmpty() || !changes.isEmpty();
        }

        Grid grid() throws UsageException {
            if ((file == null) == (preset == null)) {
                throw new UsageException("Give either --grid FILE or --preset NAME; the presets are "
                        + String.join(", ", GridPresets.names()) + ".");
            }
            try {
                Grid grid = file != null ? GridJson.read(file) : GridPresets.load(preset);
                Map<String, String> all = new LinkedHashMap<>(changes);
                if (data != null) {
                    all.put("data.folder", data);
                }
                grid = grid.based(ConfigJson.with(grid.base(), all));
                grid = seeds.isEmpty() ? grid : grid.seeded(seeds);
                grid.cells();
                return grid;
            } catch (WorkbenchException e) {
                throw new UsageException(e);
            }
        }

        /** The folder to work in: a new one, or the one that holds this grid already. */
        AblationFolder folder(Path out, boolean resume) throws UsageException, WorkbenchException {
            if (out == null) {
                throw new UsageException("--out is missing: the folder of the ablation.");
            }
            if (!resume) {
                Grid grid = grid();
                if (AblationFolder.holds(out)) {
                    throw new UsageException("There is an ablation in " + out + " already; add --resume to go on with it, "
                            + "or choose another --out.");
                }
                return AblationFolder.create(out, grid);
            }
            try {
                AblationFolder begun = AblationFolder.open(out);
                if (given() && !begun.grid().equals(grid())) {
                    throw new UsageException("The ablation in " + out + " has another grid; leave out the grid's options "
                            + "to go on with it as it is.");
                }
                return begun;
            } catch (WorkbenchException e) {
                throw new UsageException(e);
            }
        }
    }

    @Override
    public Integer call() throws Exception {
        List<Slot> slots;
        try {
            slots = Slot.of(gpus, gpus.isBlank() ? 0 : ComputeDevice.found());
        } catch (WorkbenchException | TrainingException e) {
            throw new UsageException(e);
        }
        AblationFolder folder = options.folder(out, resume);
        PrintWriter err = spec.commandLine().getErr();
        ProgressLine line = ProgressLine.on(err);
        err.printf("%s: %d runs in %s%n", folder.grid().name(), folder.cells().size(), folder.path());
        Interruptible progress = Interruptible.of(line, Interruptible.KEPT);
        Queue.Outcome outcome;
        try {
            outcome = Queue.run(folder, slots, retryFailed, progress, () -> { });
        } finally {
            progress.over();
        }
        line.endLine();
        if (outcome.cancelled()) {
            err.println("Stopped; --resume goes on.");
            return Cli.INTERRUPTED;
        }
        Results results = Results.of(folder);
        spec.commandLine().getOut().println(AblationTables.text(results));
        AblateCommands.failures(results, err);
        return outcome.failed() + outcome.open() > 0 ? Cli.FAILURE : 0;
    }
}
