package org.dinotwins.app.inspect.pictures;

import org.dinotwins.data.Picture;
import org.dinotwins.data.PictureObject;

/** A filter of the list by how much of the picture an object covers. */
public enum ObjectSizeFilter {
    ANY("Any size", 0, Double.POSITIVE_INFINITY),
    SMALL("Small", 0, 0.05),
    MEDIUM("Medium", 0.05, 0.25),
    LARGE("Large", 0.25, Double.POSITIVE_INFINITY);

    private final String title;
    private final double from;
    private final double to;

    ObjectSizeFilter(String title, double from, double to) {
        this.title = title;
        this.from = from;
        this.to = to;
    }

    /** Name for the user. */
    public String title() {
        return title;
    }

    /**
     * Whether the picture has an object of this size that is not a crowd, of this category or, for {@code -1}, of any.
     */
    public boolean holds(Picture picture, int category) {
        double all = (double) picture.width() * picture.height();
        return this == ANY
                || all > 0
                        && picture.objects().stream()
                                .filter(o -> !o.crowd() && (category < 0 || o.category() == category))
                                .mapToDouble(PictureObject::area)
                                .anyMatch(area -> area / all >= from && area / all < to);
    }
}
