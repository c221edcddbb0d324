package org.dinotwins.data;

import java.nio.file.Path;
import java.util.List;

/**
 * An image set as it was opened: categories, pictures of the two splits, and what was left out.
 *
 * @param name       short name for people, for example the folder's
 * @param root       absolute folder it was opened from
 * @param format     name of the layout, for example {@code COCO}
 * @param categories by index
 * @param train      pictures to train on
 * @param validation pictures to measure on; may be empty
 * @param skipped    what was left out and why
 */
public record ImageSet(String name, Path root, String format, List<Category> categories, List<Picture> train,
                       List<Picture> validation, List<Skipped> skipped) {
    public ImageSet {
        categories = List.copyOf(categories);
        train = List.copyOf(train);
        validation = List.copyOf(validation);
        skipped = List.copyOf(skipped);
    }
}
