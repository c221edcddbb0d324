package org.dinotwins.app.live;

import org.dinotwins.train.Alarm;

/**
 * Something the user must know about a run.
 *
 * @param heading  a few words
 * @param happened one sentence
 * @param advice   one sentence, may be empty
 */
record Notice(String heading, String happened, String advice) {
    static Notice of(Alarm alarm) {
        String heading = switch (alarm.kind()) {
            case UNIFORM_TEACHER -> "The teacher has become uniform";
            case ONE_PROTOTYPE -> "One prototype takes all";
            case EMBEDDING_COLLAPSE -> "The embeddings collapse";
            case RANK_COLLAPSE -> "The rank collapses";
            case GRADIENT_CONFLICT -> "The losses fight each other";
            case NON_FINITE -> "A figure is no longer finite";
        };
        return new Notice(heading + " · step " + Figures.whole(alarm.step()), alarm.happened(), alarm.advice());
    }

    /** What happened and what to try, in one line. */
    String text() {
        return (happened + " " + advice).trim();
    }
}
