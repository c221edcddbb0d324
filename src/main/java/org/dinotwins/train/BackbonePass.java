package org.dinotwins.train;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import java.util.ArrayList;
import java.util.List;
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
 */
final class BackbonePass {
    private final VisionTransformer transformer;
    private final StepLists lists;
    private final Weights student;
    private final Weights frozen;
    private final int microBatches;

    /** @param microBatches parts of a batch that run one after the other; 1 keeps the graph of the whole batch instead */
    BackbonePass(VisionTransformer transformer, StepLists lists, Weights student, int microBatches) {
        this.transformer = transformer;
        this.lists = lists;
        this.student = student;
        this.frozen = student.frozen();
        this.microBatches = microBatches;
    }

    /** Crops of one size that run together, and which branches stochastic depth leaves them. */
    private record Part(NDArray images, NDArray paths) {
    }

    /**
     * What the forward leg leaves.
     *
     * @param values {@code [rows, dim]}, crops of all sizes in the order that they came in
     * @param parts  what ran together
     * @param graphs features of each part with their graph; none where the backward leg runs the parts again
     */
    record Features(NDArray values, List<Part> parts, List<NDArray> graphs) {
    }

    /** The student's features. @param sizes crops, {@code [rows, 3, side, side]} a size */
    Features student(NDManager scope, List<NDArray> sizes) {
        boolean whole = microBatches == 1;
        List<Part> parts = new ArrayList<>();
        for (NDArray images : sizes) {
            NDArray paths = transformer.paths(scope, images.getShape().get(0));
            parts.addAll(whole ? List.of(new Part(images, paths)) : cut(scope, images, paths));
        }
        List<NDArray> features = features(scope, whole ? student : frozen, parts);
        return new Features(lists.joined(scope, features), parts, whole ? features : List.of());
    }

    /** The features {@code [rows, dim]} that other weights give, without a graph and without stochastic depth. */
    NDArray teacher(NDManager scope, Weights weights, NDArray images) {
        return lists.joined(scope, features(scope, weights, cut(scope, images, transformer.wholePaths())));
    }

    private List<NDArray> features(NDManager scope, Weights weights, List<Part> parts) {
        return parts.stream().map(part -> transformer.features(scope, weights, part.images(), part.paths())).toList();
    }

    private List<Part> cut(NDManager scope, NDArray images, NDArray paths) {
        int rows = Math.toIntExact(images.getShape().get(0));
        int count = Math.min(microBatches, rows);
        List<Part> parts = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            int from = Math.toIntExact((long) rows * i / count);
            int to = Math.toIntExact((long) rows * (i + 1) / count);
            parts.add(new Part(lists.rows(scope, images, from, to),
                    paths.isEmpty() ? paths : lists.columns(scope, paths, from, to)));
        }
        return parts;
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
        if (!features.graphs().isEmpty()) {
            return lists.pullBack(scope, features.graphs(), seeds, student.list());
        }
        // Sums have memory of their own: gradients of a single row may share it, the position's with the CLS token's.
        List<NDArray> sums = lists.zeros(scope, student.list());
        for (int i = 0; i < seeds.size(); i++) {
            try (NDManager part = scope.newSubManager()) {
                lists.add(sums, again(part, features.parts().get(i), seeds.get(i)));
            }
        }
        return sums;
    }

    private List<NDArray> again(NDManager scope, Part part, NDArray arriving) {
        NDArray features = transformer.features(scope, student, part.images(), part.paths());
        return lists.pullBack(scope, List.of(features), List.of(arriving), student.list());
    }
}
