package org.dinotwins.run;

import com.google.gson.JsonElement;
import com.google.gson.JsonNull;
import com.google.gson.JsonObject;
import com.google.gson.JsonParseException;
import com.google.gson.JsonParser;
import java.lang.reflect.RecordComponent;
import java.util.List;
import java.util.Objects;
import org.dinotwins.config.Json;
import org.dinotwins.config.WorkbenchException;

/**
 * What a run's teacher has learnt, beside the same network at random initialisation and guesses that look at no pixel.
 * Shares in 0..1; NaN, in JSON {@code null}, where the set has no labels or no masks.
 *
 * @param trained  the teacher of the run's last checkpoint
 * @param random   the network the run started from
 * @param majority guess of one class for all pictures
 * @param guess    guesses of one mask for all pictures
 * @param measured on what all this was measured
 */
public record Evaluation(Scores trained, Scores random, Majority majority, Guess guess, Measured measured) {
    public Evaluation {
        Objects.requireNonNull(trained, "trained");
        Objects.requireNonNull(random, "random");
        Objects.requireNonNull(majority, "majority");
        Objects.requireNonNull(guess, "guess");
        Objects.requireNonNull(measured, "measured");
    }

    /**
     * Scores of one network.
     *
     * @param knn_top1        top-1 accuracy of a weighted kNN on CLS features, 20 neighbours
     * @param knn_top5        share of pictures whose class is among the five with most votes, 20 neighbours
     * @param knn10_top1      top-1 accuracy with 10 neighbours
     * @param jaccard         mean Jaccard index of attention masks with all objects' masks together, mean of heads
     * @param jaccard_best    likewise with the best head of each picture
     * @param jaccard_map     likewise with the one mask that the mean of the heads' maps gives
     * @param jaccard_largest as {@code jaccard}, with the largest object's mask only
     * @param on_objects      share of the attention, mean of heads, that lies on objects
     * @param rankme          effective rank of the validation pictures' CLS features, 1 to their width
     */
    public record Scores(double knn_top1, double knn_top5, double knn10_top1, double jaccard, double jaccard_best,
                         double jaccard_map, double jaccard_largest, double on_objects, double rankme) {
    }

    /** @param top1 share of the commonest class among the measured validation pictures */
    public record Majority(double top1) {
    }

    /**
     * Jaccard indices that a mask reaches which is the same for all pictures; attention must beat them to mean anything.
     *
     * @param jaccard_centre the centred rectangle of half the picture's width and height
     * @param jaccard_full   the whole picture; it equals the share of the picture that objects cover, and so what
     *                       attention that is the same everywhere has on objects
     */
    public record Guess(double jaccard_centre, double jaccard_full) {
    }

    /**
     * On what was measured.
     *
     * @param step                step of the checkpoint
     * @param train_pictures      labelled pictures that may be neighbours
     * @param validation_pictures labelled pictures that were classified
     * @param mask_pictures       pictures whose masks were compared
     * @param notes               sentences for people: what was left out, limited or not measured, and why
     */
    public record Measured(long step, int train_pictures, int validation_pictures, int mask_pictures,
                           List<String> notes) {
        public Measured {
            notes = List.copyOf(notes);
        }
    }

    /** Indented JSON; NaN becomes {@code null}. */
    public String json() {
        return Json.GSON.toJson(this);
    }

    /** Reads {@link #json()}; a score that the text lacks is NaN. */
    public static Evaluation parse(String json) throws WorkbenchException {
        try {
            JsonObject object = JsonParser.parseString(json).getAsJsonObject();
            for (RecordComponent part : Evaluation.class.getRecordComponents()) {
                if (!object.has(part.getName())) {
                    throw new JsonParseException(part.getName() + " is missing");
                }
                fill(object.getAsJsonObject(part.getName()), part.getType());
            }
            return Json.GSON.fromJson(object, Evaluation.class);
        } catch (JsonParseException | IllegalStateException | ClassCastException | NullPointerException e) {
            throw new WorkbenchException("The evaluation cannot be read (" + e.getMessage()
                    + "). Evaluate the run again.", e);
        }
    }

    private static void fill(JsonObject object, Class<?> type) {
        for (RecordComponent part : type.getRecordComponents()) {
            JsonElement value = object.get(part.getName());
            if (value == null && part.getType() == double.class) {
                object.add(part.getName(), JsonNull.INSTANCE);
            }
        }
    }
}
