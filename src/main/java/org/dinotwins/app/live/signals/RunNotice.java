package org.dinotwins.app.live.signals;

import org.dinotwins.chart.NumberText;
import org.dinotwins.train.Alarm;

/**
 * Something the user must know about a run.
 *
 * @param heading  a few words
 * @param happened one sentence
 * @param advice   one sentence, may be empty
 */
public record RunNotice(String heading, String happened, String advice) {
    public static RunNotice of(Alarm alarm) {
        String heading = switch (alarm.kind()) {
            case UNIFORM_TEACHER -> "The teacher has become uniform";
            case ONE_PROTOTYPE -> "One prototype takes all";
            case EMBEDDING_COLLAPSE -> "The embeddings collapse";
            case RANK_COLLAPSE -> "The rank collapses";
            case GRADIENT_CONFLICT -> "The losses fight each other";
            case NON_FINITE -> "A figure is no longer finite";
        };
        return new RunNotice(heading + " · step " + NumberText.whole(alarm.step()), alarm.happened(), alarm.advice());
    }

    /** What happened and what to try, in one line. */
    public String text() {
        return (happened + " " + advice).trim();
    }
}
