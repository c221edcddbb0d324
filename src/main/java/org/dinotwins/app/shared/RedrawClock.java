package org.dinotwins.app.shared;

import java.lang.management.ManagementFactory;
import java.lang.management.ThreadInfo;
import java.lang.management.ThreadMXBean;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import javafx.event.EventHandler;
import javafx.scene.Node;
import javafx.scene.input.InputEvent;

/**
 * How often the window reads the run going on: as fast as figures can be read while somebody works the window, else so
 * seldom that drawing leaves the processors to training. All that shows the run reads at the same moment, so that no two
 * places tell different steps. What drawing takes is measured, since it depends on the machine: with a graphics card next
 * to nothing, in software on two processors half of one. Belongs to the FX thread.
 */
public final class RedrawClock {
    /** Nanoseconds between two readings at least: ten a second are as fast as figures can be read. */
    static final long FASTEST = 100_000_000L;
    /** Nanoseconds between two readings at most: a still picture would look as if training had stopped. */
    static final long SLOWEST = 4_000_000_000L;
    /** Nanoseconds after the last move of the mouse or press of a key for which somebody is thought to look closely. */
    static final long LINGER = 3_000_000_000L;
    /**
     * Share of the time that drawing may take: half of what the open window may cost. Of the time of one processor and not
     * of all, since the threads of a step wait for each other: what holds up one of them holds up the step.
     */
    static final double SHARE = 0.01;
    /** JavaFX's threads: the one that handles events and the one that draws. */
    private static final List<String> DRAWING = List.of("JavaFX Application Thread", "QuantumRenderer");

    private final ThreadMXBean threads = ManagementFactory.getThreadMXBean();
    private final EventHandler<InputEvent> touch = e -> touched = System.nanoTime();
    private final Beat beat = new Beat(Duration.ofNanos(FASTEST / 2), this::beat);
    private final List<Runnable> readers = new ArrayList<>();
    private final List<Long> drawing = new ArrayList<>();
    private long touched = System.nanoTime() - LINGER;
    private long read;
    private long spent;
    private long interval = FASTEST;

    /** Counts the mouse and the keys in a node's window as work in it. */
    public void watch(Node node) {
        node.sceneProperty().addListener((of, old, scene) -> {
            if (old != null) {
                old.removeEventFilter(InputEvent.ANY, touch);
            }
            if (scene != null) {
                scene.addEventFilter(InputEvent.ANY, touch);
            }
        });
    }

    /** Has something read at this pace from now on, for the first time at once. */
    public void join(Runnable reader) {
        readers.add(reader);
        beat.start();
        reader.run();
    }

    /** Lets a reader rest. */
    public void leave(Runnable reader) {
        readers.remove(reader);
        if (readers.isEmpty()) {
            beat.stop();
        }
    }

    /** Has all read now, for something worth seeing has happened. */
    public void readNow() {
        read(System.nanoTime());
    }

    private void beat() {
        long now = System.nanoTime();
        long wait = now - touched < LINGER ? FASTEST : interval;
        if (now - read >= wait) {
            read(now);
        }
    }

    private void read(long now) {
        read = now;
        long total = processorTime();
        interval = interval(total - spent);
        spent = total;
        List.copyOf(readers).forEach(Runnable::run);
    }

    /**
     * Nanoseconds to the next reading.
     *
     * @param cost processor nanoseconds that the last one took to draw
     */
    static long interval(long cost) {
        return Math.max(FASTEST, Math.min(SLOWEST, Math.round(cost / SHARE)));
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
