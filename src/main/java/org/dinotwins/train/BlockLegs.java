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

/** The backward leg of some crops, cut at the blocks' borders: one block's graph at a time. */
final class BlockLegs {
    private static final String BLOCKS = "blocks.";
    private static final String LAST_NORM = "norm.";

    private final NDManager scope;
    private final StepLists lists;
    private final VisionTransformer transformer;
    private final Weights student;
    private final Map<String, NDArray> sums = new LinkedHashMap<>();

    /** @param sums where gradients are added, in the order of the student's weights */
    BlockLegs(NDManager scope, StepLists lists, Replica replica, List<NDArray> sums) {
        this.scope = scope;
        this.lists = lists;
        this.transformer = replica.transformer();
        this.student = replica.student();
        List<String> names = student.names();
        for (int i = 0; i < names.size(); i++) {
            this.sums.put(names.get(i), sums.get(i));
        }
    }

    /**
     * Runs the legs from the last block to the first.
     *
     * @param paths  which branches stochastic depth left these crops
     * @param tokens what each block took in, and what the last one gave; closed on the way
     * @param seed   gradient at the features
     */
    void run(NDArray images, NDArray paths, List<NDArray> tokens, NDArray seed) {
        int depth = transformer.depth();
        NDArray arriving = leg(LAST_NORM, tokens.get(depth), seed,
                (within, x) -> transformer.features(within, student, x));
        for (int i = depth - 1; i >= 0; i--) {
            int block = i;
            arriving = leg(BLOCKS + block + ".", tokens.get(block), arriving,
                    (within, x) -> transformer.block(within, student, x, block, paths, images));
        }
        try (NDManager within = scope.newSubManager()) {
            List<String> names = sums.keySet().stream()
                    .filter(name -> !name.startsWith(BLOCKS) && !name.startsWith(LAST_NORM)).toList();
            NDArray made = transformer.embed(within, student, images);
            add(names, lists.pullBack(within, List.of(made), List.of(arriving), weights(names)));
        }
    }

    /** Runs what makes something of {@code input} once more; gives the gradient at the input, and closes the rest. */
    private NDArray leg(String prefix, NDArray input, NDArray arriving, BiFunction<NDManager, NDArray, NDArray> work) {
        try (NDManager within = scope.newSubManager(); input; arriving) {
            NDArray leaf = lists.leaf(input);
            leaf.attach(within);
            List<String> names = sums.keySet().stream().filter(name -> name.startsWith(prefix)).toList();
            List<NDArray> leaves = weights(names);
            leaves.add(leaf);
            List<NDArray> found = lists.pullBack(within, List.of(work.apply(within, leaf)), List.of(arriving), leaves);
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
