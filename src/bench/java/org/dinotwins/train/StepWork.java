package org.dinotwins.train;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import org.dinotwins.objective.Balancing;
import org.dinotwins.objective.BarlowConfig;
import org.dinotwins.objective.DinoConfig;
import org.dinotwins.objective.ObjectiveConfig;
import org.dinotwins.tensor.ComputationException;
import org.dinotwins.tensor.TorchScript;
import org.dinotwins.train.loader.CropBatch;
import org.dinotwins.vit.Positions;
import org.dinotwins.vit.ViTConfig;

/**
 * The step of ViT-Ti/16, batch 16, 2 x 224 + 6 x 96, both losses, in two forms: as in the workbench, and the same
 * arithmetic as one native call plus one for the update.
 */
public final class StepWork implements AutoCloseable {
    public static final int BATCH = 16;
    public static final int LOCALS = 6;
    public static final int GLOBAL = 224;
    public static final int LOCAL = 96;
    public static final ViTConfig MODEL = new ViTConfig(GLOBAL, 16, 192, 12, 3, 4, 0);
    public static final ObjectiveConfig OBJECTIVE = new ObjectiveConfig(
            0.5,
            1,
            1,
            Balancing.FIXED,
            new DinoConfig(4096, 2048, 256, true, 0.1, 0.04, 0.04, 0, 0.9),
            new BarlowConfig(2048, 3, 1024, 0.005));
    private static final TrainConfig TRAIN = TrainSettings.of(1, BATCH)
            .rates(1e-6 * 256 / BATCH, 1e-6)
            .signalsEverySteps(Integer.MAX_VALUE)
            .config();

    private static final String WHOLE = """

                def whole(self, globals: Tensor, locals: Tensor, axis: Tensor, registers: Tensor, leaves: List[Tensor],
                          length: int, teacher_weights: List[Tensor], head_length: int, centre: Tensor) -> List[Tensor]:
                    none = torch.zeros([0, 1])
                    n = globals.shape[0] // 2
                    student, positions = leaves[:length - 1], leaves[length - 1]
                    teacher, teacher_positions = teacher_weights[:length - 1], teacher_weights[length - 1]
                    teacher_head = teacher_weights[length:]
                    behind = length + head_length
                    head = leaves[length:behind - 1] + [teacher_head[-2]] + [leaves[behind - 1]]
                    projector = leaves[behind:]
                    first = self.vit_features(globals, positions, registers, student, 16, 3, 12, none)
                    second = self.vit_features(locals, self.position_interpolation_interpolate(positions, axis, axis), registers,
                                               student, 16, 3, 12, none)
                    features = torch.cat([first, second])
                    seen = self.vit_features(globals, teacher_positions, registers, teacher, 16, 3, 12, none)
                    teacher_logits = self.dino_head_forward(seen, teacher_head)
                    dino, _ = self.dino_loss_forward(self.dino_head_forward(features, head), teacher_logits, centre, 8,
                                                     0.1, 0.04)
                    z1 = self.barlow_projector_forward(features[:n], projector)
                    z2 = self.barlow_projector_forward(features[n:2 * n], projector)
                    barlow = self.barlow_twins_loss_forward(z1, z2, 0.005)[0]
                    results = self.autograd_gradients(dino + barlow, leaves)
                    return results + [dino, barlow, teacher_logits]

                def update(self, gradients: List[Tensor], decaying: List[Tensor], decaying_gradients: List[Tensor],
                           first: List[Tensor], second: List[Tensor], steps: List[Tensor], plain: List[Tensor],
                           plain_gradients: List[Tensor], plain_first: List[Tensor], plain_second: List[Tensor],
                           plain_steps: List[Tensor], teacher: List[Tensor], student: List[Tensor], centre: Tensor,
                           teacher_logits: Tensor) -> None:
                    self.gradient_clipping_clip(gradients, self.gradient_clipping_norms(gradients), 3.)
                    self.adamw_update(decaying, decaying_gradients, first, second, steps, 1e-6, 0.04, 0.9, 0.999, 1e-8)
                    self.adamw_update(plain, plain_gradients, plain_first, plain_second, plain_steps, 1e-6, 0., 0.9,
                                      0.999, 1e-8)
                    self.ema_teacher_update(teacher, student, 0.996)
                    self.centre_update(centre, teacher_logits, 0.9)
            """;

    private interface Step extends TorchScript {
        List<NDArray> whole(
                NDManager scope,
                NDArray globals,
                NDArray locals,
                NDArray axis,
                NDArray registers,
                List<NDArray> leaves,
                int length,
                List<NDArray> teacherWeights,
                int headLength,
                NDArray centre);

        void update(
                List<NDArray> gradients,
                List<NDArray> decaying,
                List<NDArray> decayingGradients,
                List<NDArray> first,
                List<NDArray> second,
                List<NDArray> steps,
                List<NDArray> plain,
                List<NDArray> plainGradients,
                List<NDArray> plainFirst,
                List<NDArray> plainSecond,
                List<NDArray> plainSteps,
                List<NDArray> teacher,
                List<NDArray> student,
                NDArray centre,
                NDArray teacherLogits);
    }

    private final NDManager owner = NDManager.newBaseManager();
    private final CropBatch batch;
    private final Trainer trainer;
    private final Networks networks = new Networks(owner, MODEL, OBJECTIVE, 0);
    private final Step script;
    private final NDArray axis;
    private final NDArray registers = owner.zeros(new Shape(1, 0, MODEL.dim()));
    private final List<NDArray> leaves = new ArrayList<>(networks.trained().values());
    private final List<Integer> decaying = new ArrayList<>();
    private final List<Integer> plain = new ArrayList<>();
    private final List<NDArray> first = new ArrayList<>();
    private final List<NDArray> second = new ArrayList<>();
    private final List<NDArray> steps = new ArrayList<>();
    private final List<Double> outside = new ArrayList<>();
    private double[] nativeLosses = {};

    public StepWork() throws ComputationException {
        SplittableRandom random = new SplittableRandom(1);
        batch = CropBatch.of(
                BATCH,
                noise(random, 2 * BATCH * 3 * GLOBAL * GLOBAL),
                noise(random, LOCALS * BATCH * 3 * LOCAL * LOCAL));
        trainer = new Trainer(MODEL, OBJECTIVE, TRAIN, 2 + LOCALS, 1_000_000);
        script = StepScript.joined().add(WHOLE).load(owner, Step.class);
        int side = GLOBAL / 16;
        int small = LOCAL / 16;
        axis = owner.create(Positions.axis(side, small), new Shape(small, side));
        int at = 0;
        for (var item : networks.trained().entrySet()) {
            boolean decays =
                    item.getValue().getShape().dimension() > 1 && !item.getKey().endsWith(".bias");
            (decays ? decaying : plain).add(at++);
            first.add(owner.zeros(item.getValue().getShape()));
            second.add(owner.zeros(item.getValue().getShape()));
            steps.add(owner.zeros(new Shape()));
        }
    }

    private static float[] noise(SplittableRandom random, int count) {
        float[] values = new float[count];
        for (int i = 0; i < count; i++) {
            values[i] = (float) (random.nextDouble() * 4 - 2);
        }
        return values;
    }

    public CropBatch batch() {
        return batch;
    }

    /** A step as in a run; returns its losses. */
    public double[] workbench() throws ComputationException {
        long begun = System.nanoTime();
        StepRecord record = trainer.step(batch, new TrainingListener() {});
        outside.add(1 - trainer.passSeconds() / ((System.nanoTime() - begun) / 1e9));
        return new double[] {record.dino(), record.barlow()};
    }

    /** Fraction of the workbench's steps so far outside forward and backward passes. */
    public List<Double> outside() {
        return List.copyOf(outside);
    }

    /** The same arithmetic as two native calls; returns its losses. */
    public double[] nativeCalls() {
        try (NDManager scope = owner.newSubManager()) {
            NDArray globals = scope.create(batch.globals(), new Shape(2 * BATCH, 3, GLOBAL, GLOBAL), DataType.FLOAT32);
            NDArray locals =
                    scope.create(batch.locals(), new Shape((long) LOCALS * BATCH, 3, LOCAL, LOCAL), DataType.FLOAT32);
            List<NDArray> teacher = networks.teacher();
            // The gain of the head's last layer is fixed, so the teacher's is used for the student's.
            List<NDArray> results = script.whole(
                    scope,
                    globals,
                    locals,
                    axis,
                    registers,
                    leaves,
                    networks.backbone().list().size(),
                    teacher,
                    networks.heads().student().list().size() - 1,
                    networks.heads().centre());
            List<NDArray> gradients = results.subList(0, leaves.size());
            script.update(
                    gradients,
                    of(leaves, decaying),
                    of(gradients, decaying),
                    of(first, decaying),
                    of(second, decaying),
                    of(steps, decaying),
                    of(leaves, plain),
                    of(gradients, plain),
                    of(first, plain),
                    of(second, plain),
                    of(steps, plain),
                    teacher,
                    networks.followed(),
                    networks.heads().centre(),
                    results.get(leaves.size() + 2));
            nativeLosses = new double[] {
                results.get(leaves.size()).getFloat(),
                results.get(leaves.size() + 1).getFloat()
            };
            return nativeLosses;
        }
    }

    private static List<NDArray> of(List<NDArray> arrays, List<Integer> places) {
        return places.stream().map(arrays::get).toList();
    }

    /**
     * Multiply-adds of a step: three times the student's forward pass, minus the unneeded gradient of the images, plus
     * the teacher's forward pass once. Recomputation in attention's backward pass is not counted.
     */
    public static double multiplyAdds() {
        double globals = 2.0 * BATCH;
        double locals = (double) LOCALS * BATCH;
        double rows = globals + locals;
        DinoConfig dino = OBJECTIVE.dino();
        double head = (double) MODEL.dim() * dino.hidden()
                + (double) dino.hidden() * dino.hidden()
                + (double) dino.hidden() * dino.bottleneck()
                + (double) dino.bottleneck() * dino.outputs();
        BarlowConfig barlow = OBJECTIVE.barlow();
        double projector = (double) MODEL.dim() * barlow.hidden()
                + (double) barlow.hidden() * barlow.hidden()
                + (double) barlow.hidden() * barlow.outputs();
        double student = globals * backbone(GLOBAL)
                + locals * backbone(LOCAL)
                + rows * head
                + globals * projector
                + BATCH * (double) barlow.outputs() * barlow.outputs();
        return 3 * student
                - globals * embedding(GLOBAL)
                - locals * embedding(LOCAL)
                + globals * (backbone(GLOBAL) + head);
    }

    private static double embedding(int side) {
        return (side / 16.0) * (side / 16.0) * 3 * 16 * 16 * MODEL.dim();
    }

    // Of the last block, keys and values of all tokens; the rest for the CLS token only.
    private static double backbone(int side) {
        double d = MODEL.dim();
        double tokens = (side / 16.0) * (side / 16.0) + 1;
        double last = 2 * d * d * tokens + 10 * d * d + 2 * tokens * d;
        return embedding(side) + (MODEL.depth() - 1) * (12 * d * d * tokens + 2 * tokens * tokens * d) + last;
    }

    @Override
    public void close() {
        trainer.close();
        script.close();
        owner.close();
    }
}
