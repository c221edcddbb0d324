package org.dinotwins.bench;

import java.util.ArrayList;
import java.util.List;
import org.dinotwins.objective.Balancing;
import org.dinotwins.objective.BarlowConfig;
import org.dinotwins.objective.DinoConfig;
import org.dinotwins.objective.ObjectiveConfig;
import org.dinotwins.train.StepRecord;
import org.dinotwins.train.TrainConfig;
import org.dinotwins.train.TrainSettings;
import org.dinotwins.train.Trainer;
import org.dinotwins.train.TrainingListener;
import org.dinotwins.train.loader.CropBatch;
import org.dinotwins.vit.ViTConfig;

/** Resident memory over thousands of steps of a tiny network, including signals and matrices. */
final class MemoryBenchmark implements Benchmark {
    private static final int STEPS = 5200;
    private static final int SETTLED = 200;
    private static final int WINDOW = 500;
    /** Enough for two parallel workers. */
    private static final int BATCH = 16;

    private static final ViTConfig MODEL = new ViTConfig(32, 8, 48, 2, 2, 4, 0);
    private static final ObjectiveConfig OBJECTIVE = new ObjectiveConfig(
            0.5,
            1,
            1,
            Balancing.GRADIENT_SHARE,
            new DinoConfig(256, 64, 32, true, 0.1, 0.04, 0.04, 0, 0.9),
            new BarlowConfig(64, 3, 32, 0.05));

    @Override
    public String name() {
        return "memory";
    }

    @Override
    public String what() {
        return "resident memory over 5,000 steps of a tiny network after the first 200";
    }

    @Override
    public List<String> options() {
        // A heap of fixed size and a compiler that finishes early, so that only the trainer's memory can grow.
        return List.of("-Xms256m", "-Xmx256m", "-XX:+AlwaysPreTouch", "-XX:TieredStopAtLevel=1");
    }

    @Override
    public void run(Report report) throws Exception {
        TrainConfig train = TrainSettings.of(1, BATCH).signalsEverySteps(20).config();
        CropBatch batch = CropBatch.of(BATCH, new float[2 * BATCH * 3 * 32 * 32], new float[2 * BATCH * 3 * 16 * 16]);
        for (int i = 0; i < batch.globals().capacity() / Float.BYTES; i++) {
            batch.globals().putFloat(i * Float.BYTES, (float) Math.sin(i * 0.37));
        }
        List<Double> resident = new ArrayList<>();
        try (Trainer trainer = new Trainer(MODEL, OBJECTIVE, train, 4, STEPS)) {
            for (int i = 0; i < STEPS; i++) {
                StepRecord record = trainer.step(batch, new TrainingListener() {});
                resident.add((double) record.processBytes());
            }
        }
        double before = Contest.median(resident.subList(SETTLED, SETTLED + WINDOW));
        double after = Contest.median(resident.subList(STEPS - WINDOW, STEPS));
        report.value("resident after " + SETTLED + " steps", before / 1e6, "MB");
        report.value("resident at the end", after / 1e6, "MB");
        report.atMost("growth", 100 * (after - before) / before, "%", 1);
    }
}
