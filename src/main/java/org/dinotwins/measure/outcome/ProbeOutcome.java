package org.dinotwins.measure.outcome;

import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.function.ToDoubleFunction;
import org.dinotwins.run.evaluation.EvaluationScore.Floor;
import org.dinotwins.table.Table;

/**
 * Result of a linear probe.
 *
 * @param scores     one row per network and method, in the order of their enums
 * @param categories one row per category, of the trained network's linear probe
 * @param names      names of the categories
 * @param judged     one row per validation picture, of the trained network's linear probe
 */
public record ProbeOutcome(
        About about,
        List<ProbeScore> scores,
        List<CategoryScore> categories,
        List<String> names,
        List<Prediction> judged)
        implements Outcome {
    public ProbeOutcome {
        scores = scores.stream()
                .sorted(Comparator.comparing(ProbeScore::network).thenComparing(ProbeScore::method))
                .toList();
        categories = List.copyOf(categories);
        names = List.copyOf(names);
        judged = List.copyOf(judged);
    }

    /** How features were classified. */
    public enum Method {
        NONE(""),
        PROBE("linear probe"),
        LOGISTIC("logistic regression"),
        KNN("kNN");

        private final String words;

        Method(String words) {
            this.words = words;
        }

        /** For people; empty for a network without a separate classifier. */
        public String words() {
            return words;
        }
    }

    /**
     * Accuracies of one network.
     *
     * @param top1      share of pictures whose largest object's category has the highest score
     * @param top5      share of pictures whose largest object's category is among the five highest scores
     * @param precision mean average precision over all objects' categories; NaN where pictures have one category each
     * @param chosen    the learning rate or C that was chosen on held-out pictures; NaN without a choice
     */
    public record ProbeScore(
            Network network, Method method, double top1, double top5, double precision, double chosen) {}

    /**
     * Scores of one category.
     *
     * @param pictures  number of its validation pictures
     * @param recall    share of them that were predicted as this category
     * @param precision share of the pictures predicted as this category that belong to it
     * @param average   average precision over all pictures that show it; NaN where pictures have one category each
     */
    public record CategoryScore(String name, int pictures, double recall, double precision, double average) {}

    /**
     * The prediction for one picture.
     *
     * @param file      path below the image set's folder
     * @param truth     category of its largest object, an index
     * @param predicted category with the highest score, an index
     */
    public record Prediction(String file, int truth, int predicted) {}

    /** Pictures by true category (row) and predicted category (column). */
    public int[][] confusion() {
        int[][] counts = new int[names.size()][names.size()];
        judged.forEach(j -> counts[j.truth()][j.predicted()]++);
        return counts;
    }

    /** The best floor of a figure. */
    public Optional<Floor> floor(ToDoubleFunction<ProbeScore> figure) {
        return Outcome.best(scores.stream()
                .filter(score -> score.network().isFloor())
                .map(score -> new Floor(score.network().words(), figure.applyAsDouble(score))));
    }

    @Override
    public ProbeOutcome completed() {
        return new ProbeOutcome(about.completed(), scores, categories, names, judged);
    }

    @Override
    public List<Table> tables() {
        return OutcomeTables.of(this);
    }
}
