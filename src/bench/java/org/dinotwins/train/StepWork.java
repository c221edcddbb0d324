package org.dinotwins.train;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import org.dinotwins.objective.Balancing;
import org.dinotwins.objective.BarlowConfig;
import org.dinotwins.objective.DinoConfig;
import org.dinotwins.objective.ObjectiveConfig;
import org.dinotwins.tensor.Script;
import org.dinotwins.vit.Positions;
import org.dinotwins.vit.ViTConfig;

/**
 * The step of ViT-Ti/16, batch 16, 2 x 224 + 6 x 96, both losses, in two forms: as the workbench does it, and the same
 * arithmetic as one native call and one more for the update.
 */
public final class StepWork implements AutoCloseable {
    public static final int BATCH = 16;
    public static final int LOCALS = 6;
    public static final int GLOBAL = 224;
    public static final int LOCAL = 96;
    public static final ViTConfig MODEL = new ViTConfig(GLOBAL, 16, 192, 12, 3, 4, 0);
    public static final ObjectiveConfig OBJECTIVE = new ObjectiveConfig(1, 1, Balancing.FIXED,
            new DinoConfig(4096, 2048, 256, true, 0.1, 0.04, 0.04, 0, 0.9), new BarlowConfig(2048, 3, 1024, 0.005));
    private static final TrainConfig TRAIN = TrainSettings.of(1, BATCH).rates(1e-6 * 256 / BATCH, 1e-6)
            .signalsEverySteps(Integer.MAX_VALUE).config();

    private static final String WHOLE = """
              def whole(self: __torch__.Operations, globals: Tensor, locals: Tensor, axis: Tensor, registers: Tensor,
                  leaves: List[Tensor], length: Tensor, seen_weights: List[Tensor], head_length: Tensor,
                  centre: Tensor) -> List[Tensor]:
                patch = torch.tensor(16)
                heads = torch.tensor(3)
                none = torch.zeros([0, 1], dtype=6, layout=0, device=torch.device("cpu"))
                stride = torch.tensor(12)
                n = torch.floordiv(torch.size(globals, 0), 2)
                last = torch.sub(int(length), 1)
                student = torch.slice(leaves, 0, last, 1)
                positions = leaves[last]
                teacher = torch.slice(seen_weights, 0, last, 1)
                teacher_positions = seen_weights[last]
                teacher_head = torch.slice(seen_weights, int(length), 9223372036854775807, 1)
                gain = torch.sub(torch.len(teacher_head), 2)
                behind = torch.add(int(length), int(head_length))
                mlp = torch.slice(leaves, int(length), torch.sub(behind, 1), 1)
                head = torch.add(torch.add(mlp, [teacher_head[gain]]), [leaves[torch.sub(behind, 1)]])
                projector = torch.slice(leaves, behind, 9223372036854775807, 1)
                first = self.features(globals, positions, registers, student, patch, heads, stride, none)
                second = self.features(locals, self.interpolate(positions, axis, axis), registers, student, patch,
                    heads, stride, none)
                features = self.joined([first, second])
                seen = self.joined([self.features(globals, teacher_positions, registers, teacher, patch, heads, stride, none)])
                dino = self.dino_loss(self.dino_head(features, head), self.dino_head(seen, teacher_head), centre,
                    torch.tensor(8), torch.tensor(0.10000000000000001), torch.tensor(0.040000000000000001))
                z1 = self.projector(torch.slice(features, 0, 0, n, 1), projector)
                z2 = self.projector(torch.slice(features, 0, n, torch.mul(2, n), 1), projector)
                barlow = self.barlow_loss(z1, z2, torch.tensor(0.0050000000000000001))
                results = self.gradients(torch.add(dino[0], barlow[0]), leaves)
                _0 = torch.append(results, dino[0])
                _1 = torch.append(results, barlow[0])
                _2 = torch.append(results, dino[2])
                return results

              def update(self: __torch__.Operations, gradients: List[Tensor], decaying: List[Tensor],
                  decaying_gradients: List[Tensor], first: List[Tensor], second: List[Tensor], steps: List[Tensor],
                  plain: List[Tensor], plain_gradients: List[Tensor], plain_first: List[Tensor],
                  plain_second: List[Tensor], plain_steps: List[Tensor], teacher: List[Tensor],
                  student: List[Tensor], centre: Tensor, mean: Tensor) -> None:
                self.clip_(gradients, self.norms(gradients), 3.)
                self.adamw_(decaying, decaying_gradients, first, second, steps, 9.9999999999999995e-07,
                    0.040000000000000001, 0.90000000000000002, 0.999, 1e-08)
                self.adamw_(plain, plain_gradients, plain_first, plain_second, plain_steps, 9.9999999999999995e-07,
                    0., 0.90000000000000002, 0.999, 1e-08)
                self.ema_(teacher, student, 0.996)
                self.move_centre_(centre, mean, 0.90000000000000002)
            """;

    private final NDManager owner = NDManager.newBaseManager();
    private final CropBatch batch;
    private final Trainer trainer;
    private final StepLists lists = new StepLists(owner);
    private final Networks networks = new Networks(owner, MODEL, OBJECTIVE, 0);
    private final Script script;
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

    public StepWork() throws IOException, TrainingException {
        SplittableRandom random = new SplittableRandom(1);
        batch = CropBatch.of(BATCH, noise(random, 2 * BATCH * 3 * GLOBAL * GLOBAL),
                noise(random, LOCALS * BATCH * 3 * LOCAL * LOCAL));
        trainer = new Trainer(MODEL, OBJECTIVE, TRAIN, 2 + LOCALS, 1_000_000);
        script = StepScript.joined().add(WHOLE).load(owner);
        int side = GLOBAL / 16;
        int small = LOCAL / 16;
        axis = owner.create(Positions.axis(side, small), new Shape(small, side));
        int at = 0;
        for (var item : networks.trained().entrySet()) {
            boolean decays = item.getValue().getShape().dimension() > 1 && !item.getKey().endsWith(".bias");
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

    /** A step as a run does it; its losses. */
    public double[] workbench() throws TrainingException {
        long begun = System.nanoTime();
        StepRecord record = trainer.step(batch, new TrainingListener() {
        });
        outside.add(1 - trainer.halves() / ((System.nanoTime() - begun) / 1e9));
        return new double[] {record.dino(), record.barlow()};
    }

    /** Shares of the workbench's steps so far that were neither forward nor backward. */
    public List<Double> outside() {
        return List.copyOf(outside);
    }

    /** The same arithmetic as two native calls; its losses. */
    public double[] nativeCalls() {
        try (NDManager scope = owner.newSubManager()) {
            NDArray globals = scope.create(batch.globals(), new Shape(2 * BATCH, 3, GLOBAL, GLOBAL), DataType.FLOAT32);
            NDArray locals = scope.create(batch.locals(), new Shape((long) LOCALS * BATCH, 3, LOCAL, LOCAL),
                    DataType.FLOAT32);
            List<NDArray> allTeacher = new ArrayList<>(networks.teacherBackbone().list());
            allTeacher.addAll(networks.teacherHead().list());
            // The gain of the head's last layer is fixed, so the teacher's stands for the student's.
            List<NDArray> results = script.tensors(scope, "whole", globals, locals, axis, registers, leaves,
                    networks.backbone().list().size(), allTeacher, networks.head().list().size() - 1,
                    networks.centre());
            List<NDArray> gradients = results.subList(0, leaves.size());
            List<NDArray> allStudent = new ArrayList<>(networks.backbone().list());
            allStudent.addAll(networks.head().list());
            script.call("update", gradients, of(leaves, decaying), of(gradients, decaying), of(first, decaying),
                    of(second, decaying), of(steps, decaying), of(leaves, plain), of(gradients, plain), of(first, plain),
                    of(second, plain), of(steps, plain), allTeacher, allStudent, networks.centre(),
                    results.get(leaves.size() + 2));
            nativeLosses = new double[] {results.get(leaves.size()).getFloat(), results.get(leaves.size() + 1).getFloat()};
            return nativeLosses;
        }
    }

    private static List<NDArray> of(List<NDArray> arrays, List<Integer> places) {
        return places.stream().map(arrays::get).toList();
    }

    /**
     * Multiply-adds of a step: three times the student's forward pass, less the gradient of the images, which nobody
     * needs, and once the teacher's. What attention's backward pass computes again is not counted.
     */
    public static double multiplyAdds() {
        double globals = 2.0 * BATCH;
        double locals = (double) LOCALS * BATCH;
        double rows = globals + locals;
        DinoConfig dino = OBJECTIVE.dino();
        double head = (double) MODEL.dim() * dino.hidden() + (double) dino.hidden() * dino.hidden()
                + (double) dino.hidden() * dino.bottleneck() + (double) dino.bottleneck() * dino.outputs();
        BarlowConfig barlow = OBJECTIVE.barlow();
        double projector = (double) MODEL.dim() * barlow.hidden() + (double) barlow.hidden() * barlow.hidden()
                + (double) barlow.hidden() * barlow.outputs();
        double student = globals * backbone(GLOBAL) + locals * backbone(LOCAL) + rows * head + globals * projector
                + BATCH * (double) barlow.outputs() * barlow.outputs();
        return 3 * student - globals * embedding(GLOBAL) - locals * embedding(LOCAL)
                + globals * (backbone(GLOBAL) + head);
    }

    private static double embedding(int side) {
        return (side / 16.0) * (side / 16.0) * 3 * 16 * 16 * MODEL.dim();
    }

    // Of the last block keys and values of all tokens, the rest for the CLS token alone.
    private static double backbone(int side) {
        double d = MODEL.dim();
        double tokens = (side / 16.0) * (side / 16.0) + 1;
        double last = 2 * d * d * tokens + 10 * d * d + 2 * tokens * d;
        return embedding(side) + (MODEL.depth() - 1) * (12 * d * d * tokens + 2 * tokens * tokens * d) + last;
    }

    @Override
    public void close() {
        trainer.close();
        lists.close();
        script.close();
        owner.close();
    }
}
