package org.dinotwins.vit.weights;

import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/**
 * Mean and standard deviation of each colour, 0..1, by which the pixels that a network was trained with are normalised.
 *
 * @param mean      of red, green and blue
 * @param deviation of red, green and blue, above 0
 */
public record InputScale(List<Double> mean, List<Double> deviation) {
    /** ImageNet's, with which this program and most public networks are trained. */
    public static final InputScale IMAGENET =
            new InputScale(List.of(0.485, 0.456, 0.406), List.of(0.229, 0.224, 0.225));
    /** That of all CLIP models. */
    public static final InputScale CLIP =
            new InputScale(List.of(0.48145466, 0.4578275, 0.40821073), List.of(0.26862954, 0.26130258, 0.27577711));

    private static final int COLOURS = 3;

    /** @throws IllegalArgumentException unless there are three finite values of each kind, and the deviations are positive */
    public InputScale {
        mean = List.copyOf(mean);
        deviation = List.copyOf(deviation);
        if (mean.size() != COLOURS
                || deviation.size() != COLOURS
                || !mean.stream().allMatch(Double::isFinite)
                || !deviation.stream().allMatch(d -> Double.isFinite(d) && d > 0)) {
            throw new IllegalArgumentException("mean " + mean + " and deviation " + deviation);
        }
    }

    /**
     * Pixels of this scale.
     *
     * @param imageNet {@code [3 * pixels]} normalised by {@link #IMAGENET}; unchanged
     */
    public float[] of(float[] imageNet) {
        if (equals(IMAGENET)) {
            return imageNet;
        }
        float[] values = new float[imageNet.length];
        int pixels = values.length / COLOURS;
        for (int colour = 0; colour < COLOURS; colour++) {
            double factor = IMAGENET.deviation.get(colour) / deviation.get(colour);
            double shift = (IMAGENET.mean.get(colour) - mean.get(colour)) / deviation.get(colour);
            for (int i = colour * pixels; i < (colour + 1) * pixels; i++) {
                values[i] = (float) (imageNet[i] * factor + shift);
            }
        }
        return values;
    }

    /** For people: {@code ImageNet's mean and deviation}, or the values. */
    public String words() {
        if (equals(IMAGENET)) {
            return "ImageNet's mean and deviation";
        }
        return equals(CLIP)
                ? "CLIP's mean and deviation"
                : "mean " + listed(mean) + " and deviation " + listed(deviation);
    }

    private static String listed(List<Double> values) {
        return values.stream().map(v -> String.format(Locale.ROOT, "%.3g", v)).collect(Collectors.joining(" "));
    }
}
