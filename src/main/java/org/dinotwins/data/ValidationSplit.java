package org.dinotwins.data;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.zip.CRC32;

/**
 * Splits a set without validation pictures 80 : 20 into training and validation, within each label. The split depends
 * only on the pictures' names, so it is the same on every machine and every time the set is opened.
 */
public final class ValidationSplit {
    /** Suffix of {@link ImageSet#format()} for sets that were split here. */
    public static final String NOTE = ", divided 80 : 20";

    private static final double SHARE = 0.2;
    /** Pictures without a label form a group of their own. */
    private static final int NO_LABEL = -1;

    private final List<Picture> train = new ArrayList<>();
    private final List<Picture> validation = new ArrayList<>();

    private ValidationSplit() {}

    /** A picture's position in the list and the checksum that orders it. */
    private record Lot(int place, long draw, String name) {}

    /** @param name a name of the picture that is unique in the set, such as its path within the root */
    public static ValidationSplit of(List<Picture> pictures, Function<Picture, String> name) {
        Map<Integer, List<Lot>> groups = new TreeMap<>();
        for (int i = 0; i < pictures.size(); i++) {
            Picture picture = pictures.get(i);
            String unique = name.apply(picture);
            groups.computeIfAbsent(picture.label().orElse(NO_LABEL), k -> new ArrayList<>())
                    .add(new Lot(i, draw(unique), unique));
        }
        BitSet held = new BitSet(pictures.size());
        Comparator<Lot> byDraw = Comparator.comparingLong(Lot::draw).thenComparing(Lot::name);
        for (List<Lot> group : groups.values()) {
            long share = Math.round(group.size() * SHARE);
            long count = group.size() > 1 ? Math.max(1, share) : 0;
            group.stream().sorted(byDraw).limit(count).forEach(lot -> held.set(lot.place()));
        }
        ValidationSplit split = new ValidationSplit();
        for (int i = 0; i < pictures.size(); i++) {
            (held.get(i) ? split.validation : split.train).add(pictures.get(i));
        }
        return split;
    }

    public List<Picture> train() {
        return train;
    }

    public List<Picture> validation() {
        return validation;
    }

    /** A checksum of the name: it looks random but never changes. */
    private static long draw(String name) {
        CRC32 crc = new CRC32();
        crc.update(name.getBytes(StandardCharsets.UTF_8));
        return crc.getValue();
    }
}
