package org.dinotwins.eval.attention;

import java.util.Arrays;
import java.util.Comparator;

/** Masks of the strongest patches of an attention map, and their overlap with true masks. */
public final class AttentionMask {
    private AttentionMask() {}

    /**
     * Keeps the strongest patches whose attention adds up to {@code keptMass} of the map's sum, as in the public DINO
     * code (sorted ascending, those with cumulative sum {@code > 1 - keptMass}). Of equally strong patches the later
     * ones are kept first. A map without attention keeps nothing.
     *
     * @param attention one head's {@code [rows * columns]}, finite, 0 or more
     * @param keptMass  0..1
     */
    public static boolean[] keep(float[] attention, double keptMass) {
        double[] wide = new double[attention.length];
        for (int i = 0; i < wide.length; i++) {
            wide[i] = attention[i];
        }
        return keep(wide, keptMass);
    }

    /** Like {@link #keep(float[], double)}. */
    public static boolean[] keep(double[] attention, double keptMass) {
        if (!(keptMass >= 0 && keptMass <= 1)) {
            throw new IllegalArgumentException("kept mass " + keptMass + " is not in 0..1");
        }
        double sum = 0;
        for (double weight : attention) {
            if (!(weight >= 0 && weight < Double.POSITIVE_INFINITY)) {
                throw new IllegalArgumentException("attention weight " + weight);
            }
            sum += weight;
        }
        boolean[] kept = new boolean[attention.length];
        if (sum == 0) {
            return kept;
        }
        Integer[] order = new Integer[attention.length];
        Arrays.setAll(order, i -> i);
        Arrays.sort(order, Comparator.comparingDouble(i -> attention[i]));
        double share = 0;
        for (int patch : order) {
            share += attention[patch] / sum;
            kept[patch] = share > 1 - keptMass;
        }
        return kept;
    }

    /** Intersection over union; 1 if both are empty. */
    public static double jaccard(boolean[] mask, boolean[] truth) {
        if (mask.length != truth.length) {
            throw new IllegalArgumentException("masks of " + mask.length + " and " + truth.length + " pixels");
        }
        int both = 0;
        int any = 0;
        for (int i = 0; i < mask.length; i++) {
            both += mask[i] && truth[i] ? 1 : 0;
            any += mask[i] || truth[i] ? 1 : 0;
        }
        return any == 0 ? 1 : both / (double) any;
    }
}
