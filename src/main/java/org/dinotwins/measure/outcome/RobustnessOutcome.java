package org.dinotwins.measure.outcome;

import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.dinotwins.augment.corruption.Corruption;
import org.dinotwins.run.evaluation.EvaluationScore.Floor;
import org.dinotwins.table.Table;

/**
 * Result of common corruptions.
 *
 * @param cleanKnn   top-1 with 20 neighbours on the clean pictures
 * @param cleanProbe top-1 of logistic regression on the clean pictures
 * @param cleanRandom top-1 with 20 neighbours of the same network with random weights, on the clean pictures
 * @param cleanPixels top-1 with 20 neighbours of raw grey pixels, on the clean pictures
 * @param cleanHog    top-1 with 20 neighbours of HOG, on the clean pictures
 * @param majority   accuracy of always guessing the most frequent training category
 * @param cells      one row per corruption and severity
 */
public record RobustnessOutcome(
        About about,
        double cleanKnn,
        double cleanProbe,
        double cleanRandom,
        double cleanPixels,
        double cleanHog,
        double majority,
        List<CorruptionScore> cells)
        implements Outcome {
    public RobustnessOutcome {
        cells = List.copyOf(cells);
    }

    /**
     * Scores under one corruption at one severity.
     *
     * @param severity 1 to 5; 0 for a mean
     * @param knn      top-1 with 20 neighbours
     * @param probe    top-1 of logistic regression
     * @param random   top-1 with 20 neighbours of the same network with random weights
     * @param pixels   top-1 with 20 neighbours of raw grey pixels
     * @param hog      top-1 with 20 neighbours of HOG
     * @param cka      linear CKA between the features of clean and corrupted pictures
     */
    public record CorruptionScore(
            Corruption corruption,
            int severity,
            double knn,
            double probe,
            double random,
            double pixels,
            double hog,
            double cka) {}

    /** The best floor of an accuracy on the clean pictures. */
    Optional<Floor> cleanFloor() {
        return floor(cleanRandom, cleanPixels, cleanHog);
    }

    /** The best floor of an accuracy under corruption, mean over all corruptions and severities. */
    public Optional<Floor> corruptedFloor() {
        CorruptionScore mean = mean();
        return floor(mean.random(), mean.pixels(), mean.hog());
    }

    private Optional<Floor> floor(double random, double pixels, double hog) {
        return Outcome.best(Stream.of(
                new Floor(Network.MAJORITY.words(), majority),
                new Floor(Network.RANDOM.words(), random),
                new Floor(Network.PIXELS.words(), pixels),
                new Floor(Network.HOG.words(), hog)));
    }

    /** Corruptions that were measured, in their order. */
    public List<Corruption> corruptions() {
        return cells.stream()
                .map(CorruptionScore::corruption)
                .distinct()
                .sorted()
                .toList();
    }

    /** Mean over the severities of one corruption. */
    public CorruptionScore mean(Corruption of) {
        return mean(cells.stream().filter(c -> c.corruption() == of).toList(), of);
    }

    /** Mean over all corruptions at one severity. */
    public CorruptionScore mean(int severity) {
        CorruptionScore mean =
                mean(cells.stream().filter(c -> c.severity() == severity).toList(), Corruption.values()[0]);
        return new CorruptionScore(
                mean.corruption(),
                severity,
                mean.knn(),
                mean.probe(),
                mean.random(),
                mean.pixels(),
                mean.hog(),
                mean.cka());
    }

    /** Mean performance under corruption: over all corruptions and severities. */
    public CorruptionScore mean() {
        return mean(cells, Corruption.values()[0]);
    }

    /**
     * Corruption error of kNN: the errors over the severities, divided by those of random weights; 1 is no better than
     * these. After Hendrycks and Dietterich (arXiv 1903.12261), who divide by the errors of AlexNet.
     */
    public double corruptionError(Corruption of) {
        CorruptionScore mean = mean(of);
        return (1 - mean.knn()) / (1 - mean.random());
    }

    /** Mean corruption error (mCE) over all corruptions; NaN without any. */
    public double mce() {
        return corruptions().stream()
                .mapToDouble(this::corruptionError)
                .average()
                .orElse(Double.NaN);
    }

    private static CorruptionScore mean(List<CorruptionScore> some, Corruption corruption) {
        return new CorruptionScore(
                corruption,
                0,
                some.stream().mapToDouble(CorruptionScore::knn).average().orElse(Double.NaN),
                some.stream().mapToDouble(CorruptionScore::probe).average().orElse(Double.NaN),
                some.stream().mapToDouble(CorruptionScore::random).average().orElse(Double.NaN),
                some.stream().mapToDouble(CorruptionScore::pixels).average().orElse(Double.NaN),
                some.stream().mapToDouble(CorruptionScore::hog).average().orElse(Double.NaN),
                some.stream().mapToDouble(CorruptionScore::cka).average().orElse(Double.NaN));
    }

    /** The same with other cells. */
    public RobustnessOutcome with(List<CorruptionScore> others) {
        return new RobustnessOutcome(about, cleanKnn, cleanProbe, cleanRandom, cleanPixels, cleanHog, majority, others);
    }

    /** The same with another origin. */
    public RobustnessOutcome with(About other) {
        return new RobustnessOutcome(other, cleanKnn, cleanProbe, cleanRandom, cleanPixels, cleanHog, majority, cells);
    }

    @Override
    public RobustnessOutcome completed() {
        return with(about.completed());
    }

    @Override
    public List<Table> tables() {
        return RobustnessTables.of(this);
    }
}
