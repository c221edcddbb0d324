package org.dinotwins.export.attention;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.dinotwins.eval.attention.AttentionMap;
import org.dinotwins.eval.attention.AttentionRollout.Fusion;

/** An attention map of a picture: a single head, the heads combined, or the rollout over all blocks. */
public sealed interface MapSelection {
    /** Name in options and file names: {@code head-1}, {@code mean}. */
    String word();

    /** One head; its index starts from 0, its name from 1. */
    record Head(int index) implements MapSelection {
        @Override
        public String word() {
            return "head-" + (index + 1);
        }
    }

    /** The mean of all heads. */
    record Mean() implements MapSelection {
        @Override
        public String word() {
            return "mean";
        }
    }

    /** The maximum of all heads at each patch. */
    record Max() implements MapSelection {
        @Override
        public String word() {
            return "max";
        }
    }

    /** Attention rollout over all blocks. */
    record Rollout(Fusion fusion) implements MapSelection {
        @Override
        public String word() {
            return fusion == Fusion.MEAN ? "rollout" : "rollout-max";
        }
    }

    /** The map from the attention of one block; empty for a rollout, which needs all blocks. */
    default Optional<float[]> of(AttentionMap map) {
        if (this instanceof Head head) {
            return Optional.of(map.heads()[head.index()]);
        } else if (this instanceof Mean) {
            return Optional.of(map.mean());
        }
        return this instanceof Max ? Optional.of(map.max()) : Optional.empty();
    }

    /**
     * The maps that an option's value stands for.
     *
     * @param word  {@code heads} for every head, the number of a head, {@code mean}, {@code max}, {@code rollout} or
     * {@code rollout-max}
     * @param heads number of heads
     * @return empty for any other word
     */
    static List<MapSelection> parse(String word, int heads) {
        List<MapSelection> all =
                new ArrayList<>(List.of(new Mean(), new Max(), new Rollout(Fusion.MEAN), new Rollout(Fusion.MAX)));
        List<MapSelection> each = new ArrayList<>();
        for (int head = 0; head < heads; head++) {
            each.add(new Head(head));
        }
        String small = word.toLowerCase(Locale.ROOT);
        if (small.equals("heads")) {
            return each;
        }
        all.addAll(each);
        return all.stream()
                .filter(map -> map.word().equals(small) || map.word().equals("head-" + small))
                .toList();
    }
}
