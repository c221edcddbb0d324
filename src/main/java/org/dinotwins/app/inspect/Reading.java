package org.dinotwins.app.inspect;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.dinotwins.eval.AttentionMask;

/**
 * What a sight says at one kept mass: for each head the patches kept and how well they cover the objects.
 *
 * @param sight    the attention
 * @param keptMass share of a head's attention that its kept patches hold, 0..1
 * @param heads    in the order of {@link Head#all}; only the mean for views that have no heads
 */
record Reading(Sight sight, double keptMass, List<HeadReading> heads) {

    /**
     * @param values  attention, {@code [rows * columns]}
     * @param kept    the strongest patches, {@code [rows * columns]}
     * @param union   Jaccard index with all objects together; NaN where no object is known
     * @param largest Jaccard index with the largest object; NaN where no object is known
     * @param objects Jaccard index with each object in the picture's order; NaN where it cannot be measured
     */
    record HeadReading(Head head, float[] values, boolean[] kept, double union, double largest, double[] objects) {
    }

    static Reading of(Sight sight, Yardstick truth, double keptMass) {
        List<HeadReading> heads = new ArrayList<>();
        for (Head head : sight.ask().view().byHead() ? Head.all(sight.map().heads().length)
                : List.<Head>of(new Head.Mean())) {
            float[] values = head.of(sight.map());
            boolean[] kept = AttentionMask.keep(positive(values), keptMass);
            heads.add(new HeadReading(head, values, kept, jaccard(truth.union(), kept), jaccard(truth.largest(), kept),
                    truth.objects().stream().mapToDouble(object -> jaccard(object, kept)).toArray()));
        }
        return new Reading(sight, keptMass, List.copyOf(heads));
    }

    /** Similarities below 0 hold no mass. */
    private static float[] positive(float[] values) {
        float[] positive = values.clone();
        for (int i = 0; i < positive.length; i++) {
            positive[i] = Math.max(0, positive[i]);
        }
        return positive;
    }

    private static double jaccard(Optional<PatchTruth> truth, boolean[] kept) {
        return truth.map(t -> t.jaccard(kept)).orElse(Double.NaN);
    }

    /** The reading of one head; of the mean when the network has no such head. */
    HeadReading of(Head head) {
        return heads.stream().filter(h -> h.head().equals(head)).findFirst().orElse(heads.get(0));
    }

    /** True for the single head that covers the objects best, when any covers them at all. */
    boolean best(Head head) {
        HeadReading asked = of(head);
        return head instanceof Head.One && asked.union() > 0 && singles().stream()
                .noneMatch(h -> h.union() > asked.union());
    }

    /** The single head that covers an object best, when any covers it at all. */
    Optional<HeadReading> best(int object) {
        return singles().stream().filter(h -> h.objects()[object] > 0)
                .max((a, b) -> Double.compare(a.objects()[object], b.objects()[object]));
    }

    private List<HeadReading> singles() {
        return heads.stream().filter(h -> h.head() instanceof Head.One).toList();
    }
}
