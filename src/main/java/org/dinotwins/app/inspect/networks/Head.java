package org.dinotwins.app.inspect.networks;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.dinotwins.eval.attention.AttentionMap;

/** Whose attention is shown: one head's, or a combination of all heads. */
public sealed interface Head {

    /** Name for the user. */
    String title();

    /** Attention to every patch, {@code [rows * columns]}. */
    float[] of(AttentionMap map);

    /** The mean of all heads. */
    record Mean() implements Head {
        @Override
        public String title() {
            return "Mean";
        }

        @Override
        public float[] of(AttentionMap map) {
            return map.mean();
        }
    }

    /** For each patch, the maximum over all heads. */
    record Max() implements Head {
        @Override
        public String title() {
            return "Max";
        }

        @Override
        public float[] of(AttentionMap map) {
            return map.max();
        }
    }

    /** One head, counted from 0; its title counts from 1. */
    record One(int index) implements Head {
        @Override
        public String title() {
            return "Head " + (index + 1);
        }

        @Override
        public float[] of(AttentionMap map) {
            return map.heads()[index];
        }
    }

    /** Mean, max, then each of {@code count} heads. */
    static List<Head> all(int count) {
        List<Head> all = new ArrayList<>(List.of(new Mean(), new Max()));
        IntStream.range(0, count).mapToObj(One::new).forEach(all::add);
        return List.copyOf(all);
    }
}
