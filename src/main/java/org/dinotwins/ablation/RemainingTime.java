package org.dinotwins.ablation;

import java.util.Collection;
import java.util.List;

/** How long an ablation will still take, from what its finished and running cells took. */
final class RemainingTime {
    /** Share of a running cell from which on its own pace says something. */
    private static final double TELLING = 0.02;

    private RemainingTime() {
    }

    /**
     * A cell that is being computed.
     *
     * @param share   0..1 of the whole cell
     * @param from    its share when this process began with it
     * @param seconds since then
     */
    record Running(double share, double from, double seconds) {
        /** Seconds that the whole cell takes at this pace; NaN while that cannot be told. */
        double whole() {
            return share - from > TELLING ? seconds / (share - from) : Double.NaN;
        }
    }

    /**
     * Seconds until all is done; NaN while nothing is known.
     *
     * @param finished seconds that finished cells took
     * @param running  cells under way
     * @param waiting  cells that nobody has begun
     * @param slots    cells computed at a time
     */
    static double seconds(List<Double> finished, Collection<Running> running, int waiting, int slots) {
        double known = finished.stream().filter(s -> s > 0).mapToDouble(s -> s).average().orElse(Double.NaN);
        double pace = running.stream().mapToDouble(Running::whole).filter(s -> !Double.isNaN(s)).average()
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
        // No less than the longest single cell: it cannot be shared out.
        return Double.isNaN(left) ? left : Math.max(left / Math.max(1, slots), Math.max(longest, waiting > 0 ? usual : 0));
    }
}
