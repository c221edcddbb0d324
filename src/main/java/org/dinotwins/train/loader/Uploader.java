package org.dinotwins.train.loader;

import ai.djl.Device;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.dinotwins.data.DataException;
import org.dinotwins.tensor.InPlace;
import org.dinotwins.tensor.OwnStream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Copies batches to a GPU ahead of the trainer: while the trainer computes, a thread waits for the next batch and copies it
 * on its own CUDA stream. The trainer reads results of every step after it has used the crops, so a closed batch may be
 * overwritten at once.
 */
public final class Uploader implements BatchSource {
    private static final Logger LOG = LoggerFactory.getLogger(Uploader.class);
    /** Sets of crops on the device: one used by the current step, one being written. */
    private static final int SETS = 2;

    private final BatchLoader loader;
    private final NDManager owner;
    private final NDManager host;
    private final InPlace copies;
    private final List<Crops> sets = new ArrayList<>();
    private final ExecutorService thread;
    private Future<Crops> coming;
    private int written;
    private boolean held;

    /** Arrays for a batch. */
    private record Crops(NDArray globals, NDArray locals) {}

    /**
     * Starts with the first batch.
     *
     * @param parent its device receives the batches; close the uploader first
     * @param loader not closed with the uploader; must outlive it
     */
    public Uploader(NDManager parent, BatchLoader loader) {
        this.loader = loader;
        this.owner = parent.newSubManager();
        this.host = owner.newSubManager(Device.cpu());
        this.copies = new InPlace(owner);
        for (int i = 0; i < SETS; i++) {
            sets.add(new Crops(owner.zeros(loader.globals()), owner.zeros(loader.locals())));
        }
        // Reading waits for the zeros, which would otherwise be written beside the first copies.
        sets.get(0).globals().getFloat(0, 0, 0, 0);
        this.thread = Executors.newSingleThreadExecutor(work -> {
            Thread made = new Thread(work, "uploader");
            made.setDaemon(true);
            return made;
        });
        thread.execute(() -> LOG.debug(
                "uploads have a stream of their own: {}",
                OwnStream.take(sets.get(0).globals())));
        begin();
    }

    private void begin() {
        Crops next = sets.get(written);
        coming = thread.submit(() -> upload(next));
    }

    private Crops upload(Crops to) throws DataException, InterruptedException {
        try (CropBatch batch = loader.next()) {
            copy(batch.globals(), to.globals());
            copy(batch.locals(), to.locals());
            return to;
        }
    }

    private void copy(ByteBuffer from, NDArray to) {
        Shape shape = to.getShape();
        if (shape.size() > 0) {
            try (NDArray source = host.create(from, shape, DataType.FLOAT32)) {
                copies.copy(to, source);
            }
        }
    }

    @Override
    public DeviceBatch next() throws DataException, InterruptedException {
        if (held) {
            throw new IllegalStateException("the previous batch is still held");
        }
        Crops crops;
        try {
            crops = coming.get();
        } catch (ExecutionException e) {
            throw rethrown(e.getCause());
        }
        written = (written + 1) % SETS;
        begin();
        held = true;
        return new DeviceBatch(loader.batchSize(), crops.globals(), crops.locals(), () -> held = false);
    }

    private static RuntimeException rethrown(Throwable cause) throws DataException, InterruptedException {
        if (cause instanceof DataException fault) {
            throw new DataException(fault.getMessage(), fault);
        } else if (cause instanceof InterruptedException) {
            throw new InterruptedException(cause.getMessage());
        }
        return cause instanceof RuntimeException fault ? fault : new IllegalStateException(cause);
    }

    /** Ends the thread. Called by the thread that requests batches. */
    @Override
    public void close() {
        thread.shutdownNow();
        // A copy in progress writes to arrays that must not be freed before it ends.
        boolean interrupted = false;
        boolean ended = false;
        while (!ended) {
            try {
                ended = thread.awaitTermination(1, TimeUnit.MINUTES);
            } catch (InterruptedException e) {
                interrupted = true;
            }
        }
        copies.close();
        owner.close();
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }
}
