package org.dinotwins.app.live.signals;

import org.dinotwins.chart.NumberText;
import org.dinotwins.train.Alarm;

/**
 * An alarm or failure of a run.
 *
 * @param heading  a few words
 * @param happened one sentence
 * @param advice   one sentence, may be empty
 */
public record RunNotice(String heading, String happened, String advice) {
    public static RunNotice of(Alarm alarm) {
        String heading = switch (alarm.kind()) {
            case UNIFORM_TEACHER -> "Uniform teacher";
            case ONE_PROTOTYPE -> "One prototype dominates";
            case EMBEDDING_COLLAPSE -> "Embedding collapse";
            case RANK_COLLAPSE -> "Rank collapse";
            case GRADIENT_CONFLICT -> "The losses conflict";
            case SHARE_NOT_HELD -> "The share of the gradient is not held";
            case NON_FINITE -> "A value is not finite";
        };
        return new RunNotice(heading + " · step " + NumberText.whole(alarm.step()), alarm.happened(), alarm.advice());
    }

    /** What happened and what to try, as one line. */
    public String text() {
        return (happened + " " + advice).trim();
    }
}
