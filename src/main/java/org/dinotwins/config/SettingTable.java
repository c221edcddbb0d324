package org.dinotwins.config;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.dinotwins.config.Setting.Group;
import org.dinotwins.config.Setting.Kind;
import org.dinotwins.objective.Balancing;
import org.dinotwins.tensor.device.DevicePreference;
import org.dinotwins.train.Precision;
import org.dinotwins.vit.WeightStart;

/** The table behind {@link Setting#all()}: labels, units, ranges and help of every setting. */
final class SettingTable {
    static final List<Setting> ALL = table();
    /** Largest whole number that every JSON reader represents exactly. */
    private static final double MAX_EXACT = 9_007_199_254_740_991.0;

    private final List<Setting> rows = new ArrayList<>();

    private SettingTable() {}

    private static List<Setting> table() {
        SettingTable table = new SettingTable();
        table.data();
        table.crops();
        table.colours("globalFirst", "First global crop");
        table.colours("globalSecond", "Second global crop");
        table.colours("local", "Local crops");
        table.model();
        table.objective();
        table.dino();
        table.barlow();
        table.train();
        return List.copyOf(table.rows);
    }

    // A table reads best with one entry on two or three lines, which the formatter would spread.
    // spotless:off
    private void data() {
        text("name", "Name", "Name of the run in lists and charts.");
        text("data.folder", "Image folder", "Folder of the image set: COCO, VOC, ImageNet-style or plain folders. A "
                + "relative path is resolved in the working folder.");
        whole("data.limit", Group.DATA, "Picture limit", "pictures", 0, 1e9, "Number of training pictures, drawn with "
                + "the seed; 0 for all.");
    }

    private void crops() {
        Group g = Group.CROPS;
        whole("augment.globalSize", g, "Global crop size", "px", 16, 1024, "Side of the two global crops, a multiple "
                + "of the patch size. The teacher sees only these.");
        range("augment.globalScale", g, "Global crop share", "of area", 0.01, 1, "Share of the picture that a global "
                + "crop covers; 0.4 to 1 is usual.");
        whole("augment.localCrops", g, "Local crops", "crops", 0, 32, "Small crops per picture, seen only by the student. "
                + "DINO uses 8; each costs time.");
        whole("augment.localSize", g, "Local crop size", "px", 8, 1024, "Side of a local crop, a multiple of the "
                + "patch size and smaller than a global crop.");
        range("augment.localScale", g, "Local crop share", "of area", 0.01, 1, "Share of the picture that a local "
                + "crop covers; 0.05 to 0.4 is usual.");
        range("augment.aspect", g, "Aspect ratio", "width/height", 0.1, 10, "Aspect ratio of the crop before it is resized to "
                + "a square; 0.75 to 1.33 is usual.");
        decimal("augment.flip", g, "Flip probability", "", 0, 1, "Probability that a crop is mirrored left to right.");
    }

    private void colours(String part, String crop) {
        String at = "augment." + part + ".";
        Group g = Group.COLOURS;
        decimal(at + "jitterProbability", g, crop + ": jitter probability", "", 0, 1,
                "Probability that brightness, contrast, saturation and hue are changed.");
        decimal(at + "brightness", g, crop + ": brightness", "", 0, 2, "Largest change of brightness, as a factor.");
        decimal(at + "contrast", g, crop + ": contrast", "", 0, 2, "Largest change of contrast, as a factor.");
        decimal(at + "saturation", g, crop + ": saturation", "", 0, 2, "Largest change of saturation, as a factor.");
        decimal(at + "hue", g, crop + ": hue", "turns", 0, 0.5, "Largest shift of the hue; 0.1 is usual.");
        decimal(at + "grayscaleProbability", g, crop + ": grey probability", "", 0, 1, "Probability that the crop is converted to grey.");
        decimal(at + "blurProbability", g, crop + ": blur probability", "", 0, 1, "Probability of a Gaussian blur. DINO always "
                + "blurs the first global crop, rarely the second, and half of the local ones.");
        range(at + "blurSigma", g, crop + ": blur width", "px", 0, 20,
                "Standard deviation of the blur in pixels of the crop.");
        decimal(at + "solarizeProbability", g, crop + ": solarise probability", "", 0, 1,
                "Probability that bright values are inverted. DINO uses 0.2, for the second global crop only.");
    }

    private void model() {
        Group g = Group.MODEL;
        whole("model.imageSize", g, "Image size", "px", 16, 1024, "Side of the square that the position embedding is "
                + "made for, a multiple of the patch size; preferably the global crop size.");
        whole("model.patchSize", g, "Patch size", "px", 2, 64, "Side of a patch. Smaller patches resolve more and cost "
                + "more: half the side gives four times the tokens.");
        whole("model.dim", g, "Width", "values", 16, 2048, "Values per token, a multiple of the number of heads: micro 128 "
                + "to 192, tiny 192, small 384, base 768.");
        whole("model.depth", g, "Depth", "blocks", 1, 48, "Transformer blocks: 4 to 6 on a CPU, 12 in the paper.");
        whole("model.heads", g, "Heads", "heads", 1, 32, "Attention heads per block; must divide the width. Each gives "
                + "an attention map to inspect.");
        decimal("model.mlpRatio", g, "MLP ratio", "", 0.5, 8, "Ratio of the hidden width of a block's MLP to the width; 4 is "
                + "usual.");
        decimal("model.dropPath", g, "Drop path", "", 0, 0.9, "Probability that the student skips the last block for a "
                + "sample; 0 for small runs, 0.1 for long ones.");
        choice("model.start", g, "Initialisation", WeightStart.values(), "As in the public DINO code; as in "
                + "MoCo v3, with sine-cosine positions from the first step, which suits narrow networks and short runs; or "
                + "the same with wavelengths that fit the grid of patches, which suits small images.");
    }

    private void objective() {
        Group g = Group.OBJECTIVE;
        choice("objective.balancing", g, "Balancing", Balancing.values(), "What balances the losses: DINO's share of the "
                + "gradient, fixed weights, or weights scaled by the ratio of the losses at the first step.");
        decimal("objective.dinoShare", g, "DINO share", "", 0, 1, "DINO's share of the gradient at the features that both "
                + "losses share, with GRADIENT_SHARE: 0 is Barlow Twins alone, 1 is DINO alone.");
        decimal("objective.dinoWeight", g, "DINO weight", "", 0, 1e6, "Weight of the DINO loss, without GRADIENT_SHARE; 0 "
                + "disables the loss.");
        decimal("objective.barlowWeight", g, "Barlow Twins weight", "", 0, 1e6, "Weight of the Barlow Twins loss, without "
                + "GRADIENT_SHARE; 0 disables the loss. The paper's alpha is the ratio of the DINO weight to this one.");
    }

    private void dino() {
        Group g = Group.DINO;
        String at = "objective.dino.";
        whole(at + "outputs", g, "Prototypes K", "outputs", 2, 262_144, "Width of the head's output: 1024 for up to "
                + "20,000 pictures, 65536 for ImageNet.");
        whole(at + "hidden", g, "Head width", "values", 16, 16_384, "Hidden width of the head's MLP.");
        whole(at + "bottleneck", g, "Bottleneck", "values", 8, 4096, "Width before the last layer; 256 in DINO.");
        flag(at + "normLastLayer", g, "Fixed row norms", "Keeps the rows of the last layer at length 1: more stable, "
                + "but slightly worse for large models.");
        decimal(at + "studentTemperature", g, "Student temperature", "", 0.01, 1, "Softmax temperature of the "
                + "student; 0.1 in DINO.");
        decimal(at + "teacherTemperatureStart", g, "Teacher temperature, start", "", 0.001, 1, "Temperature of the "
                + "teacher at the first epoch: 0.04 in DINO, 0.02 for small data.");
        decimal(at + "teacherTemperature", g, "Teacher temperature", "", 0.001, 1, "Temperature of the teacher after "
                + "its warm-up; must stay below the student's. Lower is sharper.");
        decimal(at + "teacherTemperatureWarmupEpochs", g, "Temperature warm-up", "epochs", 0, 10_000, "Epochs over "
                + "which the teacher's temperature changes from start to end.");
        decimal(at + "centreMomentum", g, "Centre momentum", "", 0, 0.9999, "Share of the previous centre kept at each "
                + "step; 0.9 in DINO.");
    }

    private void barlow() {
        Group g = Group.BARLOW;
        String at = "objective.barlow.";
        whole(at + "hidden", g, "Projector width", "values", 8, 16_384, "Width of the projector's hidden layers.");
        whole(at + "layers", g, "Projector layers", "layers", 1, 6, "Linear layers of the projector; 3 in the paper.");
        whole(at + "outputs", g, "Embedding width D", "outputs", 2, 16_384, "Width of the embeddings and side of the "
                + "correlation matrix. The matrix can only reach the identity if this is below the batch size.");
        decimal(at + "lambda", g, "Lambda", "", 0, 1, "Weight of the off-diagonal term; 0.0051 in Barlow Twins.");
    }

    private void train() {
        Group g = Group.SCHEDULE;
        decimal("train.epochs", g, "Length", "epochs", 0.01, 10_000, "Passes over the training pictures.");
        whole("train.batchSize", g, "Batch size", "pictures", 2, 4096, "Pictures per step. Barlow Twins needs many; "
                + "memory is the limit.");
        Group o = Group.OPTIMIZER;
        decimal("train.baseLearningRate", o, "Learning rate", "per 256", 1e-7, 10, "Peak for a batch of 256 pictures; "
                + "the actual peak is this times batch size / 256. 0.0005 in DINO.");
        decimal("train.minLearningRate", o, "Final learning rate", "", 0, 10, "Learning rate at the end of the cosine.");
        decimal("train.warmupEpochs", g, "Warm-up", "epochs", 0, 10_000, "Epochs in which the learning rate rises linearly "
                + "from 0; about a tenth of the run.");
        decimal("train.weightDecay", o, "Weight decay, start", "", 0, 10, "Weight decay of matrices at the start; 0.04 in "
                + "DINO.");
        decimal("train.weightDecayEnd", o, "Weight decay, end", "", 0, 10, "Weight decay at the end; 0.4 in DINO.");
        decimal("train.attentionDecay", o, "Decay of queries and keys", "", 0, 1000, "Additional weight decay of the query and "
                + "key matrices. It keeps attention wide where heads would settle on single patches. 0 in DINO.");
        decimal("train.teacherMomentum", o, "Teacher momentum", "", 0, 1, "Share of the teacher kept at each step, "
                + "rising to 1: starts at 0.996 in DINO, at 0.99 for small data.");
        decimal("train.clipNorm", o, "Gradient clipping", "norm", 0, 1000, "Largest norm of one tensor's gradient; 3 "
                + "in DINO, 0 for none.");
        decimal("train.freezeLastLayerEpochs", g, "Frozen last layer", "epochs", 0, 10_000, "Epochs in which DINO's "
                + "last layer is not trained; 1 in DINO.");
        Group m = Group.MACHINE;
        choice("train.device", m, "Device", DevicePreference.values(), "AUTO uses a GPU if PyTorch finds one.");
        whole("train.gpus", m, "GPUs", "", 0, 64, "GPUs that share each batch, 0 for all. Each computes a part of the "
                + "pictures; losses are those of the whole batch. Ignored on a CPU.");
        choice("train.precision", m, "Precision", Precision.values(), "Number format of the backbone during training. "
                + "BFLOAT16 halves much of its memory and is fast on GPUs; weights, losses and optimizer stay FLOAT32.");
        whole("train.loaderThreads", m, "Loader threads", "threads", 0, 256, "Threads that decode and crop pictures; "
                + "0 derives it from the number of cores.");
        whole("train.microBatches", m, "Micro-batches", "parts", 1, 4096, "Parts in which a batch passes through the "
                + "backbone: memory for one part, for about 10 % more time. Losses are those of the whole batch. 1 does "
                + "not split it.");
        flag("train.gradientCheckpointing", m, "Gradient checkpoints", "Stores only the input of each block and "
                + "recomputes the block in the backward pass: a fraction of the memory, for 15 to 35 % more time.");
        decimal("train.checkpointEveryEpochs", m, "Checkpoint every", "epochs", 0, 10_000, "Epochs between kept "
                + "checkpoints, which Inspect shows as a film; 0 keeps only the last. All but the last two are reduced to "
                + "their backbones.");
        whole("train.signalsEverySteps", m, "Signals every", "steps", 1, 1e6, "Steps between correlation matrices "
                + "and RankMe measurements.");
        decimal("train.knnEveryEpochs", m, "kNN every", "epochs", 0, 10_000, "Epochs between measurements of the "
                + "teacher's kNN accuracy on labelled pictures, which take time; 0 for none.");
        whole("train.seed", m, "Seed", "", 0, MAX_EXACT, "Random seed for weights, data order and crops. The same "
                + "seed gives the same run on the same machine.");
    }

    // spotless:on

    private void text(String path, String label, String help) {
        rows.add(new Setting(
                path,
                Group.DATA,
                label,
                "",
                Kind.TEXT,
                Double.NEGATIVE_INFINITY,
                Double.POSITIVE_INFINITY,
                List.of(),
                help));
    }

    private void whole(String path, Group group, String label, String unit, double min, double max, String help) {
        rows.add(new Setting(path, group, label, unit, Kind.INTEGER, min, max, List.of(), help));
    }

    private void decimal(String path, Group group, String label, String unit, double min, double max, String help) {
        rows.add(new Setting(path, group, label, unit, Kind.DECIMAL, min, max, List.of(), help));
    }

    private void range(String path, Group group, String label, String unit, double min, double max, String help) {
        rows.add(new Setting(path, group, label, unit, Kind.RANGE, min, max, List.of(), help));
    }

    private void flag(String path, Group group, String label, String help) {
        rows.add(new Setting(
                path,
                group,
                label,
                "",
                Kind.FLAG,
                Double.NEGATIVE_INFINITY,
                Double.POSITIVE_INFINITY,
                List.of("true", "false"),
                help));
    }

    private void choice(String path, Group group, String label, Enum<?>[] values, String help) {
        rows.add(new Setting(
                path,
                group,
                label,
                "",
                Kind.CHOICE,
                Double.NEGATIVE_INFINITY,
                Double.POSITIVE_INFINITY,
                Arrays.stream(values).map(Enum::name).toList(),
                help));
    }
}
