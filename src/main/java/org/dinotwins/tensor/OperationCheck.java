package org.dinotwins.tensor;

import ai.djl.engine.EngineException;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import java.util.HashSet;
import java.util.Locale;
import java.util.Set;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Whether a fast operation of the native library agrees with its plain formula on this processor. The first difference
 * beyond rounding rules the operation out for as long as this object is used; the log says so once. Safe for any number of
 * threads.
 */
public final class OperationCheck {
    private static final Logger LOG = LoggerFactory.getLogger(OperationCheck.class);
    /** Largest difference over the largest entry that counts as rounding; known faults are above 0.1, rounding below 1e-5. */
    private static final double TOLERANCE = 1e-4;
    /** 2^32 over the golden ratio, the multiplier of Fibonacci hashing (Knuth, volume 3, section 6.4). */
    private static final int GOLDEN_RATIO = 0x9E3779B9;

    private final String subject;
    private final String fast;
    private final String formula;
    private final Set<Object> compared = new HashSet<>();
    private volatile boolean sound = true;
    private volatile String finding;

    /**
     * @param subject start of the finding, with its verb: {@code Linear layers use}
     * @param fast    the fast operation: {@code oneDNN's convolution}
     * @param formula what it is compared with, and what replaces it: {@code the plain product}
     */
    public OperationCheck(String subject, String fast, String formula) {
        this.subject = subject;
        this.fast = fast;
        this.formula = formula;
        this.finding = subject + " " + fast + ", which has not been checked yet.";
    }

    /** False after any difference: from then on the formula is used. */
    public boolean sound() {
        return sound;
    }

    /** What is used and why, as a sentence for the log, {@code run.json} and {@code doctor}. */
    public String finding() {
        return finding;
    }

    /** True if the operation is in use and was not compared for this input yet. */
    public synchronized boolean needs(Object input) {
        return sound && !compared.contains(input);
    }

    /**
     * Compares the operation with its formula, once for each input, until one differs.
     *
     * @param input      what the result depends on; its text describes it
     * @param deviations differences of the results, each over the largest entry of the formula's result
     */
    public synchronized void compare(Object input, Supplier<float[]> deviations) {
        if (!needs(input)) {
            return;
        }
        float deviation;
        try {
            deviation = largest(deviations.get());
        } catch (EngineException e) {
            LOG.debug("{} failed for {}", fast, input, e);
            reject("this build of PyTorch cannot run " + fast + " for " + input);
            return;
        }
        if (deviation <= TOLERANCE) {
            compared.add(input);
            finding = subject + " " + fast + ", which agrees with " + formula + " for " + compared.size() + " inputs.";
        } else {
            reject(String.format(
                    Locale.ROOT,
                    "on this processor, %s for %s differs from it by %.2g of the largest value",
                    fast,
                    input,
                    deviation));
        }
    }

    /** Rules the operation out. @param reason part of a sentence, without its full stop */
    public synchronized void reject(String reason) {
        if (sound) {
            sound = false;
            finding = subject + " " + formula + ": " + reason + ".";
            LOG.warn(finding);
        }
    }

    private static float largest(float[] deviations) {
        float largest = 0;
        for (float deviation : deviations) {
            // Math.max keeps a NaN.
            largest = Math.max(largest, deviation);
        }
        return largest;
    }

    /** Values in -1..1 that follow no pattern; made without a random generator, since large layers have millions. */
    public static NDArray values(NDManager scope, int salt, long... shape) {
        float[] values = new float[Math.toIntExact(new Shape(shape).size())];
        for (int i = 0; i < values.length; i++) {
            int mixed = (i + salt) * GOLDEN_RATIO;
            values[i] = (mixed ^ mixed >>> 15) * GOLDEN_RATIO * 0x1p-31f;
        }
        return scope.create(values, new Shape(shape));
    }
}
