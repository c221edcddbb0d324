package org.dinotwins.app.inspect.pictures;

import org.dinotwins.data.Picture;
import org.dinotwins.data.PictureObject;

/** How much of a picture an object covers, as a choice of the list. */
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

    /** In words. */
    public String title() {
        return title;
    }

    /** True when the picture has an object of this size that is no crowd; of this category, or of any for {@code -1}. */
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
