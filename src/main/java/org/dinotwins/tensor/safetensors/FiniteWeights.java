package org.dinotwins.tensor.safetensors;

import java.nio.FloatBuffer;
import java.util.Arrays;
import java.util.Map;
import org.dinotwins.tensor.HostTensor;

/** Refuses weights that are not finite, because everything computed from them would be wrong. */
public final class FiniteWeights {
    private FiniteWeights() {}

    /**
     * Checks all tensors of real numbers.
     *
     * @param tensors by the names for the message
     * @throws DamagedFileException that names the first tensor with a NaN or an infinity
     */
    public static void check(Map<String, HostTensor> tensors) throws DamagedFileException {
        for (Map.Entry<String, HostTensor> tensor : tensors.entrySet()) {
            long wrong = count(tensor.getValue());
            if (wrong > 0) {
                throw new DamagedFileException("The tensor " + tensor.getKey() + " holds " + wrong + " of "
                        + tensor.getValue().elements() + " values that are not finite (NaN or infinity).");
            }
        }
    }

    private static long count(HostTensor tensor) {
        return switch (tensor.type()) {
            case F32 -> {
                FloatBuffer values =
                        tensor.data().duplicate().order(tensor.data().order()).asFloatBuffer();
                long wrong = 0;
                while (values.hasRemaining()) {
                    wrong += Float.isFinite(values.get()) ? 0 : 1;
                }
                yield wrong;
            }
            case F64, F16, BF16 ->
                Arrays.stream(tensor.doubles()).filter(v -> !Double.isFinite(v)).count();
            default -> 0;
        };
    }
}
