package org.dinotwins.train;

import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.dinotwins.objective.LossBalance;
import org.dinotwins.tensor.safetensors.DamagedFileException;
import org.dinotwins.vit.ViTConfig;

/**
 * Counters and live settings of a checkpoint, as text in the file's metadata.
 *
 * @param step               steps completed
 * @param position           how far the schedules are; empty in files of early versions
 * @param kept               whether the checkpoint is kept after the next one; empty in files of early versions
 * @param learningRateFactor the user's factor at that time
 * @param balance            weights and balance of the losses at that time
 * @param pictures           pictures used so far
 * @param seconds            training time
 */
record TrainerState(
        long step,
        Optional<SchedulePosition> position,
        Optional<Boolean> kept,
        double learningRateFactor,
        LossBalance.State balance,
        long pictures,
        double seconds) {
    /** Prefix of the optimizer's tensors. */
    static final String OPTIMIZER = "optimizer.";

    private static final String FORMAT = "dinotwins checkpoint 1";

    /** The state as metadata; the model's sizes are added for people and other tools. */
    Map<String, String> metadata(ViTConfig model) {
        Map<String, String> map = new LinkedHashMap<>();
        map.put("format", FORMAT);
        map.put("step", Long.toString(step));
        position.ifPresent(at -> {
            map.put("schedule_step", Long.toString(at.step()));
            map.put("steps_per_epoch", Long.toString(at.stepsPerEpoch()));
        });
        kept.ifPresent(keep -> map.put("kept", keep.toString()));
        map.put("dino_share", Double.toString(balance.dinoShare()));
        map.put("dino_weight", Double.toString(balance.dinoWeight()));
        map.put("barlow_weight", Double.toString(balance.barlowWeight()));
        map.put("learning_rate_factor", Double.toString(learningRateFactor));
        map.put("balance_ratio", Double.toString(balance.ratio()));
        map.put("balance_dino_norm", Double.toString(balance.dinoNorm()));
        map.put("balance_barlow_norm", Double.toString(balance.barlowNorm()));
        map.put("pictures", Long.toString(pictures));
        map.put("seconds", Double.toString(seconds));
        map.put("image_size", Integer.toString(model.imageSize()));
        map.put("patch_size", Integer.toString(model.patchSize()));
        map.put("heads", Integer.toString(model.heads()));
        return map;
    }

    static TrainerState of(Map<String, String> map) throws IOException {
        if (!FORMAT.equals(map.get("format"))) {
            throw new DamagedFileException("This safetensors file is not a checkpoint of the workbench.");
        }
        try {
            return new TrainerState(
                    Long.parseLong(map.get("step")),
                    position(map),
                    Optional.ofNullable(map.get("kept")).map(Boolean::valueOf),
                    number(map, "learning_rate_factor"),
                    balance(map),
                    Long.parseLong(map.get("pictures")),
                    number(map, "seconds"));
        } catch (NumberFormatException | NullPointerException e) {
            throw new DamagedFileException("Its metadata lacks a number, or has a text in its place.", e);
        }
    }

    private static LossBalance.State balance(Map<String, String> map) {
        return new LossBalance.State(
                map.containsKey("dino_share") ? number(map, "dino_share") : Double.NaN,
                number(map, "dino_weight"),
                number(map, "barlow_weight"),
                number(map, "balance_ratio"),
                number(map, "balance_dino_norm"),
                number(map, "balance_barlow_norm"));
    }

    private static Optional<SchedulePosition> position(Map<String, String> map) {
        return map.containsKey("steps_per_epoch")
                ? Optional.of(new SchedulePosition(
                        Long.parseLong(map.get("schedule_step")), Long.parseLong(map.get("steps_per_epoch"))))
                : Optional.empty();
    }

    /**
     * How far the schedules are.
     *
     * @param batchSize     pictures in a batch of the resumed run, from which the position of an early file follows
     * @param stepsPerEpoch steps in an epoch of the resumed run
     */
    SchedulePosition position(int batchSize, long stepsPerEpoch) {
        return position.orElseGet(() -> {
            double batchesThen = Math.max(1, pictures) / (double) Math.max(1, step) / batchSize;
            return new SchedulePosition(step, Math.max(1, Math.round(stepsPerEpoch / batchesThen)));
        });
    }

    private static double number(Map<String, String> map, String key) {
        return Double.parseDouble(map.get(key));
    }
}
