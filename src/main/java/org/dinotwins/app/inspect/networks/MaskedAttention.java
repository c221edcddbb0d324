package org.dinotwins.app.inspect.networks;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.dinotwins.app.inspect.pictures.PatchTruthIndex;
import org.dinotwins.eval.attention.AttentionMask;
import org.dinotwins.eval.attention.PatchGrid;
import org.dinotwins.eval.attention.PatchTruth;

/**
 * A network's output at one attention threshold: for each head, the kept patches and how well they cover the objects.
 *
 * @param output   the network's output
 * @param threshold fraction of a head's attention that its kept patches hold, 0..1
 * @param heads    one for each map of the output, at least one
 * @param second   the map of the second picture, if any; not measured
 */
public record MaskedAttention(NetworkOutput output, double threshold, List<HeadMask> heads, Optional<HeadMask> second) {

    /**
     * @param values  attention, {@code [rows * columns]}; all 0 for colours
     * @param range   the values at the ends of the colour scale
     * @param kept    the strongest patches, {@code [rows * columns]}
     * @param union   Jaccard index with all objects together; NaN if no object is known
     * @param largest Jaccard index with the largest object; NaN if no object is known
     * @param objects Jaccard index with each object in the picture's order; NaN if it cannot be measured
     * @param colours opaque ARGB of the patches for colours, else empty
     */
    // Computed once and passed by reference; never compared by value.
    @SuppressWarnings("ArrayRecordComponent")
    public record HeadMask(
            Head head,
            PatchGrid grid,
            float[] values,
            ValueRange range,
            boolean[] kept,
            double union,
            double largest,
            double[] objects,
            int[] colours) {
        /** True for a map that can be thresholded and measured. */
        public boolean map() {
            return colours.length == 0;
        }
    }

    public static MaskedAttention of(NetworkOutput output, PatchTruthIndex truth, double threshold) {
        return new MaskedAttention(
                output,
                threshold,
                read(output, output.first(), truth, threshold),
                output.second()
                        .map(maps -> read(output, maps, PatchTruthIndex.none(maps.grid()), threshold)
                                .get(0)));
    }

    private static List<HeadMask> read(
            NetworkOutput output, NetworkOutput.PatchMaps maps, PatchTruthIndex truth, double threshold) {
        List<HeadMask> heads = new ArrayList<>();
        for (NetworkOutput.Layer layer : maps.layers()) {
            boolean[] kept = AttentionMask.keep(positive(layer.values()), threshold);
            heads.add(new HeadMask(
                    layer.head(),
                    maps.grid(),
                    layer.values(),
                    range(output, layer.values()),
                    kept,
                    jaccard(truth.union(), kept),
                    jaccard(truth.largest(), kept),
                    truth.objects().stream()
                            .mapToDouble(object -> jaccard(object, kept))
                            .toArray(),
                    new int[0]));
        }
        if (heads.isEmpty()) {
            float[] none = new float[maps.grid().size()];
            double[] unknown = new double[truth.objects().size()];
            Arrays.fill(unknown, Double.NaN);
            heads.add(new HeadMask(
                    new Head.Mean(),
                    maps.grid(),
                    none,
                    ValueRange.of(none),
                    new boolean[none.length],
                    Double.NaN,
                    Double.NaN,
                    unknown,
                    maps.colours()));
        }
        return List.copyOf(heads);
    }

    private static ValueRange range(NetworkOutput output, float[] values) {
        int query = output.request().query();
        return switch (output.request().view()) {
            // A token comes mostly from itself; its own value would hide the differences between the others.
            case ROLLOUT -> query == Query.CLS ? ValueRange.of(values) : ValueRange.without(query, values);
            // Both pictures share one scale, so that they can be compared.
            case SIMILARITY ->
                output.second()
                        .map(s -> ValueRange.of(s.layers().get(0).values()))
                        .orElse(ValueRange.of(values))
                        .with(ValueRange.of(output.first().layers().get(0).values()));
            case ATTENTION, PCA -> ValueRange.of(values);
        };
    }

    /** The values with negative similarities set to 0, which have no mass. */
    public static float[] positive(float[] values) {
        float[] positive = values.clone();
        for (int i = 0; i < positive.length; i++) {
            positive[i] = Math.max(0, positive[i]);
        }
        return positive;
    }

    private static double jaccard(Optional<PatchTruth> truth, boolean[] kept) {
        return truth.map(t -> t.jaccard(kept)).orElse(Double.NaN);
    }

    /** The mask of one head, or of the mean if the network has no such head. */
    public HeadMask of(Head head) {
        return heads.stream().filter(h -> h.head().equals(head)).findFirst().orElse(heads.get(0));
    }

    /** True for the single head that covers the objects best, if any covers them at all. */
    public boolean best(Head head) {
        HeadMask requested = of(head);
        return head instanceof Head.One
                && requested.union() > 0
                && singles().stream().noneMatch(h -> h.union() > requested.union());
    }

    /** The single head that covers an object best, if any covers it at all. */
    public Optional<HeadMask> best(int object) {
        return singles().stream()
                .filter(h -> h.objects()[object] > 0)
                .max((a, b) -> Double.compare(a.objects()[object], b.objects()[object]));
    }

    private List<HeadMask> singles() {
        return heads.stream().filter(h -> h.head() instanceof Head.One).toList();
    }
}
