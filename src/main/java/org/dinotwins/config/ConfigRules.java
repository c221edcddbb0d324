package org.dinotwins.config;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.OptionalDouble;
import org.dinotwins.augment.CropRecipe;
import org.dinotwins.config.ConfigJson.Problem;
import org.dinotwins.data.ImageSet;
import org.dinotwins.objective.Balancing;
import org.dinotwins.objective.DinoConfig;
import org.dinotwins.objective.ObjectiveConfig;
import org.dinotwins.tensor.device.DevicePreference;
import org.dinotwins.train.Precision;
import org.dinotwins.train.TrainConfig;
import org.dinotwins.vit.ViTConfig;

/** The rules of a configuration: ranges of single settings, sizes that must match, and warnings. */
final class ConfigRules {
    /** Pictures up to which the small-data values apply: lightly-train's published rule for its DINO method. */
    private static final int SMALL_SET = 20_000;

    private static final int SMALL_OUTPUTS = 1024;
    private static final double SMALL_MOMENTUM = 0.99;
    /** Peak learning rate above which AdamW on a transformer usually diverges. */
    private static final double STEEP_RATE = 0.01;
    /**
     * Value of lambda * D above which redundant outputs cost clearly more than empty ones; 0.0051 * 8192 = 42 in the
     * paper.
     */
    private static final double SAFE_LAMBDA = 4;

    private final List<Problem> problems = new ArrayList<>();

    private ConfigRules() {}

    /** Numbers outside the ranges of {@link Setting}. Text that is not a number is reported by {@link RecordJson}. */
    static List<Problem> ranges(Map<String, String> settings) {
        ConfigRules rules = new ConfigRules();
        for (Setting setting : Setting.all()) {
            for (String path : setting.paths()) {
                number(settings, path)
                        .ifPresent(value -> rules.error(
                                !(value >= setting.min() && value <= setting.max()),
                                path,
                                "%s must be %s between %s and %s, not %s.",
                                path,
                                setting.kind() == Setting.Kind.INTEGER ? "a whole number" : "a number",
                                plain(setting.min()),
                                plain(setting.max()),
                                settings.get(path)));
            }
            if (setting.kind() == Setting.Kind.RANGE) {
                rules.ordered(settings, setting.paths().get(0), setting.paths().get(1));
            }
        }
        for (String path : List.of("name", "data.folder")) {
            rules.error(settings.get(path).isBlank(), path, "%s must not be empty.", path);
        }
        return rules.problems;
    }

    private void ordered(Map<String, String> settings, String low, String high) {
        OptionalDouble min = number(settings, low);
        OptionalDouble max = number(settings, high);
        error(
                min.isPresent() && max.isPresent() && min.getAsDouble() > max.getAsDouble(),
                low,
                "%s is %s but must not be above %s, which is %s.",
                low,
                settings.get(low),
                high,
                settings.get(high));
    }

    /** Sizes without which a model cannot be built. */
    static List<Problem> multiples(Map<String, String> settings) {
        ConfigRules rules = new ConfigRules();
        rules.multiple(settings, "model.imageSize", "model.patchSize", "the patch size");
        rules.multiple(settings, "model.dim", "model.heads", "the number of heads");
        return rules.problems;
    }

    private void multiple(Map<String, String> settings, String whole, String part, String called) {
        OptionalDouble size = number(settings, whole);
        OptionalDouble unit = number(settings, part);
        if (size.isPresent() && unit.isPresent() && unit.getAsDouble() >= 1) {
            int n = (int) size.getAsDouble();
            int d = (int) unit.getAsDouble();
            error(
                    n % d != 0,
                    whole,
                    "%s must be a multiple of %s, %d; the nearest to %d are %d and %d.",
                    whole,
                    called,
                    d,
                    n,
                    Math.max(1, n / d) * d,
                    (n / d + 1) * d);
        }
    }

    /** Settings that contradict each other, and warnings. */
    static List<Problem> together(RunConfig config) {
        ConfigRules rules = new ConfigRules();
        rules.crops(config.augment(), config.model());
        rules.objective(config.objective(), config.train());
        rules.schedule(config.train(), config.objective());
        return rules.problems;
    }

    private void crops(CropRecipe recipe, ViTConfig model) {
        int patch = model.patchSize();
        cropMultiple("augment.globalSize", recipe.globalSize(), patch);
        if (recipe.localCrops() > 0) {
            cropMultiple("augment.localSize", recipe.localSize(), patch);
            error(
                    recipe.localSize() > recipe.globalSize(),
                    "augment.localSize",
                    "augment.localSize is %d px, larger than a global crop of %d px; local crops must be smaller.",
                    recipe.localSize(),
                    recipe.globalSize());
            warn(
                    recipe.localScale().max() > recipe.globalScale().max(),
                    "augment.localScale.max",
                    "Local crops may cover more of the picture than global ones; about 0.05 to 0.4 is usual.");
        }
        warn(
                model.imageSize() != recipe.globalSize(),
                "model.imageSize",
                "The position embedding is made for %d px but global crops have %d px: it will be interpolated. Set "
                        + "model.imageSize to %d to avoid that.",
                model.imageSize(),
                recipe.globalSize(),
                recipe.globalSize());
    }

    private void cropMultiple(String path, int size, int patch) {
        error(
                size % patch != 0,
                path,
                "%s is %d px, which is not a multiple of the patch size %d; the nearest are %d and %d.",
                path,
                size,
                patch,
                Math.max(1, size / patch) * patch,
                (size / patch + 1) * patch);
    }

    private void objective(ObjectiveConfig objective, TrainConfig train) {
        error(
                !objective.withDino() && !objective.withBarlow(),
                "objective.dinoWeight",
                "objective.dinoWeight and objective.barlowWeight are both 0: there would be nothing to learn. Set at "
                        + "least one of them, for example to 1.");
        if (objective.balancing() == Balancing.GRADIENT_SHARE) {
            weightWithoutEffect("objective.dinoWeight", objective.dinoWeight(), 0);
            weightWithoutEffect("objective.barlowWeight", objective.barlowWeight(), 1);
        }
        if (objective.withBarlow()) {
            int n = train.batchSize();
            int d = objective.barlow().outputs();
            warn(
                    n <= d,
                    "objective.barlow.outputs",
                    "The correlation matrix has D = %d rows but its rank is at most N - 1 = %d with batches of %d (N/D "
                            + "= %.3f): the identity cannot be reached. Lower objective.barlow.outputs below the batch size "
                            + "or raise train.batchSize.",
                    d,
                    n - 1,
                    n,
                    (double) n / d);
            double same = objective.barlow().lambda() * (d - 1);
            warn(
                    d > 1 && same < 1,
                    "objective.barlow.lambda",
                    "With lambda = %s and D = %d, outputs that all carry the same feature cost %.2f per row, less "
                            + "than the 1 of an empty row: the matrix tends to fill with ones. Raise "
                            + "objective.barlow.lambda to %.2g or more.",
                    objective.barlow().lambda(),
                    d,
                    same,
                    SAFE_LAMBDA / d);
        }
        if (objective.withDino()) {
            DinoConfig dino = objective.dino();
            warn(
                    dino.teacherTemperatureStart() > dino.teacherTemperature(),
                    "objective.dino.teacherTemperatureStart",
                    "The teacher's temperature falls from %s to %s during warm-up; it usually rises.",
                    plain(dino.teacherTemperatureStart()),
                    plain(dino.teacherTemperature()));
            warn(
                    Math.max(dino.teacherTemperature(), dino.teacherTemperatureStart()) >= dino.studentTemperature(),
                    "objective.dino.teacherTemperature",
                    "The teacher's temperature should stay below the student's, %s: a teacher that is not sharper "
                            + "than its student lets both collapse.",
                    plain(dino.studentTemperature()));
        }
    }

    private void weightWithoutEffect(String path, double weight, int shareWithoutLoss) {
        error(
                weight == 0,
                path,
                "%s is 0, but with GRADIENT_SHARE the weights have no effect. To switch the loss off, set "
                        + "objective.dinoShare to %d; to use the weights, set objective.balancing to FIXED.",
                path,
                shareWithoutLoss);
        warn(
                weight != 0 && weight != 1,
                path,
                "%s has no effect with GRADIENT_SHARE: set objective.dinoShare, or objective.balancing to FIXED.",
                path);
    }

    private void schedule(TrainConfig train, ObjectiveConfig objective) {
        warn(
                train.warmupEpochs() >= train.epochs(),
                "train.warmupEpochs",
                "The learning rate warms up for %s of %s epochs and never starts its cosine; about a tenth of "
                        + "the run is usual.",
                plain(train.warmupEpochs()),
                plain(train.epochs()));
        if (objective.withDino()) {
            warn(
                    train.freezeLastLayerEpochs() >= train.epochs(),
                    "train.freezeLastLayerEpochs",
                    "DINO's last layer stays frozen for the whole run of %s epochs; 1 epoch is usual, less in a very "
                            + "short run.",
                    plain(train.epochs()));
            warn(
                    objective.dino().teacherTemperatureWarmupEpochs() > train.epochs(),
                    "objective.dino.teacherTemperatureWarmupEpochs",
                    "The teacher's temperature warms up for %s epochs, longer than the run of %s.",
                    plain(objective.dino().teacherTemperatureWarmupEpochs()),
                    plain(train.epochs()));
            warn(
                    train.teacherMomentum() == 1,
                    "train.teacherMomentum",
                    "A teacher momentum of 1 never moves the teacher; 0.99 to 0.999 is usual.");
            warn(
                    train.teacherMomentum() < 0.9,
                    "train.teacherMomentum",
                    "A teacher momentum of %s makes the teacher nearly the student, which tends to collapse; 0.99 to "
                            + "0.999 is usual.",
                    plain(train.teacherMomentum()));
        }
        warn(
                train.precision() == Precision.BFLOAT16 && train.device() == DevicePreference.CPU,
                "train.precision",
                "bfloat16 is meant for GPUs; it is also fast on CPUs with instructions for it, and slow on others. "
                        + "The doctor command measures this one.");
        warn(
                train.gpus() != 1 && train.device() == DevicePreference.CPU,
                "train.gpus",
                "A CPU ignores the number of GPUs; set train.device to AUTO or CUDA to use them.");
        warn(
                train.gpus() > train.batchSize(),
                "train.gpus",
                "%d GPUs are more than the %d pictures of a batch; some would be idle.",
                train.gpus(),
                train.batchSize());
        warn(
                train.microBatches() > train.batchSize(),
                "train.microBatches",
                "%d micro-batches are more than the %d pictures of a batch; a part needs at least one picture.",
                train.microBatches(),
                train.batchSize());
        warn(
                train.minLearningRate() > train.learningRate(),
                "train.minLearningRate",
                "The learning rate ends at %s, above its peak of %s (base x batch size / 256).",
                plain(train.minLearningRate()),
                plain(train.learningRate()));
        warn(
                train.learningRate() > STEEP_RATE,
                "train.baseLearningRate",
                "The peak learning rate is %s (base x batch size / 256); above %s training usually diverges.",
                plain(train.learningRate()),
                plain(STEEP_RATE));
    }

    /** Rules that need the image set. */
    static List<Problem> onSet(RunConfig config, ImageSet set) {
        ConfigRules rules = new ConfigRules();
        int limit = config.data().limit();
        int pictures =
                limit > 0 ? Math.min(limit, set.train().size()) : set.train().size();
        rules.error(pictures == 0, "data.folder", "The image set %s has no training pictures.", set.name());
        rules.error(
                pictures > 0 && config.train().batchSize() > pictures,
                "train.batchSize",
                "A batch of %d needs at least as many training pictures, but there are %d; lower train.batchSize to "
                        + "%d or less.",
                config.train().batchSize(),
                pictures,
                pictures);
        rules.warn(
                limit > set.train().size(),
                "data.limit",
                "data.limit is %d but the set has only %d training " + "pictures; all are used.",
                limit,
                set.train().size());
        if (config.objective().withDino() && pictures > 0 && pictures <= SMALL_SET) {
            rules.warn(
                    config.objective().dino().outputs() > SMALL_OUTPUTS,
                    "objective.dino.outputs",
                    "%d prototypes are many for %d pictures; %4$d are enough for up to %3$d pictures.",
                    config.objective().dino().outputs(),
                    pictures,
                    SMALL_SET,
                    SMALL_OUTPUTS);
            rules.warn(
                    config.train().teacherMomentum() > SMALL_MOMENTUM,
                    "train.teacherMomentum",
                    "A teacher momentum of %s is slow for %d pictures; start from %4$s for up to %3$d pictures.",
                    plain(config.train().teacherMomentum()),
                    pictures,
                    SMALL_SET,
                    plain(SMALL_MOMENTUM));
        }
        return List.copyOf(rules.problems);
    }

    private static OptionalDouble number(Map<String, String> settings, String path) {
        try {
            return OptionalDouble.of(new BigDecimal(settings.get(path).strip()).doubleValue());
        } catch (NumberFormatException e) {
            return OptionalDouble.empty();
        }
    }

    private void error(boolean wrong, String path, String format, Object... values) {
        add(wrong, path, false, format, values);
    }

    private void warn(boolean applies, String path, String format, Object... values) {
        add(applies, path, true, format, values);
    }

    private void add(boolean applies, String path, boolean warning, String format, Object... values) {
        if (applies) {
            problems.add(new Problem(path, String.format(Locale.ROOT, format, values), warning));
        }
    }

    private static String plain(double value) {
        return ConfigJson.plain(value);
    }
}
