package org.dinotwins.experiment;

/** Measures what a run has learnt and keeps the result in its folder. Blocking; call off the FX thread. */
public final class Evaluator {
    private Evaluator() {
    }

    /**
     * Measures the last checkpoint's teacher, the same network at random initialisation, and a majority guess on the
     * run's own image set, and writes {@code evaluation.json}.
     */
    public static Evaluation evaluate(RunFolder run, Progress progress) throws ExperimentException {
        throw new UnsupportedOperationException();
    }
}
