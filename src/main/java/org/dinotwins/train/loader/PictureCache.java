package org.dinotwins.train.loader;

import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReferenceArray;
import org.dinotwins.data.DataException;
import org.dinotwins.data.Picture;
import org.dinotwins.data.picture.Pixels;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The decoded pictures of a set, kept within a memory budget: a small set is decoded once. The first pictures stay, since in
 * a shuffled order all are equally likely to come next. Thread-safe.
 */
public final class PictureCache {
    /** Maximum number of cached bytes. */
    private static final long MAX_BYTES = 256L << 20;
    /** The cache takes at most this fraction of the heap, as a divisor. */
    private static final int HEAP_PART = 4;

    private static final Logger LOG = LoggerFactory.getLogger(PictureCache.class);

    private final List<Picture> pictures;
    private final Source source;
    private final AtomicReferenceArray<Object> kept;
    private final AtomicLong room =
            new AtomicLong(Math.min(MAX_BYTES, Runtime.getRuntime().maxMemory() / HEAP_PART));
    private final AtomicInteger unreadable = new AtomicInteger();

    /** Where pixels come from. */
    public interface Source {
        Pixels read(Picture picture) throws DataException;
    }

    public PictureCache(List<Picture> pictures, Source source) {
        this.pictures = pictures;
        this.source = source;
        this.kept = new AtomicReferenceArray<>(pictures.size());
    }

    /** The pixels of the picture at this index, or the error of the first attempt to read it. */
    public Pixels get(int index) throws DataException {
        Object known = kept.get(index);
        if (known instanceof Pixels pixels) {
            return pixels;
        } else if (known instanceof DataException fault) {
            throw fault;
        }
        Pixels pixels;
        try {
            pixels = source.read(pictures.get(index));
        } catch (DataException e) {
            if (!Thread.currentThread().isInterrupted() && kept.compareAndSet(index, null, e)) {
                unreadable.incrementAndGet();
                LOG.warn("Skipped: {}", e.getMessage());
            }
            throw e;
        }
        int bytes = pixels.rgb().length;
        if (room.addAndGet(-bytes) < 0 || !kept.compareAndSet(index, null, pixels)) {
            room.addAndGet(bytes);
        }
        return pixels;
    }

    /** Pictures that could not be read so far. */
    int unreadable() {
        return unreadable.get();
    }
}
