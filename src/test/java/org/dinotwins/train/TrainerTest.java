package org.dinotwins.train;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;
import static org.dinotwins.train.TinyTraining.BATCH;
import static org.dinotwins.train.TinyTraining.CROPS;
import static org.dinotwins.train.TinyTraining.GLOBAL;
import static org.dinotwins.train.TinyTraining.STEPS_PER_EPOCH;
import static org.dinotwins.train.TinyTraining.batch;
import static org.dinotwins.train.TinyTraining.model;
import static org.dinotwins.train.TinyTraining.objective;
import static org.dinotwins.train.TinyTraining.train;

import ai.djl.Device;
import ai.djl.ndarray.NDManager;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.channels.Channels;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import org.dinotwins.objective.Balancing;
import org.dinotwins.tensor.ComputationException;
import org.dinotwins.tensor.device.ComputeDevice;
import org.dinotwins.tensor.device.DevicePreference;
import org.dinotwins.tensor.safetensors.Safetensors;
import org.dinotwins.train.loader.CropBatch;
import org.dinotwins.vit.ViTConfig;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@Tag("slow")
class TrainerTest {
    private static final TrainingListener DEAF = new TrainingListener() {};

    private static Trainer trainer(double dino, double barlow, Balancing balancing, double dropPath)
            throws ComputationException {
        return trainer(dino, barlow, balancing, dropPath, train(1, false, 2));
    }

    private static Trainer trainer(double dino, double barlow, Balancing balancing, double dropPath, TrainConfig train)
            throws ComputationException {
        return new Trainer(model(dropPath), objective(dino, barlow, balancing), train, CROPS, STEPS_PER_EPOCH);
    }

    /** @param copies number of copies of the weights on the CPU, in place of further GPUs */
    private static Trainer onDevices(int copies, TrainConfig train) throws ComputationException {
        return new Trainer(
                model(0.3),
                objective(1, 0.5, Balancing.GRADIENT_SHARE),
                train,
                CROPS,
                STEPS_PER_EPOCH,
                ComputeDevice.choose(DevicePreference.CPU),
                ParallelWorkers.over(Collections.nCopies(copies, Device.cpu())));
    }

    private static byte[] saved(Trainer trainer) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        trainer.save(Channels.newChannel(bytes));
        return bytes.toByteArray();
    }

    private static Safetensors state(Trainer trainer) throws IOException {
        return Safetensors.read(Channels.newChannel(new ByteArrayInputStream(saved(trainer))));
    }

    private static void assertSameTensors(Safetensors actual, Safetensors expected) throws IOException {
        assertThat(actual.tensors().keySet()).isEqualTo(expected.tensors().keySet());
        for (String name : expected.tensors().keySet()) {
            assertThat(actual.get(name).floats())
                    .as(name)
                    .containsExactly(expected.get(name).floats());
        }
    }

    @Test
    void attentionDecayShrinksOnlyTheWeightsOfQueriesAndKeys() throws Exception {
        Safetensors plain = afterAStep(0);
        Safetensors decayed = afterAStep(20);
        for (String name : plain.tensors().keySet()) {
            float[] expected = plain.get(name).floats();
            if (name.startsWith("student.") && name.endsWith("attn.qkv.weight")) {
                // The rate of the first step is 0.01, and values are the last third.
                for (int i = 0; i < expected.length * 2 / 3; i++) {
                    expected[i] *= 0.8f;
                }
            }
            if (!name.startsWith("teacher.")) {
                assertThat(decayed.get(name).floats()).as(name).containsExactly(expected, within(1e-6f));
            }
        }
    }

    private static Safetensors afterAStep(double attentionDecay) throws Exception {
        TrainConfig train = TrainSettings.of(4, BATCH)
                .rates(0.01 * 256 / BATCH, 1e-5)
                .attentionDecay(attentionDecay)
                .config();
        try (Trainer trainer = trainer(1, 0.1, Balancing.FIXED, 0, train)) {
            trainer.step(batch(1), DEAF);
            return state(trainer);
        }
    }

    @Test
    void theLossesDecreaseOnOneBatch() throws Exception {
        try (Trainer trainer = trainer(1, 0.1, Balancing.FIXED, 0)) {
            CropBatch batch = batch(1);
            List<StepRecord> records = new ArrayList<>();
            for (int i = 0; i < 60; i++) {
                records.add(trainer.step(batch, DEAF));
            }
            assertThat(records.get(59).barlow()).isLessThan(0.5 * records.get(0).barlow());
            // DINO's cross-entropy changes with the teacher's entropy; the student learns to close the gap between
            // them.
            double widest =
                    records.stream().mapToDouble(StepRecord::teacherKl).max().orElseThrow();
            assertThat(records.get(59).teacherKl()).isLessThan(0.5 * widest);
            assertThat(records.get(59).step()).isEqualTo(60);
            assertThat(records.get(59).epoch()).isCloseTo(60.0 / STEPS_PER_EPOCH, within(1e-12));
            assertThat(records.get(59).imagesSeen()).isEqualTo(60 * BATCH);
            assertThat(records).allSatisfy(r -> {
                assertThat(r.teacherKl()).isGreaterThanOrEqualTo(-1e-5);
                assertThat(r.teacherEntropy()).isBetween(0.0, Math.log(24) + 1e-6);
                assertThat(r.gradientCosine()).isBetween(-1.0, 1.0);
            });
        }
    }

    @ParameterizedTest
    @CsvSource({"1,false,0", "4,true,0", "1,false,1"})
    void aLoadedRunContinuesAsIfNotStopped(int microBatches, boolean checkpointing, int copies) throws Exception {
        TrainConfig train = train(microBatches, checkpointing, 2);
        try (Trainer whole = onDevices(copies, train);
                Trainer resumed = onDevices(copies, train)) {
            whole.setLearningRateFactor(0.5);
            whole.setLossWeights(0.7, 0.3);
            for (int i = 0; i < 3; i++) {
                whole.step(batch(i), DEAF);
            }
            resumed.load(Channels.newChannel(new ByteArrayInputStream(saved(whole))));
            assertThat(resumed.step()).isEqualTo(3);
            for (int i = 3; i < 6; i++) {
                StepRecord expected = whole.step(batch(i), DEAF);
                StepRecord actual = resumed.step(batch(i), DEAF);
                assertThat(actual)
                        .usingRecursiveComparison()
                        .withEqualsForType(Double::equals, Double.class)
                        .ignoringFields(
                                "imagesPerSecond", "elapsedSeconds", "remainingSeconds", "heapBytes", "processBytes")
                        .isEqualTo(expected);
            }
            assertSameTensors(state(resumed), state(whole));
        }
    }

    @Test
    void aCheckpointOfAnotherModelIsRejected() throws Exception {
        ViTConfig other = new ViTConfig(GLOBAL, 4, 32, 2, 2, 2, 0);
        try (Trainer small = trainer(1, 1, Balancing.FIXED, 0);
                Trainer wide = new Trainer(
                        other, objective(1, 1, Balancing.FIXED), train(1, false, 2), CROPS, STEPS_PER_EPOCH)) {
            assertThatThrownBy(() -> wide.load(Channels.newChannel(new ByteArrayInputStream(saved(small)))))
                    .isInstanceOf(IOException.class)
                    .hasMessageContaining("shape");
        }
    }

    @Test
    void aNonFiniteValueStopsTheRunBeforeAnyWeightChanges() throws Exception {
        try (Trainer trainer = trainer(1, 1, Balancing.INITIAL_RATIO, 0)) {
            CropBatch broken = batch(2);
            broken.globals().putFloat(40, Float.NaN);
            Safetensors before = state(trainer);
            assertThatThrownBy(() -> trainer.step(broken, DEAF))
                    .isInstanceOf(ComputationException.class)
                    .hasMessageContaining("DINO loss became NaN")
                    .hasMessageContaining("step 1");
            assertThat(trainer.step()).isZero();
            assertSameTensors(state(trainer), before);
            trainer.setLossWeights(0, 1);
            assertThatThrownBy(() -> trainer.step(broken, DEAF))
                    .isInstanceOf(ComputationException.class)
                    .hasMessageContaining("Barlow Twins loss became NaN");
            trainer.setLossWeights(1, 1);
            StepRecord next = trainer.step(batch(3), DEAF);
            assertThat(next.barlowWeight())
                    .as("the failed step did not change the balance")
                    .isCloseTo(next.dino() / next.barlow(), within(1e-4));
        }
    }

    @Test
    void aWeightOfZeroSwitchesALossOff() throws Exception {
        try (Trainer trainer = trainer(1, 1, Balancing.INITIAL_RATIO, 0)) {
            Safetensors start = state(trainer);
            trainer.setLossWeights(2, 0);
            StepRecord dino = trainer.step(batch(1), DEAF);
            assertThat(dino.barlow()).isNaN();
            assertThat(dino.gradientCosine()).isNaN();
            assertThat(dino.total()).isCloseTo(2 * dino.dino(), within(1e-9));
            Safetensors middle = state(trainer);
            assertThat(changed(start, middle, "student.projector.")).isFalse();
            assertThat(changed(start, middle, "student.head.")).isTrue();
            assertThat(changed(start, middle, "student.backbone.")).isTrue();

            trainer.setLossWeights(0, 3);
            StepRecord barlow = trainer.step(batch(1), DEAF);
            assertThat(barlow.dino()).isNaN();
            assertThat(barlow.teacherEntropy()).isNaN();
            assertThat(barlow.total()).isCloseTo(3 * barlow.barlow(), within(1e-9));
            Safetensors end = state(trainer);
            assertThat(changed(middle, end, "student.head.")).isFalse();
            assertThat(changed(middle, end, "centre")).isFalse();
            assertThat(changed(middle, end, "student.projector.")).isTrue();
            assertThat(changed(middle, end, "teacher.backbone."))
                    .as("the teacher still follows")
                    .isTrue();
        }
        try (Trainer trainer = trainer(1, 1, Balancing.FIXED, 0)) {
            assertThatThrownBy(() -> trainer.setLossWeights(0, 0)).isInstanceOf(IllegalArgumentException.class);
            assertThatThrownBy(() -> trainer.setLearningRateFactor(0)).isInstanceOf(IllegalArgumentException.class);
        }
    }

    private static boolean changed(Safetensors before, Safetensors after, String prefix) throws IOException {
        boolean changed = false;
        for (String name : before.tensors().keySet()) {
            changed |= name.startsWith(prefix)
                    && !Arrays.equals(before.get(name).floats(), after.get(name).floats());
        }
        return changed;
    }

    @Test
    void theLearningRateFactorScalesTheSchedule() throws Exception {
        try (Trainer trainer = trainer(1, 1, Balancing.FIXED, 0)) {
            double plain = trainer.step(batch(1), DEAF).learningRate();
            trainer.setLearningRateFactor(0.1);
            assertThat(trainer.step(batch(1), DEAF).learningRate()).isCloseTo(0.1 * plain, within(0.01 * plain));
        }
    }

    @Test
    void balancingFollowsItsRule() throws Exception {
        try (Trainer fixed = trainer(0.3, 0.7, Balancing.FIXED, 0);
                Trainer ratio = trainer(0.3, 0.7, Balancing.INITIAL_RATIO, 0);
                Trainer norms = trainer(0.3, 0.7, Balancing.GRADIENT_SHARE, 0)) {
            StepRecord f = fixed.step(batch(1), DEAF);
            assertThat(new double[] {f.dinoWeight(), f.barlowWeight()}).containsExactly(0.3, 0.7);

            StepRecord r = ratio.step(batch(1), DEAF);
            assertThat(r.barlowWeight()).isCloseTo(0.7 * r.dino() / r.barlow(), within(1e-5));
            assertThat(ratio.step(batch(2), DEAF).barlowWeight()).as("stays").isEqualTo(r.barlowWeight());

            StepRecord n = norms.step(batch(1), DEAF);
            assertThat(n.barlowWeight() * n.barlowGradient() / 0.7)
                    .isCloseTo(n.dinoWeight() * n.dinoGradient() / 0.3, within(1e-3 * n.dinoGradient()));
            assertThat(n.dinoShare()).isCloseTo(0.3, within(1e-4));
            assertThat(n.dinoShareTarget()).isEqualTo(0.3);
            assertThat(f.dinoShareTarget()).isNaN();
            assertThat(f.dinoShare())
                    .isCloseTo(
                            0.3 * f.dinoGradient() / (0.3 * f.dinoGradient() + 0.7 * f.barlowGradient()), within(1e-6));
            for (StepRecord s : List.of(f, r, n)) {
                assertThat(s.total())
                        .isCloseTo(s.dinoWeight() * s.dino() + s.barlowWeight() * s.barlow(), within(1e-9));
            }
        }
    }

    @Test
    void correlationIsReportedOnSignalSteps() throws Exception {
        List<CorrelationSnapshot> reported = new ArrayList<>();
        TrainingListener listener = new TrainingListener() {
            @Override
            public void onCorrelation(CorrelationSnapshot snapshot) {
                reported.add(snapshot);
            }
        };
        try (Trainer trainer = trainer(1, 1, Balancing.FIXED, 0)) {
            StepRecord first = trainer.step(batch(1), listener);
            StepRecord second = trainer.step(batch(1), listener);
            assertThat(reported).hasSize(1);
            assertThat(first.rankMe()).isBetween(1.0, 12.0);
            assertThat(second.rankMe()).isNaN();
            CorrelationSnapshot c = reported.get(0);
            assertThat(c.values()).hasSize(12 * 12);
            double on = 0;
            double off = 0;
            double trace = 0;
            for (int i = 0; i < 12; i++) {
                for (int j = 0; j < 12; j++) {
                    double v = c.values()[12 * i + j];
                    trace += i == j ? v : 0;
                    on += i == j ? (1 - v) * (1 - v) : 0;
                    off += i == j ? 0 : v * v;
                }
            }
            assertThat(c.diagonalMean()).isCloseTo(trace / 12, within(1e-5));
            assertThat(c.offDiagonalEnergy()).isCloseTo(Math.sqrt(off / (12 * 11)), within(1e-4));
            assertThat(first.barlow()).isCloseTo(on + 0.005 * off, within(1e-3));
            assertThat(c.samples()).isEqualTo(BATCH);
        }
    }

    @ParameterizedTest
    @CsvSource({"1,false", "2,true"})
    void stepsFreeTheirArrays(int microBatches, boolean checkpointing) throws Exception {
        try (Trainer trainer = trainer(1, 1, Balancing.GRADIENT_SHARE, 0.1, train(microBatches, checkpointing, 2))) {
            CropBatch batch = batch(1);
            for (int i = 0; i < 3; i++) {
                trainer.step(batch, DEAF);
            }
            int before = trainer.arrays();
            for (int i = 0; i < 100; i++) {
                trainer.step(batch, DEAF);
            }
            assertThat(trainer.arrays()).isEqualTo(before).isGreaterThan(20);
        }
    }

    @Test
    void closedTrainersFreeTheirMemory() throws Exception {
        int before = managed();
        for (int i = 0; i < 3; i++) {
            try (Trainer trainer = trainer(1, 1, Balancing.FIXED, 0)) {
                trainer.step(batch(1), DEAF);
            }
        }
        assertThat(managed()).isEqualTo(before);
    }

    private static int managed() {
        try (NDManager any = NDManager.newBaseManager()) {
            return any.getParentManager().getManagedArrays().size();
        }
    }
}
