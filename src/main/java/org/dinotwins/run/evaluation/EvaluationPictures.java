package org.dinotwins.run.evaluation;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.dinotwins.data.ImageSet;
import org.dinotwins.data.Picture;

/**
 * The pictures of an evaluation. The choice depends only on the image set, so runs on the same set are comparable.
 *
 * @param neighbours labelled training pictures whose features are the neighbours
 * @param validation pictures that are classified and whose masks are compared, with or without labels
 * @param notes      sentences for the user: what was skipped and why
 */
public record EvaluationPictures(List<Picture> neighbours, List<Picture> validation, List<String> notes) {
    /** Limit on neighbours, so that a CPU needs minutes rather than hours for a ViT-S. */
    public static final int MAX_NEIGHBOURS = 5000;
    /** Limit on validation pictures; the standard error of an accuracy of 50 % is then 1.6 points. */
    public static final int MAX_VALIDATION = 1000;
    /** Without a validation split, one of this many training pictures is held out. */
    private static final int HELD_OUT = 5;

    private static final long SEED = 20_240_601;

    /** The pictures of an evaluation: at most 5,000 and 1,000. */
    public static EvaluationPictures of(ImageSet set) {
        return of(set, MAX_NEIGHBOURS, MAX_VALIDATION);
    }

    /**
     * The pictures of a measurement.
     *
     * @param maxNeighbours limit on labelled training pictures, 0 for all
     * @param maxValidation limit on validation pictures, 0 for all
     */
    public static EvaluationPictures of(ImageSet set, int maxNeighbours, int maxValidation) {
        List<String> notes = new ArrayList<>();
        List<Picture> train = set.train();
        List<Picture> validation = set.validation();
        if (validation.isEmpty()) {
            List<Picture> shuffled = new ArrayList<>(train);
            Collections.shuffle(shuffled, new Random(SEED));
            int held = shuffled.size() / HELD_OUT;
            validation = shuffled.subList(0, held);
            train = shuffled.subList(held, shuffled.size());
            notes.add("The set has no validation pictures: " + held + " of its training pictures are held out "
                    + "instead. The run was trained on them, without labels.");
        }
        List<Picture> labelled =
                train.stream().filter(p -> p.label().isPresent()).toList();
        if (labelled.isEmpty()) {
            notes.add("No training picture has a label, so no accuracy can be measured.");
        } else if (validation.stream().noneMatch(p -> p.label().isPresent())) {
            notes.add("No validation picture has a label, so no accuracy can be measured.");
        }
        return new EvaluationPictures(
                sample(labelled, maxNeighbours, "labelled training pictures", notes),
                sample(validation, maxValidation, "validation pictures", notes),
                List.copyOf(notes));
    }

    private static List<Picture> sample(List<Picture> all, int most, String what, List<String> notes) {
        if (most == 0 || all.size() <= most) {
            return List.copyOf(all);
        }
        notes.add("Of " + all.size() + " " + what + " a fixed random choice of " + most + " is used.");
        List<Integer> order = IntStream.range(0, all.size()).boxed().collect(Collectors.toCollection(ArrayList::new));
        Collections.shuffle(order, new Random(SEED));
        return order.subList(0, most).stream().sorted().map(all::get).toList();
    }
}
