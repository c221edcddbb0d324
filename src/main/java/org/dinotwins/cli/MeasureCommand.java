package org.dinotwins.cli;

import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.Callable;
import java.util.concurrent.CancellationException;
import java.util.stream.Collectors;
import org.dinotwins.augment.corruption.Corruption;
import org.dinotwins.cli.terminal.ExitCode;
import org.dinotwins.cli.terminal.InterruptibleProgress;
import org.dinotwins.cli.terminal.TerminalProgress;
import org.dinotwins.cli.terminal.UsageException;
import org.dinotwins.config.WorkbenchException;
import org.dinotwins.measure.MeasureListener;
import org.dinotwins.measure.Measurement;
import org.dinotwins.measure.Measurer;
import org.dinotwins.measure.Subject;
import org.dinotwins.measure.outcome.Outcome;
import org.dinotwins.run.RunFolder;
import org.dinotwins.table.Table;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code measure}: one measurement of a run's checkpoint, the same as in the Measure workspace. */
@Command(
        name = "measure",
        mixinStandardHelpOptions = true,
        description = "Measures a run's checkpoint. The result is "
                + "printed and saved in the run's folder measurements, with tables as CSV and LaTeX. Features are extracted "
                + "once and saved in the folder features. Ctrl-C prints the results so far.")
final class MeasureCommand implements Callable<Integer> {
    private static final double PER_CENT = 100;

    @Spec
    private CommandSpec spec;

    @Parameters(
            paramLabel = "WHAT",
            description = "${COMPLETION-CANDIDATES}: linear probe and logistic regression "
                    + "with a supervised baseline; nearest neighbours; attention compared with masks; common corruptions; "
                    + "leave-one-domain-out on PACS or Office-Home.")
    private Kind kind;

    @Option(names = "--run", required = true, paramLabel = "DIR", description = "Folder of the run.")
    private Path folder;

    @Option(names = "--step", paramLabel = "N", description = "Step of the checkpoint. Default: the last.")
    private Long step;

    @Option(names = "--data", paramLabel = "DIR", description = "Folder of an image set other than the run's own.")
    private Path data;

    @Option(
            names = "--limit",
            paramLabel = "N",
            description = "Maximum number of pictures per split, a fixed random " + "choice. Default: all.")
    private int limit;

    @Option(
            names = "--labels",
            paramLabel = "PERCENT",
            defaultValue = "100",
            description =
                    "probe, knn: share of the " + "training labels to use, in per cent. Default: ${DEFAULT-VALUE}.")
    private double labels;

    @Option(
            names = "--seed",
            paramLabel = "N",
            description = "Seed of the label subset, initial weights and corruptions. " + "Default: 0.")
    private long seed;

    @Option(
            names = "--blocks",
            paramLabel = "N",
            defaultValue = "4",
            description = "probe: number of last blocks whose " + "CLS tokens are used. Default: ${DEFAULT-VALUE}.")
    private int blocks;

    @Option(names = "--patches", description = "probe: also use the mean of the last block's patch tokens.")
    private boolean patches;

    @Option(
            names = "--supervised-steps",
            paramLabel = "N",
            defaultValue = "" + Measurement.Probe.SUPERVISED_STEPS,
            description = "probe: training steps of the supervised baseline, 0 to skip it. Default: ${DEFAULT-VALUE}.")
    private int supervisedSteps;

    @Option(
            names = "--corruptions",
            split = ",",
            paramLabel = "NAME",
            description = "robustness: corruptions, " + "separated by commas. Default: all 15.")
    private List<String> corruptions = List.of();

    @Option(names = "--json", description = "Print a JSON object instead of tables.")
    private boolean json;

    /** Kinds of measurements. */
    enum Kind {
        PROBE,
        KNN,
        SEGMENTATION,
        ROBUSTNESS,
        DOMAINS;

        @Override
        public String toString() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    @Override
    public Integer call() throws Exception {
        Measurement measurement = measurement();
        Subject subject = subject();
        TerminalProgress terminal = TerminalProgress.on(spec.commandLine().getErr());
        PartialResult partial = new PartialResult(InterruptibleProgress.of(terminal, "Stopping; results so far:"));
        try {
            Outcome outcome = Measurer.measure(subject, measurement, partial);
            terminal.endLine();
            print(outcome);
            return 0;
        } catch (CancellationException e) {
            terminal.endLine();
            partial.latest.ifPresent(this::print);
            return ExitCode.INTERRUPTED;
        } catch (WorkbenchException e) {
            terminal.endLine();
            // A result that cannot be saved.
            partial.latest.filter(outcome -> outcome.about().complete()).ifPresent(this::print);
            throw e;
        } finally {
            partial.progress.finish();
        }
    }

    private Subject subject() throws UsageException {
        try {
            RunFolder run = EvaluateCommand.open(folder);
            EvaluateCommand.printFaults(run, spec);
            return Subject.open(
                    run, step == null ? OptionalLong.empty() : OptionalLong.of(step), Optional.ofNullable(data), limit);
        } catch (WorkbenchException | IllegalArgumentException e) {
            throw new UsageException(e);
        }
    }

    private Measurement measurement() throws UsageException {
        try {
            return switch (kind) {
                case PROBE -> new Measurement.Probe(labels / PER_CENT, blocks, patches, supervisedSteps, seed);
                case KNN -> new Measurement.Knn(labels / PER_CENT, seed);
                case SEGMENTATION -> new Measurement.Segmentation();
                case ROBUSTNESS -> new Measurement.Robustness(selectedCorruptions(), seed);
                case DOMAINS -> new Measurement.Domains(seed);
            };
        } catch (IllegalArgumentException e) {
            throw new UsageException(e);
        }
    }

    private List<Corruption> selectedCorruptions() throws UsageException {
        List<Corruption> all = Arrays.asList(Corruption.values());
        for (String word : corruptions) {
            if (all.stream().noneMatch(c -> c.word().equals(word))) {
                throw new UsageException("There is no corruption " + word + "; the corruptions are "
                        + all.stream().map(Corruption::word).collect(Collectors.joining(", ")) + ".");
            }
        }
        return corruptions.isEmpty()
                ? all
                : all.stream().filter(c -> corruptions.contains(c.word())).toList();
    }

    private void print(Outcome outcome) {
        PrintWriter out = spec.commandLine().getOut();
        if (json) {
            out.print(Measurer.json(outcome));
        } else {
            for (Table table : outcome.tables()) {
                out.println(table.caption());
                out.println();
                out.println(table.markdown());
            }
            outcome.about().notes().forEach(out::println);
            out.println((outcome.about().complete() ? "" : "Incomplete. ") + "Checkpoint of step "
                    + outcome.about().step() + ", " + outcome.about().set() + ".");
        }
        out.flush();
    }

    /** Forwards progress and stores the latest partial result. */
    private static final class PartialResult implements MeasureListener {
        private final InterruptibleProgress progress;
        private Optional<Outcome> latest = Optional.empty();

        PartialResult(InterruptibleProgress progress) {
            this.progress = progress;
        }

        @Override
        public void at(double share, String what) {
            progress.at(share, what);
        }

        @Override
        public void partial(Outcome soFar) {
            latest = Optional.of(soFar);
        }

        @Override
        public boolean cancelled() {
            return progress.cancelled();
        }
    }
}
