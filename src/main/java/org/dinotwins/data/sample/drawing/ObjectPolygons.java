package org.dinotwins.data.sample.drawing;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * A region as polygons whose union it is, as in COCO's {@code segmentation}. They follow the contour of half coverage
 * (marching squares, after Lorensen and Cline 1987). COCO has no holes, so a region with a hole is cut through the hole
 * into pieces without one.
 *
 * @param rings in tenths of a pixel, each {@code x0, y0, x1, y1, ...}; they do not overlap
 */
public record ObjectPolygons(List<int[]> rings) {
    /** Smaller pieces and holes, in square pixels, are ignored. */
    private static final double SMALLEST = 3;
    /** Largest distance between a removed point and the polygon, in tenths of a pixel. */
    private static final double TOLERANCE = 1.6;

    /** Outlines of a coverage, row-major over a picture. */
    public static ObjectPolygons of(float[] coverage, int width, int height) {
        List<int[]> rings = new ArrayList<>();
        collect(coverage, width, height, 0, width, rings);
        return new ObjectPolygons(List.copyOf(rings));
    }

    private static void collect(float[] coverage, int width, int height, int from, int to, List<int[]> found) {
        List<int[]> rings = new OutlineTrace(coverage, width, height, from, to).rings();
        for (int[] ring : rings) {
            if (signedArea(ring) < -SMALLEST * 100) {
                int middle = (int) Math.round((least(ring) + most(ring)) / 20.0);
                if (middle > from && middle < to) {
                    collect(coverage, width, height, from, middle, found);
                    collect(coverage, width, height, middle, to, found);
                    return;
                }
            }
        }
        for (int[] ring : rings) {
            int[] thin = thinned(ring);
            if (signedArea(thin) >= SMALLEST * 100) {
                found.add(thin);
            }
        }
    }

    private static int least(int[] ring) {
        int least = ring[0];
        for (int i = 2; i < ring.length; i += 2) {
            least = Math.min(least, ring[i]);
        }
        return least;
    }

    private static int most(int[] ring) {
        int most = ring[0];
        for (int i = 2; i < ring.length; i += 2) {
            most = Math.max(most, ring[i]);
        }
        return most;
    }

    /** Area in hundredths of a square pixel; positive for an outer ring, negative for a hole. */
    private static double signedArea(int[] ring) {
        return twiceArea(ring) / 2.0;
    }

    /** Twice the area in hundredths of a square pixel; positive for an outer ring, negative for a hole. */
    public static long twiceArea(int[] ring) {
        long sum = 0;
        for (int i = 0, j = ring.length - 2; i < ring.length; j = i, i += 2) {
            sum += (long) ring[j] * ring[i + 1] - (long) ring[i] * ring[j + 1];
        }
        return sum;
    }

    /** Removes points close to the line between those kept (Douglas and Peucker 1973). */
    private static int[] thinned(int[] ring) {
        int n = ring.length / 2;
        int far = 0;
        long farthest = -1;
        for (int i = 1; i < n; i++) {
            long dx = (long) ring[2 * i] - ring[0];
            long dy = (long) ring[2 * i + 1] - ring[1];
            if (dx * dx + dy * dy > farthest) {
                farthest = dx * dx + dy * dy;
                far = i;
            }
        }
        boolean[] keep = new boolean[n + 1];
        keep[0] = true;
        keep[far] = true;
        keep(ring, 0, far, keep);
        keep(ring, far, n, keep);
        int[] out = new int[ring.length];
        int k = 0;
        for (int i = 0; i < n; i++) {
            if (keep[i]) {
                out[k++] = ring[2 * i];
                out[k++] = ring[2 * i + 1];
            }
        }
        return Arrays.copyOf(out, k);
    }

    private static void keep(int[] ring, int from, int to, boolean[] keep) {
        int n = ring.length / 2;
        double ax = ring[2 * from];
        double ay = ring[2 * from + 1];
        double dx = ring[2 * (to % n)] - ax;
        double dy = ring[2 * (to % n) + 1] - ay;
        double length = Math.sqrt(dx * dx + dy * dy);
        int worst = -1;
        double off = TOLERANCE;
        for (int i = from + 1; i < to; i++) {
            double px = ring[2 * i] - ax;
            double py = ring[2 * i + 1] - ay;
            double distance = length == 0 ? Math.sqrt(px * px + py * py) : Math.abs(px * dy - py * dx) / length;
            if (distance > off) {
                off = distance;
                worst = i;
            }
        }
        if (worst >= 0) {
            keep[worst] = true;
            keep(ring, from, worst, keep);
            keep(ring, worst, to, keep);
        }
    }
}
