package org.dinotwins.ablation;

/**
 * State of a cell.
 *
 * @param state    waiting, running, stopped, done or failed
 * @param reason   for FAILED, a sentence about what went wrong; else empty
 * @param seconds  duration of training and evaluation; 0 before the first result
 * @param attempts how often it was started or resumed
 */
public record CellStatus(State state, String reason, double seconds, int attempts) {
    /** Before the first attempt. */
    static final CellStatus NONE = new CellStatus(State.WAITING, "", 0, 0);

    /** State of a cell. */
    public enum State {
        WAITING("waiting"),
        RUNNING("running"),
        STOPPED("stopped"),
        DONE("done"),
        FAILED("failed");

        private final String word;

        State(String word) {
            this.word = word;
        }

        /** For the user. */
        public String word() {
            return word;
        }

        /** True when the cell is finished, successfully or not. */
        public boolean over() {
            return this == DONE || this == FAILED;
        }
    }

    CellStatus in(State next, String why) {
        return new CellStatus(next, why, seconds, attempts);
    }
}
