package org.dinotwins.reproduce;

import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.dinotwins.ablation.Axis;
import org.dinotwins.ablation.Grid;
import org.dinotwins.augment.corruption.Corruption;
import org.dinotwins.config.ConfigJson;
import org.dinotwins.config.Presets;
import org.dinotwins.config.RunConfig;
import org.dinotwins.config.WorkbenchException;
import org.dinotwins.data.ImageSet;

/** How large the comparison is. Both scales differ between the methods in DINO's share of the gradient alone. */
public enum Scale {
    /** The network of {@code quick} at 64 px, for the same number of steps whatever the number of pictures. */
    SMALL(
            "quick",
            Map.of(
                    "augment.globalSize", "64",
                    "augment.localSize", "32",
                    "model.imageSize", "64",
                    "data.limit", "2400"),
            1000,
            List.of(0L),
            List.of(Corruption.GAUSSIAN_NOISE, Corruption.DEFOCUS_BLUR, Corruption.FOG, Corruption.JPEG)),
    /** The preset {@code paper}. */
    FULL("paper", Map.of(), 0, List.of(0L, 1L, 2L), Arrays.asList(Corruption.values()));

    /** Schedules of {@code quick}, as fractions of a run. */
    private static final double WARMUP = 0.075;

    private static final double TEMPERATURE_WARMUP = 0.1;
    private static final double FREEZE = 0.05;
    private static final double CHECKPOINTS = 0.1;

    private final String preset;
    private final Map<String, String> settings;
    private final int steps;
    private final List<Long> seeds;
    private final List<Corruption> corruptions;

    Scale(String preset, Map<String, String> settings, int steps, List<Long> seeds, List<Corruption> corruptions) {
        this.preset = preset;
        this.settings = settings;
        this.steps = steps;
        this.seeds = seeds;
        this.corruptions = corruptions;
    }

    /** The value of the option. */
    @Override
    public String toString() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** Seeds of the comparison, unless others are asked for. */
    public List<Long> seeds() {
        return seeds;
    }

    /** Corruptions of the robustness measurement. */
    public List<Corruption> corruptions() {
        return corruptions;
    }

    /**
     * The runs of the comparison.
     *
     * @param folder  folder of the image set, as the user gave it
     * @param set     the set in it
     * @param chosen  seeds, one run of each method per seed
     * @param changes settings of all runs that differ from the scale's, by path
     */
    Grid grid(String folder, ImageSet set, List<Long> chosen, Map<String, String> changes) throws WorkbenchException {
        return new Grid(
                "The paper's comparison, " + this,
                "DINO, Barlow Twins and their hybrid with equal gradients; all other settings are the same.",
                ConfigJson.with(config(folder, set), changes),
                List.of(new Axis(
                        "Method", List.of(level("DINO", "1"), level("Barlow Twins", "0"), level("Hybrid", "0.5")))),
                chosen);
    }

    private static Axis.Level level(String label, String share) {
        return new Axis.Level(label, Map.of("objective.dinoShare", share));
    }

    private RunConfig config(String folder, ImageSet set) throws WorkbenchException {
        Map<String, String> changes = new LinkedHashMap<>(settings);
        changes.put("data.folder", folder);
        RunConfig base = ConfigJson.with(Presets.load(preset), changes);
        int pictures = base.data().training(set, 0).size();
        if (pictures < 2) {
            throw new WorkbenchException(
                    "The image set " + set.root() + " has " + pictures + " training pictures; choose a set with more.");
        }
        int batch = Math.min(base.train().batchSize(), pictures);
        changes.put("train.batchSize", String.valueOf(batch));
        if (steps > 0) {
            int stepsPerEpoch = pictures / batch;
            double epochs = Math.ceil(steps / (double) stepsPerEpoch);
            changes.put("train.epochs", String.valueOf((int) epochs));
            changes.put("train.warmupEpochs", String.valueOf(WARMUP * epochs));
            changes.put("objective.dino.teacherTemperatureWarmupEpochs", String.valueOf(TEMPERATURE_WARMUP * epochs));
            changes.put("train.freezeLastLayerEpochs", String.valueOf(FREEZE * epochs));
            changes.put("train.checkpointEveryEpochs", String.valueOf((int) Math.max(1, CHECKPOINTS * epochs)));
        }
        return ConfigJson.edit(base, changes).usable();
    }
}
