package org.dinotwins.fuzz;

import java.util.List;
import net.jqwik.api.lifecycle.AroundTryHook;
import net.jqwik.api.lifecycle.TryExecutionResult;
import net.jqwik.api.lifecycle.TryExecutor;
import net.jqwik.api.lifecycle.TryLifecycleContext;

/** Ends a property, without a verdict of its own, when the time of the system property {@code fuzz.seconds} is over. */
class TimeBudget implements AroundTryHook {
    private static final long START = System.nanoTime();

    /** Seconds that all properties of this process may take together. */
    static long seconds() {
        return Long.getLong("fuzz.seconds", 60);
    }

    @Override
    public TryExecutionResult aroundTry(TryLifecycleContext context, TryExecutor tried, List<Object> parameters) {
        TryExecutionResult result = tried.execute(parameters);
        boolean over = (System.nanoTime() - START) / 1_000_000_000 >= seconds();
        return over && result.isSatisfied() ? TryExecutionResult.satisfied(true) : result;
    }
}
