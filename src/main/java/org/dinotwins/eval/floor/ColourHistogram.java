package org.dinotwins.eval.floor;

import org.dinotwins.data.picture.Pixels;

/** How often each of 8 by 8 by 8 colours occurs in a picture. */
final class ColourHistogram {
    private static final int BITS = 3;

    private ColourHistogram() {}

    /**
     * {@code [512]} square roots of shares, by red, green and blue. The cosine of two such vectors is the Bhattacharyya
     * coefficient of the histograms.
     */
    static float[] of(Pixels picture) {
        int[] counts = new int[1 << 3 * BITS];
        byte[] rgb = picture.rgb();
        for (int i = 0; i < rgb.length; i += 3) {
            counts[level(rgb[i]) << 2 * BITS | level(rgb[i + 1]) << BITS | level(rgb[i + 2])]++;
        }
        float[] shares = new float[counts.length];
        for (int i = 0; i < shares.length; i++) {
            shares[i] = (float) Math.sqrt(counts[i] / (rgb.length / 3.0));
        }
        return shares;
    }

    private static int level(byte value) {
        return (value & 0xff) >> 8 - BITS;
    }
}
