package org.dinotwins.objective;

/**
 * The settings of DINO.
 *
 * @param outputs                        prototypes K of the last layer
 * @param hidden                         hidden width of the head's MLP
 * @param bottleneck                     width before the last layer, L2-normalised
 * @param normLastLayer                  whether the last layer's rows keep norm 1 (weight_g fixed at 1)
 * @param studentTemperature             softmax temperature of the student
 * @param teacherTemperatureStart        temperature of the teacher in the first epoch
 * @param teacherTemperature             temperature of the teacher after its warm-up
 * @param teacherTemperatureWarmupEpochs epochs of linear warm-up between the two
 * @param centreMomentum                 fraction of the old centre kept at each step
 */
public record DinoConfig(
        int outputs,
        int hidden,
        int bottleneck,
        boolean normLastLayer,
        double studentTemperature,
        double teacherTemperatureStart,
        double teacherTemperature,
        double teacherTemperatureWarmupEpochs,
        double centreMomentum) {}
