package org.dinotwins.train;

import ai.djl.engine.Engine;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import java.io.IOException;
import java.nio.channels.ReadableByteChannel;
import java.nio.channels.WritableByteChannel;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.dinotwins.objective.DinoConfig;
import org.dinotwins.objective.DinoHead;
import org.dinotwins.objective.LossBalance;
import org.dinotwins.objective.ObjectiveConfig;
import org.dinotwins.tensor.HostTensor;
import org.dinotwins.tensor.Safetensors;
import org.dinotwins.vit.ViTConfig;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Student, teacher, objective and optimizer of one run, and the step that joins them. Not thread-safe: one thread owns
 * it from construction to {@link #close()}; only {@link #setLossWeights} and {@link #setLearningRateFactor} may be
 * called from others.
 */
public final class Trainer implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Trainer.class);

    private final ViTConfig model;
    private final ObjectiveConfig objective;
    private final TrainConfig train;
    private final int stepsPerEpoch;
    private final boolean cuda;
    private final Schedule learningRate;
    private final Schedule weightDecay;
    private final Schedule momentum;
    private final NDManager owner;
    private final Lanes lanes;
    private final HybridPass pass;
    private final StepLists lists;
    private final Networks networks;
    private final AdamW optimizer;
    private final LossBalance balance;
    private final RunClock clock;
    private final AlarmRules alarms;
    private long step;
    /** Nanoseconds of the last step's forward and backward passes, on a device that computes when it is told to. */
    private long halves;
    private volatile Weighting weighting;
    private volatile double learningRateFactor = 1;

    private record Weighting(double dino, double barlow) {
    }

    /**
     * @param crops         crops of a picture in every batch, two global ones included
     * @param stepsPerEpoch batches in a pass over the pictures
     */
    public Trainer(ViTConfig model, ObjectiveConfig objective, TrainConfig train, int crops, int stepsPerEpoch)
            throws TrainingException {
        this(model, objective, train, crops, stepsPerEpoch, ComputeDevice.choose(train.device(), train.gpus()));
    }

    private Trainer(ViTConfig model, ObjectiveConfig objective, TrainConfig train, int crops, int stepsPerEpoch,
                    ComputeDevice device) throws TrainingException {
        this(model, objective, train, crops, stepsPerEpoch, device, Lanes.on(device, train));
    }

    /** @param lanes closed with the trainer */
    Trainer(ViTConfig model, ObjectiveConfig objective, TrainConfig train, int crops, int stepsPerEpoch,
            ComputeDevice device, Lanes lanes) {
        this.model = model;
        this.objective = objective;
        this.train = train;
        this.stepsPerEpoch = stepsPerEpoch;
        this.cuda = device.cuda();
        this.learningRate = Schedule.cosine(train.learningRate(), train.minLearningRate(), train.warmupEpochs(),
                train.epochs(), stepsPerEpoch);
        this.weightDecay = Schedule.cosine(train.weightDecay(), train.weightDecayEnd(), 0, train.epochs(),
                stepsPerEpoch);
        this.momentum = Schedule.cosine(train.teacherMomentum(), 1, 0, train.epochs(), stepsPerEpoch);
        if (train.precision() == Precision.BFLOAT16 && !device.cuda() && device.bfloat16Speed() < 1) {
            LOG.warn("This processor is slower in bfloat16 than in float32; train.precision=FLOAT32 would save time.");
        }
        this.owner = NDManager.newBaseManager(device.device());
        this.lists = new StepLists(owner);
        this.networks = new Networks(owner, model, objective, train.seed());
        this.lanes = lanes;
        this.pass = new HybridPass(owner, model, objective, networks, lists, crops, train, lanes);
        this.optimizer = new AdamW(owner, lists.script(), networks.trained());
        this.balance = new LossBalance(objective.balancing());
        this.clock = new RunClock();
        this.alarms = new AlarmRules(model.dim(), objective.dino().outputs());
        this.weighting = new Weighting(objective.dinoWeight(), objective.barlowWeight());
    }

    /**
     * A loader's batches for {@link #step}: from a GPU's memory, where they are taken while the step before computes, or
     * straight from the loader. To be closed before trainer and loader.
     */
    public BatchSource feed(BatchLoader loader) {
        return cuda ? new Uploader(owner, loader) : loader;
    }

    /** Steps of the whole schedule. */
    public long totalSteps() {
        return learningRate.totalSteps();
    }

    /** Steps done so far. */
    public long step() {
        return step;
    }

    /** Changes the user's weights from the next step on; 0 switches a half off. */
    public void setLossWeights(double dino, double barlow) {
        if (!(dino >= 0 && barlow >= 0 && dino + barlow > 0)) {
            throw new IllegalArgumentException("loss weights " + dino + " and " + barlow);
        }
        weighting = new Weighting(dino, barlow);
    }

    /** Multiplies the schedule's learning rate from the next step on. */
    public void setLearningRateFactor(double factor) {
        if (!(factor > 0)) {
            throw new IllegalArgumentException("learning-rate factor " + factor);
        }
        learningRateFactor = factor;
    }

    /** Tells that the run was held, so that the pause does not count as a slow step. */
    public void endPause() {
        clock.restart();
    }

    /**
     * Does one step and tells {@code listener} of it.
     *
     * @throws TrainingException when a loss or the gradient is not finite; all weights are then those before the step
     */
    public StepRecord step(Batch batch, TrainingListener listener) throws TrainingException {
        Engine.getInstance().setRandomSeed(Math.toIntExact((train.seed() * 1_000_003L + step) & Integer.MAX_VALUE));
        long begun = System.nanoTime();
        try (NDManager scope = owner.newSubManager()) {
            boolean signals = step % Math.max(1, train.signalsEverySteps()) == 0;
            Weighting asked = weighting;
            HybridPass.Forward forward = pass.forward(scope, batch, asked.dino() > 0, asked.barlow() > 0,
                    teacherTemperature());
            LossBalance.Effective weights = weights(scope, forward, asked);
            List<NDArray> gradients = pass.gradients(scope, forward, weights);
            halves = System.nanoTime() - begun;
            NDArray norms = lists.norms(scope, gradients);
            Readings readings = pass.read(scope, forward, norms);
            refuseBroken(readings, listener);
            double rank = signals ? pass.rankMe(scope, forward) : Double.NaN;
            update(forward, gradients, norms);
            if (forward.both()) {
                balance.observe(readings.dino(), readings.barlow(), readings.dinoGradient(), readings.barlowGradient());
            }
            StepRecord record = record(batch.pictures(), weights, readings, rank);
            step++;
            clock.stepDone(batch.pictures());
            tell(scope, listener, forward, record, signals);
            return record;
        }
    }

    private void refuseBroken(Readings readings, TrainingListener listener) throws TrainingException {
        Optional<Alarm> broken = readings.broken(step + 1);
        if (broken.isPresent()) {
            listener.onAlarm(broken.get());
            throw new TrainingException(broken.get().happened() + " " + broken.get().advice());
        }
    }

    private LossBalance.Effective weights(NDManager scope, HybridPass.Forward forward, Weighting asked) {
        if (forward.both() && balance.needsObservation()) {
            double[] first = pass.observe(scope, forward);
            // What is not finite is refused a moment later; it must not become the balance of a run that goes on.
            if (Arrays.stream(first).allMatch(Double::isFinite)) {
                balance.observe(first[0], first[1], first[2], first[3]);
            }
        }
        return balance.effective(asked.dino(), asked.barlow());
    }

    private void update(HybridPass.Forward forward, List<NDArray> gradients, NDArray norms) {
        if (train.clipNorm() > 0) {
            lists.clip(gradients, norms, train.clipNorm());
        }
        List<String> names = forward.names(networks);
        boolean frozen = epoch() < train.freezeLastLayerEpochs();
        List<String> stepped = new ArrayList<>();
        List<NDArray> used = new ArrayList<>();
        for (int i = 0; i < names.size(); i++) {
            if (!frozen || !names.get(i).startsWith(Networks.HEAD + DinoHead.LAST_LAYER)) {
                stepped.add(names.get(i));
                used.add(gradients.get(i));
            }
        }
        optimizer.step(stepped, used, rate(), weightDecay.at(step));
        if (train.attentionDecay() > 0) {
            lists.shrinkQueriesAndKeys(networks.attention(), 1 - Math.min(1, rate() * train.attentionDecay()));
        }
        lists.ema(networks.teacherBackbone().list(), networks.backbone().list(), momentum.at(step));
        lists.ema(networks.teacherHead().list(), networks.head().list(), momentum.at(step));
        pass.spread();
        if (forward.dino() != null) {
            pass.moveCentre(forward);
        }
    }

    private StepRecord record(int pictures, LossBalance.Effective weights, Readings r, double rank) {
        double total = (Double.isNaN(r.dino()) ? 0 : weights.dino() * r.dino())
                + (Double.isNaN(r.barlow()) ? 0 : weights.barlow() * r.barlow());
        Runtime runtime = Runtime.getRuntime();
        return new StepRecord(step + 1, (step + 1) / (double) stepsPerEpoch, total, r.dino(), r.barlow(),
                r.onDiagonal(), r.offDiagonal(), weights.dino(), weights.barlow(), r.dinoGradient(),
                r.barlowGradient(), r.gradientCosine(), r.gradientNorm(), rate(), weightDecay.at(step),
                momentum.at(step), teacherTemperature(), r.entropy(), r.dino() - r.entropy(), r.spread(), rank,
                r.diagonalMean(), r.offDiagonalEnergy(), clock.pictures() + pictures,
                clock.rate(pictures), clock.elapsed(), clock.remaining(totalSteps() - step - 1),
                runtime.totalMemory() - runtime.freeMemory(), ProcessMemory.resident(), Double.NaN);
    }

    private void tell(NDManager scope, TrainingListener listener, HybridPass.Forward forward, StepRecord record,
                      boolean signals) {
        listener.onStep(record);
        if (signals && forward.barlow() != null) {
            listener.onCorrelation(pass.correlation(scope, forward, record));
        }
        alarms.look(record).forEach(listener::onAlarm);
    }

    private long epoch() {
        return step / stepsPerEpoch;
    }

    private double rate() {
        return learningRate.at(step) * learningRateFactor;
    }

    private double teacherTemperature() {
        DinoConfig dino = objective.dino();
        return Schedule.teacherTemperature(dino.teacherTemperatureStart(), dino.teacherTemperature(),
                dino.teacherTemperatureWarmupEpochs(), epoch());
    }

    /** The teacher's backbone as it is now, in host memory, by the names of the public DINO code. */
    public Map<String, HostTensor> teacher() {
        return networks.teacherBackbone().download();
    }

    /** Writes everything a run needs to go on, as safetensors (student.*, teacher.*, optimizer.*, centre, counters). */
    public void save(WritableByteChannel target) throws IOException {
        Map<String, HostTensor> tensors = new LinkedHashMap<>(networks.state());
        tensors.putAll(optimizer.state(TrainerState.OPTIMIZER));
        TrainerState state = new TrainerState(step, weighting.dino(), weighting.barlow(), learningRateFactor,
                balance.state(), clock.pictures(), clock.elapsed());
        new Safetensors(tensors, state.metadata(model)).write(target);
    }

    /**
     * Takes over the state that {@link #save} wrote for the same configuration.
     *
     * @throws IOException if the file is damaged or was written for another model
     */
    public void load(ReadableByteChannel source) throws IOException {
        Safetensors file = Safetensors.read(source);
        TrainerState state = TrainerState.of(file.metadata());
        networks.restore(file);
        pass.spread();
        optimizer.restore(file, TrainerState.OPTIMIZER);
        step = state.step();
        weighting = new Weighting(state.dinoWeight(), state.barlowWeight());
        learningRateFactor = state.learningRateFactor();
        balance.restore(state.balance());
        clock.resume(state.pictures(), state.seconds());
    }

    /** Seconds that forward and backward passes of the last step took on a CPU. */
    double halves() {
        return halves / 1e9;
    }

    /** Arrays that the trainer holds between steps. */
    int arrays() {
        return owner.getManagedArrays().size();
    }

    @Override
    public void close() {
        lanes.close();
        pass.close();
        lists.close();
        owner.close();
    }
}
