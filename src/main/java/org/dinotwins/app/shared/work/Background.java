package org.dinotwins.app.shared.work;

import java.util.concurrent.Callable;
import java.util.concurrent.CancellationException;
import java.util.concurrent.Executor;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import java.util.function.Consumer;
import javafx.beans.property.BooleanProperty;
import javafx.beans.property.ReadOnlyDoubleProperty;
import javafx.beans.property.ReadOnlyDoubleWrapper;
import javafx.beans.property.ReadOnlyStringProperty;
import javafx.beans.property.ReadOnlyStringWrapper;
import javafx.beans.property.SimpleBooleanProperty;
import org.dinotwins.run.Progress;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Runs slow work off the FX thread and brings the outcome back to it. A test hands in {@code Runnable::run} for the
 * user-interface thread and needs no window.
 */
public final class Background implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Background.class);

    private final Executor ui;
    private final ExecutorService workers = Executors.newCachedThreadPool(task -> {
        Thread thread = new Thread(task, "background");
        thread.setDaemon(true);
        return thread;
    });

    /** @param ui runs what touches properties: {@code Platform::runLater} in the window */
    public Background(Executor ui) {
        this.ui = ui;
    }

    /** Slow work that may tell its progress. */
    public interface Work<T> {
        T run(Progress progress) throws Exception;
    }

    /**
     * Starts work. Exactly one of the two consumers is called, on the user-interface thread; neither after
     * {@link Job#cancel()}. After {@link #close()}, when late outcomes may still ask for more, nothing is started.
     */
    public <T> Job start(Work<T> work, Consumer<T> onSuccess, Consumer<Exception> onFailure) {
        Job job = new Job(ui);
        try {
            workers.execute(() -> run(work, job, onSuccess, onFailure));
        } catch (RejectedExecutionException e) {
            job.cancel();
        }
        return job;
    }

    private static <T> void run(Work<T> work, Job job, Consumer<T> onSuccess, Consumer<Exception> onFailure) {
        try {
            T result = work.run(job);
            job.end(() -> onSuccess.accept(result));
        } catch (CancellationException e) {
            job.cancel();
            job.end(() -> { });
        } catch (Exception e) {
            LOG.warn("background work failed", e);
            job.end(() -> onFailure.accept(e));
        }
    }

    /** Has something done on the user-interface thread, soon; from any thread. */
    public void onUi(Runnable task) {
        ui.execute(task);
    }

    /** Starts work that tells no progress. */
    public <T> Job call(Callable<T> work, Consumer<T> onSuccess, Consumer<Exception> onFailure) {
        return start(progress -> work.call(), onSuccess, onFailure);
    }

    @Override
    public void close() {
        workers.shutdownNow();
    }

    /** Work under way, as a window shows it. */
    public static final class Job implements Progress {
        private final Executor ui;
        private final ReadOnlyDoubleWrapper share = new ReadOnlyDoubleWrapper(-1);
        private final ReadOnlyStringWrapper what = new ReadOnlyStringWrapper("");
        private final BooleanProperty running = new SimpleBooleanProperty(true);
        private volatile boolean cancelled;

        private Job(Executor ui) {
            this.ui = ui;
        }

        /** 0..1, negative while it cannot be told. */
        public ReadOnlyDoubleProperty shareProperty() {
            return share.getReadOnlyProperty();
        }

        /** What is being done. */
        public ReadOnlyStringProperty whatProperty() {
            return what.getReadOnlyProperty();
        }

        /** Has something done once the work is over, before its outcome is told; at once if it is over already. FX thread. */
        public void whenOver(Runnable then) {
            running.addListener((of, old, is) -> then.run());
            if (!running.get()) {
                then.run();
            }
        }

        /** Asks the work to end; its outcome is dropped. */
        public void cancel() {
            cancelled = true;
        }

        @Override
        public boolean cancelled() {
            return cancelled;
        }

        @Override
        public void at(double newShare, String newWhat) {
            ui.execute(() -> {
                share.set(newShare);
                what.set(newWhat);
            });
        }

        private void end(Runnable outcome) {
            ui.execute(() -> {
                running.set(false);
                if (!cancelled) {
                    outcome.run();
                }
            });
        }
    }
}
