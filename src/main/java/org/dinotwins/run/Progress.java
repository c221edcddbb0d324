package org.dinotwins.run;

import java.time.Duration;
import java.util.Locale;

/** Where a long job tells how far it is and asks whether to go on. Called on the job's thread. */
public interface Progress {
    /** Nobody listens and nobody cancels. */
    Progress NONE = (share, what) -> {
    };

    /**
     * The job is so far.
     *
     * @param share 0..1, or negative while it cannot be told
     * @param what  what is being done, for people
     */
    void at(double share, String what);

    /** True when the job should end early; it then throws {@link java.util.concurrent.CancellationException}. */
    default boolean cancelled() {
        return false;
    }

    /** For people: {@code about 40 s left}, {@code about 5 min left}, {@code about 2 h 05 min left}. */
    static String left(double seconds) {
        Duration left = Duration.ofSeconds(Math.max(1, Math.round(seconds)));
        String words = left.toMinutes() == 0 ? left.toSeconds() + " s"
                : left.toHours() == 0 ? Math.round(left.toSeconds() / (double) Duration.ofMinutes(1).toSeconds()) + " min"
                : String.format(Locale.ROOT, "%d h %02d min", left.toHours(), left.toMinutesPart());
        return "about " + words + " left";
    }
}
