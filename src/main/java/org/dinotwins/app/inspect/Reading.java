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
 * @param heads    in the order of {@link Head#all}
 */
record Reading(Sight sight, double keptMass, List<HeadReading> heads) {

    /**
     * @param values  attention, {@code [rows * columns]}
     * @param kept    the strongest patches, {@code [rows * columns]}
     * @param union   Jaccard index with all objects together; NaN where no object is known
     * @param largest Jaccard index with the largest object; NaN where no object is known
     */
    record HeadReading(Head head, float[] values, boolean[] kept, double union, double largest) {
    }

    static Reading of(Sight sight, Truth truth, double keptMass) {
        List<HeadReading> heads = new ArrayList<>();
        Optional<PatchTruth> union = truth.union().map(mask -> new PatchTruth(mask, sight.grid()));
        Optional<PatchTruth> largest = truth.largest().map(mask -> new PatchTruth(mask, sight.grid()));
        for (Head head : Head.all(sight.map().heads().length)) {
            float[] values = head.of(sight.map());
            boolean[] kept = AttentionMask.keep(values, keptMass);
            heads.add(new HeadReading(head, values, kept, jaccard(union, kept), jaccard(largest, kept)));
        }
        return new Reading(sight, keptMass, List.copyOf(heads));
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
        return head instanceof Head.One && asked.union() > 0 && heads.stream()
                .filter(h -> h.head() instanceof Head.One)
                .noneMatch(h -> h.union() > asked.union());
    }
}
