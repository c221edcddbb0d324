package org.dinotwins.run;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.dinotwins.config.ConfigJson;
import org.dinotwins.config.ConfigJson.Problem;
import org.dinotwins.config.RunConfig;
import org.dinotwins.config.WorkbenchException;
import org.dinotwins.data.DataException;
import org.dinotwins.data.ImageSet;
import org.dinotwins.data.Picture;
import org.dinotwins.train.Alarm;
import org.dinotwins.train.Batch;
import org.dinotwins.train.BatchLoader;
import org.dinotwins.train.BatchSource;
import org.dinotwins.train.ComputeDevice;
import org.dinotwins.train.CorrelationSnapshot;
import org.dinotwins.train.StepRecord;
import org.dinotwins.train.Trainer;
import org.dinotwins.train.TrainingException;
import org.dinotwins.train.TrainingListener;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** One run from its first to its last step: what the training thread does. */
final class TrainingRun implements Runnable {
    /** A killed process loses at most this much work, in nanoseconds. */
    private static final long SAVE_EVERY = TimeUnit.MINUTES.toNanos(10);
    private static final Logger LOG = LoggerFactory.getLogger(TrainingRun.class);

    private final RunConfig config;
    private final Path folder;
    private final boolean resume;
    private final long maxSteps;
    private final TrainingService.Listener listener;
    private final CountDownLatch over = new CountDownLatch(1);
    private final RunRequests controls = new RunRequests();
    private volatile RunState state = RunState.PREPARING;
    /** Opened by the training thread, which alone uses it. */
    private RunWriter writer;
    private long savedStep = -1;
    /** The newest matrix that is not in the folder yet. */
    private Optional<CorrelationSnapshot> matrix = Optional.empty();
    private long savedAt = System.nanoTime();

    /** How a run ended. */
    private record Ending(RunState state, String message) {
    }

    TrainingRun(RunConfig config, Path folder, boolean resume, long maxSteps, TrainingService.Listener listener) {
        this.config = config;
        this.folder = folder;
        this.resume = resume;
        this.maxSteps = maxSteps;
        this.listener = listener;
    }

    RunState state() {
        return state;
    }

    void await() throws InterruptedException {
        over.await();
    }

    RunRequests controls() {
        return controls;
    }

    @Override
    public void run() {
        Optional<Ending> hindered = open();
        Ending ending = hindered.orElseGet(this::trained);
        if (hindered.isEmpty()) {
            record(ending);
        }
        try {
            state = ending.state();
            listener.onState(ending.state(), ending.message());
        } finally {
            over.countDown();
        }
    }

    /** Makes or takes the folder; tells what is in the way of that. */
    private Optional<Ending> open() {
        try {
            writer = RunWriter.open(folder, config, resume);
            return Optional.empty();
        } catch (WorkbenchException e) {
            LOG.debug("the run cannot begin", e);
            return Optional.of(new Ending(RunState.FAILED, e.getMessage()));
        } catch (RuntimeException | LinkageError e) {
            LOG.error("the run cannot begin", e);
            return Optional.of(new Ending(RunState.FAILED, "The run folder " + folder + " cannot be used: " + e + "."));
        }
    }

    private Ending trained() {
        try {
            return train();
        } catch (TrainingException | DataException | WorkbenchException e) {
            return failed(e.getMessage(), e);
        } catch (IOException e) {
            return failed("The run folder " + writer.folder() + " cannot be written or read: " + e.getMessage()
                    + ". Make room there or mend its permissions, then go on from the last checkpoint.", e);
        } catch (OutOfMemoryError e) {
            return failed("The memory is used up. Lower train.batchSize, the crop sizes or the model, or give Java "
                    + "more memory (-Xmx).", e);
        } catch (RuntimeException | LinkageError e) {
            return failed(fault(e), e);
        }
    }

    private static String fault(Throwable e) {
        String said = String.valueOf(e.getMessage());
        String lower = said.toLowerCase(Locale.ROOT);
        if (lower.contains("out of memory") || lower.contains("not enough memory")) {
            return "The device's memory is used up. Lower train.batchSize, the crop sizes or the model.";
        }
        String first = said.lines().findFirst().orElse("");
        return "The program failed: " + e.getClass().getSimpleName() + ", " + first + ". " + RunFolder.LOG_FILE
                + " in the run's folder says more.";
    }

    private Ending failed(String message, Throwable e) {
        LOG.debug("the run failed", e);
        writer.log(e);
        return new Ending(RunState.FAILED, message);
    }

    private void record(Ending ending) {
        try {
            writer.state(ending.state(), ending.message());
        } catch (IOException e) {
            LOG.error("the end of the run cannot be recorded", e);
        }
        try {
            writer.close();
        } catch (IOException e) {
            LOG.error("the run's files cannot be closed", e);
        }
    }

    private void enter(RunState next, String message) throws IOException {
        writer.state(next, message);
        state = next;
        listener.onState(next, message);
    }

    private Ending train() throws IOException, WorkbenchException, TrainingException, DataException {
        enter(RunState.PREPARING, "Opening the image set " + config.data().folder() + ".");
        ImageSet set = config.data().open();
        List<Problem> problems = ConfigJson.check(config, set);
        problems.forEach(p -> writer.log(p.message()));
        ConfigJson.refuse(problems);
        enter(RunState.PREPARING, "Loading PyTorch.");
        ComputeDevice device = ComputeDevice.choose(config.train().device(), config.train().gpus());
        Map<String, String> versions = Versions.all();
        listener.onDevice(device);
        List<Picture> pictures = config.data().training(set, config.train().seed());
        long first = writer.from().map(RunFolder.Checkpoint::step).orElse(0L);
        try (BatchLoader loader = new BatchLoader(pictures, config.augment(), config.train().batchSize(),
                config.train().seed(), config.train().loaderThreads(), first, device);
             Trainer trainer = new Trainer(config.model(), config.objective(), config.train(), config.augment().crops(),
                     loader.batchesPerEpoch());
             BatchSource batches = trainer.feed(loader)) {
            restore(trainer, first);
            KnnDuringTraining knn = new KnnDuringTraining(config, set, loader.batchesPerEpoch());
            if (knn.impossible()) {
                writer.log("The kNN accuracy cannot be read during training: the image set has no labels.");
            }
            writer.began(config, device, trainer.totalSteps(), versions);
            enter(RunState.RUNNING, String.format(Locale.ROOT, "Training on %s: %,d pictures, step %,d of %,d.",
                    device.name(), pictures.size(), trainer.step(), trainer.totalSteps()));
            return steps(trainer, batches, loader.batchesPerEpoch(), knn);
        }
    }

    private void restore(Trainer trainer, long step) throws WorkbenchException {
        if (writer.from().isEmpty()) {
            return;
        }
        try (FileChannel file = FileChannel.open(writer.from().get().file())) {
            trainer.load(file);
        } catch (IOException e) {
            throw new WorkbenchException("The checkpoint " + writer.from().get().file() + " cannot be used: "
                    + e.getMessage() + " If settings of model or objective were changed since, change them back. "
                    + insteadOfLast(), e);
        }
        if (trainer.step() != step) {
            throw new WorkbenchException("The checkpoint " + writer.from().get().file() + " is of step "
                    + trainer.step() + ": it was renamed.");
        }
        savedStep = step;
    }

    /** What to do about a last checkpoint that is damaged. */
    private String insteadOfLast() {
        List<RunFolder.Checkpoint> saved = RunFolder.checkpoints(writer.folder());
        return saved.size() < 2 ? "If it is damaged, there is no other to go on from: begin a new run."
                : "If it is damaged, remove it to go on from step " + saved.get(saved.size() - 2).step() + ".";
    }

    private Ending steps(Trainer trainer, BatchSource batches, int batchesPerEpoch, KnnDuringTraining knn) throws IOException,
            TrainingException, DataException {
        long total = trainer.totalSteps();
        long last = maxSteps > 0 ? Math.min(maxSteps, total) : total;
        long keepEvery = config.train().checkpointEveryEpochs() == 0 ? 0
                : Math.max(1, Math.round(config.train().checkpointEveryEpochs() * batchesPerEpoch));
        Recording recording = new Recording();
        trainer.endPause();
        try {
            while (trainer.step() < last && goOn(trainer)) {
                apply(trainer);
                try (Batch batch = batches.next()) {
                    StepRecord step = knn.read(trainer, trainer.step(batch, recording), () -> !controls.ended());
                    listener.onStep(step);
                    writer.step(step);
                }
                boolean due = keepEvery > 0 && trainer.step() % keepEvery == 0
                        || System.nanoTime() - savedAt > SAVE_EVERY;
                if (due) {
                    save(trainer, keepEvery);
                    trainer.endPause();
                }
            }
        } catch (InterruptedException e) {
            controls.end();
        } catch (TrainingException e) {
            save(trainer, keepEvery);
            throw e;
        }
        save(trainer, keepEvery);
        return ending(trainer.step(), last, total);
    }

    private static Ending ending(long step, long last, long total) {
        if (step < last) {
            return new Ending(RunState.STOPPED, said("Stopped after step %,d of %,d; it can be resumed.", step, total));
        }
        return new Ending(RunState.FINISHED, last < total
                ? said("Finished the %,d steps asked for, of %,d; it can be resumed.", last, total)
                : said("Finished all %,d steps.", total));
    }

    private static String said(String format, Object... numbers) {
        return String.format(Locale.ROOT, format, numbers);
    }

    /** Waits while the run is held; false when it is to end. */
    private boolean goOn(Trainer trainer) throws IOException, InterruptedException {
        if (controls.held()) {
            enter(RunState.PAUSED, said("Held after step %,d.", trainer.step()));
            controls.awaitRelease();
            trainer.endPause();
            if (!controls.ended()) {
                enter(RunState.RUNNING, said("Going on after step %,d.", trainer.step()));
            }
        }
        return !controls.ended();
    }

    private void apply(Trainer trainer) throws IOException {
        for (Optional<RunRequests.Change> next = controls.nextChange(); next.isPresent(); next = controls.nextChange()) {
            next.get().effect().accept(trainer);
            writer.change(trainer.step(), next.get().line());
        }
    }

    private void save(Trainer trainer, long keepEvery) throws IOException {
        if (trainer.step() != savedStep && trainer.step() > 0) {
            writer.checkpoint(trainer.step(), keepEvery, trainer::save);
            savedStep = trainer.step();
            savedAt = System.nanoTime();
        }
        if (matrix.isPresent()) {
            writer.correlation(matrix.get());
            matrix = Optional.empty();
        }
    }

    /** Hands on what the trainer tells; keeps alarms and the newest matrix. */
    private final class Recording implements TrainingListener {
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
                // A full disk ends the run at its next line of metrics, with a message of its own.
                LOG.warn("the alarm cannot be kept: {}", e.getMessage());
            }
            listener.onAlarm(alarm);
        }
    }
}
