package org.dinotwins.ablation;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.dinotwins.ablation.CellStatus.State;
import org.dinotwins.config.WorkbenchException;
import org.dinotwins.run.Progress;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Runs the cells of an ablation: each slot takes the next cell as soon as it is free. Finished cells are skipped, stopped
 * ones are resumed from their checkpoints, and a failed cell does not stop the others.
 */
public final class AblationQueue {
    private static final Logger LOG = LoggerFactory.getLogger(AblationQueue.class);

    private final AblationFolder folder;
    private final List<Slot> slots;
    private final Worker worker;
    private final Progress progress;
    private final Runnable changed;
    private final Deque<Cell> waiting = new ArrayDeque<>();
    private final Map<Slot, RunningCell> running = new LinkedHashMap<>();
    private final List<Double> durations = new ArrayList<>();
    private final int total;
    private int finishedCells;
    private WorkbenchException failure;

    /** Completes a cell on a slot. */
    interface Worker {
        CellStatus complete(Cell cell, Slot slot, Progress progress) throws WorkbenchException, InterruptedException;
    }

    /** A cell that is being computed on a slot. */
    private static final class RunningCell {
        private final Cell cell;
        private final long startedAt = System.nanoTime();
        private double share;
        private double shareAtStart = -1;
        private String what = "";

        RunningCell(Cell cell) {
            this.cell = cell;
        }

        RemainingTime.Running pace() {
            return new RemainingTime.Running(share, Math.max(0, shareAtStart), (System.nanoTime() - startedAt) / 1e9);
        }
    }

    /**
     * Numbers of cells after a call.
     *
     * @param done      finished cells, including earlier ones
     * @param failed    failed cells
     * @param open      unfinished cells, including those of other processes
     * @param cancelled whether the call was cancelled
     */
    public record Counts(int done, int failed, int open, boolean cancelled) {}

    private AblationQueue(
            AblationFolder folder,
            List<Slot> slots,
            boolean retryFailed,
            Worker worker,
            Progress progress,
            Runnable changed) {
        this.folder = folder;
        this.slots = List.copyOf(slots);
        this.worker = worker;
        this.progress = progress;
        this.changed = changed;
        for (Cell cell : folder.cells()) {
            CellStatus status = folder.status(cell);
            if (status.state() == State.DONE) {
                durations.add(status.seconds());
            }
            if (status.state().over() && !(retryFailed && status.state() == State.FAILED)) {
                finishedCells++;
            } else {
                waiting.add(cell);
            }
        }
        total = folder.cells().size();
    }

    /**
     * Computes all unfinished cells.
     *
     * @param slots       where to compute; some are child processes
     * @param retryFailed also retry failed cells
     * @param progress    receives the overall progress; its {@code cancelled} stops all runs after their current step,
     *                    and the next call resumes them
     * @param changed     called on any thread when a cell's state has changed
     * @throws WorkbenchException when the folder cannot be written
     */
    public static Counts run(
            AblationFolder folder, List<Slot> slots, boolean retryFailed, Progress progress, Runnable changed)
            throws WorkbenchException, InterruptedException {
        Worker worker = (cell, slot, cellProgress) -> !slot.separateProcess()
                ? CellRun.run(folder, cell, cellProgress)
                : CellProcess.run(folder, cell, slot, slots.size(), cellProgress);
        return run(folder, slots, retryFailed, worker, progress, changed);
    }

    static Counts run(
            AblationFolder folder,
            List<Slot> slots,
            boolean retryFailed,
            Worker worker,
            Progress progress,
            Runnable changed)
            throws WorkbenchException, InterruptedException {
        return new AblationQueue(folder, slots, retryFailed, worker, progress, changed).run();
    }

    private Counts run() throws WorkbenchException, InterruptedException {
        List<Thread> threads = new ArrayList<>();
        for (Slot slot : slots) {
            Thread thread = new Thread(() -> computeCells(slot), "ablation on " + slot.name());
            thread.setDaemon(true);
            threads.add(thread);
            thread.start();
        }
        try {
            for (Thread thread : threads) {
                thread.join();
            }
        } catch (InterruptedException e) {
            threads.forEach(Thread::interrupt);
            throw e;
        }
        if (failure != null) {
            throw failure;
        }
        List<CellStatus> statuses = folder.statuses();
        int done = (int) statuses.stream().filter(s -> s.state() == State.DONE).count();
        int failed =
                (int) statuses.stream().filter(s -> s.state() == State.FAILED).count();
        return new Counts(done, failed, total - done - failed, progress.cancelled());
    }

    private void computeCells(Slot slot) {
        for (Cell cell = next(slot); cell != null; cell = next(slot)) {
            try {
                changed.run();
                CellStatus status = worker.complete(cell, slot, new CellProgress(slot));
                LOG.debug("{} on {}: {}", cell.title(), slot.name(), status);
                finish(slot, status);
                changed.run();
            } catch (WorkbenchException | RuntimeException e) {
                fail(
                        e instanceof WorkbenchException known
                                ? known
                                : new WorkbenchException("The program failed: " + e + ".", e));
                return;
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                return;
            }
        }
    }

    private synchronized Cell next(Slot slot) {
        if (progress.cancelled() || failure != null) {
            return null;
        }
        Cell cell = waiting.poll();
        if (cell != null) {
            running.put(slot, new RunningCell(cell));
            report();
        }
        return cell;
    }

    private synchronized void finish(Slot slot, CellStatus status) {
        running.remove(slot);
        if (status.state() == State.DONE) {
            durations.add(status.seconds());
        }
        if (status.state().over()) {
            finishedCells++;
        }
        report();
    }

    private synchronized void fail(WorkbenchException e) {
        failure = e;
    }

    private synchronized void at(Slot slot, double share, String what) {
        RunningCell here = running.get(slot);
        if (here != null) {
            here.what = what;
            if (share >= 0) {
                here.shareAtStart = here.shareAtStart < 0 ? share : here.shareAtStart;
                here.share = share;
            }
            report();
        }
    }

    private void report() {
        double part = running.values().stream().mapToDouble(u -> u.share).sum();
        StringBuilder text = new StringBuilder(finishedCells + " of " + total + " runs finished");
        double left = RemainingTime.seconds(
                durations, running.values().stream().map(RunningCell::pace).toList(), waiting.size(), slots.size());
        if (finishedCells < total && !Double.isNaN(left)) {
            text.append(", ").append(Progress.left(left));
        }
        running.values()
                .forEach(u -> text.append(" · ").append(u.cell.title()).append(u.what.isEmpty() ? "" : ": " + u.what));
        progress.at(total == 0 ? 1 : (finishedCells + part) / total, text.toString());
    }

    /** Adds the progress of a cell to that of the ablation. */
    private final class CellProgress implements Progress {
        private final Slot slot;

        CellProgress(Slot slot) {
            this.slot = slot;
        }

        @Override
        public void at(double share, String what) {
            AblationQueue.this.at(slot, share, what);
        }

        @Override
        public boolean cancelled() {
            return progress.cancelled();
        }
    }
}
