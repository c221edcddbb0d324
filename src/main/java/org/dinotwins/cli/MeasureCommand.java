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
import org.dinotwins.config.WorkbenchException;
import org.dinotwins.measure.MeasureListener;
import org.dinotwins.measure.Measurement;
import org.dinotwins.measure.Measurer;
import org.dinotwins.measure.Subject;
import org.dinotwins.measure.outcome.Outcome;
import org.dinotwins.table.Table;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code measure}: one measurement of a run's checkpoint, as the Measure workspace makes it. */
@Command(name = "measure", mixinStandardHelpOptions = true, description = "Measures what a run has learnt. The result is "
        + "printed and kept in the run's folder measurements, its tables as CSV and LaTeX too. Features are extracted "
        + "once and kept in its folder features. Ctrl-C prints what is known so far.")
final class MeasureCommand implements Callable<Integer> {
    private static final double PER_CENT = 100;

    @Spec
    private CommandSpec spec;
    @Parameters(paramLabel = "WHAT", description = "${COMPLETION-CANDIDATES}: linear probe and logistic regression "
            + "beside a supervised baseline; nearest neighbours; attention against masks; common corruptions; leaving "
            + "one domain of PACS or Office-Home out.")
    private Kind kind;
    @Option(names = "--run", required = true, paramLabel = "DIR", description = "Folder of the run.")
    private Path folder;
    @Option(names = "--step", paramLabel = "N", description = "Step of the checkpoint; the last one if not given.")
    private Long step;
    @Option(names = "--data", paramLabel = "DIR", description = "Folder of an image set other than the run's own.")
    private Path data;
    @Option(names = "--limit", paramLabel = "N", description = "At most so many pictures of each split, a fixed random "
            + "choice; all if not given.")
    private int limit;
    @Option(names = "--labels", paramLabel = "PERCENT", defaultValue = "100", description = "probe, knn: share of the "
            + "training labels that may be used, in per cent; ${DEFAULT-VALUE} if not given.")
    private double labels;
    @Option(names = "--seed", paramLabel = "N", description = "Seed of the label subset, first weights and corruptions; "
            + "0 if not given.")
    private long seed;
    @Option(names = "--blocks", paramLabel = "N", defaultValue = "4", description = "probe: CLS tokens of so many last "
            + "blocks; ${DEFAULT-VALUE} if not given.")
    private int blocks;
    @Option(names = "--patches", description = "probe: join the mean of the last block's patch tokens.")
    private boolean patches;
    @Option(names = "--supervised-steps", paramLabel = "N", defaultValue = "" + Measurement.Probe.SUPERVISED_STEPS,
            description = "probe: batches of the end-to-end baseline, 0 to leave it out; ${DEFAULT-VALUE} if not given.")
    private int supervisedSteps;
    @Option(names = "--corruptions", split = ",", paramLabel = "NAME", description = "robustness: which ones, with "
            + "commas between; all 15 if not given.")
    private List<String> corruptions = List.of();
    @Option(names = "--json", description = "Print one JSON object instead of tables.")
    private boolean json;

    /** What can be measured. */
    enum Kind {
        PROBE, KNN, SEGMENTATION, ROBUSTNESS, DOMAINS;

        @Override
        public String toString() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    @Override
    public Integer call() throws Exception {
        Measurement measurement = measurement();
        Subject subject = subject();
        ProgressLine line = ProgressLine.on(spec.commandLine().getErr());
        Watch watch = new Watch(Interruptible.of(line, "Stopping; what is known so far:"));
        try {
            Outcome outcome = Measurer.measure(subject, measurement, watch);
            line.endLine();
            print(outcome);
            return 0;
        } catch (CancellationException e) {
            line.endLine();
            watch.known.ifPresent(this::print);
            return Cli.INTERRUPTED;
        } finally {
            watch.progress.over();
        }
    }

    private Subject subject() throws UsageException {
        try {
            return Subject.open(EvaluateCommand.open(folder), step == null ? OptionalLong.empty() : OptionalLong.of(step),
                    Optional.ofNullable(data), limit);
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
                case ROBUSTNESS -> new Measurement.Robustness(chosen(), seed);
                case DOMAINS -> new Measurement.Domains(seed);
            };
        } catch (IllegalArgumentException e) {
            throw new UsageException(e);
        }
    }

    private List<Corruption> chosen() throws UsageException {
        List<Corruption> all = Arrays.asList(Corruption.values());
        for (String word : corruptions) {
            if (all.stream().noneMatch(c -> c.word().equals(word))) {
                throw new UsageException("There is no corruption " + word + "; there are "
                        + all.stream().map(Corruption::word).collect(Collectors.joining(", ")) + ".");
            }
        }
        return corruptions.isEmpty() ? all : all.stream().filter(c -> corruptions.contains(c.word())).toList();
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
            out.println((outcome.about().complete() ? "" : "Cut short. ") + "Checkpoint of step " + outcome.about().step()
                    + ", " + outcome.about().set() + ".");
        }
        out.flush();
    }

    /** Passes progress on and keeps what is known. */
    private static final class Watch implements MeasureListener {
        private final Interruptible progress;
        private Optional<Outcome> known = Optional.empty();

        Watch(Interruptible progress) {
            this.progress = progress;
        }

        @Override
        public void at(double share, String what) {
            progress.at(share, what);
        }

        @Override
        public void partial(Outcome soFar) {
            known = Optional.of(soFar);
        }

        @Override
        public boolean cancelled() {
            return progress.cancelled();
        }
    }
}
