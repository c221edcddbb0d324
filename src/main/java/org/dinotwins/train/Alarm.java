package org.dinotwins.train;

/**
 * A sign of a problem with a run, to be shown to the user.
 *
 * @param kind     machine-readable kind
 * @param step     step at which it was detected
 * @param happened one sentence on what happened, with the figures
 * @param advice   one sentence on what to try
 */
public record Alarm(Kind kind, long step, String happened, String advice) {
    /** What went wrong. */
    public enum Kind {
        UNIFORM_TEACHER,
        ONE_PROTOTYPE,
        EMBEDDING_COLLAPSE,
        RANK_COLLAPSE,
        GRADIENT_CONFLICT,
        SHARE_NOT_HELD,
        NON_FINITE
    }
}
