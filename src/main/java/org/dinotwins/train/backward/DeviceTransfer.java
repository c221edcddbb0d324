package org.dinotwins.train.backward;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import java.util.List;
import org.dinotwins.tensor.TorchScript;

/** Copies arrays from one device to another. */
public interface DeviceTransfer extends TorchScript {
    static DeviceTransfer load(NDManager parent) {
        return TorchScript.load(parent, DeviceTransfer.class, "device_transfer.py");
    }

    /** Copies without gradient history, to the device of {@code there}. */
    List<NDArray> copies(NDManager scope, List<NDArray> arrays, NDArray there);

    /** Overwrites each target with the source at its index, from any device. */
    void overwrite(List<NDArray> targets, List<NDArray> sources);
}
