package org.dinotwins.ablation;

import java.util.Collection;
import java.util.List;

/** Estimates the remaining time of an ablation from its finished and running cells. */
final class RemainingTime {
    /** Progress of a running cell above which its own pace is used. */
    private static final double MIN_PROGRESS = 0.02;

    private RemainingTime() {}

    /**
     * A cell that is being computed.
     *
     * @param share   completed fraction of the whole cell, 0..1
     * @param from    completed fraction when this process started the cell
     * @param seconds time since then
     */
    record Running(double share, double from, double seconds) {
        /** Seconds that the whole cell takes at this pace; NaN while unknown. */
        double whole() {
            return share - from > MIN_PROGRESS ? seconds / (share - from) : Double.NaN;
        }
    }

    /**
     * Seconds until all cells are finished; NaN while unknown.
     *
     * @param finished durations of the finished cells
     * @param running  cells being computed
     * @param waiting  number of cells not started
     * @param slots    number of cells computed at a time
     */
    static double seconds(List<Double> finished, Collection<Running> running, int waiting, int slots) {
        double known = finished.stream()
                .filter(s -> s > 0)
                .mapToDouble(s -> s)
                .average()
                .orElse(Double.NaN);
        double pace = running.stream()
                .mapToDouble(Running::whole)
                .filter(s -> !Double.isNaN(s))
                .average()
                .orElse(Double.NaN);
        double usual = Double.isNaN(known) ? pace : known;
        double longest = 0;
        double left = 0;
        for (Running cell : running) {
            double whole = Double.isNaN(cell.whole()) ? usual : cell.whole();
            double rest = (1 - cell.share()) * whole;
            longest = Math.max(longest, rest);
            left += rest;
        }
        left += waiting > 0 ? waiting * usual : 0;
        // At least as long as the longest single cell, which cannot be divided.
        return Double.isNaN(left)
                ? left
                : Math.max(left / Math.max(1, slots), Math.max(longest, waiting > 0 ? usual : 0));
    }
}
