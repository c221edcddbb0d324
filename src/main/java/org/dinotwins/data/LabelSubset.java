package org.dinotwins.data;

import java.util.ArrayList;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;

/**
 * A seeded sample of labelled pictures for training with few labels: the same share of each label's pictures. With the
 * same seed a smaller share is a subset of a larger one, so accuracies over growing shares differ only by the pictures
 * that were added.
 */
public final class LabelSubset {
    private LabelSubset() {}

    /**
     * Draws the subset; pictures without a label are skipped.
     *
     * @param pictures in any order; the subset keeps it
     * @param share    above 0, up to 1; rounded to whole pictures per label, at least one
     * @param seed     any number
     */
    public static List<Picture> of(List<Picture> pictures, double share, long seed) {
        if (!(share > 0 && share <= 1)) {
            throw new IllegalArgumentException(
                    "The share of labels is " + share + "; it must be above 0 and at most 1.");
        }
        Map<Integer, List<Picture>> groups = new TreeMap<>();
        pictures.forEach(p -> p.label()
                .ifPresent(
                        l -> groups.computeIfAbsent(l, k -> new ArrayList<>()).add(p)));
        Set<Picture> chosen = Collections.newSetFromMap(new IdentityHashMap<>());
        groups.forEach((label, group) -> {
            List<Picture> drawn = new ArrayList<>(group);
            // One random stream per label, so the choice for one label is independent of the other labels.
            Collections.shuffle(drawn, new Random(seed * 1_000_003 + label));
            chosen.addAll(drawn.subList(0, (int) Math.max(1, Math.round(group.size() * share))));
        });
        return pictures.stream().filter(chosen::contains).toList();
    }
}
