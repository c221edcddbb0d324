package org.dinotwins.ablation;

/**
 * How far a cell is.
 *
 * @param state    where it stands
 * @param reason   a sentence for FAILED: what went wrong; else empty
 * @param seconds  training and evaluation took so long together; 0 before the first result
 * @param attempts how often it was begun or gone on with
 */
public record CellStatus(State state, String reason, double seconds, int attempts) {
    /** Before anything was done. */
    static final CellStatus NONE = new CellStatus(State.WAITING, "", 0, 0);

    /** Where a cell stands. */
    public enum State {
        WAITING("waiting"), RUNNING("running"), STOPPED("half done"), DONE("done"), FAILED("failed");

        private final String word;

        State(String word) {
            this.word = word;
        }

        /** For people. */
        public String word() {
            return word;
        }

        /** True when there is nothing more to do but to try again. */
        public boolean over() {
            return this == DONE || this == FAILED;
        }
    }

    CellStatus in(State next, String why) {
        return new CellStatus(next, why, seconds, attempts);
    }
}
