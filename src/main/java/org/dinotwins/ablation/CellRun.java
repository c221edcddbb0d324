package org.dinotwins.ablation;

import java.io.IOException;
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
import org.dinotwins.message.Reason;
import org.dinotwins.run.Progress;
import org.dinotwins.run.RunFolder;
import org.dinotwins.run.RunLock;
import org.dinotwins.run.RunState;
import org.dinotwins.run.TrainingService;
import org.dinotwins.run.evaluation.Evaluation;
import org.dinotwins.train.StepRecord;

/** Trains a cell in this process, from its last checkpoint if it has one, and measures the result. */
public final class CellRun {
    /** Fraction of a cell's progress for training; the rest is measuring. */
    private static final double TRAINING = 0.85;
    /** Share of the progress at the end of the evaluation. */
    private static final double EVALUATED = 0.92;
    /** The probe of every cell: with all labels, and without the supervised baseline, which is the same for all cells. */
    private static final Measurement.Probe PROBE =
            new Measurement.Probe(1, Measurement.Probe.PLAIN.blocks(), false, 0, 0);

    private final AblationFolder folder;
    private final Cell cell;
    private final Progress progress;
    private String failure = "";

    private CellRun(AblationFolder folder, Cell cell, Progress progress) {
        this.folder = folder;
        this.cell = cell;
        this.progress = progress;
    }

    /**
     * Completes a cell. A finished cell is left unchanged, and so is one that another worker holds.
     *
     * @param progress its {@code cancelled} stops training after the current step, with a checkpoint
     * @return the cell's new state: DONE, FAILED with its reason, STOPPED if cancelled, RUNNING if another worker holds it
     * @throws WorkbenchException when the state cannot be saved
     */
    public static CellStatus run(AblationFolder folder, Cell cell, Progress progress)
            throws WorkbenchException, InterruptedException {
        Optional<RunLock> lock = folder.lock(cell);
        if (lock.isEmpty()) {
            return folder.status(cell).in(State.RUNNING, "");
        }
        try (RunLock held = lock.get()) {
            return new CellRun(folder, cell, progress).complete();
        } catch (IOException e) {
            throw new WorkbenchException(
                    "The lock of " + cell.title() + " cannot be released: " + Reason.of(e) + ".", e);
        }
    }

    private CellStatus complete() throws WorkbenchException, InterruptedException {
        CellStatus before = folder.status(cell);
        if (before.state() == State.DONE) {
            return before;
        }
        CellStatus running = new CellStatus(State.RUNNING, "", before.seconds(), before.attempts() + 1);
        folder.save(cell, running);
        CellStatus after;
        try {
            after = trainAndMeasure(running);
        } catch (WorkbenchException e) {
            after = running.in(State.FAILED, e.getMessage());
        } catch (CancellationException e) {
            after = running.in(State.STOPPED, "");
        } catch (InterruptedException e) {
            folder.save(cell, running.in(State.STOPPED, ""));
            throw e;
        } catch (OutOfMemoryError e) {
            after = running.in(
                    State.FAILED, "Memory is exhausted. Lower train.batchSize, the crop sizes or the model.");
        } catch (RuntimeException | LinkageError e) {
            after = running.in(State.FAILED, "The program failed: " + e + ".");
        }
        folder.save(cell, after);
        return after;
    }

    private CellStatus trainAndMeasure(CellStatus running) throws WorkbenchException, InterruptedException {
        RunFolder run = train();
        if (progress.cancelled()) {
            throw new CancellationException();
        }
        long startedAt = System.nanoTime();
        Evaluation evaluation = Evaluator.latest(run, part(TRAINING, EVALUATED, "evaluating"));
        boolean labelled = !Double.isNaN(evaluation.trained().knn_top1());
        if (labelled && probe(run).isEmpty()) {
            Measurer.measure(
                    Subject.open(run, OptionalLong.empty(), Optional.empty(), 0), PROBE, part(EVALUATED, 1, "probing"));
        }
        List<StepRecord> steps = run.metrics();
        double seconds = (steps.isEmpty() ? 0 : steps.get(steps.size() - 1).elapsedSeconds())
                + (System.nanoTime() - startedAt) / 1e9;
        return new CellStatus(State.DONE, "", seconds, running.attempts());
    }

    /** The probe of a run's last checkpoint, if it was measured. */
    static Optional<ProbeOutcome> probe(RunFolder run) {
        return Measurer.saved(run, PROBE, ProbeOutcome.class);
    }

    private MeasureListener part(double from, double to, String what) {
        return new MeasureListener() {
            @Override
            public void at(double share, String ignored) {
                progress.at(from + (to - from) * Math.max(0, share), what);
            }

            @Override
            public boolean cancelled() {
                return progress.cancelled();
            }
        };
    }

    private RunFolder train() throws WorkbenchException, InterruptedException {
        boolean resumable = RunFolder.holdsRun(folder.run(cell));
        if (resumable) {
            RunFolder run = RunFolder.open(folder.run(cell));
            if (run.summary().state() == RunState.FINISHED && !run.checkpoints().isEmpty()) {
                return run;
            }
            resumable = !run.checkpoints().isEmpty();
        }
        if (!resumable) {
            folder.clear(cell);
        }
        RunState end;
        try (TrainingService service = new TrainingService()) {
            service.start(cell.config(), folder.run(cell), 0, resumable, new ProgressListener(service));
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

    /** Reports the run's steps as progress, and stops the run when cancelled. */
    private final class ProgressListener implements TrainingService.Listener {
        private final TrainingService service;

        ProgressListener(TrainingService service) {
            this.service = service;
        }

        @Override
        public void onStep(StepRecord step) {
            double whole = step.elapsedSeconds() + step.remainingSeconds();
            progress.at(
                    TRAINING * (whole > 0 ? step.elapsedSeconds() / whole : 0),
                    String.format(Locale.ROOT, "step %d, %.0f images/s", step.step(), step.imagesPerSecond()));
            stopIfCancelled();
        }

        @Override
        public void onState(RunState state, String message) {
            if (state == RunState.FAILED) {
                failure = message;
            } else {
                progress.at(-1, message.endsWith(".") ? message.substring(0, message.length() - 1) : message);
            }
            stopIfCancelled();
        }

        private void stopIfCancelled() {
            if (progress.cancelled()) {
                service.stop();
            }
        }
    }
}
