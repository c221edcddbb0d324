package org.dinotwins.data;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;

/** Collects what is skipped while a set is opened, and warnings about what is kept, with one line per reason. */
public final class SkipLog {
    /** Names kept for each reason: enough for a log file, and bounded where a file has millions of faults. */
    public static final int MOST_NAMES = 10_000;

    /** Characters of a name that are shown. */
    private static final int LONGEST_NAME = 200;

    private static final Pattern CONTROL = Pattern.compile("\\p{Cntrl}");

    /** The kind of item that a reason is about. */
    public enum Kind {
        IMAGE("image", "images", true),
        /** An image that is kept, without a label. */
        LABEL("label of", "images without a label", false),
        ANNOTATION("annotation", "annotations", true),
        OUTLINE("outline", "outlines", true),
        CATEGORY("category", "categories", true),
        FILE("file", "files", true),
        FOLDER("folder", "folders", true),
        /** A split that is not needed, because two others are used. */
        SPLIT("split", "splits", false),
        /** Something that is kept, but can make results wrong. */
        WARNING("warning about", "warnings", true);

        private final String one;
        private final String many;
        private final boolean fault;

        Kind(String one, String many, boolean fault) {
            this.one = one;
            this.many = many;
            this.fault = fault;
        }

        /** Whether a set without faults has no such items; {@code --strict} refuses these. */
        public boolean fault() {
            return fault;
        }

        String one() {
            return one;
        }

        String counted() {
            return switch (this) {
                case LABEL -> "image without a label";
                case WARNING -> "warning";
                default -> one;
            };
        }

        String many() {
            return many;
        }
    }

    private record Reason(Kind kind, String sentence) {}

    private static final class Tally {
        private final List<String> names = new ArrayList<>();
        private int count;

        private void add(String name, int items) {
            if (!name.isEmpty() && names.size() < MOST_NAMES) {
                names.add(shown(name));
            }
            count += items;
        }
    }

    private final Map<Reason, Tally> tallies = new LinkedHashMap<>();

    /**
     * Adds one skipped item.
     *
     * @param name   its name for people, such as a file name
     * @param reason a sentence that fits one item as well as many
     */
    public void add(Kind kind, String name, String reason) {
        add(kind, name, reason, 1);
    }

    /** Adds a warning about something that is kept. @param reason a sentence that fits one item as well as many */
    public void warn(String name, String reason) {
        add(Kind.WARNING, name, reason, 1);
    }

    /** Appends another log. */
    public void addAll(SkipLog later) {
        later.each(this::add);
    }

    /** Adds several items of one reason, of which only one has a name; for example to restore a log from {@link #each}. */
    public void add(Kind kind, String name, String reason, int count) {
        tallies.computeIfAbsent(new Reason(kind, reason), r -> new Tally()).add(name, count);
    }

    /** Visits every name with its reason, and the items without a name together under an empty name. */
    public void each(Visitor visitor) {
        tallies.forEach((reason, tally) -> {
            tally.names.forEach(name -> visitor.note(reason.kind(), name, reason.sentence(), 1));
            int nameless = tally.count - tally.names.size();
            if (nameless > 0) {
                visitor.note(reason.kind(), "", reason.sentence(), nameless);
            }
        });
    }

    /** A name from a file as it is safe to print: without control characters, and not too long. */
    static String shown(String name) {
        String printable = CONTROL.matcher(name).replaceAll("\uFFFD");
        return printable.length() <= LONGEST_NAME ? printable : printable.substring(0, LONGEST_NAME) + "…";
    }

    /** Receives the reasons of a log. */
    public interface Visitor {
        void note(Kind kind, String name, String reason, int count);
    }

    /** One line for each kind and reason, in order of first occurrence. */
    public List<Skipped> lines() {
        return tallies.entrySet().stream()
                .map(e -> new Skipped(
                        e.getKey().kind(),
                        e.getValue().count,
                        e.getValue().names,
                        e.getKey().sentence()))
                .toList();
    }
}
