package org.dinotwins.augment;

/**
 * One crop as it was drawn: where it is cut and what is done to its colours. Sampling and rendering are separate, so that
 * the window can show the rectangle on the picture beside the crop.
 *
 * @param global     global or local crop
 * @param index      0 and 1 are the global crops, 2 and up the local ones
 * @param size       side of the rendered crop in pixels
 * @param x          left edge of the cut in picture pixels
 * @param y          top edge of the cut in picture pixels
 * @param width      of the cut in picture pixels
 * @param height     of the cut in picture pixels
 * @param flip       mirrored left to right
 * @param brightness factor, 1 for none
 * @param contrast   factor, 1 for none
 * @param saturation factor, 1 for none
 * @param hue        turn in -0.5..0.5, 0 for none
 * @param jitterOrder order in which the four are applied (0 brightness, 1 contrast, 2 saturation, 3 hue), a permutation
 *                   of 0..3 packed as {@code a*64+b*16+c*4+d}
 * @param grayscale  made grey
 * @param blurSigma  standard deviation in crop pixels, 0 for no blur
 * @param solarize   values from 128 up are inverted
 */
public record CropView(
        boolean global,
        int index,
        int size,
        int x,
        int y,
        int width,
        int height,
        boolean flip,
        double brightness,
        double contrast,
        double saturation,
        double hue,
        int jitterOrder,
        boolean grayscale,
        double blurSigma,
        boolean solarize) {}
