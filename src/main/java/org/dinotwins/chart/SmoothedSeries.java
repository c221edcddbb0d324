package org.dinotwins.chart;

/**
 * The exponential moving average of a series, free of the pull towards 0 at its start.
 *
 * <p>{@code m_t = b m_(t-1) + (1 - b) v_t} begins at 0; dividing by {@code 1 - b^t} gives the weighted mean of what has
 * come so far (the bias correction of Adam, arXiv 1412.6980, section 3). {@code b = 1 - 1 / window}.
 */
final class SmoothedSeries {
    private final StepSeries source;
    private final StepSeries averaged = new StepSeries();
    private final double keep;
    private double mean;
    private double missing = 1;
    private int taken;

    /** @param window steps that the average looks back over, at least 1; 1 leaves the values as they are */
    SmoothedSeries(StepSeries source, double window) {
        if (!(window >= 1)) {
            throw new IllegalArgumentException("window of " + window + " steps");
        }
        this.source = source;
        this.keep = 1 - 1 / window;
    }

    /**
     * Takes in what has come to the source since the last call.
     *
     * @param atMost values to take in now; a caller with a frame to draw takes a long run in several calls
     * @return whether the average is as long as the source
     */
    boolean catchUp(int atMost) {
        int end = (int) Math.min(source.size(), (long) taken + atMost);
        for (; taken < end; taken++) {
            mean = keep * mean + (1 - keep) * source.value(taken);
            missing *= keep;
            averaged.add(source.step(taken), mean / (1 - missing));
        }
        return taken == source.size();
    }

    /** The average so far. */
    StepSeries line() {
        return averaged;
    }
}
