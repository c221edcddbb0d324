package org.dinotwins.train.backward;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.BiFunction;
import org.dinotwins.tensor.Autograd;
import org.dinotwins.tensor.PyTorch;
import org.dinotwins.tensor.Weights;
import org.dinotwins.vit.VisionTransformer;

/**
 * Gradient checkpointing (Chen et al. 2016, arXiv 1604.06174): the forward pass keeps only the input of each block. The
 * backward pass runs the blocks again, from the last to the first, with the graph of one block at a time.
 *
 * @param keepInputs whether the forward pass keeps the blocks' inputs; otherwise the backward pass computes them again,
 * as micro-batches require
 */
public record GradientCheckpointing(Autograd autograd, GradientSum gradientSum, boolean keepInputs)
        implements BackwardPass.Recomputing {
    private static final String BLOCKS = "blocks.";
    private static final String LAST_NORM = "norm.";

    @Override
    public List<NDArray> forward(BatchPart part) {
        Weights frozen = part.replica().frozenStudent();
        if (!keepInputs) {
            return List.of(part.features(frozen));
        }
        VisionTransformer transformer = part.replica().transformer();
        List<NDArray> tokens = tokens(part.scope(), part);
        tokens.add(transformer.features(part.scope(), frozen, tokens.get(transformer.depth())));
        return tokens;
    }

    /** The input of each block and the output of the last one, without a graph. */
    private static List<NDArray> tokens(NDManager scope, BatchPart part) {
        VisionTransformer transformer = part.replica().transformer();
        Weights frozen = part.replica().frozenStudent();
        List<NDArray> tokens = new ArrayList<>();
        tokens.add(transformer.embed(scope, frozen, part.images()));
        for (int block = 0; block < transformer.depth(); block++) {
            tokens.add(transformer.block(scope, frozen, tokens.get(block), block, part.paths(), part.images()));
        }
        return tokens;
    }

    @Override
    public void backward(BatchPart part, List<NDArray> forward, NDArray gradient, List<NDArray> sums) {
        try (NDManager scope = part.scope().newSubManager()) {
            new Blocks(scope, part, sums).backward(keepInputs ? forward : tokens(scope, part), gradient);
        }
    }

    /** The backward pass of one part, block by block. */
    private final class Blocks {
        private final NDManager scope;
        private final BatchPart part;
        private final VisionTransformer transformer;
        private final Weights student;
        private final Map<String, NDArray> sums = new LinkedHashMap<>();

        Blocks(NDManager scope, BatchPart part, List<NDArray> sums) {
            this.scope = scope;
            this.part = part;
            this.transformer = part.replica().transformer();
            this.student = part.replica().student();
            List<String> names = student.names();
            for (int i = 0; i < names.size(); i++) {
                this.sums.put(names.get(i), sums.get(i));
            }
        }

        /**
         * @param tokens input of each block and output of the last one, closed after use; @param gradient gradient at
         * the features
         */
        void backward(List<NDArray> tokens, NDArray gradient) {
            int depth = transformer.depth();
            NDArray arriving = through(
                    LAST_NORM, tokens.get(depth), gradient, (within, x) -> transformer.features(within, student, x));
            for (int i = depth - 1; i >= 0; i--) {
                int block = i;
                arriving = through(
                        BLOCKS + block + ".",
                        tokens.get(block),
                        arriving,
                        (within, x) -> transformer.block(within, student, x, block, part.paths(), part.images()));
            }
            try (NDManager within = scope.newSubManager()) {
                List<String> names = sums.keySet().stream()
                        .filter(name -> !name.startsWith(BLOCKS) && !name.startsWith(LAST_NORM))
                        .toList();
                NDArray embedded = transformer.embed(within, student, part.images());
                add(names, autograd.backward(within, List.of(embedded), List.of(arriving), weights(names)));
            }
        }

        /**
         * Runs {@code forward} on {@code input} again and continues the backward pass through it. Closes both arrays.
         *
         * @param prefix prefix of the names of its weights
         * @return gradient at the input
         */
        private NDArray through(
                String prefix, NDArray input, NDArray arriving, BiFunction<NDManager, NDArray, NDArray> forward) {
            try (NDManager within = scope.newSubManager();
                    input;
                    arriving) {
                NDArray leaf = PyTorch.leaf(input);
                leaf.attach(within);
                List<String> names = sums.keySet().stream()
                        .filter(name -> name.startsWith(prefix))
                        .toList();
                List<NDArray> leaves = weights(names);
                leaves.add(leaf);
                List<NDArray> found =
                        autograd.backward(within, List.of(forward.apply(within, leaf)), List.of(arriving), leaves);
                add(names, found.subList(0, names.size()));
                NDArray atInput = found.get(names.size());
                atInput.attach(scope);
                return atInput;
            }
        }

        private List<NDArray> weights(List<String> names) {
            return new ArrayList<>(names.stream().map(student::get).toList());
        }

        private void add(List<String> names, List<NDArray> gradients) {
            gradientSum.add(names.stream().map(sums::get).toList(), gradients);
        }
    }
}
