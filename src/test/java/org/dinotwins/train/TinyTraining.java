package org.dinotwins.train;

import java.util.SplittableRandom;
import org.dinotwins.objective.Balancing;
import org.dinotwins.objective.BarlowConfig;
import org.dinotwins.objective.DinoConfig;
import org.dinotwins.objective.ObjectiveConfig;
import org.dinotwins.train.loader.CropBatch;
import org.dinotwins.vit.ViTConfig;

/** A model, an objective, settings and batches of a training whose step takes milliseconds, for tests. */
public final class TinyTraining {
    static final int BATCH = 6;
    public static final int CROPS = 4;
    static final int GLOBAL = 16;
    private static final int LOCAL = 8;
    public static final int STEPS_PER_EPOCH = 50;

    private TinyTraining() {}

    public static ViTConfig model(double dropPath) {
        return new ViTConfig(GLOBAL, 4, 16, 2, 2, 2, dropPath);
    }

    public static ObjectiveConfig objective(double dino, double barlow, Balancing balancing) {
        return new ObjectiveConfig(
                dino / (dino + barlow),
                dino,
                barlow,
                balancing,
                new DinoConfig(24, 16, 8, true, 0.1, 0.04, 0.04, 0, 0.9),
                new BarlowConfig(16, 2, 12, 0.005));
    }

    public static TrainConfig train(int microBatches, boolean gradientCheckpointing, int signalsEverySteps) {
        return train(Precision.FLOAT32, microBatches, gradientCheckpointing, signalsEverySteps);
    }

    public static TrainConfig train(
            Precision precision, int microBatches, boolean gradientCheckpointing, int signalsEverySteps) {
        // 0.4 for a batch of 256 is about 0.01 for one of 6.
        return TrainSettings.of(4, BATCH)
                .rates(0.4, 1e-5)
                .teacherMomentum(0.99)
                .precision(precision)
                .savings(microBatches, gradientCheckpointing)
                .signalsEverySteps(signalsEverySteps)
                .seed(11)
                .config();
    }

    static CropBatch batch(long seed) {
        return batch(BATCH, seed);
    }

    static CropBatch batch(int pictures, long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        float[] globals = new float[2 * pictures * 3 * GLOBAL * GLOBAL];
        float[] locals = new float[2 * pictures * 3 * LOCAL * LOCAL];
        for (int picture = 0; picture < pictures; picture++) {
            // The crops of a picture share a colour and differ by noise, so that there is something to learn.
            double[] colour = {random.nextGaussian(), random.nextGaussian(), random.nextGaussian()};
            for (int crop = 0; crop < 2; crop++) {
                fill(globals, crop * pictures + picture, GLOBAL * GLOBAL, colour, random);
                fill(locals, crop * pictures + picture, LOCAL * LOCAL, colour, random);
            }
        }
        return CropBatch.of(pictures, globals, locals);
    }

    private static void fill(float[] crops, int row, int area, double[] colour, SplittableRandom random) {
        for (int i = 0; i < 3 * area; i++) {
            crops[row * 3 * area + i] = (float) (colour[i / area] + 0.3 * random.nextGaussian());
        }
    }
}
