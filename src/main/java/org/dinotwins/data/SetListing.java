package org.dinotwins.data;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/** What an image set holds and what was skipped in it, as lines for the terminal and for a run's log. */
public final class SetListing {
    /** Names listed of each reason in the terminal. */
    private static final int FIRST_NAMES = 3;
    /** Categories listed in the terminal. */
    private static final int FIRST_CATEGORIES = 12;

    private static final String INDENT = "  ";

    private SetListing() {}

    /** A few lines: format, splits, categories, and each reason with its count and first names. */
    public static List<String> brief(ImageSet set) {
        return lines(set, FIRST_CATEGORIES, FIRST_NAMES);
    }

    /** Like {@link #brief}, with all categories and with all names that {@link Skipped} keeps. */
    public static List<String> full(ImageSet set) {
        return lines(set, Integer.MAX_VALUE, Integer.MAX_VALUE);
    }

    /** The faults that {@code --strict} refuses, in a few words; empty where there are none. */
    public static String faults(ImageSet set) {
        return set.skipped().stream()
                .filter(s -> s.kind().effect() != SkipLog.Effect.NOTED)
                .map(Skipped::counted)
                .collect(Collectors.joining(", "));
    }

    private static List<String> lines(ImageSet set, int mostCategories, int mostNames) {
        List<String> lines = new ArrayList<>();
        lines.add(String.format(
                Locale.ROOT,
                "Image set %s: %s, %s for training, %s for validation, %s.",
                set.root(),
                set.format(),
                counted(set.train().size(), "picture", "pictures"),
                counted(set.validation().size(), "picture", "pictures"),
                counted(set.categories().size(), "category", "categories")));
        if (!set.categories().isEmpty()) {
            lines.add(INDENT + "Training pictures by category: " + categories(set, mostCategories) + ".");
        }
        part(lines, "Skipped:", set, SkipLog.Effect.SKIPPED, mostNames);
        part(lines, "Not used everywhere:", set, SkipLog.Effect.NOTED, mostNames);
        part(lines, "Warnings:", set, SkipLog.Effect.WARNED, mostNames);
        return lines;
    }

    private static void part(List<String> lines, String heading, ImageSet set, SkipLog.Effect effect, int mostNames) {
        List<Skipped> members =
                set.skipped().stream().filter(s -> s.kind().effect() == effect).toList();
        if (members.isEmpty()) {
            return;
        }
        lines.add(INDENT + heading);
        for (Skipped member : members) {
            String names = member.names(mostNames);
            lines.add(INDENT + INDENT + member.counted() + (names.isEmpty() ? "" : " (" + names + ")") + ": "
                    + member.reason());
        }
    }

    private static String categories(ImageSet set, int most) {
        CategoryCounts counts = CategoryCounts.of(set);
        List<CategoryCounts.Count> categories = counts.categories();
        int shown = Math.min(most, categories.size());
        String text = categories.subList(0, shown).stream()
                .map(c -> SkipLog.shown(c.name()) + " " + counted(c.pictures()))
                .collect(Collectors.joining(", "));
        return text
                + (shown < categories.size() ? " and " + (categories.size() - shown) + " more" : "")
                + (counts.unlabelled() > 0 ? "; without a label " + counted(counts.unlabelled()) : "");
    }

    private static String counted(int number) {
        return String.format(Locale.ROOT, "%,d", number);
    }

    private static String counted(int number, String one, String many) {
        return counted(number) + " " + (number == 1 ? one : many);
    }
}
