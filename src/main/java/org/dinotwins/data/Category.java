package org.dinotwins.data;

import java.util.Objects;

/**
 * A category of objects.
 *
 * @param index position in {@link ImageSet#categories()}, from 0 without gaps; the label that models and metrics use
 * @param id    the number that the source file gives the category
 * @param name  the word shown to the user
 */
public record Category(int index, long id, String name) {
    public Category {
        Objects.requireNonNull(name, "name");
        if (index < 0) {
            throw new IllegalArgumentException("index " + index + " < 0");
        }
    }
}
