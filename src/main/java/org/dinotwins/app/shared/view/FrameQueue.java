package org.dinotwins.app.shared.view;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import javafx.animation.AnimationTimer;

/** Runs steps on the FX thread, one per frame, so that the window stays responsive. */
public final class FrameQueue extends AnimationTimer {
    /**
     * The first pulse draws a frame in parallel with the FX thread, the second waits for it, the third comes after it.
     */
    private static final List<Runnable> DRAW = List.of(() -> {}, () -> {});

    private final Deque<Runnable> buildSteps;

    private FrameQueue(List<Runnable> buildSteps) {
        this.buildSteps = new ArrayDeque<>(buildSteps);
    }

    /** Runs the steps in order, starting with the next frame. */
    public static void each(List<Runnable> buildSteps) {
        new FrameQueue(buildSteps).start();
    }

    /** Runs an action once the current frame is on the screen. */
    public static void whenDrawn(Runnable action) {
        FrameQueue frames = new FrameQueue(DRAW);
        frames.buildSteps.add(action);
        frames.start();
    }

    @Override
    public void handle(long now) {
        Runnable piece = buildSteps.poll();
        if (buildSteps.isEmpty()) {
            stop();
        }
        if (piece != null) {
            piece.run();
        }
    }
}
