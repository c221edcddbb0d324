package org.dinotwins.bench;

import com.sun.management.OperatingSystemMXBean;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.SplittableRandom;
import org.dinotwins.train.Precision;
import org.dinotwins.train.StepWork;
import org.dinotwins.train.TrainConfig;
import org.dinotwins.train.TrainSettings;
import org.dinotwins.train.Trainer;
import org.dinotwins.train.TrainingListener;
import org.dinotwins.train.loader.CropBatch;
import org.dinotwins.vit.ViTConfig;

/**
 * Runs a few steps with one of the settings that save memory. Prints the peak resident memory above that before the
 * first step, in bytes, which includes the weights' gradients but not the optimizer's state, and the median processor
 * time of a step in seconds.
 */
public final class PeakProbe {
    private static final int BATCH = 16;
    private static final int LOCALS = 2;
    private static final int PARTS = 4;
    private static final int STEPS = Integer.getInteger("bench.rounds", 2);
    private static final long SETTLE_MILLIS = 2000;
    private static final ViTConfig MODEL = new ViTConfig(StepWork.GLOBAL, 16, 384, 12, 6, 4, 0.1);

    private PeakProbe() {}

    public static void main(String[] arguments) throws Exception {
        List<String> way = List.of(arguments[0].split(", "));
        int parts = way.contains("micro-batches") ? PARTS : 1;
        boolean checkpointing = way.contains("checkpointing");
        Precision precision = way.contains("bfloat16") ? Precision.BFLOAT16 : Precision.FLOAT32;
        TrainConfig train = TrainSettings.of(1, BATCH)
                .precision(precision)
                .savings(parts, checkpointing)
                .signalsEverySteps(Integer.MAX_VALUE)
                .config();
        OperatingSystemMXBean system = (OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean();
        List<Double> seconds = new ArrayList<>();
        try (Trainer trainer = new Trainer(MODEL, StepWork.OBJECTIVE, train, 2 + LOCALS, 1_000_000)) {
            CropBatch batch = CropBatch.of(
                    BATCH,
                    noise(2 * BATCH * 3 * StepWork.GLOBAL * StepWork.GLOBAL),
                    noise(LOCALS * BATCH * 3 * StepWork.LOCAL * StepWork.LOCAL));
            System.gc();
            // Memory outside Java's heap is freed by a separate thread after garbage collection.
            Thread.sleep(SETTLE_MILLIS);
            long before = status("VmRSS");
            for (int i = 0; i < STEPS; i++) {
                long start = system.getProcessCpuTime();
                trainer.step(batch, new TrainingListener() {});
                seconds.add((system.getProcessCpuTime() - start) / 1e9);
            }
            System.out.printf(Locale.ROOT, "%d %.3f%n", status("VmHWM") - before, Contest.median(seconds));
        }
    }

    private static float[] noise(int count) {
        SplittableRandom random = new SplittableRandom(1);
        float[] values = new float[count];
        for (int i = 0; i < count; i++) {
            values[i] = (float) (random.nextDouble() * 4 - 2);
        }
        return values;
    }

    private static long status(String key) throws IOException {
        String line = Files.readAllLines(Path.of("/proc/self/status")).stream()
                .filter(l -> l.startsWith(key))
                .findFirst()
                .orElseThrow();
        return 1024 * Long.parseLong(line.replaceAll("\\D", ""));
    }
}
