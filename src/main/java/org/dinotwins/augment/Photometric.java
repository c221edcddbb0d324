package org.dinotwins.augment;

/**
 * Photometric changes of one kind of crop, in the order of the public DINO code: jitter, grey, blur, solarise.
 * Probabilities are in 0..1; strengths are those of torchvision's {@code ColorJitter}.
 *
 * @param jitterProbability    probability of colour jitter
 * @param brightness           factor drawn from {@code 1 - b .. 1 + b}
 * @param contrast             factor drawn from {@code 1 - c .. 1 + c}
 * @param saturation           factor drawn from {@code 1 - s .. 1 + s}
 * @param hue                  hue shift drawn from {@code -h .. h}, at most 0.5
 * @param grayscaleProbability probability of conversion to grey
 * @param blurProbability      probability of a Gaussian blur
 * @param blurSigma            its standard deviation in pixels of the crop, at most 20
 * @param solarizeProbability  probability that values from 128 are inverted
 */
public record Photometric(
        double jitterProbability,
        double brightness,
        double contrast,
        double saturation,
        double hue,
        double grayscaleProbability,
        double blurProbability,
        Interval blurSigma,
        double solarizeProbability) {
    /** Widest blur in crop pixels. */
    private static final double MAX_SIGMA = 20;

    /** Strongest jitter: factors up to 11. */
    private static final double MAX_STRENGTH = 10;

    public Photometric {
        requireProbability("colour jitter", jitterProbability);
        requireProbability("grey", grayscaleProbability);
        requireProbability("blur", blurProbability);
        requireProbability("solarising", solarizeProbability);
        requireStrength("brightness", brightness);
        requireStrength("contrast", contrast);
        requireStrength("saturation", saturation);
        if (!(hue >= 0 && hue <= 0.5)) {
            throw new IllegalArgumentException(
                    "The hue jitter is " + hue + "; it must be between 0 and 0.5, half the colour circle.");
        }
        if (!blurSigma.within(0, MAX_SIGMA)) {
            throw new IllegalArgumentException("The width of the blur, " + blurSigma.min() + " to " + blurSigma.max()
                    + " pixels, must be between 0 and " + MAX_SIGMA + ".");
        }
    }

    private static void requireProbability(String what, double probability) {
        if (!(probability >= 0 && probability <= 1)) {
            throw new IllegalArgumentException(
                    "The probability of " + what + " is " + probability + "; it must be between 0 and 1.");
        }
    }

    private static void requireStrength(String what, double value) {
        if (!(value >= 0 && value <= MAX_STRENGTH)) {
            throw new IllegalArgumentException(
                    "The " + what + " jitter is " + value + "; it must be between 0 and " + MAX_STRENGTH + ".");
        }
    }
}
