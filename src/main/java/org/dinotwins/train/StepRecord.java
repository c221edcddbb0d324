package org.dinotwins.train;

/**
 * The record of one training step, one line of {@code metrics.jsonl}. Values that a step did not compute are NaN.
 *
 * @param step               counted from 1
 * @param epoch              passes over the pictures so far, fractional
 * @param total              the objective's value with the effective weights
 * @param dino               L_DINO, NaN without that loss
 * @param barlow             L_BT, NaN without that loss
 * @param barlowOnDiagonal   sum of (1 - C_ii)^2
 * @param barlowOffDiagonal  sum of C_ij^2, i != j, before lambda
 * @param dinoWeight         effective weight of L_DINO at this step
 * @param barlowWeight       effective weight of L_BT at this step
 * @param dinoGradient       norm of dL_DINO / d(CLS features of all crops), unweighted; of the global crops alone in runs
 *                           of early versions
 * @param barlowGradient     norm of dL_BT / d(CLS features of the global crops), unweighted
 * @param gradientCosine     cosine between the two at the global crops, in -1..1; below 0 they conflict
 * @param dinoShare          DINO's share of the sum of both norms, each times its effective weight, 0..1; NaN without both
 *                           losses
 * @param dinoShareTarget    the share that balancing aims at; NaN for fixed weights and an initial ratio
 * @param gradientNorm       norm of the whole gradient before clipping
 * @param learningRate       learning rate of this step
 * @param weightDecay        weight decay of this step
 * @param teacherMomentum    EMA momentum of this step
 * @param teacherTemperature teacher temperature of this step
 * @param teacherEntropy     mean entropy in nats of the teacher's distributions, 0..ln K
 * @param teacherKl          mean KL divergence in nats from teacher to student distribution
 * @param embeddingStd       mean over dimensions of the standard deviation of L2-normalised CLS features; healthy near
 * 1/sqrt(dim), 0 if all pictures have equal features
 * @param rankMe             effective rank of the CLS features; NaN on steps that did not compute it
 * @param diagonalMean       mean of the correlation matrix's diagonal; ideally 1
 * @param offDiagonalEnergy  root mean square of its off-diagonal; ideally 0
 * @param imagesSeen         pictures since the start of the run
 * @param imagesPerSecond    speed of this step, without pauses
 * @param elapsedSeconds     time since the start of the run, without pauses
 * @param remainingSeconds   estimated remaining time
 * @param heapBytes          used Java heap
 * @param processBytes       resident memory of the process; 0 if the system does not report it
 * @param knnTop1            kNN accuracy of the teacher's features, 0..1; NaN on steps that did not measure it
 */
public record StepRecord(
        long step,
        double epoch,
        double total,
        double dino,
        double barlow,
        double barlowOnDiagonal,
        double barlowOffDiagonal,
        double dinoWeight,
        double barlowWeight,
        double dinoGradient,
        double barlowGradient,
        double gradientCosine,
        double dinoShare,
        double dinoShareTarget,
        double gradientNorm,
        double learningRate,
        double weightDecay,
        double teacherMomentum,
        double teacherTemperature,
        double teacherEntropy,
        double teacherKl,
        double embeddingStd,
        double rankMe,
        double diagonalMean,
        double offDiagonalEnergy,
        long imagesSeen,
        double imagesPerSecond,
        double elapsedSeconds,
        double remainingSeconds,
        long heapBytes,
        long processBytes,
        double knnTop1) {
    /** The same step with a kNN accuracy, which is measured after the step. */
    public StepRecord withKnn(double top1) {
        return new StepRecord(
                step,
                epoch,
                total,
                dino,
                barlow,
                barlowOnDiagonal,
                barlowOffDiagonal,
                dinoWeight,
                barlowWeight,
                dinoGradient,
                barlowGradient,
                gradientCosine,
                dinoShare,
                dinoShareTarget,
                gradientNorm,
                learningRate,
                weightDecay,
                teacherMomentum,
                teacherTemperature,
                teacherEntropy,
                teacherKl,
                embeddingStd,
                rankMe,
                diagonalMean,
                offDiagonalEnergy,
                imagesSeen,
                imagesPerSecond,
                elapsedSeconds,
                remainingSeconds,
                heapBytes,
                processBytes,
                top1);
    }
}
