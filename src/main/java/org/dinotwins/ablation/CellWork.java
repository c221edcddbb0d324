package org.dinotwins.ablation;

import java.io.IOException;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.CancellationException;
import org.dinotwins.ablation.CellStatus.State;
import org.dinotwins.config.WorkbenchException;
import org.dinotwins.measure.Evaluator;
import org.dinotwins.measure.MeasureListener;
import org.dinotwins.measure.Measurement;
import org.dinotwins.measure.Measurer;
import org.dinotwins.measure.Subject;
import org.dinotwins.measure.outcome.ProbeOutcome;
import org.dinotwins.run.Evaluation;
import org.dinotwins.run.Progress;
import org.dinotwins.run.RunFolder;
import org.dinotwins.run.RunLock;
import org.dinotwins.run.RunState;
import org.dinotwins.run.TrainingService;
import org.dinotwins.train.StepRecord;

/** Does one cell in this process: trains it from its last checkpoint on, and measures what was learnt. */
public final class CellWork {
    /** Share of a cell's work that is training; what is left is measuring. */
    private static final double TRAINING = 0.85;
    /** Share at which the evaluation gives way to the probe. */
    private static final double EVALUATED = 0.92;
    /** The probe of every cell: on all labels, without the end-to-end baseline, which no cell changes. */
    private static final Measurement.Probe PROBE = new Measurement.Probe(1, Measurement.Probe.PLAIN.blocks(), false, 0, 0);

    private final AblationFolder folder;
    private final Cell cell;
    private final Progress progress;
    private String failure = "";

    private CellWork(AblationFolder folder, Cell cell, Progress progress) {
        this.folder = folder;
        this.cell = cell;
        this.progress = progress;
    }

    /**
     * Does what is left of a cell. A cell that is done stays as it is; one that another worker has is left to it.
     *
     * @param progress its {@code cancelled} ends the training after the current step, with a checkpoint
     * @return the cell's state then: DONE, FAILED with its reason, STOPPED when cancelled, RUNNING when another has it
     * @throws WorkbenchException when the state cannot be kept
     */
    public static CellStatus run(AblationFolder folder, Cell cell, Progress progress) throws WorkbenchException,
            InterruptedException {
        Optional<RunLock> lock = folder.take(cell);
        if (lock.isEmpty()) {
            return folder.status(cell).in(State.RUNNING, "");
        }
        try (RunLock held = lock.get()) {
            return new CellWork(folder, cell, progress).work();
        } catch (IOException e) {
            throw new WorkbenchException("The lock of " + cell.title() + " cannot be given back: " + e.getMessage()
                    + ".", e);
        }
    }

    private CellStatus work() throws WorkbenchException, InterruptedException {
        CellStatus before = folder.status(cell);
        if (before.state() == State.DONE) {
            return before;
        }
        CellStatus running = new CellStatus(State.RUNNING, "", before.seconds(), before.attempts() + 1);
        folder.keep(cell, running);
        CellStatus after;
        try {
            after = done(running);
        } catch (WorkbenchException e) {
            after = running.in(State.FAILED, e.getMessage());
        } catch (CancellationException e) {
            after = running.in(State.STOPPED, "");
        } catch (InterruptedException e) {
            folder.keep(cell, running.in(State.STOPPED, ""));
            throw e;
        } catch (OutOfMemoryError e) {
            after = running.in(State.FAILED, "The memory is used up. Lower train.batchSize, the crop sizes or the model.");
        } catch (RuntimeException | LinkageError e) {
            after = running.in(State.FAILED, "The program failed: " + e + ".");
        }
        folder.keep(cell, after);
        return after;
    }

    private CellStatus done(CellStatus running) throws WorkbenchException, InterruptedException {
        RunFolder run = trained();
        if (progress.cancelled()) {
            throw new CancellationException();
        }
        long began = System.nanoTime();
        Evaluation evaluation = Evaluator.latest(run, part(TRAINING, EVALUATED, "evaluating"));
        boolean labelled = !Double.isNaN(evaluation.trained().knn_top1());
        if (labelled && probe(run).isEmpty()) {
            Measurer.measure(Subject.open(run, OptionalLong.empty(), Optional.empty(), 0), PROBE,
                    part(EVALUATED, 1, "probing"));
        }
        List<StepRecord> steps = run.metrics();
        double seconds = (steps.isEmpty() ? 0 : steps.get(steps.size() - 1).elapsedSeconds())
                + (System.nanoTime() - began) / 1e9;
        return new CellStatus(State.DONE, "", seconds, running.attempts());
    }

    /** The probe of a run's last checkpoint, if it was measured. */
    static Optional<ProbeOutcome> probe(RunFolder run) {
        long step = run.checkpoints().isEmpty() ? 0 : run.checkpoints().get(run.checkpoints().size() - 1).step();
        // The name grows by the folder of other pictures than the run's own: the shortest is ours.
        return Measurer.saved(run).stream().filter(o -> o.about().slug().startsWith(PROBE.slug() + "-step")
                        && o.about().step() == step)
                .filter(ProbeOutcome.class::isInstance).map(ProbeOutcome.class::cast)
                .min(Comparator.comparingInt(o -> o.about().slug().length()));
    }

    private MeasureListener part(double from, double to, String what) {
        return new MeasureListener() {
            @Override
            public void at(double share, String said) {
                progress.at(from + (to - from) * Math.max(0, share), what);
            }

            @Override
            public boolean cancelled() {
                return progress.cancelled();
            }
        };
    }

    private RunFolder trained() throws WorkbenchException, InterruptedException {
        boolean begun = RunFolder.holdsRun(folder.run(cell));
        if (begun) {
            RunFolder run = RunFolder.open(folder.run(cell));
            if (run.summary().state() == RunState.FINISHED && !run.checkpoints().isEmpty()) {
                return run;
            }
            begun = !run.checkpoints().isEmpty();
        }
        if (!begun) {
            folder.clear(cell);
        }
        RunState end;
        try (TrainingService service = new TrainingService()) {
            service.start(cell.config(), folder.run(cell), 0, begun, new Ear(service));
            end = service.await();
        }
        if (end == RunState.FAILED) {
            throw new WorkbenchException(failure);
        }
        if (end == RunState.STOPPED) {
            throw new CancellationException();
        }
        return RunFolder.open(folder.run(cell));
    }

    /** Passes the run's steps on as progress, and a wish to cancel back. */
    private final class Ear implements TrainingService.Listener {
        private final TrainingService service;

        Ear(TrainingService service) {
            this.service = service;
        }

        @Override
        public void onStep(StepRecord step) {
            double whole = step.elapsedSeconds() + step.remainingSeconds();
            progress.at(TRAINING * (whole > 0 ? step.elapsedSeconds() / whole : 0), String.format(Locale.ROOT,
                    "step %d, %.0f images/s", step.step(), step.imagesPerSecond()));
            look();
        }

        @Override
        public void onState(RunState state, String message) {
            if (state == RunState.FAILED) {
                failure = message;
            } else {
                progress.at(-1, message.endsWith(".") ? message.substring(0, message.length() - 1) : message);
            }
            look();
        }

        private void look() {
            if (progress.cancelled()) {
                service.stop();
            }
        }
    }
}
