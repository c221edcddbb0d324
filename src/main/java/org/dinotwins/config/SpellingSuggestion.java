package org.dinotwins.config;

import java.util.Collection;
import java.util.Comparator;
import java.util.Locale;

/** Suggests the known word nearest to a misspelt one. */
public final class SpellingSuggestion {
    /** Largest edit distance, as a fraction of the word's length, at which a word is suggested. */
    private static final double NEAR = 0.4;

    /** Longer than any word that the program knows: nobody misspells it into this. */
    private static final int LONGEST = 100;

    private SpellingSuggestion() {}

    /** End of a sentence that suggests the nearest known word; empty if none is near. */
    public static String hint(String word, Collection<String> known) {
        if (word.length() > LONGEST) {
            return "";
        }
        return known.stream()
                .min(Comparator.comparingInt((String k) -> distance(word, k)).thenComparing(k -> k))
                .filter(k -> distance(word, k) <= Math.max(1, NEAR * word.length()))
                .map(k -> " (did you mean " + k + "?)")
                .orElse("");
    }

    /** Levenshtein distance, ignoring case. */
    private static int distance(String a, String b) {
        String x = a.toLowerCase(Locale.ROOT);
        String y = b.toLowerCase(Locale.ROOT);
        int[] row = new int[y.length() + 1];
        for (int j = 0; j < row.length; j++) {
            row[j] = j;
        }
        for (int i = 1; i <= x.length(); i++) {
            int diagonal = row[0];
            row[0] = i;
            for (int j = 1; j < row.length; j++) {
                int above = row[j];
                int swap = diagonal + (x.charAt(i - 1) == y.charAt(j - 1) ? 0 : 1);
                row[j] = Math.min(swap, 1 + Math.min(above, row[j - 1]));
                diagonal = above;
            }
        }
        return row[y.length()];
    }
}
