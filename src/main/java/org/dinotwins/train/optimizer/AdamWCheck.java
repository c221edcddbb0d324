package org.dinotwins.train.optimizer;

import ai.djl.Device;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import org.dinotwins.tensor.OperationCheck;

/** Whether PyTorch's fused AdamW is correct on this processor: some steps are compared with the formula. */
public final class AdamWCheck {
    private static final AdamWCheck PROCESS = new AdamWCheck();
    /** Lengths of weights: shorter than a vector register, with a remainder, and long enough for several threads. */
    private static final long[] LENGTHS = {1, 37, 100_003};

    private final OperationCheck check = new OperationCheck("AdamW uses", "PyTorch's fused kernel", "its formula");

    /** Computes {@link AdamWArithmetic#deviation}; a test can put an incorrect operation here. */
    @FunctionalInterface
    interface Comparison {
        NDArray deviations(NDManager scope, NDArray weight, NDArray gradient);
    }

    AdamWCheck() {}

    /** The check of this process. */
    public static AdamWCheck ofProcess() {
        return PROCESS;
    }

    /** What AdamW uses and why, as a sentence; checks the kernel if that was not done yet. */
    public String finding() {
        sound();
        return check.finding();
    }

    /** True if the fused kernel agrees with the formula; checks it once. */
    boolean sound() {
        if (check.needs(weights(LENGTHS[LENGTHS.length - 1]))) {
            try (NDManager manager = NDManager.newBaseManager(Device.cpu());
                    AdamWArithmetic arithmetic = AdamWArithmetic.load(manager, true)) {
                compare(manager, arithmetic::deviation);
            }
        }
        return check.sound();
    }

    /** Compares length after length until one differs. */
    void compare(NDManager manager, Comparison comparison) {
        for (long length : LENGTHS) {
            check.compare(weights(length), () -> deviations(manager, length, comparison));
        }
    }

    private static String weights(long length) {
        return length + (length == 1 ? " weight" : " weights");
    }

    private static float[] deviations(NDManager manager, long length, Comparison comparison) {
        try (NDManager scope = manager.newSubManager()) {
            NDArray weight = OperationCheck.values(scope, 1, length);
            NDArray gradient = OperationCheck.values(scope, 2, length);
            return comparison.deviations(scope, weight, gradient).toFloatArray();
        }
    }
}
