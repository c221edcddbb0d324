package org.dinotwins.augment;

/**
 * One crop as drawn: the region it covers and its photometric changes. Drawing and rendering are separate, so that the
 * window can mark the region on the picture beside the crop.
 *
 * @param global     whether it is a global crop
 * @param index      0 and 1 are the global crops, 2 and up the local ones
 * @param size       side of the rendered crop in pixels
 * @param x          left edge of the region in picture pixels
 * @param y          top edge of the region in picture pixels
 * @param width      width of the region in picture pixels
 * @param height     height of the region in picture pixels
 * @param flip       whether it is mirrored left to right
 * @param brightness factor; 1 leaves it unchanged
 * @param contrast   factor; 1 leaves it unchanged
 * @param saturation factor; 1 leaves it unchanged
 * @param hue        shift in -0.5..0.5 of the circle; 0 leaves it unchanged
 * @param jitterOrder order in which the four are applied (0 brightness, 1 contrast, 2 saturation, 3 hue): a permutation
 *                   of 0..3 packed as {@code a*64+b*16+c*4+d}
 * @param grayscale  whether it is converted to grey
 * @param blurSigma  standard deviation in crop pixels, 0 for no blur
 * @param solarize   whether values from 128 are inverted
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
