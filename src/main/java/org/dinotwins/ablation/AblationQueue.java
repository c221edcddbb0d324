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
 * Works through the cells of an ablation, a slot taking the next one as soon as it is free. Finished cells are kept,
 * half-done ones go on from their checkpoints, and a failed one does not keep the others from running.
 */
public final class AblationQueue {
    private static final Logger LOG = LoggerFactory.getLogger(AblationQueue.class);

    private final AblationFolder folder;
    private final List<Slot> slots;
    private final Worker worker;
    private final Progress progress;
    private final Runnable changed;
    private final Deque<Cell> waiting = new ArrayDeque<>();
    private final Map<Slot, Under> under = new LinkedHashMap<>();
    private final List<Double> finished = new ArrayList<>();
    private final int whole;
    private int over;
    private WorkbenchException fault;

    /** Does what is left of a cell on a slot. */
    interface Worker {
        CellStatus work(Cell cell, Slot slot, Progress progress) throws WorkbenchException, InterruptedException;
    }

    /** A cell under way on a slot. */
    private static final class Under {
        private final Cell cell;
        private final long began = System.nanoTime();
        private double share;
        private double from = -1;
        private String what = "";

        Under(Cell cell) {
            this.cell = cell;
        }

        RemainingTime.Running running() {
            return new RemainingTime.Running(share, Math.max(0, from), (System.nanoTime() - began) / 1e9);
        }
    }

    /**
     * What came of a call.
     *
     * @param done      cells that are finished, earlier ones included
     * @param failed    cells that failed
     * @param open      cells that are left, or that another process has
     * @param cancelled whether the call was cancelled
     */
    public record Counts(int done, int failed, int open, boolean cancelled) {
    }

    private AblationQueue(AblationFolder folder, List<Slot> slots, boolean retryFailed, Worker worker, Progress progress,
                  Runnable changed) {
        this.folder = folder;
        this.slots = List.copyOf(slots);
        this.worker = worker;
        this.progress = progress;
        this.changed = changed;
        for (Cell cell : folder.cells()) {
            CellStatus status = folder.status(cell);
            if (status.state() == State.DONE) {
                finished.add(status.seconds());
            }
            if (status.state().over() && !(retryFailed && status.state() == State.FAILED)) {
                over++;
            } else {
                waiting.add(cell);
            }
        }
        whole = folder.cells().size();
    }

    /**
     * Computes all cells that are not over.
     *
     * @param slots       where; one apart is a child process
     * @param retryFailed also try failed cells again
     * @param progress    hears of the whole; its {@code cancelled} ends all runs after their current step, and the next
     *                    call goes on
     * @param changed     called from any thread when a cell's state has changed
     * @throws WorkbenchException when the folder cannot be written
     */
    public static Counts run(AblationFolder folder, List<Slot> slots, boolean retryFailed, Progress progress,
                              Runnable changed) throws WorkbenchException, InterruptedException {
        Worker worker = (cell, slot, told) -> !slot.apart() ? CellRun.run(folder, cell, told)
                : CellProcess.run(folder, cell, slot, slots.size(), told);
        return run(folder, slots, retryFailed, worker, progress, changed);
    }

    static Counts run(AblationFolder folder, List<Slot> slots, boolean retryFailed, Worker worker, Progress progress,
                       Runnable changed) throws WorkbenchException, InterruptedException {
        return new AblationQueue(folder, slots, retryFailed, worker, progress, changed).run();
    }

    private Counts run() throws WorkbenchException, InterruptedException {
        List<Thread> threads = new ArrayList<>();
        for (Slot slot : slots) {
            Thread thread = new Thread(() -> serve(slot), "ablation on " + slot.name());
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
        if (fault != null) {
            throw fault;
        }
        List<CellStatus> statuses = folder.statuses();
        int done = (int) statuses.stream().filter(s -> s.state() == State.DONE).count();
        int failed = (int) statuses.stream().filter(s -> s.state() == State.FAILED).count();
        return new Counts(done, failed, whole - done - failed, progress.cancelled());
    }

    private void serve(Slot slot) {
        for (Cell cell = next(slot); cell != null; cell = next(slot)) {
            try {
                changed.run();
                CellStatus status = worker.work(cell, slot, new Part(slot));
                LOG.debug("{} on {}: {}", cell.title(), slot.name(), status);
                left(slot, status);
                changed.run();
            } catch (WorkbenchException | RuntimeException e) {
                broken(e instanceof WorkbenchException known ? known
                        : new WorkbenchException("The program failed: " + e + ".", e));
                return;
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                return;
            }
        }
    }

    private synchronized Cell next(Slot slot) {
        if (progress.cancelled() || fault != null) {
            return null;
        }
        Cell cell = waiting.poll();
        if (cell != null) {
            under.put(slot, new Under(cell));
            tell();
        }
        return cell;
    }

    private synchronized void left(Slot slot, CellStatus status) {
        under.remove(slot);
        if (status.state() == State.DONE) {
            finished.add(status.seconds());
        }
        if (status.state().over()) {
            over++;
        }
        tell();
    }

    private synchronized void broken(WorkbenchException e) {
        fault = e;
    }

    private synchronized void at(Slot slot, double share, String what) {
        Under here = under.get(slot);
        if (here != null) {
            here.what = what;
            if (share >= 0) {
                here.from = here.from < 0 ? share : here.from;
                here.share = share;
            }
            tell();
        }
    }

    private void tell() {
        double part = under.values().stream().mapToDouble(u -> u.share).sum();
        StringBuilder text = new StringBuilder(over + " of " + whole + " runs over");
        double left = RemainingTime.seconds(finished, under.values().stream().map(Under::running).toList(), waiting.size(),
                slots.size());
        if (over < whole && !Double.isNaN(left)) {
            text.append(", ").append(Progress.left(left));
        }
        under.values().forEach(u -> text.append(" · ").append(u.cell.title())
                .append(u.what.isEmpty() ? "" : ": " + u.what));
        progress.at(whole == 0 ? 1 : (over + part) / whole, text.toString());
    }

    /** A cell's share of the progress. */
    private final class Part implements Progress {
        private final Slot slot;

        Part(Slot slot) {
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
