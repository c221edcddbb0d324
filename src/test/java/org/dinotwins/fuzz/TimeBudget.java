package org.dinotwins.fuzz;

import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import net.jqwik.api.lifecycle.AroundTryHook;
import net.jqwik.api.lifecycle.TryExecutionResult;
import net.jqwik.api.lifecycle.TryExecutor;
import net.jqwik.api.lifecycle.TryLifecycleContext;

/**
 * Ends a property, without a verdict of its own, when its time is over: the system property {@code fuzz.seconds}, or else
 * {@value #SECONDS} seconds.
 */
class TimeBudget implements AroundTryHook {
    static final int SECONDS = 12;
    private static final Map<String, Long> STARTS = new ConcurrentHashMap<>();

    @Override
    public TryExecutionResult aroundTry(TryLifecycleContext context, TryExecutor tried, List<Object> parameters) {
        long start = STARTS.computeIfAbsent(context.targetMethod().getName(), name -> System.nanoTime());
        TryExecutionResult result = tried.execute(parameters);
        boolean over = System.nanoTime() - start >= 1_000_000_000L * Long.getLong("fuzz.seconds", SECONDS);
        return over && result.isSatisfied() ? TryExecutionResult.satisfied(true) : result;
    }
}
