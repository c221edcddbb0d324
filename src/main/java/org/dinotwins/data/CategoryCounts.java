package org.dinotwins.data;

import java.util.Comparator;
import java.util.List;
import java.util.OptionalInt;

/**
 * Training pictures of an image set per category.
 *
 * @param categories most frequent first, then by name; categories without pictures included
 * @param unlabelled training pictures without a labelled object
 */
public record CategoryCounts(List<Count> categories, int unlabelled) {

    /** Training pictures with the label of a category. */
    public record Count(String name, int pictures) {}

    public CategoryCounts {
        categories = List.copyOf(categories);
    }

    /** Counts the labels of the training pictures; a picture counts for its label alone, not for each of its objects. */
    public static CategoryCounts of(ImageSet set) {
        int[] counts = new int[set.categories().size()];
        int unlabelled = 0;
        for (Picture picture : set.train()) {
            OptionalInt label = picture.label();
            if (label.isPresent()) {
                counts[label.getAsInt()]++;
            } else {
                unlabelled++;
            }
        }
        return new CategoryCounts(
                set.categories().stream()
                        .map(c -> new Count(c.name(), counts[c.index()]))
                        .sorted(Comparator.comparingInt(Count::pictures)
                                .reversed()
                                .thenComparing(Count::name))
                        .toList(),
                unlabelled);
    }
}
