package org.dinotwins.train;

import ai.djl.Device;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.IntFunction;
import org.dinotwins.tensor.PyTorch;
import org.dinotwins.tensor.device.ComputeDevice;

/**
 * Threads that compute parts of a batch in parallel: one per GPU that shares the batch, or several on a CPU. PyTorch
 * divides every operation among its threads, which then wait for each other; operations of small networks are too short
 * for that. A worker runs all operations of its rows without waiting.
 */
final class ParallelWorkers implements AutoCloseable {
    /**
     * Minimum number of global crops per part: with fewer, adding a worker's gradients costs more than the worker
     * saves.
     */
    private static final int FEWEST_ROWS = 4;

    private final int count;
    private final List<Device> copies;
    private final ExecutorService threads;

    /**
     * @param count number of workers on one device; with 1, the caller's thread works and PyTorch divides its
     * operations
     */
    ParallelWorkers(int count) {
        this(count, List.of());
    }

    /** A worker for the device of the run's own weights, and one for each device with a copy. */
    static ParallelWorkers over(List<Device> copies) {
        return new ParallelWorkers(1 + copies.size(), copies);
    }

    private ParallelWorkers(int count, List<Device> copies) {
        this.count = count;
        this.copies = copies;
        this.threads = count == 1
                ? null
                : Executors.newFixedThreadPool(count, work -> {
                    Thread thread = new Thread(work, "parallel-worker");
                    thread.setDaemon(true);
                    return thread;
                });
        if (count > 1 && copies.isEmpty()) {
            int all = PyTorch.threads();
            // PyTorch keeps a thread count per thread; a new thread gets the count that any thread set last. So read it
            // before setting it, and restore it for later threads.
            each(count, i -> {
                PyTorch.threads();
                PyTorch.setThreads(Math.max(1, all / count));
                return i;
            });
            PyTorch.setThreads(all);
        }
    }

    /**
     * One worker per GPU. On a CPU as many as there are threads and enough global crops; one if micro-batches or
     * gradient checkpointing save memory.
     */
    static ParallelWorkers on(ComputeDevice device, TrainConfig train) {
        if (device.cuda()) {
            return over(device.copies());
        }
        boolean one = train.microBatches() > 1 || train.gradientCheckpointing();
        return new ParallelWorkers(
                one ? 1 : Math.max(1, Math.min(PyTorch.threads(), 2 * train.batchSize() / FEWEST_ROWS)));
    }

    int count() {
        return count;
    }

    /** Devices with a copy of the run's own weights. */
    List<Device> copies() {
        return copies;
    }

    /**
     * Runs {@code work} for 0 to {@code parts - 1} on the workers and waits for all.
     *
     * @throws RuntimeException the exception of the first part that failed, after all have ended
     */
    <T> List<T> each(int parts, IntFunction<T> work) {
        List<T> results = new ArrayList<>();
        if (count == 1) {
            for (int i = 0; i < parts; i++) {
                results.add(work.apply(i));
            }
            return results;
        }
        List<Future<T>> running = new ArrayList<>();
        for (int i = 0; i < parts; i++) {
            int part = i;
            running.add(threads.submit(() -> work.apply(part)));
        }
        RuntimeException failed = null;
        for (Future<T> result : running) {
            try {
                results.add(await(result));
            } catch (ExecutionException e) {
                if (failed == null) {
                    failed = e.getCause() instanceof RuntimeException cause
                            ? cause
                            : new IllegalStateException(e.getCause());
                }
            }
        }
        if (failed != null) {
            throw failed;
        }
        return results;
    }

    // The worker's arrays belong to the caller, who must not close them before the worker has finished.
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
