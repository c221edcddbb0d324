package org.dinotwins.train;

import org.dinotwins.tensor.device.DevicePreference;

/**
 * Schedules and sizes of a training run.
 *
 * @param epochs                length of the schedules, in passes over the training pictures
 * @param batchSize             pictures per step
 * @param baseLearningRate      peak learning rate for a batch of 256; the actual peak is {@code base * batchSize / 256}
 * @param minLearningRate       end of the cosine
 * @param warmupEpochs          epochs of linear learning-rate warm-up from 0
 * @param weightDecay           weight decay at the start
 * @param weightDecayEnd        weight decay at the end, with a cosine in between
 * @param attentionDecay        additional, constant weight decay of the matrices for queries and keys. It keeps their
 * products small and attention wide; 0 in the public code
 * @param teacherMomentum       EMA momentum at the start; cosine to 1
 * @param clipNorm              largest norm of a single tensor's gradient; 0 for no clipping
 * @param freezeLastLayerEpochs epochs in which DINO's last layer is not updated
 * @param device                device to compute on
 * @param gpus                  number of GPUs that share each batch, 0 for all; each computes the backbone for its part
 * of the pictures, while losses, statistics and gradients are those of the whole batch
 * @param precision             type of the backbone's arithmetic; weights, losses and optimizer stay float32
 * @param loaderThreads         number of threads that decode and augment; 0 chooses it from the number of cores
 * @param microBatches          parts in which a batch passes the backbone, which needs the memory of only one part; 1
 * for the whole batch at once. Losses and gradients are those of the whole batch.
 * @param gradientCheckpointing whether the forward pass keeps only the input of each block, and the backward pass runs
 * every block again
 * @param checkpointEveryEpochs epochs between kept checkpoints; 0 for the last one only
 * @param signalsEverySteps     steps between correlation snapshots and RankMe, which cost more than a step's losses
 * @param knnEveryEpochs        epochs between measurements of the teacher's kNN accuracy, each a pass over the labelled
 * pictures; 0 for none
 * @param seed                  random seed for weights, order of pictures and augmentation
 */
public record TrainConfig(
        double epochs,
        int batchSize,
        double baseLearningRate,
        double minLearningRate,
        double warmupEpochs,
        double weightDecay,
        double weightDecayEnd,
        double attentionDecay,
        double teacherMomentum,
        double clipNorm,
        double freezeLastLayerEpochs,
        DevicePreference device,
        int gpus,
        Precision precision,
        int loaderThreads,
        int microBatches,
        boolean gradientCheckpointing,
        double checkpointEveryEpochs,
        int signalsEverySteps,
        double knnEveryEpochs,
        long seed) {
    /** Peak learning rate after linear scaling with the batch size. */
    public double learningRate() {
        return baseLearningRate * batchSize / 256.0;
    }
}
