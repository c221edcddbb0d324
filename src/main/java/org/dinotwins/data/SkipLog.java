package org.dinotwins.data;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** Collects what is skipped while a set is opened, with one line per reason. */
public final class SkipLog {
    /** The kind of item that is skipped. */
    public enum Kind {
        IMAGE("image", "images"),
        /** An entry of an index that names a file of another entry. */
        ENTRY("entry", "entries"),
        /** A stated size that is not the file's. */
        SIZE("size of", "sizes"),
        /** An image of the training split that is in the validation split too. */
        LEAK("image in both splits", "images in both splits"),
        LABEL("label of", "images without a label"),
        ANNOTATION("annotation", "annotations"),
        BOX("box", "boxes"),
        OUTLINE("outline", "outlines"),
        CATEGORY("category", "categories"),
        FILE("file", "files"),
        FOLDER("folder", "folders");

        private final String one;
        private final String many;

        Kind(String one, String many) {
            this.one = one;
            this.many = many;
        }
    }

    private record Reason(Kind kind, String sentence) {}

    private static final class Tally {
        private final String example;
        private int count;

        private Tally(String example) {
            this.example = example;
        }
    }

    /** Longest example that is quoted. */
    private static final int LONGEST = 80;

    private final Map<Reason, Tally> tallies = new LinkedHashMap<>();

    /**
     * Adds one skipped item.
     *
     * @param example its name for people, such as a file name
     * @param reason  a sentence that fits one item as well as many
     */
    public void add(Kind kind, String example, String reason) {
        add(kind, example, reason, 1);
    }

    /** Appends another log. */
    public void addAll(SkipLog later) {
        later.tallies.forEach(
                (reason, tally) -> tallies.computeIfAbsent(reason, r -> new Tally(tally.example)).count += tally.count);
    }

    private static String quoted(String example) {
        String line = example.replaceAll("\\p{Cntrl}", " ");
        return line.length() <= LONGEST ? line : line.substring(0, LONGEST - 3) + "...";
    }

    /** Adds several items of one reason, for example to restore a log from {@link #each}. */
    public void add(Kind kind, String example, String reason, int count) {
        tallies.computeIfAbsent(new Reason(kind, reason), r -> new Tally(quoted(example))).count += count;
    }

    /** Visits every reason with its count. */
    public void each(Visitor visitor) {
        tallies.forEach((reason, tally) -> visitor.note(reason.kind(), tally.example, reason.sentence(), tally.count));
    }

    /** Receives the reasons of a log. */
    public interface Visitor {
        void note(Kind kind, String example, String reason, int count);
    }

    /** One line for each kind and reason, in order of first occurrence. */
    public List<Skipped> lines() {
        return tallies.entrySet().stream()
                .map(e -> new Skipped(
                        what(e.getKey().kind(), e.getValue()), e.getKey().sentence()))
                .toList();
    }

    private static String what(Kind kind, Tally tally) {
        if (tally.count == 1) {
            return kind.one + " " + tally.example;
        }
        return String.format(Locale.ROOT, "%,d %s, for example %s", tally.count, kind.many, tally.example);
    }
}
