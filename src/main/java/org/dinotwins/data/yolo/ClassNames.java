package org.dinotwins.data.yolo;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import org.dinotwins.data.Category;

/**
 * The names of the class numbers in label files.
 *
 * @param byNumber names by class number
 * @param closed   true if other numbers are faults; false if no file states the names
 */
record ClassNames(SortedMap<Integer, String> byNumber, boolean closed) {
    /** Class numbers from here on are faults in any set. */
    static final int MOST = 100_000;

    ClassNames {
        byNumber = Collections.unmodifiableSortedMap(new TreeMap<>(byNumber));
    }

    /** For sets without a list of names. */
    static ClassNames unknown() {
        return new ClassNames(new TreeMap<>(), false);
    }

    /** The names in a file with one name a line. */
    static ClassNames ofLines(List<String> lines) {
        int last = lines.size();
        while (last > 0 && lines.get(last - 1).isBlank()) {
            last--;
        }
        SortedMap<Integer, String> names = new TreeMap<>();
        for (int i = 0; i < Math.min(last, MOST); i++) {
            String name = lines.get(i).strip();
            names.put(i, name.isEmpty() ? unnamed(i) : name);
        }
        return names.isEmpty() ? unknown() : new ClassNames(names, true);
    }

    static String unnamed(int number) {
        return "class " + number;
    }

    boolean knows(int number) {
        return closed ? byNumber.containsKey(number) : number < MOST;
    }

    /** The categories in order of their numbers. @param used class numbers that occur, for sets without names */
    List<Category> categories(SortedSet<Integer> used) {
        List<Category> categories = new ArrayList<>();
        for (int number : closed ? byNumber.keySet() : used) {
            categories.add(new Category(categories.size(), number, byNumber.getOrDefault(number, unnamed(number))));
        }
        return categories;
    }
}
