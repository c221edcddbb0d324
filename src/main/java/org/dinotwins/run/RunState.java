package org.dinotwins.run;

/** State of a run. */
public enum RunState {
    PREPARING,
    RUNNING,
    PAUSED,
    STOPPED,
    FINISHED,
    FAILED;

    /** True while a process works on the run. */
    boolean active() {
        return this == PREPARING || this == RUNNING || this == PAUSED;
    }
}
