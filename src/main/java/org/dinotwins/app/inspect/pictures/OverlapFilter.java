package org.dinotwins.app.inspect.pictures;

/** A filter or order of the list by how well a network covers a picture's objects. */
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

    /** Name for the user. */
    public String title() {
        return title;
    }

    /** Whether a Jaccard index passes the filter; an unknown one (NaN) passes only {@link #ANY}. */
    boolean holds(double index) {
        return this == ANY || index >= from && index < to;
    }
}
