package org.dinotwins.app.setup;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.dinotwins.augment.CropRecipe;
import org.dinotwins.config.NetworkSize;
import org.dinotwins.config.RunConfig;
import org.dinotwins.vit.ViTConfig;

/** Sizes and counts that follow from the settings. */
record DerivedFigures(
        long stepsPerEpoch,
        long totalSteps,
        double peakLearningRate,
        int globalTokens,
        int localTokens,
        long backboneParameters,
        long headParameters,
        double samplesPerDimension,
        double memoryGigabytes) {
    private static final double BYTES = 4;
    /** Copies of the weights: student, gradient, AdamW's two moments, and teacher. */
    private static final double COPIES = 5;
    /** Values that autograd stores per block and token, in embedding widths, without the hidden layer of the MLP. */
    private static final double KEPT_OF_BLOCK = 9;
    /** Approximate memory of Java, PyTorch's libraries and the loader's buffers. */
    private static final double BASE_GIGABYTES = 0.7;

    private static final double GIGABYTE = 1e9;

    /** @param pictures training pictures of the set; 0 if unknown */
    public static DerivedFigures of(RunConfig config, long pictures) {
        int batch = config.train().batchSize();
        long used = config.data().limit() > 0 ? Math.min(config.data().limit(), pictures) : pictures;
        long perEpoch = used == 0 ? 0 : Math.max(1, used / batch);
        long total = used == 0 ? 0 : Math.max(1, Math.round(config.train().epochs() * perEpoch));
        ViTConfig model = config.model();
        CropRecipe crops = config.augment();
        NetworkSize size = NetworkSize.of(config);
        long heads = size.dinoHead() + size.barlow();
        return new DerivedFigures(
                perEpoch,
                total,
                config.train().learningRate(),
                tokens(crops.globalSize(), model),
                crops.localCrops() == 0 ? 0 : tokens(crops.localSize(), model),
                size.backbone(),
                heads,
                config.objective().withBarlow()
                        ? (double) batch / config.objective().barlow().outputs()
                        : 0,
                BASE_GIGABYTES + memory(config, size.backbone() + heads));
    }

    private static int tokens(int size, ViTConfig model) {
        int side = size / model.patchSize();
        return side * side + 1;
    }

    private static double memory(RunConfig config, long parameters) {
        ViTConfig model = config.model();
        CropRecipe crops = config.augment();
        double tokens = 2.0 * tokens(crops.globalSize(), model)
                + (crops.localCrops() == 0 ? 0 : (double) crops.localCrops() * tokens(crops.localSize(), model));
        double kept = config.train().batchSize()
                * tokens
                * model.depth()
                * model.dim()
                * (KEPT_OF_BLOCK + 2 * model.mlpRatio());
        double outputs = !config.objective().withDino()
                ? 0
                : 3.0
                        * config.train().batchSize()
                        * crops.crops()
                        * config.objective().dino().outputs();
        return BYTES * (COPIES * parameters + kept + outputs) / GIGABYTE;
    }

    /** One derived figure as text. */
    public record Figure(String label, String value, String explanation) {}

    /** The figures in display order. */
    public List<Figure> figures() {
        List<Figure> all = new ArrayList<>();
        all.add(new Figure(
                "Steps",
                totalSteps == 0 ? "–" : count(totalSteps),
                totalSteps == 0 ? "Known once the image index is read." : count(stepsPerEpoch) + " steps per epoch."));
        all.add(new Figure(
                "Peak rate",
                String.format(Locale.ROOT, "%.3g", peakLearningRate),
                "Peak learning rate: base rate times batch size / 256."));
        all.add(new Figure(
                "Tokens per crop",
                globalTokens + (localTokens == 0 ? "" : " / " + localTokens),
                "Patches plus the CLS token, for a global and a local crop."));
        all.add(new Figure(
                "Parameters",
                large(backboneParameters),
                "Backbone " + count(backboneParameters) + ", heads " + count(headParameters)
                        + "; the teacher has the same number again."));
        all.add(new Figure(
                "N / D",
                samplesPerDimension == 0 ? "–" : String.format(Locale.ROOT, "%.2f", samplesPerDimension),
                "Batch size divided by the embedding width of Barlow Twins. The correlation matrix "
                        + "has rank at most N - 1, so at 1 or below it cannot reach the identity."));
        all.add(new Figure(
                "Memory",
                String.format(Locale.ROOT, "%.1f GB", memoryGigabytes),
                "A rough estimate of weights, gradients, optimizer state, teacher and stored activations."));
        return all;
    }

    static String count(long value) {
        return String.format(Locale.ROOT, "%,d", value);
    }

    private static String large(long value) {
        return value < 1_000_000
                ? String.format(Locale.ROOT, "%.0f k", value / 1e3)
                : String.format(Locale.ROOT, "%.1f M", value / 1e6);
    }
}
