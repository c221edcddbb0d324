package org.dinotwins.app.live;

import org.dinotwins.chart.NumberText;
import org.dinotwins.config.RunConfig;
import org.dinotwins.train.StepRecord;

/**
 * The figures of a run that stand as text above its curves.
 *
 * @param progress  0..1 of the schedule
 * @param step      for example {@code 120 of 1 140}
 * @param epoch     for example {@code 3.2 of 30}
 * @param elapsed   time trained, pauses left out
 * @param remaining estimate
 * @param rate      pictures a second, averaged over the last steps
 * @param images    pictures seen
 * @param heap      Java heap in use
 * @param process   memory of the whole process
 */
record RunProgressText(double progress, String step, String epoch, String elapsed, String remaining, String rate,
               String images, String heap, String process) {
    /** What stands there before the first step. */
    static final RunProgressText NONE = new RunProgressText(0, "–", "–", "–", "–", "–", "–", "–", "–");

    /** The figures at a step; {@code rate} is the averaged pictures a second. */
    static RunProgressText of(StepRecord step, double rate, RunConfig config) {
        double epochs = config.train().epochs();
        long total = Math.round(ChangeDetector.stepsPerEpoch(step) * epochs);
        return new RunProgressText(Math.min(1, step.step() / (double) Math.max(1, total)),
                NumberText.whole(step.step()) + " of " + NumberText.whole(total),
                NumberText.fixed(step.epoch(), 1) + " of " + NumberText.tick(epochs),
                NumberText.duration(step.elapsedSeconds()), NumberText.duration(step.remainingSeconds()),
                NumberText.fixed(rate, rate < 100 ? 1 : 0), NumberText.whole(step.imagesSeen()),
                NumberText.bytes(step.heapBytes()), NumberText.bytes(step.processBytes()));
    }
}
