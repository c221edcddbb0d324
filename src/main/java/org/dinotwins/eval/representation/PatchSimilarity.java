package org.dinotwins.eval.representation;

/** Cosine similarity between one patch's feature and those of all patches, of the same picture or another. */
public final class PatchSimilarity {
    private PatchSimilarity() {}

    /**
     * @param query    {@code [dim]}
     * @param features {@code [patches][dim]}
     * @return {@code [patches]}, -1..1; 0 for a feature of zeros
     */
    public static float[] of(float[] query, float[][] features) {
        double length = Math.sqrt(dot(query, query));
        float[] cosines = new float[features.length];
        for (int i = 0; i < cosines.length; i++) {
            double lengths = length * Math.sqrt(dot(features[i], features[i]));
            // Rounding may make the cosine of a feature with itself exceed 1.
            cosines[i] = lengths == 0 ? 0 : (float) Math.max(-1, Math.min(1, dot(query, features[i]) / lengths));
        }
        return cosines;
    }

    private static double dot(float[] a, float[] b) {
        if (a.length != b.length) {
            throw new IllegalArgumentException("features of width " + a.length + " and " + b.length);
        }
        // Four independent sums, which the processor adds in parallel.
        double s0 = 0;
        double s1 = 0;
        double s2 = 0;
        double s3 = 0;
        int i = 0;
        for (; i + 3 < a.length; i += 4) {
            s0 += (double) a[i] * b[i];
            s1 += (double) a[i + 1] * b[i + 1];
            s2 += (double) a[i + 2] * b[i + 2];
            s3 += (double) a[i + 3] * b[i + 3];
        }
        for (; i < a.length; i++) {
            s0 += (double) a[i] * b[i];
        }
        return s0 + s1 + s2 + s3;
    }
}
