package org.dinotwins.run;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import org.dinotwins.config.ConfigJson;
import org.dinotwins.config.ConfigJson.Problem;
import org.dinotwins.config.RunConfig;
import org.dinotwins.config.WorkbenchException;
import org.dinotwins.data.DataException;
import org.dinotwins.data.ImageSet;
import org.dinotwins.data.Picture;
import org.dinotwins.tensor.ComputationException;
import org.dinotwins.tensor.ComputeDevice;
import org.dinotwins.train.Trainer;
import org.dinotwins.train.loader.BatchLoader;
import org.dinotwins.train.loader.BatchSource;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One run from opening its folder to its end, on the training thread: it prepares data, device and trainer, leaves the
 * steps to {@link TrainingLoop}, and turns whatever goes wrong into a sentence.
 */
final class TrainingRun implements Runnable {
    private static final Logger LOG = LoggerFactory.getLogger(TrainingRun.class);

    private final RunConfig config;
    private final Path folder;
    private final boolean resume;
    private final long maxSteps;
    private final TrainingService.Listener listener;
    private final CountDownLatch ended = new CountDownLatch(1);
    private final RunRequests requests = new RunRequests();
    private volatile RunState state = RunState.PREPARING;
    /** Opened and used by the training thread only. */
    private RunWriter writer;

    /** Final state of a run, and a sentence about it. */
    record Ending(RunState state, String message) {}

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
        ended.await();
    }

    RunRequests requests() {
        return requests;
    }

    @Override
    public void run() {
        Optional<Ending> failedToOpen = open();
        Ending ending = failedToOpen.orElseGet(this::trainOrFail);
        if (failedToOpen.isEmpty()) {
            record(ending);
        }
        try {
            state = ending.state();
            listener.onState(ending.state(), ending.message());
        } finally {
            ended.countDown();
        }
    }

    /** Opens the folder; the ending is present when that failed. */
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

    private Ending trainOrFail() {
        try {
            return train();
        } catch (ComputationException | DataException | WorkbenchException e) {
            return failed(e.getMessage(), e);
        } catch (IOException e) {
            return failed(
                    "The run folder " + writer.folder() + " cannot be written or read: " + e.getMessage()
                            + ". Free disk space or correct its permissions, then resume the run.",
                    e);
        } catch (OutOfMemoryError e) {
            return failed(
                    "Memory is exhausted. Lower train.batchSize, the crop sizes or the model, or give Java "
                            + "more memory (-Xmx).",
                    e);
        } catch (RuntimeException | Error e) {
            return failed(sentence(e), e);
        }
    }

    private static String sentence(Throwable e) {
        String message = String.valueOf(e.getMessage());
        String lower = message.toLowerCase(Locale.ROOT);
        if (lower.contains("out of memory") || lower.contains("not enough memory")) {
            return "The device's memory is exhausted. Lower train.batchSize, the crop sizes or the model.";
        }
        String first = message.lines().findFirst().orElse("");
        return "The program failed: " + e.getClass().getSimpleName() + ", " + first + ". See " + RunFolder.LOG_FILE
                + " in the run's folder.";
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

    private Ending train() throws IOException, WorkbenchException, ComputationException, DataException {
        enter(RunState.PREPARING, "Opening the image set " + config.data().folder() + ".");
        ImageSet set = config.data().open();
        List<Problem> problems = ConfigJson.check(config, set);
        problems.forEach(p -> writer.log(p.message()));
        ConfigJson.refuse(problems);
        enter(RunState.PREPARING, "Loading PyTorch.");
        ComputeDevice device =
                ComputeDevice.choose(config.train().device(), config.train().gpus());
        Map<String, String> versions = Versions.all();
        listener.onDevice(device);
        List<Picture> pictures = config.data().training(set, config.train().seed());
        long first = writer.resumedFrom().map(RunFolder.Checkpoint::step).orElse(0L);
        try (BatchLoader loader = new BatchLoader(
                        pictures,
                        config.augment(),
                        config.train().batchSize(),
                        config.train().seed(),
                        config.train().loaderThreads(),
                        first,
                        device);
                Trainer trainer = new Trainer(
                        config.model(),
                        config.objective(),
                        config.train(),
                        config.augment().crops(),
                        loader.batchesPerEpoch());
                BatchSource batches = trainer.feed(loader)) {
            load(trainer, first);
            KnnDuringTraining knn = new KnnDuringTraining(config, set, loader.batchesPerEpoch());
            if (knn.impossible()) {
                writer.log("The kNN accuracy is not measured during training: the image set has no labels.");
            }
            writer.recordStart(config, device, trainer.totalSteps(), versions);
            enter(
                    RunState.RUNNING,
                    String.format(
                            Locale.ROOT,
                            "Training on %s: %,d pictures, step %,d of %,d.",
                            device.name(),
                            pictures.size(),
                            trainer.step(),
                            trainer.totalSteps()));
            return new TrainingLoop(trainer, writer, requests, listener, this::enter)
                    .run(batches, maxSteps, keepEvery(loader.batchesPerEpoch()), knn);
        }
    }

    private void load(Trainer trainer, long step) throws WorkbenchException {
        if (writer.resumedFrom().isEmpty()) {
            return;
        }
        try (FileChannel file = FileChannel.open(writer.resumedFrom().get().file())) {
            trainer.load(file);
        } catch (IOException e) {
            throw new WorkbenchException(
                    "The checkpoint " + writer.resumedFrom().get().file() + " cannot be used: "
                            + e.getMessage()
                            + " If settings of the model or the objective have changed since, restore them. "
                            + insteadOfLast(),
                    e);
        }
        if (trainer.step() != step) {
            throw new WorkbenchException(
                    "The checkpoint " + writer.resumedFrom().get().file() + " is of step " + trainer.step()
                            + ", not of step " + step + ": it was renamed.");
        }
    }

    /** Steps between checkpoints to keep; 0 to keep only the last. */
    private long keepEvery(int batchesPerEpoch) {
        double epochs = config.train().checkpointEveryEpochs();
        return epochs == 0 ? 0 : Math.max(1, Math.round(epochs * batchesPerEpoch));
    }

    /** Advice for a damaged last checkpoint. */
    private String insteadOfLast() {
        List<RunFolder.Checkpoint> saved = new CheckpointFolder(writer.folder()).list();
        return saved.size() < 2
                ? "If it is damaged, start a new run: there is no other checkpoint."
                : "If it is damaged, delete it to resume from step "
                        + saved.get(saved.size() - 2).step() + ".";
    }
}
