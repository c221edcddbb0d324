package org.dinotwins.app.live;

import java.lang.management.ManagementFactory;
import java.lang.management.ThreadInfo;
import java.lang.management.ThreadMXBean;
import java.util.ArrayList;
import java.util.List;
import javafx.event.EventHandler;
import javafx.scene.Node;
import javafx.scene.input.InputEvent;

/**
 * How often Live reads its feed: as fast as figures can be read while somebody works the window, else so seldom that
 * drawing leaves the processors to training. What drawing takes is measured, since it depends on the machine: with a
 * graphics card next to nothing, in software on two processors half of one.
 */
final class Pace {
    /** Nanoseconds between two readings at least: ten a second are as fast as figures can be read. */
    static final long FASTEST = 100_000_000L;
    /** Nanoseconds between two readings at most: a still picture would look as if training had stopped. */
    static final long SLOWEST = 4_000_000_000L;
    /** Nanoseconds after the last move of the mouse or press of a key for which somebody is thought to look closely. */
    static final long LINGER = 3_000_000_000L;
    /** Share of all processors that drawing may take: half of what the open window may cost. */
    static final double SHARE = 0.01;
    /** JavaFX's threads: the one that handles events and the one that draws. */
    private static final List<String> DRAWING = List.of("JavaFX Application Thread", "QuantumRenderer");

    private final ThreadMXBean threads = ManagementFactory.getThreadMXBean();
    private final EventHandler<InputEvent> touch = e -> touched = System.nanoTime();
    private final List<Long> drawing = new ArrayList<>();
    private long touched = System.nanoTime() - LINGER;
    private long read;
    private long spent;
    private long interval = FASTEST;

    /** @param node whose window's events count */
    Pace(Node node) {
        node.sceneProperty().addListener((of, old, scene) -> {
            if (old != null) {
                old.removeEventFilter(InputEvent.ANY, touch);
            }
            if (scene != null) {
                scene.addEventFilter(InputEvent.ANY, touch);
            }
        });
    }

    /** Whether the feed is to be read now, which is then taken for done. */
    boolean due(long now) {
        long wait = System.nanoTime() - touched < LINGER ? FASTEST : interval;
        if (now - read < wait) {
            return false;
        }
        read = now;
        long total = processorTime();
        interval = interval(total - spent, Runtime.getRuntime().availableProcessors());
        spent = total;
        return true;
    }

    /**
     * Nanoseconds to the next reading.
     *
     * @param cost processor nanoseconds that the last one took to draw
     */
    static long interval(long cost, int processors) {
        return Math.max(FASTEST, Math.min(SLOWEST, Math.round(cost / (SHARE * processors))));
    }

    private long processorTime() {
        if (!threads.isThreadCpuTimeSupported()) {
            return 0;
        }
        if (drawing.isEmpty()) {
            for (ThreadInfo thread : threads.getThreadInfo(threads.getAllThreadIds())) {
                if (thread != null && DRAWING.stream().anyMatch(thread.getThreadName()::startsWith)) {
                    drawing.add(thread.getThreadId());
                }
            }
        }
        return drawing.stream().mapToLong(threads::getThreadCpuTime).filter(time -> time > 0).sum();
    }
}
