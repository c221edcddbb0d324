package org.dinotwins.train;

/**
 * Something is wrong with a run and the user should see it.
 *
 * @param kind     machine-readable kind
 * @param step     step at which it was noticed
 * @param happened one sentence: what happened, with the figures
 * @param advice   one sentence: what to try
 */
public record Alarm(Kind kind, long step, String happened, String advice) {
    /** What went wrong. */
    public enum Kind {
        UNIFORM_TEACHER,
        ONE_PROTOTYPE,
        EMBEDDING_COLLAPSE,
        RANK_COLLAPSE,
        GRADIENT_CONFLICT,
        NON_FINITE
    }
}
