package org.dinotwins.data.picture;

import java.util.concurrent.Semaphore;

/**
 * Bounds the memory of decoding. A decoded picture has at most {@value #MOST_PIXELS} pixels and takes at most a 24th of
 * Java's heap; larger ones are read at a fraction of their size. All pictures that are being decoded at the same time take
 * at most a quarter of the heap: large ones wait for each other.
 */
final class DecodeMemory {
    /** 8,192 x 8,192. */
    static final long MOST_PIXELS = 1L << 26;

    /** Larger pictures take too long to decode. */
    static final long MOST_STORED_PIXELS = 1L << 30;

    /** Up to eight loader threads hold one picture each, beside the picture cache. */
    private static final int PICTURE_PART = 24;

    private static final int DECODING_PART = 4;
    private static final int MEBI = 1 << 20;

    private static final DecodeMemory OF_HEAP =
            new DecodeMemory(Runtime.getRuntime().maxMemory());

    private final long mostPixels;
    private final int mebis;
    private final Semaphore free;

    /** @param heap bytes */
    DecodeMemory(long heap) {
        mostPixels = Math.max(1, Math.min(MOST_PIXELS, heap / PICTURE_PART / 3));
        mebis = (int) Math.max(1, Math.min(MEBI, heap / DECODING_PART / MEBI));
        free = new Semaphore(mebis, true);
    }

    /** That of this process. */
    static DecodeMemory ofHeap() {
        return OF_HEAP;
    }

    /** Maximum number of bytes for decoding at a time. */
    long mostBytes() {
        return (long) mebis * MEBI;
    }

    /** The smallest whole number by which both sides are to be divided: 1 for all but very large pictures. */
    int reduction(int width, int height) {
        int factor = (int) Math.max(1, Math.sqrt((double) width * height / mostPixels));
        while (reduced(width, factor) * reduced(height, factor) > mostPixels) {
            factor++;
        }
        return factor;
    }

    /** Pixels of a side that is read at a fraction of its size. */
    static long reduced(int side, int factor) {
        return ((long) side + factor - 1) / factor;
    }

    /** Waits until this much memory is free, and takes it until the lease is closed. */
    Lease take(long bytes) {
        int permits = (int) Math.min(mebis, Math.max(1, bytes / MEBI));
        free.acquireUninterruptibly(permits);
        return () -> free.release(permits);
    }

    /** Memory that is in use. */
    interface Lease extends AutoCloseable {
        @Override
        void close();
    }
}
