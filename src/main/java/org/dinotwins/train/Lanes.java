package org.dinotwins.train;

import ai.djl.Device;
import ai.djl.pytorch.jni.JniUtils;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.IntFunction;

/**
 * Threads that carry parts of a batch through the backbone side by side: one for each GPU that shares the batch, or some
 * on a CPU. There PyTorch divides every operation among its threads, which then wait for each other; operations of small
 * networks are too short for that to pay. A lane takes its rows through all operations without waiting for anybody.
 */
final class Lanes implements AutoCloseable {
    /** Global crops of a part at least: what a step keeps of so many outweighs the gradients that a lane costs. */
    private static final int LEAST_ROWS = 4;

    private final int count;
    private final List<Device> copies;
    private final ExecutorService threads;

    /** @param count lanes of one device; 1 leaves all work to the caller's thread, and to PyTorch how that is divided */
    Lanes(int count) {
        this(count, List.of());
    }

    /** A lane for the device of the run's own weights, and one for each device with a copy of them. */
    static Lanes over(List<Device> copies) {
        return new Lanes(1 + copies.size(), copies);
    }

    private Lanes(int count, List<Device> copies) {
        this.count = count;
        this.copies = copies;
        this.threads = count == 1 ? null : Executors.newFixedThreadPool(count, work -> {
            Thread thread = new Thread(work, "lane");
            thread.setDaemon(true);
            return thread;
        });
        if (count > 1 && copies.isEmpty()) {
            int all = JniUtils.getNumThreads();
            // PyTorch keeps a number for each thread, and gives a thread that it sees for the first time the one that was set
            // last by any: so ask before setting, and set back for threads yet to come.
            each(count, i -> {
                JniUtils.getNumThreads();
                JniUtils.setNumThreads(Math.max(1, all / count));
                return i;
            });
            JniUtils.setNumThreads(all);
        }
    }

    /**
     * One for each GPU. On a CPU as many as it has threads for and global crops fill, but one where the batch does not run
     * whole so that it needs less memory.
     */
    static Lanes on(ComputeDevice device, TrainConfig train) {
        if (device.cuda()) {
            return over(device.copies());
        }
        boolean one = train.microBatches() > 1 || train.gradientCheckpointing();
        return new Lanes(one ? 1 : Math.max(1, Math.min(JniUtils.getNumThreads(), 2 * train.batchSize() / LEAST_ROWS)));
    }

    int count() {
        return count;
    }

    /** Devices that hold a copy of the run's own weights. */
    List<Device> copies() {
        return copies;
    }

    /**
     * Does {@code work} for 0 to {@code parts - 1}, each on a lane, and waits for all.
     *
     * @throws RuntimeException what the first part to fail threw, when all have ended
     */
    <T> List<T> each(int parts, IntFunction<T> work) {
        List<T> results = new ArrayList<>();
        if (count == 1) {
            for (int i = 0; i < parts; i++) {
                results.add(work.apply(i));
            }
            return results;
        }
        List<Future<T>> going = new ArrayList<>();
        for (int i = 0; i < parts; i++) {
            int part = i;
            going.add(threads.submit(() -> work.apply(part)));
        }
        RuntimeException failed = null;
        for (Future<T> result : going) {
            try {
                results.add(await(result));
            } catch (ExecutionException e) {
                if (failed == null) {
                    failed = e.getCause() instanceof RuntimeException cause ? cause : new IllegalStateException(e.getCause());
                }
            }
        }
        if (failed != null) {
            throw failed;
        }
        return results;
    }

    // The arrays that a lane works on belong to the caller, who must not close them before it has ended.
    private static <T> T await(Future<T> result) throws ExecutionException {
        boolean interrupted = false;
        try {
            while (true) {
                try {
                    return result.get();
                } catch (InterruptedException e) {
                    interrupted = true;
                }
            }
        } finally {
            if (interrupted) {
                Thread.currentThread().interrupt();
            }
        }
    }

    @Override
    public void close() {
        if (threads != null) {
            threads.shutdown();
        }
    }
}
