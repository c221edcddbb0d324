package org.dinotwins.app.shared.view;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import javafx.animation.AnimationTimer;

/** Pieces of work for the FX thread, done one a frame, so that none of them holds up what the user does meanwhile. */
public final class FrameQueue extends AnimationTimer {
    /** The first pulse draws a frame beside the FX thread, the second waits for it, the third comes after. */
    private static final List<Runnable> DRAW = List.of(() -> { }, () -> { });

    private final Deque<Runnable> pieces;

    private FrameQueue(List<Runnable> pieces) {
        this.pieces = new ArrayDeque<>(pieces);
    }

    /** Does the pieces in order, from the next frame on. */
    public static void each(List<Runnable> pieces) {
        new FrameQueue(pieces).start();
    }

    /** Has something done once what the window shows now is on the screen. */
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
