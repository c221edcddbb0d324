package org.dinotwins.train;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.BiFunction;
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
 * the gradient is the sum of theirs.
 *
 * <p>With gradient checkpointing (Chen et al. 2016, arXiv 1604.06174) only what each block takes in is kept, and the
 * backward leg runs block after block once more, from the last to the first, with the graph of one block at a time.
 */
final class BackbonePass {
    private static final String BLOCKS = "blocks.";
    private static final String LAST_NORM = "norm.";

    private final VisionTransformer transformer;
    private final StepLists lists;
    private final Weights student;
    private final Weights frozen;
    private final int microBatches;
    private final boolean checkpointing;
    private final Lanes lanes;

    /**
     * @param microBatches  parts of a batch that run one after the other
     * @param checkpointing whether blocks run again in the backward leg
     * @param lanes         for a batch that runs whole; one lane else
     */
    BackbonePass(VisionTransformer transformer, StepLists lists, Weights student, int microBatches,
                 boolean checkpointing, Lanes lanes) {
        this.transformer = transformer;
        this.lists = lists;
        this.student = student;
        this.frozen = student.frozen();
        this.microBatches = microBatches;
        this.checkpointing = checkpointing;
        this.lanes = lanes;
    }

    /** Crops of one size that run together, and which branches stochastic depth leaves them. */
    private record Part(NDArray images, NDArray paths) {
    }

    /**
     * What the forward leg leaves.
     *
     * @param values {@code [rows, dim]}, crops of all sizes in the order that they came in
     * @param parts  what ran together
     * @param kept   of each part its features with their graph, or what each block took in and the last one gave; none
     *               with micro-batches
     */
    record Features(NDArray values, List<Part> parts, List<List<NDArray>> kept) {
    }

    /** The student's features. @param sizes crops, {@code [rows, 3, side, side]} a size */
    Features student(NDManager scope, List<NDArray> sizes) {
        List<Part> parts = new ArrayList<>();
        for (NDArray images : sizes) {
            parts.addAll(cut(scope, images, transformer.paths(scope, images.getShape().get(0))));
        }
        if (whole()) {
            List<NDArray> features = lanes.each(parts.size(), i -> features(scope, student, parts.get(i)));
            return new Features(lists.joined(scope, features), parts, features.stream().map(List::of).toList());
        }
        List<NDArray> features = new ArrayList<>();
        List<List<NDArray>> kept = new ArrayList<>();
        for (Part part : parts) {
            if (microBatches > 1) {
                features.add(features(scope, frozen, part));
            } else {
                List<NDArray> tokens = tokens(scope, part);
                features.add(transformer.features(scope, frozen, tokens.get(transformer.depth())));
                kept.add(tokens);
            }
        }
        return new Features(lists.joined(scope, features), parts, kept);
    }

    /** Whether the forward leg keeps its graph for the backward leg. */
    private boolean whole() {
        return microBatches == 1 && !checkpointing;
    }

    /** The features {@code [rows, dim]} that other weights give, without a graph and without stochastic depth. */
    NDArray teacher(NDManager scope, Weights weights, NDArray images) {
        List<Part> parts = cut(scope, images, transformer.wholePaths());
        return lists.joined(scope, lanes.each(parts.size(), i -> features(scope, weights, parts.get(i))));
    }

    private NDArray features(NDManager scope, Weights weights, Part part) {
        return transformer.features(scope, weights, part.images(), part.paths());
    }

    private List<Part> cut(NDManager scope, NDArray images, NDArray paths) {
        int rows = Math.toIntExact(images.getShape().get(0));
        int count = Math.min(whole() ? lanes.count() : microBatches, rows);
        List<Part> parts = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            int from = Math.toIntExact((long) rows * i / count);
            int to = Math.toIntExact((long) rows * (i + 1) / count);
            parts.add(new Part(lists.rows(scope, images, from, to),
                    paths.isEmpty() ? paths : lists.columns(scope, paths, from, to)));
        }
        return parts;
    }

    /** What each block takes in and what the last one gives, without a graph. */
    private List<NDArray> tokens(NDManager scope, Part part) {
        List<NDArray> tokens = new ArrayList<>();
        tokens.add(transformer.embed(scope, frozen, part.images()));
        for (int block = 0; block < transformer.depth(); block++) {
            tokens.add(transformer.block(scope, frozen, tokens.get(block), block, part.paths(),
                    part.images()));
        }
        return tokens;
    }

    /**
     * Gradients with respect to the student's weights, in their order. To be called once.
     *
     * @param arriving {@code [rows, dim]} at the features
     */
    List<NDArray> pullBack(NDManager scope, Features features, NDArray arriving) {
        List<NDArray> seeds = new ArrayList<>();
        int from = 0;
        for (Part part : features.parts()) {
            int to = from + Math.toIntExact(part.images().getShape().get(0));
            seeds.add(lists.rows(scope, arriving, from, to));
            from = to;
        }
        if (whole() && lanes.count() == 1) {
            return lists.pullBack(scope, features.kept().stream().map(kept -> kept.get(0)).toList(), seeds,
                    student.list());
        }
        // Sums have memory of their own: gradients of a single row may share it, the position's with the CLS token's.
        List<NDArray> sums = lists.zeros(scope, student.list());
        if (whole()) {
            lanes.each(seeds.size(), i -> lists.pullBack(scope, features.kept().get(i), List.of(seeds.get(i)),
                    student.list())).forEach(gradients -> lists.add(sums, gradients));
            return sums;
        }
        for (int i = 0; i < seeds.size(); i++) {
            Part part = features.parts().get(i);
            try (NDManager within = scope.newSubManager()) {
                if (checkpointing) {
                    List<NDArray> tokens = microBatches == 1 ? features.kept().get(i) : tokens(within, part);
                    new Legs(within, sums).run(part, tokens, seeds.get(i));
                } else {
                    lists.add(sums, lists.pullBack(within, List.of(features(within, student, part)),
                            List.of(seeds.get(i)), student.list()));
                }
            }
        }
        return sums;
    }

    /** The backward leg of one part, cut at the blocks' borders. */
    private final class Legs {
        private final NDManager scope;
        private final Map<String, NDArray> sums = new LinkedHashMap<>();

        /** @param sums where gradients are added, in the order of the student's weights */
        Legs(NDManager scope, List<NDArray> sums) {
            this.scope = scope;
            List<String> names = student.names();
            for (int i = 0; i < names.size(); i++) {
                this.sums.put(names.get(i), sums.get(i));
            }
        }

        void run(Part part, List<NDArray> tokens, NDArray seed) {
            int depth = transformer.depth();
            NDArray arriving = leg(LAST_NORM, tokens.get(depth), seed,
                    (within, x) -> transformer.features(within, student, x));
            for (int i = depth - 1; i >= 0; i--) {
                int block = i;
                arriving = leg(BLOCKS + block + ".", tokens.get(block), arriving,
                        (within, x) -> transformer.block(within, student, x, block, part.paths(), part.images()));
            }
            try (NDManager within = scope.newSubManager()) {
                List<String> names = sums.keySet().stream()
                        .filter(name -> !name.startsWith(BLOCKS) && !name.startsWith(LAST_NORM)).toList();
                NDArray made = transformer.embed(within, student, part.images());
                add(names, lists.pullBack(within, List.of(made), List.of(arriving), weights(names)));
            }
        }

        /** Runs what makes something of {@code input} once more; gives the gradient at the input, and closes the rest. */
        private NDArray leg(String prefix, NDArray input, NDArray arriving,
                            BiFunction<NDManager, NDArray, NDArray> work) {
            try (NDManager within = scope.newSubManager(); input; arriving) {
                NDArray leaf = lists.leaf(input);
                leaf.attach(within);
                List<String> names = sums.keySet().stream().filter(name -> name.startsWith(prefix)).toList();
                List<NDArray> leaves = weights(names);
                leaves.add(leaf);
                List<NDArray> found = lists.pullBack(within, List.of(work.apply(within, leaf)), List.of(arriving),
                        leaves);
                add(names, found.subList(0, names.size()));
                NDArray back = found.get(names.size());
                back.attach(scope);
                return back;
            }
        }

        private List<NDArray> weights(List<String> names) {
            return new ArrayList<>(names.stream().map(student::get).toList());
        }

        private void add(List<String> names, List<NDArray> gradients) {
            lists.add(names.stream().map(sums::get).toList(), gradients);
        }
    }
}
