package org.dinotwins.train;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.function.Function;
import java.util.stream.IntStream;
import org.dinotwins.tensor.Weights;
import org.dinotwins.vit.VisionTransformer;

/**
 * The backbone's share of a step: CLS features of all crops, and the gradient of the student's weights once the losses
 * have said what arrives at these features.
 *
 * <p>With micro-batches the features are first computed part by part without a graph. The losses then see the features
 * of the whole batch, so that batch statistics, correlations and DINO's centre are the same. In the backward leg each
 * part runs once more, with a graph that is gone before the next part's (as GradCache does, Gao et al. 2021, arXiv
 * 2101.06983).
 *
 * <p>Without micro-batches and checkpoints the parts of a batch run side by side, one on each {@linkplain Lanes lane}, and
 * the gradient is the sum of theirs. With several {@linkplain Replica replicas} each device takes its rows of all crops,
 * whole or in micro-batches; the losses are computed on the first.
 *
 * <p>With gradient checkpointing (Chen et al. 2016, arXiv 1604.06174) only what each block takes in is kept, and the
 * backward leg runs block after block once more, from the last to the first, with the graph of one block at a time.
 */
final class BackbonePass {
    private final List<Replica> replicas;
    private final Replica first;
    private final StepLists lists;
    private final int microBatches;
    private final boolean checkpointing;
    private final Lanes lanes;

    /**
     * @param replicas      where a batch is divided to, the run's own weights first
     * @param microBatches  parts of a replica's rows that run one after the other
     * @param checkpointing whether blocks run again in the backward leg
     * @param lanes         as many as replicas, or more than one for a single replica whose rows run whole
     */
    BackbonePass(List<Replica> replicas, StepLists lists, int microBatches, boolean checkpointing, Lanes lanes) {
        this.replicas = replicas;
        this.first = replicas.get(0);
        this.lists = lists;
        this.microBatches = microBatches;
        this.checkpointing = checkpointing;
        this.lanes = lanes;
    }

    /** Crops of one size that run together on a replica, and which branches stochastic depth leaves them. */
    private record Part(Replica on, NDManager scope, NDArray images, NDArray paths) {
        NDArray features(Weights weights) {
            return on.transformer().features(scope, weights, images, paths);
        }
    }

    /**
     * What the forward leg leaves.
     *
     * @param values {@code [rows, dim]} on the first replica's device, crops of all sizes in the order that they came in
     * @param parts  what ran together
     * @param kept   of each part its features with their graph, or what each block took in and the last one gave; none
     *               with micro-batches
     */
    record Features(NDArray values, List<Part> parts, List<List<NDArray>> kept) {
    }

    /** The student's features. @param sizes crops, {@code [rows, 3, side, side]} a size */
    Features student(NDManager scope, List<NDArray> sizes) {
        List<NDManager> scopes = scopes(scope);
        List<Part> parts = new ArrayList<>();
        for (NDArray images : sizes) {
            parts.addAll(cut(scope, scopes, images, first.transformer().paths(scope, images.getShape().get(0))));
        }
        List<List<NDArray>> made = each(parts, this::forward);
        List<NDArray> features = made.stream().map(arrays -> arrays.get(arrays.size() - 1)).toList();
        List<List<NDArray>> kept = microBatches > 1 ? List.of()
                : made.stream().map(arrays -> whole() ? arrays : arrays.subList(0, arrays.size() - 1)).toList();
        return new Features(joined(scope, parts, features), parts, kept);
    }

    /** What the backward leg needs of a part, and the part's features behind it. */
    private List<NDArray> forward(Part part) {
        if (whole()) {
            return List.of(part.features(part.on().student()));
        }
        if (microBatches > 1) {
            return List.of(part.features(part.on().frozen()));
        }
        List<NDArray> tokens = tokens(part.scope(), part);
        VisionTransformer transformer = part.on().transformer();
        tokens.add(transformer.features(part.scope(), part.on().frozen(), tokens.get(transformer.depth())));
        return tokens;
    }

    /** Whether the forward leg keeps its graph for the backward leg. */
    private boolean whole() {
        return microBatches == 1 && !checkpointing;
    }

    /** The teacher's features {@code [rows, dim]}, without a graph and without stochastic depth. */
    NDArray teacher(NDManager scope, NDArray images) {
        List<Part> parts = cut(scope, scopes(scope), images, first.transformer().wholePaths());
        return joined(scope, parts, each(parts, part -> part.features(part.on().teacher())));
    }

    /** Takes the first replica's weights to the others. */
    void spread() {
        replicas.forEach(replica -> replica.follow(first));
    }

    private NDArray joined(NDManager scope, List<Part> parts, List<NDArray> features) {
        return lists.joined(scope, IntStream.range(0, parts.size()).mapToObj(i -> parts.get(i).on()
                .give(scope, List.of(features.get(i)), first).get(0)).toList());
    }

    /** An owner of arrays for each replica, on its device. */
    private List<NDManager> scopes(NDManager scope) {
        return replicas.stream().map(replica -> replica.scope(scope)).toList();
    }

    private List<Part> cut(NDManager scope, List<NDManager> scopes, NDArray images, NDArray paths) {
        int rows = Math.toIntExact(images.getShape().get(0));
        int shares = whole() ? lanes.count() : replicas.size() * microBatches;
        int count = Math.min(shares, rows);
        List<Part> parts = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            int from = Math.toIntExact((long) rows * i / count);
            int to = Math.toIntExact((long) rows * (i + 1) / count);
            int at = i * replicas.size() / count;
            Replica replica = replicas.get(at);
            NDArray own = paths.isEmpty() ? paths : lists.columns(scope, paths, from, to);
            parts.add(new Part(replica, scopes.get(at), replica.take(scopes.get(at), lists.rows(scope, images, from, to)),
                    replica.take(scopes.get(at), own)));
        }
        return parts;
    }

    /** Does work for each part: all side by side, or those of a replica one after the other. */
    private <T> List<T> each(List<Part> parts, Function<Part, T> work) {
        if (whole()) {
            return lanes.each(parts.size(), i -> work.apply(parts.get(i)));
        }
        List<T> results = new ArrayList<>(Collections.nCopies(parts.size(), null));
        lanes.each(replicas.size(), at -> {
            own(parts, at).forEach(i -> results.set(i, work.apply(parts.get(i))));
            return at;
        });
        return results;
    }

    /** Places of a replica's parts. */
    private List<Integer> own(List<Part> parts, int replica) {
        return IntStream.range(0, parts.size()).filter(i -> parts.get(i).on() == replicas.get(replica)).boxed().toList();
    }

    /** What each block takes in and what the last one gives, without a graph. */
    private static List<NDArray> tokens(NDManager scope, Part part) {
        VisionTransformer transformer = part.on().transformer();
        Weights frozen = part.on().frozen();
        List<NDArray> tokens = new ArrayList<>();
        tokens.add(transformer.embed(scope, frozen, part.images()));
        for (int block = 0; block < transformer.depth(); block++) {
            tokens.add(transformer.block(scope, frozen, tokens.get(block), block, part.paths(), part.images()));
        }
        return tokens;
    }

    /**
     * Gradients with respect to the student's weights, in their order. To be called once.
     *
     * @param arriving {@code [rows, dim]} at the features
     */
    List<NDArray> pullBack(NDManager scope, Features features, NDArray arriving) {
        List<Part> parts = features.parts();
        List<NDArray> seeds = new ArrayList<>();
        int from = 0;
        for (Part part : parts) {
            int to = from + Math.toIntExact(part.images().getShape().get(0));
            seeds.add(part.on().take(part.scope(), lists.rows(scope, arriving, from, to)));
            from = to;
        }
        if (whole() && lanes.count() == 1) {
            return lists.pullBack(scope, features.kept().stream().map(kept -> kept.get(0)).toList(), seeds,
                    first.student().list());
        }
        if (whole()) {
            List<NDArray> sums = zeros(scope, first);
            List<List<NDArray>> found = lanes.each(parts.size(), i -> lists.pullBack(parts.get(i).scope(),
                    features.kept().get(i), List.of(seeds.get(i)), parts.get(i).on().student().list()));
            for (int i = 0; i < parts.size(); i++) {
                lists.add(sums, parts.get(i).on().give(scope, found.get(i), first));
            }
            return sums;
        }
        // With fewer rows than replicas the last ones have no part; the first always has one.
        List<List<NDArray>> found = lanes.each(replicas.size(), at -> again(features, seeds, own(parts, at)));
        List<NDArray> sums = found.get(0);
        for (int at = 1; at < found.size(); at++) {
            if (!found.get(at).isEmpty()) {
                lists.add(sums, replicas.get(at).give(scope, found.get(at), first));
            }
        }
        return sums;
    }

    /** Sums have memory of their own: gradients of a single row may share it, the position's with the CLS token's. */
    private List<NDArray> zeros(NDManager scope, Replica replica) {
        return lists.zeros(scope, replica.student().list());
    }

    /** The gradient of some parts of one replica, which run again; empty without parts. @param own their places */
    private List<NDArray> again(Features features, List<NDArray> seeds, List<Integer> own) {
        if (own.isEmpty()) {
            return List.of();
        }
        Part any = features.parts().get(own.get(0));
        List<NDArray> sums = zeros(any.scope(), any.on());
        own.forEach(i -> again(features.parts().get(i), seeds.get(i), microBatches == 1 ? features.kept().get(i) : null,
                sums));
        return sums;
    }

    private void again(Part part, NDArray seed, List<NDArray> kept, List<NDArray> sums) {
        try (NDManager within = part.scope().newSubManager()) {
            if (checkpointing) {
                List<NDArray> tokens = kept == null ? tokens(within, part) : kept;
                new BlockLegs(within, lists, part.on(), sums).run(part.images(), part.paths(), tokens, seed);
            } else {
                Weights student = part.on().student();
                NDArray features = part.on().transformer().features(within, student, part.images(), part.paths());
                lists.add(sums, lists.pullBack(within, List.of(features), List.of(seed), student.list()));
            }
        }
    }
}
