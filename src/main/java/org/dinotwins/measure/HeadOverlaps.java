package org.dinotwins.measure;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.ToDoubleFunction;
import java.util.function.UnaryOperator;
import org.dinotwins.measure.outcome.NormalInterval;
import org.dinotwins.measure.outcome.Outcome.Network;
import org.dinotwins.measure.outcome.SegmentationOutcome.Averages;
import org.dinotwins.measure.outcome.SegmentationOutcome.OverlapScore;

/** Jaccard indices of masks with the objects of pictures, one for each head of a network, and their averages. */
final class HeadOverlaps {
    /** By picture, then by object, then by head. */
    private final List<List<double[]>> pictures = new ArrayList<>();

    /** Adds a picture. @param objects {@code [objects][heads]}; a picture without objects is ignored */
    void add(List<double[]> objects) {
        if (!objects.isEmpty()) {
            pictures.add(List.copyOf(objects));
        }
    }

    int pictures() {
        return pictures.size();
    }

    int objects() {
        return pictures.stream().mapToInt(List::size).sum();
    }

    /** The head with the highest mean over all objects; the first of several equal ones, and 0 without objects. */
    int bestHead() {
        int heads = pictures.stream()
                .flatMap(List::stream)
                .mapToInt(one -> one.length)
                .findFirst()
                .orElse(1);
        int best = 0;
        for (int head = 1; head < heads; head++) {
            best = overObjects(head).fixed() > overObjects(best).fixed() ? head : best;
        }
        return best;
    }

    /**
     * The score of a network.
     *
     * @param training overlaps of the same network on training pictures, which choose the fixed head; without objects there
     *                 is no fixed head
     */
    OverlapScore score(Network network, HeadOverlaps training) {
        int head = training.bestHead();
        boolean fixed = training.objects() > 0;
        UnaryOperator<Averages> known = fixed ? UnaryOperator.identity() : HeadOverlaps::unfixed;
        return new OverlapScore(
                network,
                objects(),
                fixed ? head : -1,
                known.apply(overObjects(head)),
                known.apply(overPictures(head)),
                known.apply(halfOverObjects(head)),
                known.apply(halfOverPictures(head)));
    }

    private static Averages unfixed(Averages averages) {
        return new Averages(averages.best(), averages.mean(), Double.NaN);
    }

    /** Averages over all objects. @param fixed index of the head that is used for all objects */
    Averages overObjects(int fixed) {
        List<double[]> all = pictures.stream().flatMap(List::stream).toList();
        return averages(fixed, figure -> mean(all, figure));
    }

    /** Averages over the objects of each picture, then over the pictures. @param fixed as of {@link #overObjects} */
    Averages overPictures(int fixed) {
        return averages(
                fixed,
                figure -> pictures.stream()
                        .mapToDouble(objects -> mean(objects, figure))
                        .average()
                        .orElse(Double.NaN));
    }

    /** Half the 95 % intervals of {@link #overPictures}, from the deviation of the pictures' means. */
    Averages halfOverPictures(int fixed) {
        return averages(fixed, figure -> {
            double mean = pictures.stream()
                    .mapToDouble(objects -> mean(objects, figure))
                    .average()
                    .orElse(Double.NaN);
            double squares = pictures.stream()
                    .mapToDouble(objects -> mean(objects, figure) - mean)
                    .map(d -> d * d)
                    .sum();
            return NormalInterval.half(Math.sqrt(squares / (pictures.size() - 1.0) / pictures.size()));
        });
    }

    /**
     * Half the 95 % intervals of {@link #overObjects}. Objects of one picture are not independent, so the pictures are the
     * clusters of a ratio estimate (Cochran, Sampling Techniques, 1977, section 2.11).
     */
    Averages halfOverObjects(int fixed) {
        return averages(fixed, figure -> {
            List<double[]> all = pictures.stream().flatMap(List::stream).toList();
            double ratio = mean(all, figure);
            double squares = pictures.stream()
                    .mapToDouble(objects -> objects.stream().mapToDouble(figure).sum() - ratio * objects.size())
                    .map(d -> d * d)
                    .sum();
            double n = pictures.size();
            return NormalInterval.half(Math.sqrt(n / (n - 1) * squares) / all.size());
        });
    }

    private static Averages averages(int fixed, ToDoubleFunction<ToDoubleFunction<double[]>> average) {
        return new Averages(
                average.applyAsDouble(heads -> Arrays.stream(heads).max().orElse(Double.NaN)),
                average.applyAsDouble(heads -> Arrays.stream(heads).average().orElse(Double.NaN)),
                average.applyAsDouble(heads -> heads[fixed]));
    }

    private static double mean(List<double[]> objects, ToDoubleFunction<double[]> figure) {
        return objects.stream().mapToDouble(figure).average().orElse(Double.NaN);
    }
}
