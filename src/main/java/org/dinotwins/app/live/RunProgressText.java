package org.dinotwins.app.live;

import java.util.Locale;
import org.dinotwins.chart.NumberText;
import org.dinotwins.config.RunConfig;
import org.dinotwins.train.StepRecord;

/**
 * The progress of a run as text, shown above its charts.
 *
 * @param progress  fraction of the schedule, 0..1
 * @param step      for example {@code 120 of 1 140}
 * @param epoch     for example {@code 3.2 of 30}
 * @param elapsed   training time without pauses
 * @param remaining estimate
 * @param rate      pictures per second, averaged over the last steps
 * @param images    pictures used so far
 * @param heap      Java heap in use
 * @param process   memory of the whole process
 */
record RunProgressText(
        double progress,
        String step,
        String epoch,
        String elapsed,
        String remaining,
        String rate,
        String images,
        String heap,
        String process) {
    private static final int MINUTE = 60;
    private static final int HOUR = 3600;
    private static final double MEBIBYTE = 1024.0 * 1024;
    private static final double GIBIBYTE = 1024 * MEBIBYTE;
    private static final String UNKNOWN = "–";

    /** Shown before the first step. */
    static final RunProgressText NONE = new RunProgressText(0, "–", "–", "–", "–", "–", "–", "–", "–");

    /** The progress at a step. */
    static RunProgressText of(StepRecord step, double rate, RunConfig config) {
        double epochs = config.train().epochs();
        long total = Math.round(ChangeDetector.stepsPerEpoch(step) * epochs);
        return new RunProgressText(
                Math.min(1, step.step() / (double) Math.max(1, total)),
                NumberText.whole(step.step()) + " of " + NumberText.whole(total),
                NumberText.fixed(step.epoch(), 1) + " of " + NumberText.tick(epochs),
                duration(step.elapsedSeconds()),
                duration(step.remainingSeconds()),
                NumberText.fixed(rate, rate < 100 ? 1 : 0),
                NumberText.whole(step.imagesSeen()),
                bytes(step.heapBytes()),
                bytes(step.processBytes()));
    }

    /** For example {@code 42 s}, {@code 3 min 07 s}, {@code 2 h 05 min}. */
    private static String duration(double seconds) {
        if (!Double.isFinite(seconds) || seconds < 0) {
            return UNKNOWN;
        }
        long s = Math.round(seconds);
        if (s < MINUTE) {
            return s + " s";
        }
        if (s < HOUR) {
            return String.format(Locale.ROOT, "%d min %02d s", s / MINUTE, s % MINUTE);
        }
        return String.format(Locale.ROOT, "%d h %02d min", s / HOUR, s % HOUR / MINUTE);
    }

    /** For example {@code 412 MB}, {@code 1.8 GB}, in powers of 1024. */
    private static String bytes(long bytes) {
        if (bytes <= 0) {
            return UNKNOWN;
        }
        return bytes < GIBIBYTE
                ? Math.round(bytes / MEBIBYTE) + " MB"
                : String.format(Locale.ROOT, "%.1f GB", bytes / GIBIBYTE);
    }
}
