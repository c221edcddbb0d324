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
 * @param blurSigma            its standard deviation in pixels of the crop
 * @param solarizeProbability  chance that values from 128 up are inverted
 */
public record Photometric(double jitterProbability, double brightness, double contrast, double saturation, double hue,
                          double grayscaleProbability, double blurProbability, Range blurSigma,
                          double solarizeProbability) {
}
