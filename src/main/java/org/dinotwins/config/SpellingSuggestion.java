package org.dinotwins.config;

import java.util.Collection;
import java.util.Comparator;
import java.util.Locale;

/** The known word that a mistyped one probably stands for. */
public final class SpellingSuggestion {
    /** Edits, as a share of the word's length, up to which two words are taken for the same. */
    private static final double NEAR = 0.4;

    private SpellingSuggestion() {
    }

    /** The end of a sentence that names the nearest known word; empty where none is near. */
    public static String hint(String word, Collection<String> known) {
        return known.stream()
                .min(Comparator.comparingInt((String k) -> distance(word, k)).thenComparing(k -> k))
                .filter(k -> distance(word, k) <= Math.max(1, NEAR * word.length()))
                .map(k -> "; perhaps " + k + " is meant").orElse("");
    }

    /** Levenshtein's edit distance, letter case left out. */
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
