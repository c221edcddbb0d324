package org.dinotwins.data.coco;

import java.util.Arrays;

/** Hash map from long ids to int indices, without boxing. */
final class IdIndex {
    /** Result of {@link #get} for an unknown id; not allowed as a value. */
    static final int NONE = -1;

    private static final long SPREAD = 0x9e3779b97f4a7c15L;

    private final long[] ids;
    private final int[] numbers;
    private final int shift;

    /** @param most limit on the number of ids */
    IdIndex(int most) {
        int bits = Math.max(2, 33 - Integer.numberOfLeadingZeros(Math.max(1, most)));
        ids = new long[1 << bits];
        numbers = new int[1 << bits];
        Arrays.fill(numbers, NONE);
        shift = Long.SIZE - bits;
    }

    /** Adds an id unless it is present; true if it was added. */
    boolean put(long id, int number) {
        int at = place(id);
        if (numbers[at] != NONE) {
            return false;
        }
        ids[at] = id;
        numbers[at] = number;
        return true;
    }

    /** The number of an id, or {@link #NONE}. */
    int get(long id) {
        return numbers[place(id)];
    }

    private int place(long id) {
        int at = (int) (id * SPREAD >>> shift);
        while (numbers[at] != NONE && ids[at] != id) {
            at = at + 1 & ids.length - 1;
        }
        return at;
    }
}
