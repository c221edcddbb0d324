package org.dinotwins.data.outline;

import java.util.Arrays;

/**
 * The compressed text of COCO's run lengths. From the fourth run on, a run is stored as its difference to the run two
 * places before; each number is cut into groups of 5 bits, lowest first, and a group becomes the character 48 + bits,
 * with bit 6 set where more groups follow. The highest bit of the last group is the sign.
 */
final class RunLengthText {
    private static final int FIRST_CHARACTER = 48;
    private static final int GROUP_BITS = 5;
    private static final int GROUP = 0x1F;
    private static final int SIGN = 0x10;
    private static final int MORE = 0x20;
    /** The first runs are stored without a difference. */
    private static final int PLAIN_RUNS = 3;

    private RunLengthText() {}

    static String encode(int[] counts) {
        StringBuilder text = new StringBuilder(counts.length * 2);
        for (int i = 0; i < counts.length; i++) {
            long rest = i < PLAIN_RUNS ? counts[i] : (long) counts[i] - counts[i - 2];
            boolean more = true;
            while (more) {
                int group = (int) (rest & GROUP);
                rest >>= GROUP_BITS;
                more = rest != ((group & SIGN) == 0 ? 0 : -1);
                text.append((char) (FIRST_CHARACTER + (more ? group | MORE : group)));
            }
        }
        return text.toString();
    }

    static int[] decode(String text) {
        int[] counts = new int[text.length()];
        int runs = 0;
        int at = 0;
        while (at < text.length()) {
            long value = 0;
            int shift = 0;
            int group;
            do {
                group = at < text.length() ? text.charAt(at++) - FIRST_CHARACTER : -1;
                if (group < 0 || group >= MORE * 2 || shift > Long.SIZE - GROUP_BITS) {
                    throw new IllegalArgumentException("no run length at character " + at + " of the text");
                }
                value |= (long) (group & GROUP) << shift;
                shift += GROUP_BITS;
            } while ((group & MORE) != 0);
            if ((group & SIGN) != 0 && shift < Long.SIZE) {
                value |= -1L << shift;
            }
            long count = runs < PLAIN_RUNS ? value : value + counts[runs - 2];
            if (count < 0 || count > Integer.MAX_VALUE) {
                throw new IllegalArgumentException("a run of " + count + " pixels in the text");
            }
            counts[runs++] = (int) count;
        }
        return Arrays.copyOf(counts, runs);
    }
}
