package org.dinotwins.train;

import ai.djl.engine.Engine;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import java.io.IOException;
import java.nio.FloatBuffer;
import java.nio.channels.ReadableByteChannel;
import java.nio.channels.WritableByteChannel;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.dinotwins.objective.DinoConfig;
import org.dinotwins.objective.DinoHead;
import org.dinotwins.objective.LossBalance;
import org.dinotwins.objective.Losses;
import org.dinotwins.objective.ObjectiveConfig;
import org.dinotwins.tensor.HostTensor;
import org.dinotwins.tensor.Safetensors;
import org.dinotwins.vit.ViTConfig;
import org.dinotwins.vit.VisionTransformer;

/**
 * Student, teacher, objective and optimizer of one run, and the step that joins them. Not thread-safe: one thread owns
 * it from construction to {@link #close()}; only {@link #setLossWeights} and {@link #setLearningRateFactor} may be
 * called from others.
 *
 * <p>A step takes the gradient in two legs. Each loss is differentiated down to the CLS features that both share; there
 * the two gradients are compared, weighted and added, and their sum goes down through the backbone once. That gives the
 * gradient of {@code w_dino * L_DINO + w_barlow * L_BT} and shows, at no further pass, whether the losses agree.
 */
public final class Trainer implements AutoCloseable {
    /** Global crops of a picture: the teacher's views, and the two that Barlow Twins compares. */
    private static final int GLOBALS = 2;
    /** Largest shown side of the correlation matrix. */
    private static final int SHOWN = 256;

    private final ViTConfig model;
    private final ObjectiveConfig objective;
    private final TrainConfig train;
    private final int crops;
    private final int stepsPerEpoch;
    private final Schedule learningRate;
    private final Schedule weightDecay;
    private final Schedule momentum;
    private final NDManager owner;
    private final VisionTransformer transformer;
    private final Losses losses;
    private final StepLists lists;
    private final Networks networks;
    private final AdamW optimizer;
    private final LossBalance balance;
    private final RunClock clock;
    private final AlarmRules alarms;
    private long step;
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
        this.model = model;
        this.objective = objective;
        this.train = train;
        this.crops = crops;
        this.stepsPerEpoch = stepsPerEpoch;
        this.learningRate = Schedule.cosine(train.learningRate(), train.minLearningRate(), train.warmupEpochs(),
                train.epochs(), stepsPerEpoch);
        this.weightDecay = Schedule.cosine(train.weightDecay(), train.weightDecayEnd(), 0, train.epochs(),
                stepsPerEpoch);
        this.momentum = Schedule.cosine(train.teacherMomentum(), 1, 0, train.epochs(), stepsPerEpoch);
        this.owner = NDManager.newBaseManager(ComputeDevice.choose(train.device()).device());
        this.transformer = new VisionTransformer(model, owner);
        this.losses = new Losses(owner);
        this.lists = new StepLists(owner);
        this.networks = new Networks(owner, model, objective, train.seed());
        this.optimizer = new AdamW(owner, lists.script(), networks.trained());
        this.balance = new LossBalance(objective.balancing());
        this.clock = new RunClock();
        this.alarms = new AlarmRules(model.dim(), objective.dino().outputs());
        this.weighting = new Weighting(objective.dinoWeight(), objective.barlowWeight());
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
    public StepRecord step(CropBatch batch, TrainingListener listener) throws TrainingException {
        Engine.getInstance().setRandomSeed(Math.toIntExact((train.seed() * 1_000_003L + step) & Integer.MAX_VALUE));
        try (NDManager scope = owner.newSubManager()) {
            boolean signals = step % Math.max(1, train.signalsEverySteps()) == 0;
            Forward forward = forward(scope, batch, weighting);
            LossBalance.Effective weights = weights(scope, forward);
            List<NDArray> gradients = gradients(scope, forward, weights);
            NDArray norms = lists.norms(scope, gradients);
            Readings readings = read(scope, forward, norms);
            readings.check(step + 1);
            double rank = signals ? losses.rankMe(scope, forward.shared()).getFloat() : Double.NaN;
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

    /** What the forward half of a step leaves: a half that is off is null. */
    private record Forward(int pictures, Weighting asked, NDArray features, NDArray shared, DinoHalf dino,
                           BarlowHalf barlow, NDArray conflict) {
        boolean both() {
            return dino != null && barlow != null;
        }
    }

    private record DinoHalf(Losses.Dino result, NDArray atFeatures, List<String> names, List<NDArray> gradients) {
    }

    private record BarlowHalf(Losses.Barlow result, NDArray atFeatures, List<String> names, List<NDArray> gradients) {
    }

    private Forward forward(NDManager scope, CropBatch batch, Weighting asked) {
        int n = batch.pictures();
        NDArray globals = upload(scope, batch.globals(), GLOBALS * n);
        List<NDArray> tokens = new ArrayList<>();
        tokens.add(transformer.forward(scope, networks.backbone(), globals, true));
        if (asked.dino() > 0 && crops > GLOBALS) {
            NDArray locals = upload(scope, batch.locals(), (crops - GLOBALS) * n);
            tokens.add(transformer.forward(scope, networks.backbone(), locals, true));
        }
        NDArray features = lists.cls(scope, tokens);
        NDArray shared = lists.rows(scope, features, 0, GLOBALS * n);
        DinoHalf dino = asked.dino() > 0 ? dino(scope, features, globals) : null;
        BarlowHalf barlow = asked.barlow() > 0 ? barlow(scope, shared, n) : null;
        NDArray conflict = null;
        if (dino != null && barlow != null) {
            NDArray dinoShared = lists.rows(scope, dino.atFeatures(), 0, GLOBALS * n);
            conflict = losses.conflict(scope, dinoShared, barlow.atFeatures());
        }
        return new Forward(n, asked, features, shared, dino, barlow, conflict);
    }

    private DinoHalf dino(NDManager scope, NDArray features, NDArray globals) {
        DinoConfig config = objective.dino();
        NDArray leaf = lists.leaf(features);
        NDArray student = losses.dinoHead(scope, networks.head(), leaf);
        NDArray seen = transformer.forward(scope, networks.teacherBackbone(), globals, false);
        NDArray teacher = losses.dinoHead(scope, networks.teacherHead(), lists.cls(scope, List.of(seen)));
        Losses.Dino result = losses.dino(scope, student, teacher, networks.centre(), crops,
                config.studentTemperature(), teacherTemperature());
        List<String> names = networks.trained(Networks.HEAD);
        List<NDArray> gradients = lists.gradients(scope, result.loss(), leafAnd(leaf, names));
        return new DinoHalf(result, gradients.get(0), names, gradients.subList(1, gradients.size()));
    }

    private BarlowHalf barlow(NDManager scope, NDArray shared, int n) {
        NDArray leaf = lists.leaf(shared);
        NDArray first = losses.projector(scope, networks.projector(), lists.rows(scope, leaf, 0, n));
        NDArray second = losses.projector(scope, networks.projector(), lists.rows(scope, leaf, n, GLOBALS * n));
        Losses.Barlow result = losses.barlow(scope, first, second, objective.barlow().lambda());
        List<String> names = networks.trained(Networks.PROJECTOR);
        List<NDArray> gradients = lists.gradients(scope, result.loss(), leafAnd(leaf, names));
        return new BarlowHalf(result, gradients.get(0), names, gradients.subList(1, gradients.size()));
    }

    private List<NDArray> leafAnd(NDArray leaf, List<String> names) {
        Map<String, NDArray> all = networks.trained();
        List<NDArray> arrays = new ArrayList<>();
        arrays.add(leaf);
        names.forEach(name -> arrays.add(all.get(name)));
        return arrays;
    }

    private LossBalance.Effective weights(NDManager scope, Forward forward) {
        if (forward.both() && balance.needsObservation()) {
            double[] first = lists.read(scope, List.of(forward.dino().result().loss(),
                    forward.barlow().result().loss(), forward.conflict()));
            balance.observe(first[0], first[1], first[2], first[3]);
        }
        return balance.effective(forward.asked().dino(), forward.asked().barlow());
    }

    private List<NDArray> gradients(NDManager scope, Forward forward, LossBalance.Effective weights) {
        NDArray arriving;
        if (forward.both()) {
            arriving = lists.blend(scope, forward.dino().atFeatures(), weights.dino(), forward.barlow().atFeatures(),
                    weights.barlow());
        } else {
            arriving = forward.dino() != null ? forward.dino().atFeatures() : forward.barlow().atFeatures();
            lists.scale(List.of(arriving), forward.dino() != null ? weights.dino() : weights.barlow());
        }
        NDArray from = forward.dino() != null ? forward.features() : forward.shared();
        List<NDArray> all = new ArrayList<>(lists.pullBack(scope, from, arriving, networks.backbone().list()));
        if (forward.dino() != null) {
            lists.scale(forward.dino().gradients(), weights.dino());
            all.addAll(forward.dino().gradients());
        }
        if (forward.barlow() != null) {
            lists.scale(forward.barlow().gradients(), weights.barlow());
            all.addAll(forward.barlow().gradients());
        }
        return all;
    }

    private Readings read(NDManager scope, Forward forward, NDArray norms) {
        Map<Readings.Part, NDArray> parts = new LinkedHashMap<>();
        if (forward.dino() != null) {
            parts.put(Readings.Part.DINO, forward.dino().result().loss());
            parts.put(Readings.Part.ENTROPY, forward.dino().result().entropy());
            parts.put(Readings.Part.LARGEST, forward.dino().result().largest());
        }
        if (forward.barlow() != null) {
            parts.put(Readings.Part.BARLOW, forward.barlow().result().loss());
            parts.put(Readings.Part.ON_DIAGONAL, forward.barlow().result().onDiagonal());
            parts.put(Readings.Part.OFF_DIAGONAL, forward.barlow().result().offDiagonal());
            parts.put(Readings.Part.TRACE, losses.trace(scope, forward.barlow().result().correlation()));
        }
        if (forward.both()) {
            parts.put(Readings.Part.CONFLICT, forward.conflict());
        }
        parts.put(Readings.Part.SPREAD, losses.spread(scope, forward.shared()));
        parts.put(Readings.Part.NORMS, norms);
        double[] values = lists.read(scope, new ArrayList<>(parts.values()));
        return Readings.of(parts.keySet(), values, objective.barlow().outputs());
    }

    private void update(Forward forward, List<NDArray> gradients, NDArray norms) {
        if (train.clipNorm() > 0) {
            lists.clip(gradients, norms, train.clipNorm());
        }
        List<String> names = new ArrayList<>(networks.trained(Networks.BACKBONE));
        if (forward.dino() != null) {
            names.addAll(forward.dino().names());
        }
        if (forward.barlow() != null) {
            names.addAll(forward.barlow().names());
        }
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
        lists.ema(networks.teacherBackbone().list(), networks.backbone().list(), momentum.at(step));
        lists.ema(networks.teacherHead().list(), networks.head().list(), momentum.at(step));
        if (forward.dino() != null) {
            losses.moveCentre(networks.centre(), forward.dino().result().teacherMean(),
                    objective.dino().centreMomentum());
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
                runtime.totalMemory() - runtime.freeMemory(), ProcessMemory.resident());
    }

    private void tell(NDManager scope, TrainingListener listener, Forward forward, StepRecord record, boolean signals) {
        listener.onStep(record);
        if (signals && forward.barlow() != null) {
            int d = objective.barlow().outputs();
            int block = (d + SHOWN - 1) / SHOWN;
            NDArray full = forward.barlow().result().correlation();
            NDArray shown = block == 1 ? full : losses.reduced(scope, full, block);
            listener.onCorrelation(new CorrelationSnapshot(record.step(), (d + block - 1) / block, shown.toFloatArray(),
                    d, block, forward.pictures(), record.diagonalMean(), record.offDiagonalEnergy()));
        }
        alarms.look(record).forEach(listener::onAlarm);
    }

    private NDArray upload(NDManager scope, FloatBuffer values, int rows) {
        int side = (int) Math.round(Math.sqrt(values.remaining() / (3.0 * rows)));
        return scope.create(values.duplicate(), new Shape(rows, 3, side, side));
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
        optimizer.restore(file, TrainerState.OPTIMIZER);
        step = state.step();
        weighting = new Weighting(state.dinoWeight(), state.barlowWeight());
        learningRateFactor = state.learningRateFactor();
        balance.restore(state.balance());
        clock.resume(state.pictures(), state.seconds());
    }

    @Override
    public void close() {
        lists.close();
        losses.close();
        transformer.close();
        owner.close();
    }
}
