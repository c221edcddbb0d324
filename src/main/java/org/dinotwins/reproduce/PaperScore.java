package org.dinotwins.reproduce;

import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.function.ToDoubleFunction;
import org.dinotwins.measure.outcome.KnnOutcome;
import org.dinotwins.measure.outcome.KnnOutcome.KnnScore;
import org.dinotwins.measure.outcome.Outcome.Network;
import org.dinotwins.measure.outcome.ProbeOutcome;
import org.dinotwins.measure.outcome.ProbeOutcome.Method;
import org.dinotwins.measure.outcome.ProbeOutcome.ProbeScore;
import org.dinotwins.measure.outcome.RobustnessOutcome;
import org.dinotwins.measure.outcome.SegmentationOutcome;
import org.dinotwins.measure.outcome.SegmentationOutcome.Averages;
import org.dinotwins.measure.outcome.SegmentationOutcome.Rule;
import org.dinotwins.run.evaluation.EvaluationScore;
import org.dinotwins.run.evaluation.EvaluationScore.Floor;

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
                    .map(e -> new Figures(score.of(e.trained()), score.of(e.random()), value(score.floor(e)), 0))
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
        return run.probe()
                .map(outcome -> new Figures(
                        probe(outcome, Network.TRAINED, method),
                        probe(outcome, Network.RANDOM, method),
                        value(outcome.floor(ProbeScore::top1)),
                        outcome.about().validation()))
                .orElse(Figures.NONE);
    }

    private static double probe(ProbeOutcome outcome, Network network, Method method) {
        return first(outcome.scores(), s -> s.network() == network && s.method() == method, ProbeScore::top1);
    }

    private static Figures knn(KnnOutcome outcome) {
        return new Figures(
                knn(outcome, Network.TRAINED),
                knn(outcome, Network.RANDOM),
                value(outcome.top1Floor(NEIGHBOURS)),
                outcome.about().validation());
    }

    private static double knn(KnnOutcome outcome, Network network) {
        return first(outcome.scores(), s -> s.network() == network && s.neighbours() == NEIGHBOURS, KnnScore::top1);
    }

    private static Figures overlap(SegmentationOutcome outcome, ToDoubleFunction<Averages> figure) {
        return new Figures(
                overlap(outcome, Network.TRAINED, figure),
                overlap(outcome, Network.RANDOM, figure),
                value(outcome.floor(Rule.PICTURES, figure)),
                0);
    }

    private static double overlap(SegmentationOutcome outcome, Network network, ToDoubleFunction<Averages> figure) {
        return first(outcome.scores(), s -> s.network() == network, s -> figure.applyAsDouble(Rule.PICTURES.of(s)));
    }

    private static Figures corrupted(RobustnessOutcome outcome) {
        RobustnessOutcome.CorruptionScore mean = outcome.mean();
        return new Figures(
                mean.knn(),
                mean.random(),
                value(outcome.corruptedFloor()),
                outcome.about().validation());
    }

    private static <T> double first(List<T> scores, Predicate<T> wanted, ToDoubleFunction<T> figure) {
        return scores.stream().filter(wanted).mapToDouble(figure).findFirst().orElse(Double.NaN);
    }

    private static double value(Optional<Floor> floor) {
        return floor.map(Floor::value).orElse(Double.NaN);
    }
}
