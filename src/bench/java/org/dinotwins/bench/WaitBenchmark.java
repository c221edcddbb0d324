package org.dinotwins.bench;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.dinotwins.data.Picture;
import org.dinotwins.train.StepWork;
import org.dinotwins.train.TrainConfig;
import org.dinotwins.train.TrainSettings;
import org.dinotwins.train.Trainer;
import org.dinotwins.train.TrainingListener;
import org.dinotwins.train.loader.BatchLoader;
import org.dinotwins.train.loader.CropBatch;

/** The time for which the trainer waits for batches: the step of {@code step}, fed by one loader thread. */
final class WaitBenchmark implements Benchmark {
    private static final int STEPS = Integer.getInteger("bench.rounds", 8);
    private static final int WARM_UP = 2;

    @Override
    public String name() {
        return "wait";
    }

    @Override
    public String what() {
        return "ViT-Ti/16, batch 16, fed by one loader thread from JPEGs of 640 x 480: the trainer's waiting";
    }

    @Override
    public void run(Report report) throws Exception {
        List<Picture> pictures = new ArrayList<>();
        for (Path file : Photos.below(Jvm.directory())) {
            pictures.add(new Picture(pictures.size(), file, Photos.WIDTH, Photos.HEIGHT, List.of()));
        }
        TrainConfig train = TrainSettings.of(1, StepWork.BATCH)
                .rates(1e-6, 1e-6)
                .signalsEverySteps(Integer.MAX_VALUE)
                .config();
        try (Trainer trainer = new Trainer(StepWork.MODEL, StepWork.OBJECTIVE, train, 2 + StepWork.LOCALS, 1_000_000);
                BatchLoader loader = new BatchLoader(
                        pictures,
                        LoaderBenchmark.dino(StepWork.GLOBAL, StepWork.LOCALS, StepWork.LOCAL),
                        StepWork.BATCH,
                        0,
                        1,
                        0)) {
            long waited = 0;
            long begun = System.nanoTime();
            for (int i = -WARM_UP; i < STEPS; i++) {
                if (i == 0) {
                    waited = 0;
                    begun = System.nanoTime();
                }
                long before = System.nanoTime();
                try (CropBatch batch = loader.next()) {
                    waited += System.nanoTime() - before;
                    trainer.step(batch, new TrainingListener() {});
                }
            }
            double total = System.nanoTime() - begun;
            report.value("pictures a second", STEPS * StepWork.BATCH / (total / 1e9), "");
            report.atMost("waiting", 100 * waited / total, "%", 1);
        }
    }
}
