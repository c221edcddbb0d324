package org.dinotwins.data;

import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/** The split of an image set that the name of a folder, list or key speaks of. */
public enum SplitName {
    TRAIN(Set.of("train", "training", "trn", "trainval")),
    VALIDATION(Set.of("val", "valid", "validation", "validate", "dev")),
    TEST(Set.of("test", "testing", "tst"));

    /** Words that say nothing about the split: {@code train_images}, {@code seg_train}, {@code obj_train_data}. */
    private static final Set<String> BESIDE =
            Set.of("set", "split", "data", "dataset", "images", "image", "imgs", "img", "seg", "obj", "subset");
    /** A word ends at each change to a digit, at other characters, and where a capital follows a small letter. */
    private static final Pattern WORDS = Pattern.compile("[^\\p{L}]+|(?<=\\p{Ll})(?=\\p{Lu})");
    /** {@code trainset} is one word of two. */
    private static final Pattern JOINED =
            Pattern.compile("(?<=^(train|training|val|valid|validation|test))(set|data)$");

    private final Set<String> words;

    SplitName(Set<String> words) {
        this.words = words;
    }

    /**
     * The split that a name consists of, in any case, with or without a year or number: {@code Train}, {@code val2017},
     * {@code train_1}, {@code test-set}. A name with other words, such as {@code bullet train} or {@code train_masks}, is
     * that of no split.
     */
    public static Optional<SplitName> of(String name) {
        List<String> parts = WORDS.splitAsStream(name)
                .map(word -> JOINED.matcher(word.toLowerCase(Locale.ROOT)).replaceAll(""))
                .filter(word -> !word.isEmpty())
                .toList();
        Optional<SplitName> found = Optional.empty();
        for (String part : parts) {
            Optional<SplitName> split = ofWord(part);
            if (split.isPresent() && found.isPresent() && !split.equals(found)
                    || split.isEmpty() && !BESIDE.contains(part)) {
                return Optional.empty();
            }
            found = split.isPresent() ? split : found;
        }
        return found;
    }

    private static Optional<SplitName> ofWord(String word) {
        for (SplitName split : values()) {
            if (split.words.contains(word)) {
                return Optional.of(split);
            }
        }
        return Optional.empty();
    }
}
