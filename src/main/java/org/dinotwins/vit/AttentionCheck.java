package org.dinotwins.vit;

import ai.djl.Device;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import java.util.ArrayList;
import java.util.List;
import org.dinotwins.tensor.OperationCheck;

/**
 * Checks whether PyTorch's fused attention is correct on this processor: compares values and gradients with the softmax
 * formula, for a fixed list of shapes once per process and for the heads of each network that is opened.
 */
final class AttentionCheck {
    private static final AttentionCheck PROCESS = new AttentionCheck();

    /** Largest number of tokens tried: the formula holds all attention weights. */
    private static final int MOST_TOKENS = 257;

    /**
     * Heads of the presets and of public models; the token counts leave a remainder in every usual block of a kernel.
     */
    private static final List<AttentionShape> BATTERY = List.of(
            new AttentionShape(2, 2, 2, 2, 8),
            new AttentionShape(2, 3, 37, 37, 64),
            new AttentionShape(1, 2, 65, 65, 32),
            new AttentionShape(2, 3, 1, 197, 64),
            new AttentionShape(1, 1, 197, 197, 48));

    private final OperationCheck check =
            new OperationCheck("Attention uses", "PyTorch's fused kernel", "the softmax formula");

    /** Attention of {@code queries} tokens to {@code keys} tokens. */
    record AttentionShape(int batch, int heads, int queries, int keys, int headWidth) {
        @Override
        public String toString() {
            return queries + " queries, " + keys + " keys and " + heads + " heads of width " + headWidth;
        }
    }

    /** Computes {@link Vit#attentionDeviation}; tests can inject an incorrect operation. */
    @FunctionalInterface
    interface Comparison {
        NDArray deviations(NDManager scope, NDArray query, NDArray key, NDArray value, NDArray towards);
    }

    AttentionCheck() {}

    /** The check of this process. */
    static AttentionCheck ofProcess() {
        return PROCESS;
    }

    /** False after any difference; from then on the formula is used. */
    boolean sound() {
        return check.sound();
    }

    /** What attention uses and why, as a sentence. */
    String finding() {
        return check.finding();
    }

    /** Checks the fixed list of shapes, once. */
    void run() {
        check(BATTERY);
    }

    /** Checks the fixed list and the heads of a network. @return {@link #sound} */
    boolean run(Architecture architecture) {
        ViTConfig size = architecture.size();
        int tokens = Math.min(MOST_TOKENS, architecture.prefix() + architecture.patches());
        List<AttentionShape> shapes = new ArrayList<>(BATTERY);
        for (int queries : new int[] {1, tokens}) {
            shapes.add(new AttentionShape(1, size.heads(), queries, tokens, size.dim() / size.heads()));
        }
        check(shapes);
        return sound();
    }

    private void check(List<AttentionShape> shapes) {
        if (shapes.stream().noneMatch(check::needs)) {
            return;
        }
        try (NDManager manager = NDManager.newBaseManager(Device.cpu());
                Vit vit = Vit.load(manager, Architecture.Variant.DINO, false, true)) {
            compare(manager, shapes, vit::attentionDeviation);
        }
    }

    /** Compares one shape after another until one differs. */
    void compare(NDManager manager, List<AttentionShape> shapes, Comparison comparison) {
        for (AttentionShape shape : shapes) {
            check.compare(shape, () -> deviations(manager, shape, comparison));
        }
    }

    private static float[] deviations(NDManager manager, AttentionShape shape, Comparison comparison) {
        try (NDManager scope = manager.newSubManager()) {
            NDArray query =
                    OperationCheck.values(scope, 1, shape.batch(), shape.heads(), shape.queries(), shape.headWidth());
            NDArray key =
                    OperationCheck.values(scope, 2, shape.batch(), shape.heads(), shape.keys(), shape.headWidth());
            NDArray value =
                    OperationCheck.values(scope, 3, shape.batch(), shape.heads(), shape.keys(), shape.headWidth());
            NDArray towards =
                    OperationCheck.values(scope, 4, shape.batch(), shape.heads(), shape.queries(), shape.headWidth());
            return comparison.deviations(scope, query, key, value, towards).toFloatArray();
        }
    }
}
