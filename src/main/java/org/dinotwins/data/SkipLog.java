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

    /** What happens to the items of a kind. */
    public enum Effect {
        /** They are not used. */
        SKIPPED,
        /** They are valid, but not used everywhere. */
        NOTED,
        /** They are used, but can make results wrong. */
        WARNED
    }

    /** The kind of item that a reason is about. */
    public enum Kind {
        IMAGE("image", "images", Effect.SKIPPED),
        /** An entry of an index that names a file of another entry. */
        ENTRY("entry", "entries", Effect.SKIPPED),
        ANNOTATION("annotation", "annotations", Effect.SKIPPED),
        BOX("box", "boxes", Effect.SKIPPED),
        OUTLINE("outline", "outlines", Effect.SKIPPED),
        CATEGORY("category", "categories", Effect.SKIPPED),
        FILE("file", "files", Effect.SKIPPED),
        FOLDER("folder", "folders", Effect.SKIPPED),
        /** An image that is used for training, but has no label. */
        LABEL("label of", "image without a label", "images without a label", Effect.NOTED),
        /** An image that no list of a split names. */
        UNLISTED("image outside the lists", "images outside the lists", Effect.NOTED),
        /** A split that is not needed, because two others are used. */
        SPLIT("split", "splits", Effect.NOTED),
        /** A stated size that differs from the file's. */
        SIZE("size of", "size", "sizes", Effect.WARNED),
        /** An image of the training split that is in the validation split too. */
        LEAK("image in both splits", "images in both splits", Effect.WARNED),
        /** Anything else that can make results wrong. */
        WARNING("warning about", "warning", "warnings", Effect.WARNED);

        private final String named;
        private final String one;
        private final String many;
        private final Effect effect;

        Kind(String one, String many, Effect effect) {
            this(one, one, many, effect);
        }

        /** @param named words before the name of a single item */
        Kind(String named, String one, String many, Effect effect) {
            this.named = named;
            this.one = one;
            this.many = many;
            this.effect = effect;
        }

        /** What happens to the items. */
        public Effect effect() {
            return effect;
        }

        String named() {
            return named;
        }

        String one() {
            return one;
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
     * @param name   its name for the user, such as a file name
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
