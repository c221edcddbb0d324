package org.dinotwins.cli;

import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.CancellationException;
import org.dinotwins.cli.terminal.ExitCode;
import org.dinotwins.cli.terminal.InterruptibleProgress;
import org.dinotwins.cli.terminal.SetOptions;
import org.dinotwins.cli.terminal.TerminalProgress;
import org.dinotwins.cli.terminal.UsageException;
import org.dinotwins.config.DataConfig;
import org.dinotwins.config.WorkbenchException;
import org.dinotwins.data.ImageSet;
import org.dinotwins.reproduce.Reproduction;
import org.dinotwins.reproduce.Scale;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code reproduce}: the paper's comparison on any image set. */
@Command(
        name = "reproduce",
        mixinStandardHelpOptions = true,
        description = "Trains DINO, Barlow Twins and their hybrid on an image set and measures them as the paper does: "
                + "classifiers with 10 %% of the labels, kNN, attention segmentation, robustness; with floors and a "
                + "report. It first measures a few steps and prints the expected duration. Stopped or killed, it "
                + "resumes with the same options.")
final class ReproduceCommand implements Callable<Integer> {
    @Spec
    private CommandSpec spec;

    @Option(names = "--data", required = true, paramLabel = "DIR", description = "Folder of the image set.")
    private String data;

    @Option(names = "--out", required = true, paramLabel = "DIR", description = "Folder for runs, table and report.")
    private Path out;

    @Option(
            names = "--scale",
            paramLabel = "SCALE",
            defaultValue = "small",
            description = "small: about an hour on two CPU cores; full: the preset paper, days on a GPU. Default: "
                    + "${DEFAULT-VALUE}.")
    private Scale scale;

    @Option(
            names = "--seeds",
            split = ",",
            paramLabel = "N",
            description = "Seeds, separated by commas. Default: 0, with --scale full 0,1,2.")
    private List<Long> seeds = List.of();

    @Option(
            names = "--set",
            paramLabel = "KEY=VALUE",
            description = "Change a setting of all runs, such as train.device=CPU; repeatable.")
    private Map<String, String> changes = new LinkedHashMap<>();

    @Option(names = "--estimate", description = "Print the expected duration and stop.")
    private boolean estimateOnly;

    @Mixin
    private SetOptions images;

    @Override
    public Integer call() throws Exception {
        PrintWriter err = spec.commandLine().getErr();
        TerminalProgress terminal = TerminalProgress.on(err);
        ImageSet set = images.open(new DataConfig(data, 0), terminal);
        Reproduction reproduction = open(set);
        InterruptibleProgress progress = InterruptibleProgress.of(terminal, InterruptibleProgress.KEPT);
        Reproduction.Result result;
        try {
            if (estimateOnly || !reproduction.begun()) {
                String expected = reproduction.estimate(progress).words();
                terminal.endLine();
                err.println(expected);
            }
            if (estimateOnly) {
                return 0;
            }
            result = reproduction.run(progress);
        } catch (CancellationException e) {
            terminal.endLine();
            err.println("Stopped; the same command resumes it.");
            return ExitCode.INTERRUPTED;
        } finally {
            progress.finish();
        }
        terminal.endLine();
        print(result);
        return result.failed().isEmpty() ? 0 : ExitCode.FAILURE;
    }

    private Reproduction open(ImageSet set) throws UsageException {
        try {
            return Reproduction.create(out, data, set, scale, seeds.isEmpty() ? scale.seeds() : seeds, changes);
        } catch (WorkbenchException e) {
            throw new UsageException(e);
        }
    }

    private void print(Reproduction.Result result) {
        result.failed().forEach(reason -> spec.commandLine().getErr().println("Failed: " + reason));
        PrintWriter printer = spec.commandLine().getOut();
        printer.println(result.table().caption());
        printer.println();
        printer.println(result.table().markdown());
        result.notes().forEach(printer::println);
        printer.println(result.report());
        printer.flush();
    }
}
