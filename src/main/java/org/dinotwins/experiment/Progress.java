package org.dinotwins.experiment;

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
}
