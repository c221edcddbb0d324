package org.dinotwins.app.shared;

import java.lang.management.ManagementFactory;
import java.lang.management.ThreadInfo;
import java.lang.management.ThreadMXBean;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.BooleanSupplier;
import javafx.animation.AnimationTimer;
import javafx.application.Platform;
import javafx.event.EventHandler;
import javafx.scene.Node;
import javafx.scene.input.InputEvent;

/**
 * Decides when the window reads the run in progress and redraws: ten times a second while the user works in the window,
 * otherwise rarely enough that drawing leaves the processors to training. FX thread only.
 *
 * <p>All readers run at the same moment, so that no two parts of the window show different steps. The cost of drawing
 * is measured because it depends on the machine: almost nothing with a graphics card, half a processor with software
 * rendering on two cores.
 */
public final class RedrawClock {
    /** Minimum nanoseconds between two readings; numbers that change faster are unreadable. */
    static final long SHORTEST = 100_000_000L;
    /** Maximum nanoseconds between two readings; if the window pauses longer, training appears to have stopped. */
    static final long LONGEST = 4_000_000_000L;
    /** Nanoseconds after the last mouse or key event during which the user counts as working in the window. */
    static final long LINGER = 3_000_000_000L;
    /**
     * Fraction of time that drawing may take: half of what the open window may cost, relative to one processor, because
     * the threads of a training step wait for each other, and delaying one delays the step.
     */
    static final double SHARE = 0.01;
    /** JavaFX's threads for events and drawing. */
    private static final List<String> DRAWING = List.of("JavaFX Application Thread", "QuantumRenderer");

    private static final ScheduledExecutorService SCHEDULER = Executors.newSingleThreadScheduledExecutor(work -> {
        Thread thread = new Thread(work, "redraw-clock");
        thread.setDaemon(true);
        return thread;
    });

    private final ThreadMXBean threads = ManagementFactory.getThreadMXBean();
    private final EventHandler<InputEvent> onInput = e -> lastInput = System.nanoTime();
    private final Timer timer = new Timer(Duration.ofNanos(SHORTEST / 2), this::readIfDue);
    private final List<Runnable> readers = new ArrayList<>();
    private final List<Long> drawingThreads = new ArrayList<>();
    private long lastInput = System.nanoTime() - LINGER;
    private long lastReading;
    private long lastProcessorTime;
    private long interval = SHORTEST;

    /**
     * Runs an action on the FX thread at a fixed interval. A JavaFX animation would keep the window's pulse at sixty
     * per second however rarely it acts, which on few processors costs training more than the action itself.
     */
    public static final class Timer {
        private final Duration interval;
        private final Runnable action;
        private final AtomicBoolean queued = new AtomicBoolean();
        private ScheduledFuture<?> scheduled;

        /** @param action skipped if the previous one is still queued */
        public Timer(Duration interval, Runnable action) {
            this.interval = interval;
            this.action = action;
        }

        /** Starts; the first action runs after one interval. FX thread only, as {@link #stop()}. */
        public void start() {
            if (scheduled == null) {
                scheduled = SCHEDULER.scheduleAtFixedRate(
                        this::queue, interval.toNanos(), interval.toNanos(), TimeUnit.NANOSECONDS);
            }
        }

        /** Stops; no action runs afterwards. */
        public void stop() {
            if (scheduled != null) {
                scheduled.cancel(false);
                scheduled = null;
            }
        }

        private void queue() {
            if (queued.compareAndSet(false, true)) {
                Platform.runLater(() -> {
                    queued.set(false);
                    if (scheduled != null) {
                        action.run();
                    }
                });
            }
        }
    }

    /** Calls a drawing routine once per frame until nothing is left to draw, so that JavaFX's pulse can stop. */
    public static final class FrameLoop {
        private final AnimationTimer frames;

        /** @param draw returns false when nothing is left to draw */
        public FrameLoop(BooleanSupplier draw) {
            frames = new AnimationTimer() {
                @Override
                public void handle(long now) {
                    if (!draw.getAsBoolean()) {
                        stop();
                    }
                }
            };
        }

        /** Starts with the next frame. */
        public void start() {
            frames.start();
        }

        public void stop() {
            frames.stop();
        }
    }

    /** Counts mouse and key events in a node's window as user activity. */
    public void watchInput(Node node) {
        node.sceneProperty().addListener((of, old, scene) -> {
            if (old != null) {
                old.removeEventFilter(InputEvent.ANY, onInput);
            }
            if (scene != null) {
                scene.addEventFilter(InputEvent.ANY, onInput);
            }
        });
    }

    /** Adds a reader and runs it at once. */
    public void add(Runnable reader) {
        readers.add(reader);
        timer.start();
        reader.run();
    }

    public void remove(Runnable reader) {
        readers.remove(reader);
        if (readers.isEmpty()) {
            timer.stop();
        }
    }

    /** Runs all readers now, after an important event. */
    public void readNow() {
        read(System.nanoTime());
    }

    private void readIfDue() {
        long now = System.nanoTime();
        long wait = now - lastInput < LINGER ? SHORTEST : interval;
        if (now - lastReading >= wait) {
            read(now);
        }
    }

    private void read(long now) {
        lastReading = now;
        long total = processorTime();
        interval = interval(total - lastProcessorTime);
        lastProcessorTime = total;
        List.copyOf(readers).forEach(Runnable::run);
    }

    /**
     * Nanoseconds to the next reading.
     *
     * @param cost processor nanoseconds that drawing the last one took
     */
    static long interval(long cost) {
        return Math.max(SHORTEST, Math.min(LONGEST, Math.round(cost / SHARE)));
    }

    private long processorTime() {
        if (!threads.isThreadCpuTimeSupported()) {
            return 0;
        }
        if (drawingThreads.isEmpty()) {
            for (ThreadInfo thread : threads.getThreadInfo(threads.getAllThreadIds())) {
                if (thread != null && DRAWING.stream().anyMatch(thread.getThreadName()::startsWith)) {
                    drawingThreads.add(thread.getThreadId());
                }
            }
        }
        return drawingThreads.stream()
                .mapToLong(threads::getThreadCpuTime)
                .filter(time -> time > 0)
                .sum();
    }
}
