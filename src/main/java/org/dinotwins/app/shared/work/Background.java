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
 * Runs slow work off the FX thread and reports the outcome on it. Unlike {@link javafx.concurrent.Task} it takes the
 * user-interface thread as an executor, so that view models can be tested without a JavaFX toolkit.
 */
public final class Background implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Background.class);

    private final Executor ui;
    private final ExecutorService workers = Executors.newCachedThreadPool(task -> {
        Thread thread = new Thread(task, "background");
        thread.setDaemon(true);
        return thread;
    });

    /** @param ui runs code on the user-interface thread: {@code Platform::runLater} in the window */
    public Background(Executor ui) {
        this.ui = ui;
    }

    /** Slow work that may report its progress. */
    public interface Work<T> {
        T run(Progress progress) throws Exception;
    }

    /**
     * Starts work. Exactly one of the two consumers is called, on the user-interface thread; neither after
     * {@link Job#cancel()}. {@code onFailure} also receives errors such as OutOfMemoryError, wrapped in an exception
     * whose message is never null. After {@link #close()} nothing starts.
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
            job.end(() -> {});
        } catch (Throwable e) {
            LOG.warn("background work failed", e);
            job.end(() -> onFailure.accept(Failures.readable(e)));
        }
    }

    /** Runs a task on the user-interface thread later; callable from any thread. */
    public void onUi(Runnable task) {
        ui.execute(task);
    }

    /** Starts work without progress. */
    public <T> Job call(Callable<T> work, Consumer<T> onSuccess, Consumer<Exception> onFailure) {
        return start(progress -> work.call(), onSuccess, onFailure);
    }

    @Override
    public void close() {
        workers.shutdownNow();
    }

    /** Work in progress, for display. */
    public static final class Job implements Progress {
        private final Executor ui;
        private final ReadOnlyDoubleWrapper share = new ReadOnlyDoubleWrapper(-1);
        private final ReadOnlyStringWrapper what = new ReadOnlyStringWrapper("");
        private final BooleanProperty running = new SimpleBooleanProperty(true);
        private volatile boolean cancelled;

        private Job(Executor ui) {
            this.ui = ui;
        }

        /** Progress in 0..1; negative while unknown. */
        public ReadOnlyDoubleProperty shareProperty() {
            return share.getReadOnlyProperty();
        }

        /** The current step as text. */
        public ReadOnlyStringProperty whatProperty() {
            return what.getReadOnlyProperty();
        }

        /**
         * Runs an action when the work ends, before its outcome is reported; at once if it has already ended. FX thread
         * only.
         */
        public void whenOver(Runnable then) {
            running.addListener((of, old, is) -> then.run());
            if (!running.get()) {
                then.run();
            }
        }

        /** Requests the work to stop and discards its outcome. */
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
