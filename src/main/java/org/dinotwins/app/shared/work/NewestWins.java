package org.dinotwins.app.shared.work;

import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.function.Consumer;
import javafx.beans.property.ReadOnlyBooleanProperty;
import javafx.beans.property.ReadOnlyBooleanWrapper;

/**
 * Runs one background request at a time. While one runs, only the newest later request is kept. An outcome is reported
 * only if there is no newer request. FX thread only.
 */
public final class NewestWins {
    private final Background background;
    private final ReadOnlyBooleanWrapper busy = new ReadOnlyBooleanWrapper();
    private Optional<Runnable> waiting = Optional.empty();
    private boolean running;
    private long newest;

    public NewestWins(Background background) {
        this.background = background;
    }

    /** Requests work; replaces all earlier requests. */
    public <T> void start(Callable<T> work, Consumer<T> onSuccess, Consumer<Exception> onFailure) {
        long ticket = ++newest;
        Runnable launch = () -> background.call(
                work,
                result -> ended(ticket, () -> onSuccess.accept(result)),
                fault -> ended(ticket, () -> onFailure.accept(fault)));
        busy.set(true);
        if (running) {
            waiting = Optional.of(launch);
        } else {
            running = true;
            launch.run();
        }
    }

    /** Drops all requests and discards the outcome of running work. */
    public void forget() {
        newest++;
        waiting = Optional.empty();
        busy.set(false);
    }

    /** True from a request to its outcome. */
    public ReadOnlyBooleanProperty busyProperty() {
        return busy.getReadOnlyProperty();
    }

    private void ended(long ticket, Runnable outcome) {
        Optional<Runnable> next = waiting;
        waiting = Optional.empty();
        running = next.isPresent();
        if (ticket == newest) {
            busy.set(false);
            outcome.run();
        }
        next.ifPresent(Runnable::run);
    }
}
