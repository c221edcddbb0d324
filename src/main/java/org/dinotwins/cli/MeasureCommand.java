package org.dinotwins.cli;

import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.CancellationException;
import java.util.stream.Collectors;
import org.dinotwins.augment.corruption.Corruption;
import org.dinotwins.cli.terminal.ExitCode;
import org.dinotwins.cli.terminal.InterruptibleProgress;
import org.dinotwins.cli.terminal.SetOptions;
import org.dinotwins.cli.terminal.TerminalProgress;
import org.dinotwins.cli.terminal.UsageException;
import org.dinotwins.config.WorkbenchException;
import org.dinotwins.measure.ImportedNetwork;
import org.dinotwins.measure.InputView;
import org.dinotwins.measure.MeasureListener;
import org.dinotwins.measure.Measurement;
import org.dinotwins.measure.Measurer;
import org.dinotwins.measure.Subject;
import org.dinotwins.measure.outcome.Outcome;
import org.dinotwins.run.RunFolder;
import org.dinotwins.table.Table;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code measure}: one measurement of a run's checkpoint, the same as in the Measure workspace. */
@Command(
        name = "measure",
        mixinStandardHelpOptions = true,
        description = "Measures a run's checkpoint or imported weights. The result is printed and saved in the folder "
                + "measurements of the run, or of --out for weights, with tables as CSV and LaTeX. Features are extracted "
                + "once and saved in the folder features beside it. Ctrl-C prints the results so far.")
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

    @ArgGroup(multiplicity = "1")
    private NetworkOptions network;

    @Option(
            names = "--data",
            paramLabel = "DIR",
            description = "Folder of the image set, required with --weights. Default: the run's own.")
    private Path data;

    @Option(
            names = "--out",
            paramLabel = "DIR",
            description =
                    "With --weights: folder for results and features. Default: measured-NAME, by the name of the file or its folder.")
    private Path results;

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
            description = "probe: training steps of the supervised baseline, 0 to skip it. Default: "
                    + Measurement.Probe.SUPERVISED_STEPS + ", with --weights 0.")
    private Integer supervisedSteps;

    @Option(
            names = "--corruptions",
            split = ",",
            paramLabel = "NAME",
            description = "robustness: corruptions, " + "separated by commas. Default: all 15.")
    private List<String> corruptions = List.of();

    @Option(
            names = "--view",
            paramLabel = "VIEW",
            defaultValue = "stretched",
            description = "How classified pictures become square: stretched, or centre to resize and crop as public "
                    + "protocols do. Default: ${DEFAULT-VALUE}.")
    private InputView view;

    @Mixin
    private SetOptions images;

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
        Subject subject = subject().with(view);
        TerminalProgress terminal = TerminalProgress.on(spec.commandLine().getErr());
        images.admit(subject.set(), terminal);
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
            if (!network.ofRun()) {
                return imported();
            }
            if (results != null) {
                throw new UsageException("--out needs --weights; the results of a run are saved in its folder.");
            }
            RunFolder run = network.run();
            EvaluateCommand.printFaults(run, spec);
            return Subject.open(run, network.step(), Optional.ofNullable(data), limit);
        } catch (WorkbenchException | IllegalArgumentException e) {
            throw new UsageException(e);
        }
    }

    private Subject imported() throws UsageException, WorkbenchException {
        if (data == null) {
            throw new UsageException("--weights needs --data DIR, the image set to measure on.");
        }
        Path home = results == null ? ImportedNetwork.folder(Path.of(""), network.file()) : results;
        return Subject.open(ImportedNetwork.read(network.file(), home), data, limit);
    }

    private Measurement measurement() throws UsageException {
        try {
            return switch (kind) {
                case PROBE -> new Measurement.Probe(labels / PER_CENT, blocks, patches, supervisedSteps(), seed);
                case KNN -> new Measurement.Knn(labels / PER_CENT, seed);
                case SEGMENTATION -> new Measurement.Segmentation();
                case ROBUSTNESS -> new Measurement.Robustness(selectedCorruptions(), seed);
                case DOMAINS -> new Measurement.Domains(seed);
            };
        } catch (IllegalArgumentException e) {
            throw new UsageException(e);
        }
    }

    private int supervisedSteps() {
        if (supervisedSteps != null) {
            return supervisedSteps;
        }
        return network.ofRun() ? Measurement.Probe.SUPERVISED_STEPS : 0;
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
            out.println((outcome.about().complete() ? "" : "Incomplete. ")
                    + outcome.about().network() + ", on " + outcome.about().set() + ".");
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
