package org.dinotwins.train.loader;

import ai.djl.ndarray.types.Shape;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.FloatBuffer;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.dinotwins.augment.CropRecipe;
import org.dinotwins.augment.CropView;
import org.dinotwins.augment.MultiCrop;
import org.dinotwins.data.DataException;
import org.dinotwins.data.Picture;
import org.dinotwins.data.picture.ImageFiles;
import org.dinotwins.data.picture.Pixels;
import org.dinotwins.tensor.PageLocked;
import org.dinotwins.tensor.device.ComputeDevice;

/**
 * Feeds the trainer: worker threads decode and augment pictures into pooled buffers. The batches depend on the seed and the
 * step alone, not on the number of threads or their timing.
 *
 * <p>Every epoch is a new shuffle of the set; a set smaller than a batch is repeated. An unreadable picture is replaced by
 * the next one of the shuffle and logged once. Workers share the pictures of one batch, so three batches of memory suffice
 * for any number of threads.
 */
public final class BatchLoader implements BatchSource {
    /** Batches in memory: one held by the trainer, one ready, one being filled. */
    private static final int BUFFERS = 3;
    /** Limit on the threads that are chosen automatically. */
    private static final int MAX_CHOSEN_THREADS = 8;
    /** How long {@link #close()} waits for a worker that is stuck in a slow file system. */
    private static final long JOIN_SECONDS = 5;

    private final List<Picture> pictures;
    private final PictureCache pixels;
    private final CropRecipe recipe;
    private final MultiCrop crops;
    private final int batchSize;
    private final int batchesPerEpoch;
    private final Optional<PageLocked> memory;
    private final List<Thread> workers = new ArrayList<>();

    // Everything below is guarded by this, except SampleOrder.random.
    private final SampleOrder sampleOrder;
    private final Deque<Filling> free = new ArrayDeque<>();
    private final Deque<Filling> started = new ArrayDeque<>();
    private Filling current;
    private long nextStep;
    private Throwable failure;
    private boolean closed;

    /** Buffers of a batch and its progress: slots below {@code claimed} have a worker, {@code open} slots are unfinished. */
    private static final class Filling {
        private final ByteBuffer globals;
        private final ByteBuffer locals;
        private final FloatBuffer globalFloats;
        private final FloatBuffer localFloats;
        private long step;
        private int claimed;
        private int open;

        Filling(ByteBuffer globals, ByteBuffer locals) {
            this.globals = globals;
            this.locals = locals;
            this.globalFloats = this.globals.asFloatBuffer();
            this.localFloats = this.locals.asFloatBuffer();
        }
    }

    /** One picture of a batch that a worker renders; {@code order} is the shuffle of its epoch. */
    // Never compared: consumed once.
    @SuppressWarnings("ArrayRecordComponent")
    private record Slot(Filling batch, int index, int[] order, int place) {}

    /**
     * Starts the workers.
     *
     * @param batchSize pictures in a batch, at least 1
     * @param threads   worker threads; 0 chooses 50 % of the processors, 1 to 8. A worker that is ahead waits.
     * @param firstStep step (from 0) whose batch comes first, for a resumed run
     */
    public BatchLoader(
            List<Picture> pictures, CropRecipe recipe, int batchSize, long seed, int threads, long firstStep) {
        this(pictures, ImageFiles::read, recipe, batchSize, seed, threads, firstStep, Optional.empty());
    }

    /** Like the other constructors, for a device: on a GPU, batches are in page-locked memory. */
    public BatchLoader(
            List<Picture> pictures,
            CropRecipe recipe,
            int batchSize,
            long seed,
            int threads,
            long firstStep,
            ComputeDevice device) {
        this(
                pictures,
                ImageFiles::read,
                recipe,
                batchSize,
                seed,
                threads,
                firstStep,
                device.cuda() ? Optional.of(new PageLocked()) : Optional.empty());
    }

    /** The same with another source of pixels. @param memory of the batches, closed with the loader; Java's if empty */
    BatchLoader(
            List<Picture> pictures,
            PictureCache.Source source,
            CropRecipe recipe,
            int batchSize,
            long seed,
            int threads,
            long firstStep,
            Optional<PageLocked> memory) {
        if (pictures.isEmpty() || batchSize < 1 || threads < 0 || firstStep < 0) {
            throw new IllegalArgumentException(pictures.size() + " pictures in batches of " + batchSize + " by "
                    + threads + " threads from step " + firstStep);
        }
        this.pictures = List.copyOf(pictures);
        this.pixels = new PictureCache(this.pictures, source);
        this.recipe = recipe;
        this.crops = new MultiCrop(recipe);
        this.batchSize = batchSize;
        this.sampleOrder = new SampleOrder(seed, pictures.size());
        this.batchesPerEpoch = batchesPerEpoch(pictures.size(), batchSize);
        this.nextStep = firstStep;
        this.memory = memory;
        for (int i = 0; i < BUFFERS; i++) {
            free.add(new Filling(buffer(globals()), buffer(locals())));
        }
        int count = threads > 0
                ? threads
                : Math.max(1, Math.min(MAX_CHOSEN_THREADS, Runtime.getRuntime().availableProcessors() / 2));
        for (int i = 1; i <= count; i++) {
            Thread worker = new Thread(this::work, "loader-" + i);
            worker.setDaemon(true);
            workers.add(worker);
            worker.start();
        }
    }

    /** Floats of a crop of this side. */
    private static int area(int side) {
        return 3 * side * side;
    }

    /** {@link #batchesPerEpoch(int, int)} of this loader. */
    public int batchesPerEpoch() {
        return batchesPerEpoch;
    }

    /** Whole batches an epoch, at least 1; the last incomplete batch of a pass is dropped. */
    public static int batchesPerEpoch(int pictures, int batchSize) {
        return Math.max(1, pictures / batchSize);
    }

    /** Pictures in a batch. */
    int batchSize() {
        return batchSize;
    }

    /** Shape of a batch's global crops: {@code [2 * pictures, 3, globalSize, globalSize]}. */
    Shape globals() {
        return shape(2, recipe.globalSize());
    }

    /** Shape of a batch's local crops: {@code [localCrops * pictures, 3, localSize, localSize]}. */
    Shape locals() {
        return shape(recipe.localCrops(), recipe.localSize());
    }

    private Shape shape(int crops, int side) {
        return new Shape((long) crops * batchSize, 3, side, side);
    }

    private ByteBuffer buffer(Shape shape) {
        int bytes = Math.toIntExact(Math.multiplyExact(shape.size(), Float.BYTES));
        return memory.map(locked -> locked.buffer(bytes))
                .orElseGet(() -> ByteBuffer.allocateDirect(bytes).order(ByteOrder.nativeOrder()));
    }

    /** Pictures that could not be read so far and were replaced by others. */
    public int unreadable() {
        return pixels.unreadable();
    }

    /** Worker threads that have not ended. */
    int alive() {
        return (int) workers.stream().filter(Thread::isAlive).count();
    }

    /** Like {@link BatchSource#next()}; up to three batches may be held at a time. */
    @Override
    public synchronized CropBatch next() throws DataException, InterruptedException {
        while (!closed && failure == null && (started.isEmpty() || started.peek().open > 0)) {
            wait();
        }
        if (closed) {
            throw new InterruptedException("the loader was closed");
        }
        if (failure != null) {
            throw new DataException(sentence(failure), failure);
        }
        Filling batch = started.remove();
        AtomicBoolean back = new AtomicBoolean();
        return new CropBatch(batchSize, batch.globals, batch.locals, () -> {
            if (back.compareAndSet(false, true)) {
                giveBack(batch);
            }
        });
    }

    private static String sentence(Throwable failure) {
        if (failure instanceof DataException) {
            return failure.getMessage();
        } else if (failure instanceof OutOfMemoryError) {
            return "Memory is exhausted while pictures are read. Give Java more memory (-Xmx), or lower"
                    + " train.loaderThreads or train.batchSize.";
        } else if (failure instanceof LinkageError) {
            return "Pictures cannot be decoded, because a part of this Java installation is missing or damaged. Reinstall"
                    + " Java, or start the program with another one.";
        }
        return "A thread that reads pictures failed unexpectedly ("
                + failure.getClass().getSimpleName()
                + "). Resume the run; if it fails again, report the error in the run's log.";
    }

    private synchronized void giveBack(Filling batch) {
        free.add(batch);
        notifyAll();
    }

    /** Stops the workers and waits for their end. */
    @Override
    public void close() {
        synchronized (this) {
            closed = true;
            notifyAll();
        }
        workers.forEach(Thread::interrupt);
        boolean interrupted = false;
        for (Thread worker : workers) {
            try {
                worker.join(TimeUnit.SECONDS.toMillis(JOIN_SECONDS));
            } catch (InterruptedException e) {
                interrupted = true;
            }
        }
        if (alive() == 0) {
            memory.ifPresent(PageLocked::close);
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    private void work() {
        try {
            float[] scratch = new float[Math.max(area(recipe.globalSize()), area(recipe.localSize()))];
            while (true) {
                Slot slot = claim();
                fill(slot, scratch);
                finished(slot);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (Throwable e) {
            // Errors too: the run would wait forever for a thread that has died.
            fail(e);
        }
    }

    /** Waits for a free buffer at the start of a batch. Slots are assigned in order, so the oldest batch finishes first. */
    private synchronized Slot claim() throws InterruptedException {
        while (!closed && (current == null || current.claimed == batchSize)) {
            if (free.isEmpty()) {
                wait();
            } else {
                current = free.remove();
                current.step = nextStep++;
                current.claimed = 0;
                current.open = batchSize;
                started.add(current);
            }
        }
        if (closed) {
            throw new InterruptedException("the loader was closed");
        }
        int index = current.claimed++;
        long epoch = current.step / batchesPerEpoch;
        int place = Math.toIntExact(current.step % batchesPerEpoch * batchSize + index) % pictures.size();
        return new Slot(current, index, sampleOrder.order(epoch), place);
    }

    private synchronized void finished(Slot slot) {
        if (--slot.batch().open == 0) {
            notifyAll();
        }
    }

    private synchronized void fail(Throwable e) {
        if (failure == null && !closed) {
            failure = e;
        }
        notifyAll();
    }

    private void fill(Slot slot, float[] scratch) throws DataException, InterruptedException {
        Pixels picture = readable(slot);
        for (CropView view :
                crops.draw(picture.width(), picture.height(), sampleOrder.random(slot.batch().step, slot.index()))) {
            crops.render(picture, view, scratch, 0);
            int floats = area(view.size());
            int crop = view.global() ? view.index() : view.index() - 2;
            FloatBuffer to = view.global() ? slot.batch().globalFloats : slot.batch().localFloats;
            to.put((crop * batchSize + slot.index()) * floats, scratch, 0, floats);
        }
    }

    private Pixels readable(Slot slot) throws DataException, InterruptedException {
        DataException last = null;
        for (int i = 0; i < pictures.size(); i++) {
            if (Thread.interrupted()) {
                throw new InterruptedException();
            }
            try {
                return pixels.get(slot.order()[(slot.place() + i) % pictures.size()]);
            } catch (DataException e) {
                last = e;
            }
        }
        throw new DataException(
                "None of the " + pictures.size() + " pictures can be read; the last one because: "
                        + (last == null ? "" : last.getMessage()),
                last);
    }
}
