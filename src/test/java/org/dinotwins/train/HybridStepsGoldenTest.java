package org.dinotwins.train;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.JsonArray;
import com.google.gson.JsonObject;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.FloatBuffer;
import java.nio.channels.Channels;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.dinotwins.GoldenFile;
import org.dinotwins.objective.Balancing;
import org.dinotwins.objective.BarlowConfig;
import org.dinotwins.objective.DinoConfig;
import org.dinotwins.objective.ObjectiveConfig;
import org.dinotwins.tensor.HostTensor;
import org.dinotwins.tensor.device.DevicePreference;
import org.dinotwins.tensor.safetensors.Safetensors;
import org.dinotwins.train.loader.CropBatch;
import org.dinotwins.vit.ViTConfig;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Whole training steps of the hybrid, compared with the public code of DINO and Barlow Twins in float64. */
class HybridStepsGoldenTest {
    private static final double LOSSES = 1e-4;
    private static final double WEIGHTS = 1e-2;

    @ParameterizedTest
    @CsvSource({"1,false", "3,false", "1,true", "2,true"})
    void stepsOfTheHybrid(int microBatches, boolean checkpointing) throws Exception {
        GoldenFile golden = GoldenFile.open("hybrid_steps");
        JsonObject c = golden.settings("config");
        int steps = c.get("steps").getAsInt();
        int globals = c.get("global_crops").getAsInt();
        int crops = globals + c.get("local_crops").getAsInt();
        List<StepRecord> records = new ArrayList<>();
        List<CorrelationSnapshot> correlations = new ArrayList<>();
        TrainingListener listener = new TrainingListener() {
            @Override
            public void onCorrelation(CorrelationSnapshot snapshot) {
                correlations.add(snapshot);
            }
        };
        Safetensors end;
        try (Trainer trainer = new Trainer(
                model(c),
                objective(c),
                train(c, microBatches, checkpointing),
                crops,
                c.get("iterations_per_epoch").getAsInt())) {
            load(trainer, withInitial(state(trainer), golden));
            for (int step = 0; step < steps; step++) {
                CropBatch batch = CropBatch.of(
                        c.get("batch").getAsInt(),
                        joined(golden, step, 0, globals),
                        joined(golden, step, globals, crops));
                records.add(trainer.step(batch, listener));
            }
            end = state(trainer);
        }
        checkLosses(records, golden.doubles("losses"), golden.shape("losses"));
        checkCorrelation(correlations.get(steps - 1), golden);
        assertThat(GoldenFile.relative(end.get("centre").floats(), golden.doubles("center")))
                .as("centre")
                .isLessThan(LOSSES);
        checkWeights(end, golden);
    }

    private static ViTConfig model(JsonObject c) {
        return new ViTConfig(
                c.get("image").getAsInt(),
                c.get("patch").getAsInt(),
                c.get("dim").getAsInt(),
                c.get("depth").getAsInt(),
                c.get("heads").getAsInt(),
                4,
                0);
    }

    private static ObjectiveConfig objective(JsonObject c) {
        JsonArray projector = c.getAsJsonArray("projector");
        DinoConfig dino = new DinoConfig(
                c.get("out_dim").getAsInt(),
                c.get("head_hidden").getAsInt(),
                c.get("bottleneck").getAsInt(),
                true,
                number(c, "student_temp"),
                number(c, "warmup_teacher_temp"),
                number(c, "teacher_temp"),
                number(c, "warmup_teacher_temp_epochs"),
                number(c, "center_momentum"));
        BarlowConfig barlow = new BarlowConfig(
                projector.get(0).getAsInt(),
                projector.size(),
                projector.get(projector.size() - 1).getAsInt(),
                number(c, "lambda_"));
        return new ObjectiveConfig(
                0.5, number(c, "dino_weight"), number(c, "barlow_weight"), Balancing.FIXED, dino, barlow);
    }

    private static TrainConfig train(JsonObject c, int microBatches, boolean checkpointing) {
        int batch = c.get("batch").getAsInt();
        return new TrainConfig(
                number(c, "epochs"),
                batch,
                number(c, "lr") * 256 / batch,
                number(c, "min_lr"),
                number(c, "lr_warmup_epochs"),
                number(c, "weight_decay"),
                number(c, "weight_decay_end"),
                0,
                number(c, "momentum_teacher"),
                number(c, "clip_grad"),
                number(c, "freeze_last_layer_epochs"),
                DevicePreference.CPU,
                1,
                Precision.FLOAT32,
                1,
                microBatches,
                checkpointing,
                1,
                1,
                0,
                0);
    }

    private static double number(JsonObject c, String key) {
        return c.get(key).getAsDouble();
    }

    /** Crops {@code from} to {@code to} of a step, concatenated. */
    private static float[] joined(GoldenFile golden, int step, int from, int to) throws IOException {
        FloatBuffer all = FloatBuffer.allocate(0);
        for (int crop = from; crop < to; crop++) {
            float[] next = golden.content().get("crop." + step + "." + crop).floats();
            all = FloatBuffer.allocate(all.capacity() + next.length)
                    .put(all.rewind())
                    .put(next);
        }
        return all.array();
    }

    private static Safetensors state(Trainer trainer) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        trainer.save(Channels.newChannel(bytes));
        return Safetensors.read(Channels.newChannel(new ByteArrayInputStream(bytes.toByteArray())));
    }

    private static void load(Trainer trainer, Safetensors state) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        state.write(Channels.newChannel(bytes));
        trainer.load(Channels.newChannel(new ByteArrayInputStream(bytes.toByteArray())));
    }

    private static Safetensors withInitial(Safetensors fresh, GoldenFile golden) {
        Map<String, HostTensor> tensors = new LinkedHashMap<>(fresh.tensors());
        golden.behind("init.").forEach((name, tensor) -> {
            assertThat(tensors).containsKey("student." + name);
            tensors.put("student." + name, tensor);
            tensors.computeIfPresent("teacher." + name, (key, old) -> tensor);
        });
        return new Safetensors(tensors, fresh.metadata());
    }

    private static void checkLosses(List<StepRecord> records, double[] expected, long[] shape) {
        assertThat(shape).containsExactly(records.size(), 3);
        for (int step = 0; step < records.size(); step++) {
            StepRecord r = records.get(step);
            assertRelative(r.dino(), expected[3 * step], "DINO loss of step " + step);
            assertRelative(r.barlow(), expected[3 * step + 1], "Barlow Twins loss of step " + step);
            assertRelative(r.total(), expected[3 * step + 2], "total of step " + step);
        }
    }

    private static void assertRelative(double actual, double expected, String name) {
        assertThat(Math.abs(actual - expected) / Math.abs(expected)).as(name).isLessThan(LOSSES);
    }

    /** The trainer shows a large matrix as the entry of largest magnitude of each block. */
    private static void checkCorrelation(CorrelationSnapshot shown, GoldenFile golden) throws IOException {
        double[] full = golden.doubles("correlation_last");
        int d = shown.dimension();
        assertThat(golden.shape("correlation_last")).containsExactly(d, d);
        double[] expected = new double[shown.size() * shown.size()];
        for (int i = 0; i < d * d; i++) {
            int cell = i / d / shown.reduction() * shown.size() + i % d / shown.reduction();
            expected[cell] = Math.abs(full[i]) > Math.abs(expected[cell]) ? full[i] : expected[cell];
        }
        assertThat(GoldenFile.relative(shown.values(), expected))
                .as("correlation")
                .isLessThan(LOSSES);
    }

    private static void checkWeights(Safetensors end, GoldenFile golden) throws IOException {
        Map<String, HostTensor> expected = golden.behind("final.");
        assertThat(expected).isNotEmpty();
        for (Map.Entry<String, HostTensor> item : expected.entrySet()) {
            String plain = item.getKey().substring(item.getKey().indexOf('.') + 1);
            double[] start = golden.doubles("init." + plain);
            double[] actual = end.get(item.getKey()).doubles();
            double[] wanted = item.getValue().doubles();
            assertThat(actual).as(item.getKey()).hasSameSizeAs(wanted);
            double off = 0;
            double change = 0;
            for (int i = 0; i < wanted.length; i++) {
                off += (actual[i] - wanted[i]) * (actual[i] - wanted[i]);
                change += (wanted[i] - start[i]) * (wanted[i] - start[i]);
            }
            assertThat(Math.sqrt(off)).as(item.getKey()).isLessThanOrEqualTo(WEIGHTS * Math.sqrt(change));
        }
    }
}
