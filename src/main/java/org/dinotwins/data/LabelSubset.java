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
 * The pictures whose labels may be used when only a share of all labels is at hand: a share of each label's pictures,
 * drawn with a seed. A smaller share of the same seed is a part of a larger one, so that accuracies over growing shares
 * differ by what was added alone.
 */
public final class LabelSubset {
    private LabelSubset() {
    }

    /**
     * Draws the subset; pictures without a label are left out.
     *
     * @param pictures in any order; the subset keeps it
     * @param share    above 0, up to 1; of each label the nearest whole number is taken, but at least one picture
     * @param seed     any number
     */
    public static List<Picture> of(List<Picture> pictures, double share, long seed) {
        if (!(share > 0 && share <= 1)) {
            throw new IllegalArgumentException("a share of " + share + " is not above 0 and up to 1");
        }
        Map<Integer, List<Picture>> groups = new TreeMap<>();
        pictures.forEach(p -> p.label().ifPresent(l -> groups.computeIfAbsent(l, k -> new ArrayList<>()).add(p)));
        Set<Picture> chosen = Collections.newSetFromMap(new IdentityHashMap<>());
        groups.forEach((label, group) -> {
            List<Picture> drawn = new ArrayList<>(group);
            // Each label has a stream of its own: what is drawn for one does not hang on how many others there are.
            Collections.shuffle(drawn, new Random(seed * 1_000_003 + label));
            chosen.addAll(drawn.subList(0, (int) Math.max(1, Math.round(group.size() * share))));
        });
        return pictures.stream().filter(chosen::contains).toList();
    }
}
