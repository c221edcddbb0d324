package org.dinotwins.chart;

/**
 * The bias-corrected exponential moving average of a series.
 *
 * <p>{@code m_t = b m_(t-1) + (1 - b) v_t} starts from 0; dividing by {@code 1 - b^t} gives the weighted mean of the
 * values so far (bias correction as in Adam, arXiv 1412.6980, section 3). {@code b = 1 - 1 / window}.
 */
final class SmoothedSeries {
    private final StepSeries source;
    private final StepSeries averaged = new StepSeries();
    private final double keep;
    private double mean;
    private double initialWeight = 1;
    private int averagedCount;

    /** @param window number of steps averaged, at least 1; 1 leaves the values unchanged */
    SmoothedSeries(StepSeries source, double window) {
        if (!(window >= 1)) {
            throw new IllegalArgumentException("window of " + window + " steps");
        }
        this.source = source;
        this.keep = 1 - 1 / window;
    }

    /**
     * Averages the values added to the source since the last call.
     *
     * @param atMost largest number of values to average now, so that a long run does not delay a frame
     * @return whether the average is complete
     */
    boolean catchUp(int atMost) {
        int end = (int) Math.min(source.size(), (long) averagedCount + atMost);
        for (; averagedCount < end; averagedCount++) {
            mean = keep * mean + (1 - keep) * source.value(averagedCount);
            initialWeight *= keep;
            averaged.add(source.step(averagedCount), mean / (1 - initialWeight));
        }
        return averagedCount == source.size();
    }

    /** The averages so far. */
    StepSeries line() {
        return averaged;
    }
}
