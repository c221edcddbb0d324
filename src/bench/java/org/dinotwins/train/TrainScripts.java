package org.dinotwins.train;

/** Hands out where the scripts of a training step lie. */
public final class TrainScripts {
    /** A class beside them. */
    public static final Class<?> BESIDE = StepLists.class;

    private TrainScripts() {
    }
}
