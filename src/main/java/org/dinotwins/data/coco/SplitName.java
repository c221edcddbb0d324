package org.dinotwins.data.coco;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * The words of a file's or folder's name, and the split that they name: {@code train} in {@code instances_Train.json},
 * {@code coco_train2017.json} and {@code trainPart1.json}.
 *
 * @param tag   the name without its ending and without {@code instances}, such as {@code train2017}
 * @param split what the words say
 * @param words the other words in lower case that distinguish files of one split, such as {@code small}
 * @param series all words in lower case without numbers and single letters, the same for all parts of a split
 * @param year  the last number of four digits from 1900 to 2099, 0 without one
 */
record SplitName(String tag, Split split, List<String> words, String series, int year) {
    /** What pictures are for. */
    enum Split {
        TRAIN,
        VALIDATION,
        TEST,
        /** The name has no such word. */
        UNNAMED
    }

    private static final Set<String> TRAIN = Set.of("train", "training", "trainset", "trains", "trn");
    private static final Set<String> VALIDATION =
            Set.of("val", "valid", "validation", "validate", "validating", "valset", "validset", "vals", "dev", "minival");
    private static final Set<String> TEST = Set.of("test", "testing", "testset", "tests", "tst");
    /** COCO's and VOC's word for the pictures of both; used for training where no file is for training alone. */
    private static final String BOTH = "trainval";
    /** Words of annotation files' names that do not distinguish one from another. */
    private static final Set<String> GENERAL =
            Set.of("instances", "instance", "annotations", "annotation", "coco", "part", "shard", "of", "set", "split");

    /** Between letters and digits, before a capital that follows a small letter, and at separators. */
    private static final Pattern BETWEEN_WORDS = Pattern.compile(
            "[^\\p{L}\\p{N}]+|(?<=\\p{Ll})(?=\\p{Lu})|(?<=\\p{L})(?=\\p{N})|(?<=\\p{N})(?=\\p{L})");

    private static final Pattern PREFIX = Pattern.compile("^instances[_-]?", Pattern.CASE_INSENSITIVE);
    private static final Pattern ENDING = Pattern.compile("(\\.coco)?\\.json$", Pattern.CASE_INSENSITIVE);
    private static final Pattern YEAR = Pattern.compile("(19|20)[0-9]{2}");

    SplitName {
        words = List.copyOf(words);
    }

    static SplitName of(String name) {
        String stem = ENDING.matcher(name).replaceFirst("");
        Split split = Split.UNNAMED;
        List<String> others = new ArrayList<>();
        List<String> series = new ArrayList<>();
        int year = 0;
        for (String word : BETWEEN_WORDS.split(stem)) {
            String lower = word.toLowerCase(Locale.ROOT);
            Split named = split(lower);
            if (lower.length() > 1 && !Character.isDigit(lower.charAt(0))) {
                series.add(lower);
            }
            if (YEAR.matcher(lower).matches()) {
                year = Integer.parseInt(lower);
            } else if (named != Split.UNNAMED && split == Split.UNNAMED) {
                split = named;
            } else if (lower.length() > 1 && !GENERAL.contains(lower) && !Character.isDigit(lower.charAt(0))) {
                split = lower.equals(BOTH) && split == Split.UNNAMED ? Split.TRAIN : split;
                others.add(lower);
            }
        }
        return new SplitName(PREFIX.matcher(stem).replaceFirst(""), split, others, String.join(" ", series), year);
    }

    /** The beginning of a sentence about a split. */
    static String describe(Split split) {
        return switch (split) {
            case TRAIN -> "The training split";
            case VALIDATION -> "The validation split";
            case TEST -> "The test split";
            case UNNAMED -> "The set";
        };
    }

    private static Split split(String word) {
        return TRAIN.contains(word)
                ? Split.TRAIN
                : VALIDATION.contains(word) ? Split.VALIDATION : TEST.contains(word) ? Split.TEST : Split.UNNAMED;
    }

    /** Whether a name holds a word of another split than this one, as the folder of other pictures does. */
    boolean excludes(String folder) {
        Split other = of(folder).split();
        return split != Split.UNNAMED && other != Split.UNNAMED && other != split;
    }
}
