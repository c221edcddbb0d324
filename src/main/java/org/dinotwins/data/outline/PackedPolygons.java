package org.dinotwins.data.outline;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;

/**
 * Lossless compact storage of polygons. Most tools write coordinates with at most two decimals: those are stored as
 * differences in hundredths from corner to corner, mostly two bytes instead of eight. Others are stored as doubles.
 */
public final class PackedPolygons {
    private static final int STEPS = 0;
    private static final int PLAIN = 1;
    private static final double UNIT = 100;
    /** Beyond this a coordinate times 100 may not be a whole number any more. */
    private static final double LARGEST = 1e12;

    private PackedPolygons() {}

    /** Appends rings of coordinates {@code x0, y0, x1, y1, ...}. */
    public static void write(ByteWriter to, List<double[]> rings) {
        to.putVarying(rings.size());
        for (double[] ring : rings) {
            boolean exact = inHundredths(ring);
            to.putVarying(ring.length);
            to.put(exact ? STEPS : PLAIN);
            long[] last = new long[2];
            for (int i = 0; i < ring.length; i++) {
                if (exact) {
                    long hundredths = Math.round(ring[i] * UNIT);
                    to.putVarying(hundredths - last[i & 1]);
                    last[i & 1] = hundredths;
                } else {
                    to.putDouble(ring[i]);
                }
            }
        }
    }

    /** The rings that {@link #write} stored at this offset. */
    static List<double[]> read(ByteBuffer from, int at) {
        ByteBuffer bytes = from.duplicate().order(from.order()).position(at);
        int count = (int) ByteWriter.varying(bytes);
        List<double[]> rings = new ArrayList<>(count);
        for (int r = 0; r < count; r++) {
            double[] ring = new double[(int) ByteWriter.varying(bytes)];
            boolean exact = bytes.get() == STEPS;
            long[] last = new long[2];
            for (int i = 0; i < ring.length; i++) {
                if (exact) {
                    last[i & 1] += ByteWriter.varying(bytes);
                    // Both sides of this division are exact, so its result is the double nearest to the decimal number,
                    // which is what was read from the text.
                    ring[i] = last[i & 1] / UNIT;
                } else {
                    ring[i] = bytes.getDouble();
                }
            }
            rings.add(ring);
        }
        return rings;
    }

    private static boolean inHundredths(double[] ring) {
        for (double v : ring) {
            if (!(Math.abs(v) < LARGEST) || Math.round(v * UNIT) / UNIT != v) {
                return false;
            }
        }
        return true;
    }
}
