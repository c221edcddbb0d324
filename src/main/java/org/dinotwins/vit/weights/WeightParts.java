package org.dinotwins.vit.weights;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import org.dinotwins.tensor.HostTensor;

/** Joins weights that other programs store in parts, and adds those that they leave out because they are zero. */
final class WeightParts {
    static final String QUERY = "attn.query";
    static final String KEY = "attn.key";
    static final String VALUE = "attn.value";
    /** The half of a gated MLP's first layer that passes through SiLU, and the other half. */
    static final String GATE = "mlp.gate";

    static final String UP = "mlp.up";
    private static final String QKV = "attn.qkv";
    private static final String FIRST = "mlp.fc1";
    private static final String BIAS = ".bias";
    private static final String WEIGHT = ".weight";
    /** DINOv3 of Meta: 0 for keys, 1 for queries and values. */
    private static final String MASK = "attn.qkv.bias_mask";
    /** timm: biases of queries and values without those of keys. */
    private static final String QUERY_BIAS = "attn.q_bias";

    private static final String VALUE_BIAS = "attn.v_bias";

    private final Map<String, HostTensor> found;

    private WeightParts(Map<String, HostTensor> found) {
        this.found = found;
    }

    /**
     * Joins the parts of all blocks in place.
     *
     * @param found     weights by the public DINO code's names and the words of this class
     * @param mayBeZero whether biases that the file leaves out are zero, as in DINOv3; elsewhere a missing bias is a fault
     */
    static void join(Map<String, HostTensor> found, boolean mayBeZero) {
        WeightParts parts = new WeightParts(found);
        List<String> blocks = found.keySet().stream()
                .map(ForeignWeights.BLOCK::matcher)
                .filter(Matcher::matches)
                .map(matcher -> "blocks." + matcher.group(1) + ".")
                .distinct()
                .toList();
        boolean noBias = mayBeZero
                && found.keySet().stream()
                        .noneMatch(name ->
                                name.contains(".attn.") && name.contains("bias") && !name.contains(".attn.proj."));
        for (String block : blocks) {
            parts.joinAttention(block, mayBeZero, noBias);
            parts.joinGate(block);
        }
    }

    private void joinAttention(String block, boolean mayBeZero, boolean noBias) {
        if (mayBeZero && !found.containsKey(block + KEY + BIAS) && found.containsKey(block + QUERY + BIAS)) {
            found.put(block + KEY + BIAS, zeros(found.get(block + QUERY + BIAS).elements()));
        }
        for (String end : new String[] {WEIGHT, BIAS}) {
            joinAll(block + QKV + end, block + QUERY + end, block + KEY + end, block + VALUE + end);
        }
        HostTensor queries = found.get(block + QUERY_BIAS);
        if (queries != null) {
            found.put(block + KEY + BIAS, zeros(queries.elements()));
            joinAll(block + QKV + BIAS, block + QUERY_BIAS, block + KEY + BIAS, block + VALUE_BIAS);
        }
        HostTensor mask = found.remove(block + MASK);
        HostTensor bias = found.get(block + QKV + BIAS);
        if (mask != null && bias != null && mask.elements() == bias.elements()) {
            found.put(block + QKV + BIAS, times(bias, mask));
        }
        HostTensor weight = found.get(block + QKV + WEIGHT);
        if (noBias && weight != null && weight.shape().length == 2) {
            found.put(block + QKV + BIAS, zeros(weight.shape()[0]));
        }
    }

    private void joinGate(String block) {
        for (String end : new String[] {WEIGHT, BIAS}) {
            if (found.containsKey(block + GATE + end)) {
                joinAll(block + FIRST + end, block + GATE + end, block + UP + end);
            } else if (found.containsKey(block + UP + end)) {
                found.put(block + FIRST + end, found.remove(block + UP + end));
            }
        }
    }

    /** Joins parts of one shape along the first axis; where one is missing, the check for completeness names it. */
    private void joinAll(String whole, String... names) {
        HostTensor first = found.get(names[0]);
        for (String name : names) {
            HostTensor part = found.get(name);
            if (part == null || part.shape().length == 0 || !Arrays.equals(part.shape(), first.shape())) {
                return;
            }
        }
        long[] shape = first.shape().clone();
        shape[0] *= names.length;
        float[] all = new float[Math.toIntExact(names.length * first.elements())];
        int at = 0;
        for (String name : names) {
            float[] values = found.remove(name).floats();
            System.arraycopy(values, 0, all, at, values.length);
            at += values.length;
        }
        found.put(whole, HostTensor.of(all, shape));
    }

    private static HostTensor times(HostTensor bias, HostTensor mask) {
        float[] values = bias.floats();
        float[] factors = mask.floats();
        for (int i = 0; i < values.length; i++) {
            // A masked entry is 0 even where the file holds no number.
            values[i] = factors[i] == 0 ? 0 : values[i];
        }
        return HostTensor.of(values, bias.shape());
    }

    private static HostTensor zeros(long length) {
        return HostTensor.of(new float[Math.toIntExact(length)], length);
    }
}
