package org.dinotwins.train;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static org.assertj.core.api.Assertions.withinPercentage;

import ai.djl.Device;
import ai.djl.engine.Engine;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.dinotwins.objective.Balancing;
import org.dinotwins.objective.HybridObjective;
import org.dinotwins.objective.LossBalance;
import org.dinotwins.objective.ObjectiveConfig;
import org.dinotwins.tensor.ComputationException;
import org.dinotwins.tensor.device.ComputeDevice;
import org.dinotwins.tensor.device.DevicePreference;
import org.dinotwins.vit.ViTConfig;
import org.dinotwins.vit.WeightStart;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Ways to run the backbone that save memory give the same losses and gradients as the plain way. */
@Tag("slow")
class DataParallelTest {
    private static final double ROUNDING = 2e-5;
    private static final LossBalance.Effective WEIGHTS = new LossBalance.Effective(0.7, 0.3);

    /** Results of a pass over one batch: losses, norms and cosine at the features, and the gradient of every weight. */
    // Never compared as a whole.
    @SuppressWarnings("ArrayRecordComponent")
    private record Outcome(double[] seen, List<String> names, List<float[]> gradients, float[] centre) {}

    private static Outcome outcome(
            int microBatches, boolean checkpointing, double dropPath, boolean dino, boolean barlow) {
        return outcome(
                TinyTraining.train(microBatches, checkpointing, 1), new ParallelWorkers(1), dropPath, dino, barlow);
    }

    private static Outcome outcome(
            TrainConfig train, ParallelWorkers workers, double dropPath, boolean dino, boolean barlow) {
        ViTConfig model = TinyTraining.model(dropPath);
        ObjectiveConfig config = TinyTraining.objective(1, 1, Balancing.FIXED);
        try (NDManager owner = NDManager.newBaseManager()) {
            Networks networks = new Networks(owner, model, config, 3);
            try (DataParallel backbones = new DataParallel(
                            owner, model, networks.backbone(), networks.teacherBackbone(), train, workers);
                    HybridObjective objective =
                            new HybridObjective(owner, config, TinyTraining.CROPS, networks.heads());
                    CropImages images = new CropImages(owner, TinyTraining.CROPS, train.precision());
                    StepReader reader = new StepReader(owner, config.barlow().outputs());
                    NDManager scope = owner.newSubManager()) {
                Engine.getInstance().setRandomSeed(5);
                List<NDArray> crops = images.of(scope, TinyTraining.batch(1), dino);
                DataParallel.Features student = backbones.student(scope, crops);
                HybridObjective.Result losses;
                if (dino) {
                    NDArray teacher = backbones.teacher(scope, crops.get(0));
                    losses = barlow
                            ? objective.both(scope, student.values(), teacher, 0.04)
                            : objective.dino(scope, student.values(), teacher, 0.04);
                } else {
                    losses = objective.barlow(scope, student.values());
                }
                double[] seen = dino && barlow ? reader.losses(scope, losses) : new double[0];
                NDArray atFeatures = objective.atFeatures(scope, losses, WEIGHTS);
                List<NDArray> gradients = new ArrayList<>(backbones.backward(scope, student, atFeatures));
                gradients.addAll(objective.ofHeads(losses, WEIGHTS));
                objective.updateCentre(losses);
                return new Outcome(
                        seen,
                        networks.trained(dino, barlow),
                        gradients.stream().map(NDArray::toFloatArray).toList(),
                        networks.heads().centre().toFloatArray());
            }
        }
    }

    private static void assertSame(Outcome actual, Outcome expected) {
        assertThat(actual.names()).isEqualTo(expected.names());
        assertClose(actual.seen(), expected.seen(), ROUNDING, "losses");
        assertThat(actual.centre()).containsExactly(expected.centre(), within((float) ROUNDING));
        for (int i = 0; i < expected.names().size(); i++) {
            float[] wanted = expected.gradients().get(i);
            // Batch statistics make some gradients 0 apart from rounding.
            double most = 0.1;
            for (float value : wanted) {
                most = Math.max(most, Math.abs(value));
            }
            assertThat(actual.gradients().get(i)).as(expected.names().get(i)).containsExactly(wanted, within((float)
                    (ROUNDING * most)));
        }
    }

    // float32 rounds relative to a value, and batches of other sizes may use other kernels.
    private static void assertClose(double[] actual, double[] expected, double tolerance, String what) {
        assertThat(actual).as(what).hasSameSizeAs(expected);
        for (int i = 0; i < expected.length; i++) {
            assertThat(actual[i])
                    .as(what)
                    .isCloseTo(expected[i], within(tolerance * Math.max(1, Math.abs(expected[i]))));
        }
    }

    @ParameterizedTest
    @CsvSource({"2,0,true,true", "4,0.4,true,true", "5,0.4,true,false", "2,0.4,false,true", "100,0.4,true,true"})
    void microBatchesGiveTheGradientOfTheWholeBatch(int parts, double dropPath, boolean dino, boolean barlow) {
        assertSame(outcome(parts, false, dropPath, dino, barlow), outcome(1, false, dropPath, dino, barlow));
    }

    @ParameterizedTest
    @CsvSource({"2,0,true,true", "3,0.4,true,true", "5,0.4,true,false", "2,0.4,false,true", "100,0.4,true,true"})
    void workersGiveTheGradientOfTheWholeBatch(int workers, double dropPath, boolean dino, boolean barlow) {
        TrainConfig train = TinyTraining.train(1, false, 1);
        assertSame(
                outcome(train, new ParallelWorkers(workers), dropPath, dino, barlow),
                outcome(1, false, dropPath, dino, barlow));
    }

    // Copies on the CPU take the place of further GPUs: rows, weights and gradients follow the same paths.
    @ParameterizedTest
    @CsvSource({
        "1,1,false,0,true,true",
        "2,1,false,0.4,true,true",
        "1,3,false,0.4,true,false",
        "2,1,true,0.4,false,true",
        "2,2,true,0.4,true,true",
        "100,1,false,0.4,true,true",
        "100,2,false,0.4,true,true"
    })
    void devicesGiveTheGradientOfTheWholeBatch(
            int copies, int microBatches, boolean checkpointing, double dropPath, boolean dino, boolean barlow) {
        ParallelWorkers devices = ParallelWorkers.over(Collections.nCopies(copies, Device.cpu()));
        assertSame(
                outcome(TinyTraining.train(microBatches, checkpointing, 1), devices, dropPath, dino, barlow),
                outcome(1, false, dropPath, dino, barlow));
    }

    @ParameterizedTest
    @CsvSource({"1,0,true,true", "1,0.4,true,true", "1,0.4,true,false", "1,0.4,false,true", "4,0.4,true,true"})
    void gradientCheckpointingGivesTheSameGradient(int parts, double dropPath, boolean dino, boolean barlow) {
        assertSame(outcome(parts, true, dropPath, dino, barlow), outcome(1, false, dropPath, dino, barlow));
    }

    @ParameterizedTest
    @CsvSource({"INITIAL_RATIO,2,false", "GRADIENT_SHARE,4,true"})
    void trainingGivesTheSameWeights(Balancing balancing, int microBatches, boolean checkpointing) throws Exception {
        assertSameTraining(
                records(balancing, microBatches, checkpointing, new ParallelWorkers(1)),
                records(balancing, 1, false, new ParallelWorkers(1)));
    }

    @ParameterizedTest
    @CsvSource({"INITIAL_RATIO,1,1,false", "GRADIENT_SHARE,2,2,true"})
    void trainingGoesTheSameWayOnSeveralDevices(
            Balancing balancing, int copies, int microBatches, boolean checkpointing) throws Exception {
        ParallelWorkers devices = ParallelWorkers.over(Collections.nCopies(copies, Device.cpu()));
        assertSameTraining(
                records(balancing, microBatches, checkpointing, devices),
                records(balancing, 1, false, new ParallelWorkers(1)));
    }

    private static void assertSameTraining(List<StepRecord> actual, List<StepRecord> expected) {
        assertThat(actual).hasSameSizeAs(expected);
        for (int i = 0; i < expected.size(); i++) {
            StepRecord e = expected.get(i);
            StepRecord a = actual.get(i);
            double[] wanted = {
                e.dino(),
                e.barlow(),
                e.dinoWeight(),
                e.barlowWeight(),
                e.dinoGradient(),
                e.barlowGradient(),
                e.gradientCosine(),
                e.gradientNorm(),
                e.teacherEntropy(),
                e.rankMe()
            };
            assertClose(
                    new double[] {
                        a.dino(),
                        a.barlow(),
                        a.dinoWeight(),
                        a.barlowWeight(),
                        a.dinoGradient(),
                        a.barlowGradient(),
                        a.gradientCosine(),
                        a.gradientNorm(),
                        a.teacherEntropy(),
                        a.rankMe()
                    },
                    wanted,
                    2e-3,
                    "step " + e.step());
        }
    }

    private static List<StepRecord> records(
            Balancing balancing, int microBatches, boolean checkpointing, ParallelWorkers workers)
            throws ComputationException {
        List<StepRecord> records = new ArrayList<>();
        TrainConfig train = TinyTraining.train(microBatches, checkpointing, 1);
        try (Trainer trainer = new Trainer(
                TinyTraining.model(0.3),
                TinyTraining.objective(1, 0.5, balancing),
                train,
                TinyTraining.CROPS,
                TinyTraining.STEPS_PER_EPOCH,
                ComputeDevice.choose(DevicePreference.CPU),
                workers)) {
            for (int i = 0; i < 4; i++) {
                records.add(trainer.step(TinyTraining.batch(i), new TrainingListener() {}));
            }
        }
        return records;
    }

    @ParameterizedTest
    @CsvSource({"1,false,0", "3,false,0", "1,true,0", "2,true,0", "1,false,1", "2,true,2"})
    void gradientsInBfloat16HaveTheDirectionOfFloat32(int microBatches, boolean checkpointing, int copies) {
        TrainConfig train = TinyTraining.train(Precision.BFLOAT16, microBatches, checkpointing, 1);
        Outcome rough =
                outcome(train, ParallelWorkers.over(Collections.nCopies(copies, Device.cpu())), 0.3, true, true);
        Outcome exact = outcome(1, false, 0.3, true, true);
        double dot = 0;
        double ours = 0;
        double theirs = 0;
        boolean same = true;
        for (int i = 0; i < exact.names().size(); i++) {
            for (int j = 0; j < exact.gradients().get(i).length; j++) {
                double a = rough.gradients().get(i)[j];
                double b = exact.gradients().get(i)[j];
                dot += a * b;
                ours += a * a;
                theirs += b * b;
                same &= Math.abs(a - b) <= ROUNDING * Math.abs(b);
            }
        }
        assertThat(same).as("it computes in another type").isFalse();
        assertThat(dot / Math.sqrt(ours * theirs)).as("cosine of the gradients").isGreaterThan(0.99);
    }

    @ParameterizedTest
    @CsvSource({"1,false", "3,true"})
    void lossesInBfloat16StayCloseToFloat32(int microBatches, boolean checkpointing) throws Exception {
        List<StepRecord> wanted = gently(Precision.FLOAT32, 1, false);
        List<StepRecord> found = gently(Precision.BFLOAT16, microBatches, checkpointing);
        for (int i = 0; i < wanted.size(); i++) {
            assertThat(found.get(i).dino()).isCloseTo(wanted.get(i).dino(), withinPercentage(1));
            assertThat(found.get(i).barlow()).isCloseTo(wanted.get(i).barlow(), withinPercentage(2));
        }
    }

    /** Steps at DINO's own learning rate, with a batch large enough that its statistics do not magnify rounding. */
    private static List<StepRecord> gently(Precision precision, int microBatches, boolean checkpointing)
            throws ComputationException {
        int batch = 32;
        ViTConfig model = new ViTConfig(16, 4, 32, 2, 2, 4, 0.3, WeightStart.MOCO_V3);
        TrainConfig train = TrainSettings.of(4, batch)
                .rates(5e-4 * 256 / batch, 1e-5)
                .teacherMomentum(0.99)
                .precision(precision)
                .savings(microBatches, checkpointing)
                .seed(11)
                .config();
        List<StepRecord> records = new ArrayList<>();
        try (Trainer trainer = new Trainer(
                model,
                TinyTraining.objective(1, 0.5, Balancing.INITIAL_RATIO),
                train,
                TinyTraining.CROPS,
                TinyTraining.STEPS_PER_EPOCH)) {
            for (int i = 0; i < 4; i++) {
                records.add(trainer.step(TinyTraining.batch(batch, i), new TrainingListener() {}));
            }
        }
        return records;
    }

    @Test
    void branchesAreDrawnAgainForEveryStepAndCrop() {
        Outcome first = outcome(2, false, 0.4, true, true);
        assertThat(first.seen()).isNotEqualTo(outcome(2, false, 0, true, true).seen());
    }
}
