package org.dinotwins.objective;

import ai.djl.Device;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import org.dinotwins.tensor.TorchScript;

/**
 * RankMe: the effective number of dimensions that features use, {@code exp} of the entropy of their normalised singular
 * values (Garrido et al. 2023, arXiv 2210.02885, equation 1). Collapsed features have 1; features that use every
 * direction equally have the smaller of their width and number.
 */
public interface RankMe extends TorchScript {
    static RankMe load(NDManager parent) {
        return TorchScript.load(parent, RankMe.class, "rank_me.py");
    }

    /** RankMe of features {@code [rows, dim]}, which must be finite and are not centred; a scalar, 1 to min(rows, dim). */
    NDArray forward(NDManager scope, NDArray features);

    /**
     * RankMe in float64.
     *
     * @param features {@code [rows][dim]}, finite
     * @return 1 to min(rows, dim), apart from the paper's epsilon; NaN without features or if all are 0
     */
    static double of(float[][] features) {
        if (features.length == 0 || features[0].length == 0) {
            return Double.NaN;
        }
        double[] flat = new double[Math.multiplyExact(features.length, features[0].length)];
        boolean zero = true;
        for (int i = 0; i < flat.length; i++) {
            flat[i] = features[i / features[0].length][i % features[0].length];
            zero &= flat[i] == 0;
        }
        if (zero) {
            return Double.NaN;
        }
        try (NDManager owner = NDManager.newBaseManager(Device.cpu());
                RankMe rankMe = load(owner)) {
            return rankMe.forward(owner, owner.create(flat, new Shape(features.length, features[0].length)))
                    .getDouble();
        }
    }
}
