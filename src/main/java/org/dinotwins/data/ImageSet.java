package org.dinotwins.data;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * An opened image set: categories, the pictures of both splits, and what was skipped.
 *
 * @param name       short name for the user, for example the folder's
 * @param root       absolute folder it was opened from
 * @param format     name of the layout, for example {@code COCO}
 * @param categories by index
 * @param train      pictures to train on
 * @param validation pictures to measure on; may be empty
 * @param skipped    what was skipped and why
 */
public record ImageSet(
        String name,
        Path root,
        String format,
        List<Category> categories,
        List<Picture> train,
        List<Picture> validation,
        List<Skipped> skipped) {
    public ImageSet {
        categories = List.copyOf(categories);
        train = List.copyOf(train);
        validation = List.copyOf(validation);
        skipped = List.copyOf(skipped);
    }

    /** The domain of a picture, for example {@code sketch}; empty where the layout knows no domains. */
    public Optional<String> domain(Picture picture) {
        return DomainSets.hasDomains(format)
                ? Optional.of(root.relativize(picture.file()).getName(0).toString())
                : Optional.empty();
    }

    /** The domains that have pictures, sorted; empty where the layout knows none. */
    public List<String> domains() {
        return Stream.concat(train.stream(), validation.stream())
                .flatMap(p -> domain(p).stream())
                .distinct()
                .sorted()
                .toList();
    }
}
