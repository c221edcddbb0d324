package org.dinotwins.train;

/**
 * The device that arithmetic runs on and why.
 *
 * @param cuda   a GPU is used
 * @param name   for people, for example {@code CPU, 2 threads}
 * @param reason one plain sentence: why this device; if not the GPU, what is missing
 */
public record ComputeDevice(boolean cuda, String name, String reason) {
    /** Asks DJL what there is. Loads the engine when it is not loaded yet, which takes seconds. */
    public static ComputeDevice choose(DevicePreference preference) throws TrainingException {
        throw new UnsupportedOperationException();
    }
}
