package org.dinotwins.train;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.pytorch.engine.PtNDArray;
import ai.djl.pytorch.jni.JniUtils;
import java.util.List;
import org.dinotwins.tensor.Script;

/** What a step does to whole lists of arrays, one native call each. Results are owned by the scope passed in. */
final class StepLists implements AutoCloseable {
    private final Script script;

    StepLists(NDManager owner) {
        script = Script.load(owner, StepLists.class, "step.py");
    }

    Script script() {
        return script;
    }

    /** Rows of several arrays, one below the other. */
    NDArray joined(NDManager scope, List<NDArray> pieces) {
        return script.tensor(scope, "joined", pieces);
    }

    NDArray rows(NDManager scope, NDArray array, int start, int end) {
        return script.tensor(scope, "rows", array, start, end);
    }

    NDArray columns(NDManager scope, NDArray array, int start, int end) {
        return script.tensor(scope, "columns", array, start, end);
    }

    /** The same values without history: gradients stop here and can be asked for. */
    NDArray leaf(NDArray array) {
        NDArray leaf = array.stopGradient();
        JniUtils.attachGradient((PtNDArray) leaf, true);
        return leaf;
    }

    /** Gradients of a scalar with respect to arrays. */
    List<NDArray> gradients(NDManager scope, NDArray scalar, List<NDArray> arrays) {
        return script.tensors(scope, "gradients", scalar, arrays);
    }

    /** Gradients with respect to weights, given those that arrive at arrays computed from them. */
    List<NDArray> pullBack(NDManager scope, List<NDArray> arrays, List<NDArray> arriving, List<NDArray> weights) {
        return script.tensors(scope, "pull_back", arrays, arriving, weights);
    }

    /** The values rounded to bfloat16; DJL itself knows no arrays of that type and aborts when it is asked for one. */
    NDArray bfloat16(NDManager scope, NDArray array) {
        return script.tensor(scope, "to_bfloat16", array);
    }

    /** The values without history, in memory of their own on the device of {@code there}. */
    List<NDArray> brought(NDManager scope, List<NDArray> arrays, NDArray there) {
        return script.tensors(scope, "brought", arrays, there);
    }

    /** Overwrites each array with the one in its place, from whatever device. */
    void copy(List<NDArray> targets, List<NDArray> sources) {
        script.call("copy_", targets, sources);
    }

    List<NDArray> zeros(NDManager scope, List<NDArray> like) {
        return script.tensors(scope, "zeros", like);
    }

    /** Adds each array to the one in its place. */
    void add(List<NDArray> sums, List<NDArray> more) {
        script.call("add_", sums, more);
    }

    /** {@code weightA * a}, plus {@code weightB * b} on the first rows. */
    NDArray blend(NDManager scope, NDArray a, double weightA, NDArray b, double weightB) {
        return script.tensor(scope, "blend", a, weightA, b, weightB);
    }

    void scale(List<NDArray> arrays, double factor) {
        if (factor != 1 && !arrays.isEmpty()) {
            script.call("scale_", arrays, factor);
        }
    }

    NDArray norms(NDManager scope, List<NDArray> arrays) {
        return script.tensor(scope, "norms", arrays);
    }

    /** Scales each gradient down to a norm of at most {@code limit}, each on its own. */
    void clip(List<NDArray> gradients, NDArray norms, double limit) {
        script.call("clip_", gradients, norms, limit);
    }

    /** Scales what makes queries and keys. @param matrices {@code [3 * dim, dim]}, of queries, keys and values */
    void shrinkQueriesAndKeys(List<NDArray> matrices, double factor) {
        script.call("shrink_queries_and_keys_", matrices, factor);
    }

    void ema(List<NDArray> teacher, List<NDArray> student, double momentum) {
        script.call("ema_", teacher, student, momentum);
    }

    /** All values behind each other, read by the host at once. */
    double[] read(NDManager scope, List<NDArray> values) {
        return script.tensor(scope, "gather", values).toDoubleArray();
    }

    @Override
    public void close() {
        script.close();
    }
}
