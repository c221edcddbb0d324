package org.dinotwins.data.coco;

import java.util.AbstractList;
import java.util.List;
import java.util.Objects;
import java.util.OptionalInt;
import java.util.RandomAccess;
import org.dinotwins.data.Picture;
import org.dinotwins.data.PictureObject;
import org.dinotwins.data.StoredObjects;
import org.dinotwins.data.outline.Turn;

/**
 * Which annotations of a COCO file belong to which picture. Objects are created on request: a large set has
 * hundreds of times more of them than are ever used.
 */
final class CocoObjects {
    private final CocoAnnotationTable[] parts;
    /** Number of the first annotation of each part, and behind them the number of all. */
    private final int[] firsts;

    private final IdIndex categories;
    /** Annotations by picture: those of picture p are from {@code starts[p]} to {@code starts[p + 1]}. */
    private final int[] starts;

    private final int[] ordered;
    private final Turn[] turns;

    /** Finds the picture of an annotation. */
    interface PictureLookup {
        /** Its number, or a negative one if the annotation is not used. */
        int picture(CocoAnnotationTable part, int row);
    }

    /**
     * @param categories indices by id
     * @param turns      of the pictures, from their annotations to their stored pixels
     */
    CocoObjects(List<CocoAnnotationTable> parts, IdIndex categories, Turn[] turns, PictureLookup lookup) {
        int pictures = turns.length;
        this.turns = turns.clone();
        this.parts = parts.toArray(CocoAnnotationTable[]::new);
        this.categories = categories;
        firsts = new int[parts.size() + 1];
        for (int p = 0; p < parts.size(); p++) {
            firsts[p + 1] = Math.addExact(firsts[p], parts.get(p).size());
        }
        int[] owners = new int[firsts[parts.size()]];
        starts = new int[pictures + 1];
        for (int p = 0; p < parts.size(); p++) {
            for (int row = 0; row < parts.get(p).size(); row++) {
                int owner = lookup.picture(parts.get(p), row);
                owners[firsts[p] + row] = owner;
                if (owner >= 0) {
                    starts[owner + 1]++;
                }
            }
        }
        for (int i = 0; i < pictures; i++) {
            starts[i + 1] += starts[i];
        }
        ordered = new int[starts[pictures]];
        int[] next = starts.clone();
        for (int i = 0; i < owners.length; i++) {
            if (owners[i] >= 0) {
                ordered[next[owners[i]]++] = i;
            }
        }
    }

    /** The objects of a picture in the order of the file. */
    List<PictureObject> of(int picture) {
        int from = starts[picture];
        int count = starts[picture + 1] - from;
        return count == 0 ? List.of() : new OfPicture(this, from, count, turns[picture]);
    }

    private PictureObject made(int place, Turn turn) {
        int p = part(ordered[place]);
        CocoAnnotationTable part = parts[p];
        int row = ordered[place] - firsts[p];
        return new PictureObject(
                categories.get(part.category(row)),
                turn.stored(part.box(row)),
                part.area(row),
                part.crowd(row),
                turn.stored(part.outline(row)));
    }

    private int part(int number) {
        int p = 0;
        while (number >= firsts[p + 1]) {
            p++;
        }
        return p;
    }

    private OptionalInt label(int from, int to) {
        int label = IdIndex.NONE;
        double largest = Double.NEGATIVE_INFINITY;
        for (int place = from; place < to; place++) {
            int p = part(ordered[place]);
            int row = ordered[place] - firsts[p];
            if (!parts[p].crowd(row) && parts[p].area(row) > largest) {
                largest = parts[p].area(row);
                label = categories.get(parts[p].category(row));
            }
        }
        return label == IdIndex.NONE ? OptionalInt.empty() : OptionalInt.of(label);
    }

    /** Immutable, so that {@link Picture} need not copy it. */
    private static final class OfPicture extends AbstractList<PictureObject> implements StoredObjects, RandomAccess {
        private final CocoObjects all;
        private final int from;
        private final int count;
        private final Turn turn;

        private OfPicture(CocoObjects all, int from, int count, Turn turn) {
            this.all = all;
            this.from = from;
            this.count = count;
            this.turn = turn;
        }

        @Override
        public PictureObject get(int index) {
            return all.made(from + Objects.checkIndex(index, count), turn);
        }

        @Override
        public OptionalInt label() {
            return all.label(from, from + count);
        }

        @Override
        public int size() {
            return count;
        }
    }
}
