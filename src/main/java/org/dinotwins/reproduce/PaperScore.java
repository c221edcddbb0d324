package org.dinotwins.reproduce;

import java.util.List;
import java.util.OptionalDouble;
import java.util.function.Function;
import java.util.stream.DoubleStream;
import java.util.stream.Stream;
import org.dinotwins.measure.outcome.KnnOutcome;
import org.dinotwins.measure.outcome.KnnOutcome.KnnScore;
import org.dinotwins.measure.outcome.Outcome;
import org.dinotwins.measure.outcome.Outcome.Network;
import org.dinotwins.measure.outcome.ProbeOutcome;
import org.dinotwins.measure.outcome.ProbeOutcome.Method;
import org.dinotwins.measure.outcome.ProbeOutcome.ProbeScore;
import org.dinotwins.measure.outcome.RobustnessOutcome;
import org.dinotwins.measure.outcome.SegmentationOutcome;
import org.dinotwins.measure.outcome.SegmentationOutcome.Averages;
import org.dinotwins.measure.outcome.SegmentationOutcome.OverlapScore;
import org.dinotwins.run.evaluation.EvaluationScore;

/** A column of the comparison; higher is better for all of them. Values are shares, NaN where not measured. */
enum PaperScore {
    PROBE("Linear probe, 10 %", "probe_10", true) {
        @Override
        Figures of(Measured run) {
            return probe(run, Method.PROBE);
        }
    },
    LOGISTIC("Logistic regression, 10 %", "logistic_10", true) {
        @Override
        Figures of(Measured run) {
            return probe(run, Method.LOGISTIC);
        }
    },
    KNN("kNN", "knn", true) {
        @Override
        Figures of(Measured run) {
            return run.knn().map(PaperScore::knn).orElse(Figures.NONE);
        }
    },
    JACCARD("Jaccard, mean of heads", "jaccard", false) {
        @Override
        Figures of(Measured run) {
            return run.segmentation().map(o -> overlap(o, Averages::mean)).orElse(Figures.NONE);
        }
    },
    JACCARD_FIXED("Jaccard, fixed head", "jaccard_fixed", false) {
        @Override
        Figures of(Measured run) {
            return run.segmentation().map(o -> overlap(o, Averages::fixed)).orElse(Figures.NONE);
        }
    },
    ON_OBJECTS("Attention on objects", "on_objects", false) {
        @Override
        Figures of(Measured run) {
            EvaluationScore score = EvaluationScore.ON_OBJECTS;
            return run.evaluation()
                    .map(e -> new Figures(
                            score.of(e.trained()),
                            score.of(e.random()),
                            score.floor(e).map(EvaluationScore.Floor::value).orElse(Double.NaN),
                            0))
                    .orElse(Figures.NONE);
        }
    },
    CORRUPTED("kNN, corrupted", "knn_corrupted", true) {
        @Override
        Figures of(Measured run) {
            return run.robustness().map(PaperScore::corrupted).orElse(Figures.NONE);
        }
    };

    /** Neighbours of kNN, as in {@code evaluate}. */
    private static final int NEIGHBOURS = 20;

    private final String head;
    private final String key;
    private final boolean accuracy;

    PaperScore(String head, String key, boolean accuracy) {
        this.head = head;
        this.key = key;
        this.accuracy = accuracy;
    }

    /**
     * Scores of one run, 0..1.
     *
     * @param floor    the highest score without learning, random weights included
     * @param pictures number of pictures behind an accuracy; 0 for other scores
     */
    record Figures(double trained, double random, double floor, int pictures) {
        static final Figures NONE = new Figures(Double.NaN, Double.NaN, Double.NaN, 0);
    }

    abstract Figures of(Measured run);

    /** Heading of the column. */
    String head() {
        return head;
    }

    /** Name of the column in files. */
    String key() {
        return key;
    }

    /** Whether the score is the share of pictures that are classified correctly. */
    boolean accuracy() {
        return accuracy;
    }

    private static Figures probe(Measured run, Method method) {
        if (run.probe().isEmpty()) {
            return Figures.NONE;
        }
        ProbeOutcome outcome = run.probe().get();
        Function<Network, OptionalDouble> of = network -> outcome.scores().stream()
                .filter(s -> s.network() == network && s.method() == method)
                .mapToDouble(ProbeScore::top1)
                .findFirst();
        return new Figures(
                of.apply(Network.TRAINED).orElse(Double.NaN),
                of.apply(Network.RANDOM).orElse(Double.NaN),
                highest(outcome.scores().stream()
                        .filter(s -> s.network().isFloor())
                        .mapToDouble(ProbeScore::top1)),
                pictures(outcome));
    }

    private static Figures knn(KnnOutcome outcome) {
        List<KnnScore> scores = outcome.scores().stream()
                .filter(s -> s.neighbours() == NEIGHBOURS)
                .toList();
        return new Figures(
                knn(scores, Network.TRAINED),
                knn(scores, Network.RANDOM),
                highest(DoubleStream.concat(
                        DoubleStream.of(outcome.majority()),
                        scores.stream().filter(s -> s.network().isFloor()).mapToDouble(KnnScore::top1))),
                pictures(outcome));
    }

    private static double knn(List<KnnScore> scores, Network network) {
        return scores.stream()
                .filter(s -> s.network() == network)
                .mapToDouble(KnnScore::top1)
                .findFirst()
                .orElse(Double.NaN);
    }

    private static Figures overlap(SegmentationOutcome outcome, Function<Averages, Double> rule) {
        Function<Network, Double> of = network -> outcome.scores().stream()
                .filter(s -> s.network() == network)
                .map(OverlapScore::overPictures)
                .map(rule)
                .findFirst()
                .orElse(Double.NaN);
        double random = of.apply(Network.RANDOM);
        double floor = highest(Stream.concat(
                        Stream.of(random), outcome.floors().stream().map(f -> rule.apply(f.overPictures())))
                .mapToDouble(v -> v));
        return new Figures(of.apply(Network.TRAINED), random, floor, 0);
    }

    private static Figures corrupted(RobustnessOutcome outcome) {
        RobustnessOutcome.CorruptionScore mean = outcome.mean();
        return new Figures(
                mean.knn(),
                mean.random(),
                highest(DoubleStream.of(outcome.majority(), mean.random(), mean.pixels(), mean.hog())),
                pictures(outcome));
    }

    private static int pictures(Outcome outcome) {
        return outcome.about().validation();
    }

    private static double highest(DoubleStream values) {
        return values.filter(v -> !Double.isNaN(v)).max().orElse(Double.NaN);
    }
}
