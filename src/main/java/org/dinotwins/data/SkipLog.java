package org.dinotwins.data;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** Collects what is left out while a set is opened: one line for each reason, however often it occurs. */
public final class SkipLog {
    /** The sort of thing that is left out. */
    public enum Kind {
        IMAGE("image", "images"),
        LABEL("label of", "images without a label"),
        ANNOTATION("annotation", "annotations"),
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

    private record Reason(Kind kind, String sentence) {
    }

    private static final class Tally {
        private final String example;
        private int count;

        private Tally(String example) {
            this.example = example;
        }
    }

    private final Map<Reason, Tally> tallies = new LinkedHashMap<>();

    /**
     * Notes one thing.
     *
     * @param example its name for people, such as a file name
     * @param reason  a sentence that fits one thing as well as many
     */
    public void add(Kind kind, String example, String reason) {
        add(kind, example, reason, 1);
    }

    /** Notes what another log holds, behind what is here. */
    public void addAll(SkipLog later) {
        later.tallies.forEach((reason, tally) ->
                tallies.computeIfAbsent(reason, r -> new Tally(tally.example)).count += tally.count);
    }

    /** Takes one note with its count, to make a log again from what {@link #each} told. */
    public void add(Kind kind, String example, String reason, int count) {
        tallies.computeIfAbsent(new Reason(kind, reason), r -> new Tally(example)).count += count;
    }

    /** Tells of every note. */
    public void each(Visitor visitor) {
        tallies.forEach((reason, tally) ->
                visitor.note(reason.kind(), tally.example, reason.sentence(), tally.count));
    }

    /** Hears of notes. */
    public interface Visitor {
        void note(Kind kind, String example, String reason, int count);
    }

    /** One line for each kind and reason, in the order in which they were first met. */
    public List<Skipped> lines() {
        return tallies.entrySet().stream()
                .map(e -> new Skipped(what(e.getKey().kind(), e.getValue()), e.getKey().sentence()))
                .toList();
    }

    private static String what(Kind kind, Tally tally) {
        if (tally.count == 1) {
            return kind.one + " " + tally.example;
        }
        return String.format(Locale.ROOT, "%,d %s, for example %s", tally.count, kind.many, tally.example);
    }
}
