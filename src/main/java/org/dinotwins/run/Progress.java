package org.dinotwins.run;

import java.time.Duration;
import java.util.Locale;
import org.dinotwins.data.ImageSet;

/** Receives the progress of a long job and may cancel it. Called on the job's thread. */
public interface Progress {
    /** Ignores progress and never cancels. */
    Progress NONE = (share, what) -> {};

    /**
     * Reports progress.
     *
     * @param share 0..1, or negative while it is unknown
     * @param what  current activity, for the user
     */
    void at(double share, String what);

    /** The job opened an image set, whose skipped files the user should see. */
    default void opened(ImageSet set) {}

    /** True when the job should end early; it then throws {@link java.util.concurrent.CancellationException}. */
    default boolean cancelled() {
        return false;
    }

    /** Text for the user: {@code about 40 s left}, {@code about 5 min left}, {@code about 2 h 05 min left}. */
    static String left(double seconds) {
        return "about " + duration(seconds) + " left";
    }

    /** A duration for the user, at least 1 s: {@code 40 s}, {@code 5 min}, {@code 2 h 05 min}. */
    static String duration(double seconds) {
        Duration left = Duration.ofSeconds(Math.max(1, Math.round(seconds)));
        if (left.toMinutes() == 0) {
            return left.toSeconds() + " s";
        }
        return left.toHours() == 0
                ? Math.round(left.toSeconds() / (double) Duration.ofMinutes(1).toSeconds()) + " min"
                : String.format(Locale.ROOT, "%d h %02d min", left.toHours(), left.toMinutesPart());
    }
}
