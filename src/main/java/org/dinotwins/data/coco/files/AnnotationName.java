package org.dinotwins.data.coco.files;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import org.dinotwins.data.SplitName;

/**
 * The words of the name of an annotation file or of a folder, and the split that one of them names: {@code train} in
 * {@code instances_Train.json}, {@code coco_train2017.json} and {@code trainPart1.json}.
 *
 * @param tag   the name without its ending and without {@code instances}, such as {@code train2017}
 * @param split which the words name; empty if none does
 * @param words the other words in lower case that distinguish files of one split, such as {@code small}
 * @param series all words in lower case without numbers and single letters, the same for all parts of a split
 * @param year  the last number of four digits from 1900 to 2099, 0 without one
 */
record AnnotationName(String tag, Optional<SplitName> split, List<String> words, String series, int year) {
    /** COCO's and VOC's word for the pictures of both; used for training where no file is for training alone. */
    private static final String BOTH = "trainval";
    /** Words of annotation files' names that do not distinguish one from another. */
    private static final Set<String> GENERAL =
            Set.of("instances", "instance", "annotations", "annotation", "coco", "part", "shard", "of", "set", "split");

    /** Between letters and digits, before a capital that follows a small letter, and at separators. */
    private static final Pattern BETWEEN_WORDS =
            Pattern.compile("[^\\p{L}\\p{N}]+|(?<=\\p{Ll})(?=\\p{Lu})|(?<=\\p{L})(?=\\p{N})|(?<=\\p{N})(?=\\p{L})");

    private static final Pattern PREFIX = Pattern.compile("^instances[_-]?", Pattern.CASE_INSENSITIVE);
    private static final Pattern ENDING = Pattern.compile("(\\.coco)?\\.json$", Pattern.CASE_INSENSITIVE);
    private static final Pattern YEAR = Pattern.compile("(19|20)[0-9]{2}");

    AnnotationName {
        words = List.copyOf(words);
    }

    static AnnotationName of(String name) {
        String stem = ENDING.matcher(name).replaceFirst("");
        Optional<SplitName> split = Optional.empty();
        List<String> others = new ArrayList<>();
        List<String> series = new ArrayList<>();
        int year = 0;
        for (String word : BETWEEN_WORDS.split(stem)) {
            String lower = word.toLowerCase(Locale.ROOT);
            Optional<SplitName> named = SplitName.of(lower);
            if (YEAR.matcher(lower).matches()) {
                year = Integer.parseInt(lower);
            }
            if (lower.length() > 1 && !Character.isDigit(lower.charAt(0))) {
                series.add(lower);
                boolean second = named.isPresent() && (split.isPresent() || lower.equals(BOTH));
                if (named.isEmpty() && !GENERAL.contains(lower) || second) {
                    others.add(lower);
                }
            }
            split = split.isPresent() ? split : named;
        }
        return new AnnotationName(PREFIX.matcher(stem).replaceFirst(""), split, others, String.join(" ", series), year);
    }

    /** The beginning of a sentence about the split. */
    String describe() {
        return split.map(s -> s == SplitName.TRAIN ? "training" : s.name().toLowerCase(Locale.ROOT))
                .map(s -> "The " + s + " split")
                .orElse("The set");
    }

    /** Whether a folder's name holds the word of another split, so that its pictures are not those of this file. */
    boolean excludes(String folder) {
        Optional<SplitName> other = of(folder).split();
        return split.isPresent() && other.isPresent() && !other.equals(split);
    }
}
