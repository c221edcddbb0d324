package org.dinotwins.run.evaluation;

import com.google.gson.JsonElement;
import com.google.gson.JsonNull;
import com.google.gson.JsonObject;
import java.lang.reflect.RecordComponent;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import org.dinotwins.config.Json;
import org.dinotwins.config.WorkbenchException;

/**
 * Scores of a run's teacher, of the same network at random initialisation, and of guesses that ignore the pixels. Shares
 * in 0..1; NaN, {@code null} in JSON, where the set has no labels or no masks.
 *
 * @param trained  the teacher of the run's last checkpoint
 * @param random   the network before training
 * @param majority the same class guessed for all pictures
 * @param guess    the same mask guessed for all pictures
 * @param floors   what the figures reach without learning
 * @param measured checkpoint and pictures of the evaluation
 */
public record Evaluation(
        Scores trained, Scores random, Majority majority, Guess guess, Floors floors, Measured measured) {
    private static final String DAMAGED = "The evaluation is damaged. Evaluate the run again.";
    /** How far rounding can raise a share above 1. */
    private static final double ROUNDING = 1e-6;

    public Evaluation {
        Objects.requireNonNull(trained, "trained");
        Objects.requireNonNull(random, "random");
        Objects.requireNonNull(majority, "majority");
        Objects.requireNonNull(guess, "guess");
        Objects.requireNonNull(floors, "floors");
        Objects.requireNonNull(measured, "measured");
    }

    /**
     * Scores of one network.
     *
     * @param knn_top1        top-1 accuracy of a weighted kNN on CLS features, 20 neighbours
     * @param knn_top5        share of pictures whose class is among the five with most votes, 20 neighbours
     * @param knn10_top1      top-1 accuracy with 10 neighbours
     * @param jaccard         mean Jaccard index of attention masks with all objects' masks together, mean of heads
     * @param jaccard_best    the same with the best head of each picture
     * @param jaccard_map     the same with one mask, from the mean of the heads' maps
     * @param jaccard_largest as {@code jaccard}, with the largest object's mask only
     * @param on_objects      share of the attention that lies on objects, mean of heads
     * @param rankme          effective rank of the validation pictures' CLS features, 1 to their width
     */
    public record Scores(
            double knn_top1,
            double knn_top5,
            double knn10_top1,
            double jaccard,
            double jaccard_best,
            double jaccard_map,
            double jaccard_largest,
            double on_objects,
            double rankme) {}

    /** @param top1 share of the most frequent class among the measured validation pictures */
    public record Majority(double top1) {}

    /**
     * Jaccard indices of masks that are the same for all pictures. Attention must exceed them to be meaningful.
     *
     * @param jaccard_centre the centred rectangle of half the picture's width and height
     * @param jaccard_full   the whole picture; equals the share of the picture that objects cover, and thus the
     *                       share of uniform attention on objects
     */
    public record Guess(double jaccard_centre, double jaccard_full) {}

    /**
     * Checkpoint and pictures of an evaluation.
     *
     * @param step                step of the checkpoint
     * @param train_pictures      labelled pictures used as neighbours
     * @param validation_pictures labelled pictures that were classified
     * @param mask_pictures       pictures whose masks were compared
     * @param notes               sentences for the user: what was skipped, limited or not measured, and why
     */
    public record Measured(
            long step, int train_pictures, int validation_pictures, int mask_pictures, List<String> notes) {
        public Measured {
            notes = List.copyOf(notes);
        }
    }

    /** Indented JSON; NaN becomes {@code null}. */
    public String json() {
        return Json.GSON.toJson(this);
    }

    /** Parses {@link #json()}; missing scores are NaN. */
    public static Evaluation parse(String json) throws WorkbenchException {
        JsonObject object = Json.object(json);
        try {
            if (!object.has("floors")) {
                object.add("floors", new JsonObject());
            }
            for (RecordComponent part : Evaluation.class.getRecordComponents()) {
                addMissing(object.getAsJsonObject(part.getName()), part.getType());
            }
            Evaluation evaluation = Json.GSON.fromJson(object, Evaluation.class);
            if (evaluation.plausible()) {
                return evaluation;
            }
        } catch (RuntimeException e) {
            // Gson wraps what the constructor of a record throws, so there is no narrower type.
            throw new WorkbenchException(DAMAGED, e);
        }
        throw new WorkbenchException(DAMAGED);
    }

    private boolean plausible() {
        return Stream.of(trained, random, majority, guess, floors).allMatch(Evaluation::sharesOnly)
                && !(trained.rankme < 0 || random.rankme < 0)
                && measured.step >= 0
                && measured.train_pictures >= 0
                && measured.validation_pictures >= 0
                && measured.mask_pictures >= 0;
    }

    /** Whether all numbers of a part but the effective rank are shares or NaN. */
    private static boolean sharesOnly(Record part) {
        for (RecordComponent component : part.getClass().getRecordComponents()) {
            try {
                double value = (double) component.getAccessor().invoke(part);
                if (!component.getName().equals("rankme") && (value < 0 || value > 1 + ROUNDING)) {
                    return false;
                }
            } catch (ReflectiveOperationException e) {
                throw new IllegalStateException(e);
            }
        }
        return true;
    }

    private static void addMissing(JsonObject object, Class<?> type) {
        for (RecordComponent part : type.getRecordComponents()) {
            JsonElement value = object.get(part.getName());
            if (value == null && part.getType() == double.class) {
                object.add(part.getName(), JsonNull.INSTANCE);
            }
        }
    }
}
