package org.dinotwins.data;

import java.util.List;
import java.util.Locale;

/**
 * What one reason says about an image set: items that were skipped, or a warning about items that were kept.
 *
 * @param kind   of the items
 * @param count  number of items, at least 1
 * @param names  files or annotations, in order of occurrence; the first {@link SkipLog#MOST_NAMES} at most
 * @param reason a sentence for the user: why, and how to fix it where possible
 */
public record Skipped(SkipLog.Kind kind, int count, List<String> names, String reason) {
    public Skipped {
        names = List.copyOf(names);
    }

    /** The items in a few words, short enough for a line in the window. */
    public String what() {
        String first = names.isEmpty() ? "" : names.get(0);
        if (count == 1) {
            return kind.named() + (first.isEmpty() ? "" : " " + first);
        }
        return String.format(Locale.ROOT, "%,d %s", count, kind.many())
                + (first.isEmpty() ? "" : ", for example " + first);
    }

    /** Number and kind of the items, for example {@code 3 images}. */
    public String counted() {
        return String.format(Locale.ROOT, "%,d %s", count, count == 1 ? kind.one() : kind.many());
    }

    /** The first names, separated by commas. */
    public String names(int most) {
        List<String> shown = names.subList(0, Math.min(most, names.size()));
        return String.join(", ", shown) + (count > shown.size() && !shown.isEmpty() ? ", …" : "");
    }
}
