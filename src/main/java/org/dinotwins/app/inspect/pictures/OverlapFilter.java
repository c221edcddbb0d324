package org.dinotwins.app.inspect.pictures;

/** How well a network covers a picture's objects, as a choice of the list. */
public enum OverlapFilter {
    ANY("Overlap", 0, 1),
    LOW("Under 0.25", 0, 0.25),
    MIDDLE("0.25 to 0.5", 0.25, 0.5),
    HIGH("Over 0.5", 0.5, Double.POSITIVE_INFINITY),
    WORST("Worst first", 0, Double.POSITIVE_INFINITY),
    BEST("Best first", 0, Double.POSITIVE_INFINITY);

    private final String title;
    private final double from;
    private final double to;

    OverlapFilter(String title, double from, double to) {
        this.title = title;
        this.from = from;
        this.to = to;
    }

    /** In words. */
    public String title() {
        return title;
    }

    /** True for a Jaccard index of this kind; what is not known (NaN) is of any kind only. */
    boolean holds(double index) {
        return this == ANY || index >= from && index < to;
    }
}
