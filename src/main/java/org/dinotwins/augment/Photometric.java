package org.dinotwins.augment;

/**
 * Colour changes of one kind of crop, in the order of the public DINO code: jitter, grey, blur, solarise.
 * Probabilities are in 0..1; strengths as torchvision's {@code ColorJitter}.
 *
 * @param jitterProbability    chance that colour jitter is applied
 * @param brightness           factor drawn from {@code 1 - b .. 1 + b}
 * @param contrast             factor drawn from {@code 1 - c .. 1 + c}
 * @param saturation           factor drawn from {@code 1 - s .. 1 + s}
 * @param hue                  turn of the hue drawn from {@code -h .. h}, at most 0.5
 * @param grayscaleProbability chance of grey
 * @param blurProbability      chance of a Gaussian blur
 * @param blurSigma            its standard deviation in pixels of the crop, at most 20
 * @param solarizeProbability  chance that values from 128 up are inverted
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
        chance("colour jitter", jitterProbability);
        chance("grey", grayscaleProbability);
        chance("blur", blurProbability);
        chance("solarising", solarizeProbability);
        strength("brightness", brightness);
        strength("contrast", contrast);
        strength("saturation", saturation);
        if (!(hue >= 0 && hue <= 0.5)) {
            throw new IllegalArgumentException(
                    "The hue jitter is " + hue + "; it must lie in 0 to 0.5, half a turn of the colour circle.");
        }
        if (!blurSigma.within(0, MAX_SIGMA)) {
            throw new IllegalArgumentException("The width of the blur, " + blurSigma.min() + " to " + blurSigma.max()
                    + " pixels, must lie in 0 to " + MAX_SIGMA + ".");
        }
    }

    private static void chance(String what, double probability) {
        if (!(probability >= 0 && probability <= 1)) {
            throw new IllegalArgumentException(
                    "The chance of " + what + " is " + probability + "; it must lie in 0 to 1.");
        }
    }

    private static void strength(String what, double value) {
        if (!(value >= 0 && value <= MAX_STRENGTH)) {
            throw new IllegalArgumentException(
                    "The " + what + " jitter is " + value + "; it must lie in 0 to " + MAX_STRENGTH + ".");
        }
    }
}
