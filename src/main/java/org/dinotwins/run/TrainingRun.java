package org.dinotwins.run;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.dinotwins.config.ConfigJson;
import org.dinotwins.config.ConfigJson.Problem;
import org.dinotwins.config.RunConfig;
import org.dinotwins.config.WorkbenchException;
import org.dinotwins.data.DataException;
import org.dinotwins.data.ImageSet;
import org.dinotwins.data.Picture;
import org.dinotwins.data.SetListing;
import org.dinotwins.run.RunFolder.Checkpoint;
import org.dinotwins.tensor.ComputationException;
import org.dinotwins.tensor.device.ComputeDevice;
import org.dinotwins.train.Trainer;
import org.dinotwins.train.loader.BatchLoader;
import org.dinotwins.train.loader.BatchSource;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One run from opening its folder to its end, on the training thread: it prepares data, device and trainer, delegates the
 * steps to {@link TrainingLoop}, and reports any failure as a sentence.
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
    /** Used by the training thread only; null until the folder is open. */
    private RunWriter writer;

    private volatile Throwable failure;
    private final AtomicInteger drawnTenths = new AtomicInteger();

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

    /** Why the run failed; null if it did not. */
    Throwable failure() {
        return failure;
    }

    void await() throws InterruptedException {
        ended.await();
    }

    RunRequests requests() {
        return requests;
    }

    @Override
    public void run() {
        try {
            UncaughtFailures.training(folder);
            Ending ending = trainOrFail();
            if (writer != null) {
                record(ending);
            }
            state = ending.state();
            listener.onState(ending.state(), ending.message());
        } finally {
            if (state.active()) {
                state = RunState.FAILED;
            }
            UncaughtFailures.training(null);
            ended.countDown();
        }
    }

    private Ending trainOrFail() {
        try {
            return train();
        } catch (ComputationException | DataException | WorkbenchException e) {
            return failed(e.getMessage(), e);
        } catch (IOException e) {
            return failed(
                    "The run folder " + folder + " cannot be written or read: " + e.getMessage()
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
        if (writer != null) {
            writer.log(e);
        }
        failure = e;
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

    /** Opens a new run's folder first, which then records why the run failed; that of a resumed run only when nothing can be refused any more. */
    private Ending train() throws IOException, WorkbenchException, ComputationException, DataException {
        // A run that ended before its first checkpoint is started again.
        boolean restart = !resume || UnfinishedStart.in(folder).isPresent();
        Optional<Checkpoint> from = restart ? Optional.empty() : Optional.of(RunWriter.resumable(folder));
        if (from.isEmpty()) {
            open(from);
            enter(RunState.PREPARING, "Opening the image set " + config.data().folder() + ".");
        }
        ImageSet set;
        try {
            set = config.data().open(this::drawing);
        } catch (CancellationException e) {
            return new Ending(RunState.STOPPED, "Stopped while the sample pictures were being drawn.");
        }
        listener.onImageSet(set);
        List<Problem> problems = ConfigJson.check(config, set);
        ConfigJson.refuse(problems);
        if (from.isEmpty()) {
            enter(RunState.PREPARING, "Loading PyTorch.");
        }
        ComputeDevice device =
                ComputeDevice.choose(config.train().device(), config.train().gpus());
        List<Picture> pictures = config.data().training(set, config.train().seed());
        int stepsPerEpoch =
                BatchLoader.batchesPerEpoch(pictures.size(), config.train().batchSize());
        try (Trainer trainer = new Trainer(
                config.model(),
                config.objective(),
                config.train(),
                config.augment().crops(),
                stepsPerEpoch)) {
            Optional<String> epochs =
                    from.isPresent() ? new ResumedState(from.get(), trainer).load() : Optional.empty();
            if (from.isPresent()) {
                open(from);
                List<String> faults = new RunFiles(writer.folder()).damagedLines();
                enter(
                        RunState.PREPARING,
                        Stream.concat(
                                        Stream.of("Resuming from the checkpoint of step " + trainer.step() + "."),
                                        faults.stream())
                                .collect(Collectors.joining(" ")));
            }
            listener.onDevice(device);
            SetListing.full(set).forEach(writer::log);
            problems.forEach(p -> writer.log(p.message()));
            writer.recordStart(config, device, trainer.totalSteps(), Versions.all());
            return train(trainer, device, set, pictures, epochs);
        }
    }

    /** Reports the progress of drawing sample pictures in steps of 10 %; called from several threads. */
    private void drawing(double share) {
        if (requests.stopped()) {
            throw new CancellationException();
        }
        int tenths = (int) (10 * share);
        if (tenths > drawnTenths.getAndAccumulate(tenths, Math::max)) {
            listener.onState(RunState.PREPARING, "Drawing the sample pictures, once: " + 10 * tenths + " %.");
        }
    }

    private void open(Optional<Checkpoint> from) throws WorkbenchException {
        writer = RunWriter.open(folder, config, from);
    }

    private Ending train(
            Trainer trainer, ComputeDevice device, ImageSet set, List<Picture> pictures, Optional<String> epochs)
            throws IOException, ComputationException, DataException {
        int stepsPerEpoch = Math.toIntExact(trainer.position().stepsPerEpoch());
        try (BatchLoader loader = new BatchLoader(
                        pictures,
                        config.augment(),
                        config.train().batchSize(),
                        config.train().seed(),
                        config.train().loaderThreads(),
                        trainer.position().step(),
                        device);
                BatchSource batches = trainer.feed(loader)) {
            KnnDuringTraining knn = new KnnDuringTraining(config, set, stepsPerEpoch);
            if (knn.impossible()) {
                writer.log("The kNN accuracy is not measured during training: the image set has no labels.");
            }
            String training = String.format(
                    Locale.ROOT,
                    "Training on %s: %,d pictures, step %,d of %,d.",
                    device.name(),
                    pictures.size(),
                    trainer.step(),
                    trainer.totalSteps());
            enter(
                    RunState.RUNNING,
                    Stream.of(Optional.of(training), writer.restart(), epochs)
                            .flatMap(Optional::stream)
                            .collect(Collectors.joining(" ")));
            long keepEvery = keepEvery(stepsPerEpoch);
            writer.thinCheckpoints(keepEvery);
            return new TrainingLoop(trainer, writer, requests, listener, this::enter)
                    .run(batches, maxSteps, keepEvery, knn);
        }
    }

    /** Steps between checkpoints to keep; 0 to keep only the last. */
    private long keepEvery(int batchesPerEpoch) {
        double epochs = config.train().checkpointEveryEpochs();
        return epochs == 0 ? 0 : Math.max(1, Math.round(epochs * batchesPerEpoch));
    }
}
