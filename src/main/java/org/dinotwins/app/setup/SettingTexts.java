package org.dinotwins.app.setup;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.dinotwins.augment.CropRecipe;
import org.dinotwins.augment.CropView;
import org.dinotwins.config.RunConfig;
import org.dinotwins.config.Setting;
import org.dinotwins.objective.Balancing;
import org.dinotwins.objective.ObjectiveConfig;

/** Texts of the Set up workspace for choices, groups, ranges and crops. */
final class SettingTexts {
    private SettingTexts() {}

    /** The label of a choice. */
    static String choice(String value) {
        return switch (value) {
            case "FIXED" -> "Fixed";
            case "INITIAL_RATIO" -> "Initial ratio";
            case "GRADIENT_SHARE" -> "Gradient share";
            case "AUTO" -> "Automatic";
            case "CUDA" -> "GPU";
            case "FLOAT32" -> "float32";
            case "BFLOAT16" -> "bfloat16";
            case "MOCO_V3" -> "MoCo v3";
            case "FITTED_WAVES" -> "Fitted waves";
            default -> value;
        };
    }

    /** Explains a choice; empty if its name is enough. */
    static String explanation(String value) {
        return switch (value) {
            case "FIXED" ->
                "The weights are used unchanged. The Barlow Twins loss starts far above the DINO loss (about "
                        + "D + lambda · D²/N against ln K), so its weight must be small.";
            case "INITIAL_RATIO" ->
                "The Barlow Twins loss is scaled once, by the two losses' ratio at the first step; "
                        + "equal weights then contribute equally at the start.";
            case "GRADIENT_SHARE" ->
                "Both losses are weighted at every step so that DINO has the chosen share of the gradient at the "
                        + "features that they share.";
            case "MOCO_V3" ->
                "Positions are sines and cosines from the first step, with wavelengths of up to 10,000 patches.";
            case "FITTED_WAVES" ->
                "Positions are sines and cosines from the first step, with wavelengths that fit the grid "
                        + "of patches, so that every channel distinguishes positions.";
            default -> "";
        };
    }

    /** The help of a setting, with its range and its path in the configuration file. */
    static String help(Setting setting) {
        String range = Double.isInfinite(setting.min())
                ? ""
                : "\nFrom " + SliderScale.plain(setting.min(), 9) + " to " + SliderScale.plain(setting.max(), 16)
                        + (setting.unit().isEmpty() ? "" : " " + setting.unit());
        return setting.help() + "\n" + range + "\n" + setting.path();
    }

    /** A short summary of a group for its heading. */
    static String summary(Setting.Group group, RunConfig config) {
        ObjectiveConfig objective = config.objective();
        CropRecipe crops = config.augment();
        return switch (group) {
            case DATA -> config.name();
            case CROPS ->
                "2 × " + crops.globalSize() + " px"
                        + (crops.localCrops() == 0
                                ? ""
                                : " + " + crops.localCrops() + " × " + crops.localSize() + " px");
            case COLOURS ->
                "jitter " + percent(crops.globalFirst().jitterProbability()) + ", blur "
                        + percent(crops.globalFirst().blurProbability());
            case MODEL ->
                config.model().dim() + " wide, " + config.model().depth() + " blocks, patch "
                        + config.model().patchSize();
            case OBJECTIVE -> balance(objective);
            case DINO ->
                !objective.withDino() ? "off" : "K = " + objective.dino().outputs();
            case BARLOW ->
                !objective.withBarlow() ? "off" : "D = " + objective.barlow().outputs();
            case SCHEDULE ->
                plain(config.train().epochs()) + " epochs, batch "
                        + config.train().batchSize();
            case OPTIMIZER -> "rate " + plain(config.train().baseLearningRate()) + " per 256";
            case MACHINE ->
                choice(config.train().device().name())
                                .toLowerCase(Locale.ROOT)
                                .replace("cpu", "CPU")
                                .replace("gpu", "GPU")
                        + ", seed " + config.train().seed();
        };
    }

    private static String balance(ObjectiveConfig objective) {
        if (!objective.withBarlow()) {
            return "DINO alone";
        }
        if (!objective.withDino()) {
            return "Barlow Twins alone";
        }
        return objective.balancing() == Balancing.GRADIENT_SHARE
                ? "DINO " + percent(objective.dinoShare()) + " of the gradient"
                : "alpha = " + plain(objective.alpha()) + ", "
                        + choice(objective.balancing().name()).toLowerCase(Locale.ROOT);
    }

    private static String percent(double share) {
        return Math.round(100 * share) + " %";
    }

    private static String plain(double value) {
        return SliderScale.plain(value, 4);
    }

    /** The augmentations applied to a crop. */
    static String crop(CropView view) {
        List<String> done = new ArrayList<>();
        done.add((view.global() ? "Global crop " : "Local crop ")
                + (view.global() ? view.index() + 1 : view.index() - 1) + ": " + view.width() + " × " + view.height()
                + " px of the picture, resized to " + view.size() + " px");
        if (view.flip()) {
            done.add("mirrored");
        }
        factor(done, "brightness", view.brightness());
        factor(done, "contrast", view.contrast());
        factor(done, "saturation", view.saturation());
        if (view.hue() != 0) {
            done.add(String.format(Locale.ROOT, "hue shifted by %+.0f°", 360 * view.hue()));
        }
        if (view.grayscale()) {
            done.add("grey");
        }
        if (view.blurSigma() > 0) {
            done.add(String.format(Locale.ROOT, "blurred by %.1f px", view.blurSigma()));
        }
        if (view.solarize()) {
            done.add("solarised");
        }
        return String.join("\n", done);
    }

    private static void factor(List<String> done, String what, double factor) {
        if (factor != 1) {
            done.add(String.format(Locale.ROOT, "%s × %.2f", what, factor));
        }
    }
}
