package org.dinotwins.run;

import java.io.IOException;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.dinotwins.data.DataException;
import org.dinotwins.tensor.ComputationException;
import org.dinotwins.tensor.safetensors.SafetensorsChecksum;
import org.dinotwins.train.Alarm;
import org.dinotwins.train.CorrelationSnapshot;
import org.dinotwins.train.StepRecord;
import org.dinotwins.train.Trainer;
import org.dinotwins.train.TrainingListener;
import org.dinotwins.train.loader.Batch;
import org.dinotwins.train.loader.BatchSource;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The steps of a run: applies live requests between steps, records each step, and saves checkpoints. */
final class TrainingLoop {
    /** A killed process loses at most this much work, in nanoseconds. */
    private static final long SAVE_EVERY = TimeUnit.MINUTES.toNanos(10);

    private static final Logger LOG = LoggerFactory.getLogger(TrainingLoop.class);

    private final Trainer trainer;
    private final RunWriter writer;
    private final RunRequests requests;
    private final TrainingService.Listener listener;
    private final StateListener states;
    private long savedStep;
    private long savedAt = System.nanoTime();
    /** The newest matrix, until it is saved. */
    private Optional<CorrelationSnapshot> matrix = Optional.empty();

    /** Records that the run enters a state. */
    interface StateListener {
        void enter(RunState state, String message) throws IOException;
    }

    /** @param trainer new, or with its checkpoint loaded */
    TrainingLoop(
            Trainer trainer,
            RunWriter writer,
            RunRequests requests,
            TrainingService.Listener listener,
            StateListener states) {
        this.trainer = trainer;
        this.writer = writer;
        this.requests = requests;
        this.listener = listener;
        this.states = states;
        this.savedStep = trainer.step();
    }

    /**
     * Trains until the schedule, {@code maxSteps} or a request ends it; the last step is then saved.
     *
     * @param maxSteps  last step to train; 0 for the whole schedule
     * @param keepEvery steps between checkpoints to keep; 0 to keep only the last
     */
    TrainingRun.Ending run(BatchSource batches, long maxSteps, long keepEvery, KnnDuringTraining knn)
            throws IOException, ComputationException, DataException {
        long total = trainer.totalSteps();
        long last = maxSteps > 0 ? Math.min(maxSteps, total) : total;
        trainer.endPause();
        try {
            while (trainer.step() < last && mayContinue()) {
                applyChanges();
                step(batches, knn);
                boolean due = isKept(keepEvery) || System.nanoTime() - savedAt > SAVE_EVERY;
                if (due) {
                    save(keepEvery);
                    trainer.endPause();
                }
            }
        } catch (InterruptedException e) {
            requests.stop();
        } catch (ComputationException e) {
            save(keepEvery);
            throw e;
        }
        save(keepEvery);
        return ending(trainer.step(), last, total);
    }

    private void step(BatchSource batches, KnnDuringTraining knn)
            throws IOException, ComputationException, DataException, InterruptedException {
        try (Batch batch = requests.next(batches)) {
            StepRecord step = knn.read(trainer, trainer.step(batch, new Recorder()), () -> !requests.stopped());
            listener.onStep(step);
            writer.step(step);
        }
    }

    private static TrainingRun.Ending ending(long step, long last, long total) {
        if (step < last) {
            return new TrainingRun.Ending(
                    RunState.STOPPED, format("Stopped after step %,d of %,d; it can be resumed.", step, total));
        }
        return new TrainingRun.Ending(
                RunState.FINISHED,
                last < total
                        ? format("Finished the requested %,d of %,d steps; it can be resumed.", last, total)
                        : format("Finished all %,d steps.", total));
    }

    private static String format(String format, Object... numbers) {
        return String.format(Locale.ROOT, format, numbers);
    }

    /** Waits while the run is paused; false when it is to stop. */
    private boolean mayContinue() throws IOException, InterruptedException {
        if (requests.paused()) {
            states.enter(RunState.PAUSED, format("Paused after step %,d.", trainer.step()));
            requests.awaitUnpaused();
            trainer.endPause();
            if (!requests.stopped()) {
                states.enter(RunState.RUNNING, format("Resumed after step %,d.", trainer.step()));
            }
        }
        return !requests.stopped();
    }

    private void applyChanges() throws IOException {
        for (Optional<RunRequests.Change> next = requests.nextChange();
                next.isPresent();
                next = requests.nextChange()) {
            next.get().effect().accept(trainer);
            writer.change(trainer.step(), next.get().settings());
        }
    }

    /** True at the end of every {@code keepEvery} steps of the schedules. */
    private boolean isKept(long keepEvery) {
        return keepEvery > 0 && trainer.position().step() % keepEvery == 0;
    }

    private void save(long keepEvery) throws IOException {
        if (trainer.step() != savedStep && trainer.step() > 0) {
            boolean kept = isKept(keepEvery);
            writer.checkpoint(trainer.step(), keepEvery, file -> SafetensorsChecksum.write(trainer.state(kept), file));
            savedStep = trainer.step();
            savedAt = System.nanoTime();
        }
        if (matrix.isPresent()) {
            writer.correlation(matrix.get());
            matrix = Optional.empty();
        }
    }

    /** Records alarms and the newest matrix, and passes both on to the listener. */
    private final class Recorder implements TrainingListener {
        @Override
        public void onCorrelation(CorrelationSnapshot snapshot) {
            matrix = Optional.of(snapshot);
            listener.onCorrelation(snapshot);
        }

        @Override
        public void onAlarm(Alarm alarm) {
            try {
                writer.alarm(alarm);
            } catch (IOException e) {
                // A full disk ends the run when its next step is written, with a message of its own.
                LOG.warn("the alarm cannot be recorded: {}", e.getMessage());
            }
            listener.onAlarm(alarm);
        }
    }
}
