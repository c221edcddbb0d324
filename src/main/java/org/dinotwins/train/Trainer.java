package org.dinotwins.train;

import ai.djl.engine.Engine;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import java.io.IOException;
import java.nio.channels.ReadableByteChannel;
import java.nio.channels.WritableByteChannel;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.dinotwins.objective.DinoHead;
import org.dinotwins.objective.HybridObjective;
import org.dinotwins.objective.LossBalance;
import org.dinotwins.objective.ObjectiveConfig;
import org.dinotwins.tensor.ComputationException;
import org.dinotwins.tensor.HostTensor;
import org.dinotwins.tensor.device.ComputeDevice;
import org.dinotwins.tensor.safetensors.Safetensors;
import org.dinotwins.tensor.safetensors.SafetensorsChecksum;
import org.dinotwins.train.loader.Batch;
import org.dinotwins.train.loader.BatchLoader;
import org.dinotwins.train.loader.BatchSource;
import org.dinotwins.train.loader.Uploader;
import org.dinotwins.train.optimizer.AdamW;
import org.dinotwins.train.optimizer.AttentionDecay;
import org.dinotwins.train.optimizer.EmaTeacher;
import org.dinotwins.train.optimizer.GradientClipping;
import org.dinotwins.vit.ViTConfig;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Student, teacher, objective and optimizer of one run, and its training step. Not thread-safe: one thread uses it from
 * construction to {@link #close()}; only {@link #setLossWeights} and {@link #setLearningRateFactor} may be called from
 * others.
 */
public final class Trainer implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Trainer.class);

    private final ViTConfig model;
    private final TrainConfig train;
    private final boolean cuda;
    private final NDManager owner;
    private final Networks networks;
    private final Schedules schedules;
    private final CropImages cropImages;
    private final DataParallel backbones;
    private final HybridObjective objective;
    private final LossBalance balance;
    private final GradientClipping clipping;
    private final AdamW optimizer;
    private final AttentionDecay attentionDecay;
    private final EmaTeacher emaTeacher;
    private final StepReader reader;
    private final RunClock clock;
    private final AlarmRules alarms;
    private long step;
    private long passNanos;
    private volatile double learningRateFactor = 1;

    /**
     * @param crops         number of crops per picture in every batch, including the two global ones
     * @param stepsPerEpoch batches per pass over the pictures
     */
    public Trainer(ViTConfig model, ObjectiveConfig objective, TrainConfig train, int crops, int stepsPerEpoch)
            throws ComputationException {
        this(model, objective, train, crops, stepsPerEpoch, ComputeDevice.choose(train.device(), train.gpus()));
    }

    private Trainer(
            ViTConfig model,
            ObjectiveConfig objective,
            TrainConfig train,
            int crops,
            int stepsPerEpoch,
            ComputeDevice device)
            throws ComputationException {
        this(model, objective, train, crops, stepsPerEpoch, device, ParallelWorkers.on(device, train));
    }

    /** @param workers workers, closed with the trainer */
    Trainer(
            ViTConfig model,
            ObjectiveConfig config,
            TrainConfig train,
            int crops,
            int stepsPerEpoch,
            ComputeDevice device,
            ParallelWorkers workers) {
        this.model = model;
        this.train = train;
        this.cuda = device.cuda();
        if (train.precision() == Precision.BFLOAT16
                && !cuda
                && device.bfloat16Speed().slower()) {
            LOG.warn("This processor is slower in bfloat16 than in float32; train.precision=FLOAT32 would save time.");
        }
        this.owner = NDManager.newBaseManager(device.device());
        this.networks = new Networks(owner, model, config, train.seed());
        this.schedules = new Schedules(train, config.dino(), stepsPerEpoch);
        this.cropImages = new CropImages(owner, crops, train.precision());
        this.backbones =
                new DataParallel(owner, model, networks.backbone(), networks.teacherBackbone(), train, workers);
        this.objective = new HybridObjective(owner, config, crops, networks.heads());
        this.balance = new LossBalance(config);
        this.clipping = GradientClipping.load(owner);
        this.optimizer = new AdamW(owner, networks.trained());
        this.attentionDecay = AttentionDecay.load(owner);
        this.emaTeacher = EmaTeacher.load(owner);
        this.reader = new StepReader(owner, config.barlow().outputs());
        this.clock = new RunClock(System::nanoTime);
        this.alarms = new AlarmRules(model.dim(), config.dino().outputs());
    }

    /**
     * A loader's batches for {@link #step}: on a GPU uploaded during the previous step, else taken directly from the
     * loader. Close it before trainer and loader.
     */
    public BatchSource feed(BatchLoader loader) {
        return cuda ? new Uploader(owner, loader) : loader;
    }

    /** Steps of the whole schedule. */
    public long totalSteps() {
        return schedules.totalSteps();
    }

    /** Steps completed. */
    public long step() {
        return step;
    }

    /** How far the schedules are; ahead of or behind {@link #step()} once the number of steps in an epoch has changed. */
    public SchedulePosition position() {
        return schedules.position(step);
    }

    /** Sets the user's weights from the next step, see {@link LossBalance#setWeights}. */
    public void setLossWeights(double dino, double barlow) {
        balance.setWeights(dino, barlow);
    }

    /** Sets the target of DINO's share of the gradient from the next step, see {@link LossBalance#setDinoShare}. */
    public void setDinoShare(double share) {
        balance.setDinoShare(share);
    }

    /** Multiplies the scheduled learning rate from the next step. */
    public void setLearningRateFactor(double factor) {
        if (!(factor > 0)) {
            throw new IllegalArgumentException("learning-rate factor " + factor);
        }
        learningRateFactor = factor;
    }

    /** Marks the end of a pause, so that it does not count as a slow step. */
    public void endPause() {
        clock.restart();
    }

    /**
     * Trains on one batch and reports the step to {@code listener}.
     *
     * @throws ComputationException if a loss or the gradient is not finite; all weights are then unchanged
     */
    public StepRecord step(Batch batch, TrainingListener listener) throws ComputationException {
        Engine.getInstance().setRandomSeed(Math.toIntExact((train.seed() * 1_000_003L + step) & Integer.MAX_VALUE));
        long begun = System.nanoTime();
        try (NDManager scope = owner.newSubManager()) {
            Schedules.Values scheduled = schedules.at(step, learningRateFactor);
            List<NDArray> crops = cropImages.of(scope, batch, balance.withDino());
            Optional<NDArray> teacher =
                    balance.withDino() ? Optional.of(backbones.teacher(scope, crops.get(0))) : Optional.empty();
            DataParallel.Features student = backbones.student(scope, crops);
            HybridObjective.Result losses = objective.losses(
                    scope, student.values(), teacher, balance.withBarlow(), scheduled.teacherTemperature());
            LossBalance.State before = balance.state();
            LossBalance.Effective weights = balanced(scope, losses);
            List<NDArray> gradients = gradients(scope, student, losses, weights);
            passNanos = System.nanoTime() - begun;
            NDArray norms = clipping.norms(scope, gradients);
            StepValues values = reader.read(scope, losses, norms);
            try {
                values.refuseNonFinite(step + 1, listener);
            } catch (ComputationException e) {
                balance.restore(before);
                throw e;
            }
            boolean withSignals = step % Math.max(1, train.signalsEverySteps()) == 0;
            double rankMe = withSignals ? reader.rankMe(scope, losses) : Double.NaN;
            if (train.clipNorm() > 0) {
                clipping.clip(gradients, norms, train.clipNorm());
            }
            optimize(losses, gradients, scheduled);
            emaTeacher.update(networks.teacher(), networks.followed(), scheduled.teacherMomentum());
            objective.updateCentre(losses);
            backbones.copyWeights();
            StepRecord record = values.record(
                    step + 1, weights, balance.targetShare(), schedules, scheduled, rankMe, clock, batch.pictures());
            step++;
            clock.stepDone(batch.pictures());
            report(scope, listener, losses, record, withSignals);
            return record;
        }
    }

    private LossBalance.Effective balanced(NDManager scope, HybridObjective.Result losses) {
        if (losses.conflict().isPresent() && balance.needsObservation()) {
            double[] values = reader.losses(scope, losses);
            balance.observe(values[0], values[1], values[2], values[3]);
        }
        return balance.effective();
    }

    private List<NDArray> gradients(
            NDManager scope,
            DataParallel.Features student,
            HybridObjective.Result losses,
            LossBalance.Effective weights) {
        NDArray atFeatures = objective.atFeatures(scope, losses, weights);
        List<NDArray> gradients = new ArrayList<>(backbones.backward(scope, student, atFeatures));
        gradients.addAll(objective.ofHeads(losses, weights));
        return gradients;
    }

    private void optimize(HybridObjective.Result losses, List<NDArray> gradients, Schedules.Values scheduled) {
        List<String> names =
                networks.trained(losses.dino().isPresent(), losses.barlow().isPresent());
        List<String> stepped = new ArrayList<>();
        List<NDArray> used = new ArrayList<>();
        for (int i = 0; i < names.size(); i++) {
            if (!scheduled.lastLayerFrozen() || !names.get(i).startsWith(Networks.HEAD + DinoHead.LAST_LAYER)) {
                stepped.add(names.get(i));
                used.add(gradients.get(i));
            }
        }
        optimizer.step(stepped, used, scheduled.learningRate(), scheduled.weightDecay());
        if (train.attentionDecay() > 0) {
            attentionDecay.shrinkQueriesAndKeys(
                    networks.attention(), 1 - Math.min(1, scheduled.learningRate() * train.attentionDecay()));
        }
    }

    private void report(
            NDManager scope,
            TrainingListener listener,
            HybridObjective.Result losses,
            StepRecord record,
            boolean withSignals) {
        listener.onStep(record);
        if (withSignals && losses.barlow().isPresent()) {
            listener.onCorrelation(reader.correlation(
                    scope,
                    losses.barlow().get().loss().correlation(),
                    record,
                    Math.toIntExact(losses.globalFeatures().getShape().get(0)) / HybridObjective.GLOBAL_CROPS));
        }
        alarms.check(record).forEach(listener::onAlarm);
    }

    /** The teacher's current backbone in host memory, by the names of the public DINO code. */
    public Map<String, HostTensor> teacher() {
        return networks.teacherBackbone().download();
    }

    /** Writes the {@link #state} of a checkpoint that is kept. */
    public void save(WritableByteChannel target) throws IOException {
        state(true).write(target);
    }

    /**
     * Everything that a run needs to resume (student.*, teacher.*, optimizer.*, centre, counters).
     *
     * @param kept whether the checkpoint is to say that it is kept after the next one
     */
    public Safetensors state(boolean kept) {
        Map<String, HostTensor> tensors = new LinkedHashMap<>(networks.state());
        tensors.putAll(optimizer.state(TrainerState.OPTIMIZER));
        TrainerState state = new TrainerState(
                step,
                Optional.of(position()),
                Optional.of(kept),
                learningRateFactor,
                balance.state(),
                clock.pictures(),
                clock.elapsed());
        return new Safetensors(tensors, state.metadata(model));
    }

    /**
     * Restores the state that {@link #state} returned for the same model and objective. The schedules continue at the same
     * epoch, even if an epoch has another number of steps now.
     *
     * @return the position in the schedules at which the file was written
     * @throws IOException if the file is damaged or was written for another model
     */
    public SchedulePosition load(ReadableByteChannel source) throws IOException {
        Safetensors file = SafetensorsChecksum.read(source, name -> true);
        TrainerState state = TrainerState.of(file.metadata());
        networks.restore(file);
        backbones.copyWeights();
        optimizer.restore(file, TrainerState.OPTIMIZER);
        step = state.step();
        learningRateFactor = state.learningRateFactor();
        balance.restore(state.balance());
        clock.resume(state.pictures(), state.seconds());
        SchedulePosition saved = state.position(train.batchSize(), position().stepsPerEpoch());
        schedules.resume(step, saved);
        return saved;
    }

    /** Seconds of the last step's forward and backward passes on a CPU; a GPU computes them later. */
    double passSeconds() {
        return passNanos / 1e9;
    }

    /** Arrays that the trainer holds between steps. */
    int arrays() {
        return owner.getManagedArrays().size();
    }

    @Override
    public void close() {
        cropImages.close();
        backbones.close();
        objective.close();
        clipping.close();
        optimizer.close();
        attentionDecay.close();
        emaTeacher.close();
        reader.close();
        owner.close();
    }
}
