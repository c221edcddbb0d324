package org.dinotwins.app.shared.view;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import javafx.animation.AnimationTimer;

/** Runs steps on the FX thread, one per frame, so that the window stays responsive. */
public final class FrameQueue extends AnimationTimer {
    /** The first pulse draws a frame beside the FX thread, the second waits for it, the third comes after. */
    private static final List<Runnable> DRAW = List.of(() -> {}, () -> {});

    private final Deque<Runnable> pieces;

    private FrameQueue(List<Runnable> pieces) {
        this.pieces = new ArrayDeque<>(pieces);
    }

    /** Runs the steps in order, starting with the next frame. */
    public static void each(List<Runnable> pieces) {
        new FrameQueue(pieces).start();
    }

    /** Runs an action once the current frame is on the screen. */
    public static void whenDrawn(Runnable action) {
        FrameQueue frames = new FrameQueue(DRAW);
        frames.pieces.add(action);
        frames.start();
    }

    @Override
    public void handle(long now) {
        Runnable piece = pieces.poll();
        if (pieces.isEmpty()) {
            stop();
        }
        if (piece != null) {
            piece.run();
        }
    }
}
