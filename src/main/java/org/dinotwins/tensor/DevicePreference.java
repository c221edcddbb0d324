package org.dinotwins.tensor;

/** Where the user wants the arithmetic done. */
public enum DevicePreference {
    /** CUDA where DJL finds it, else CPU. */
    AUTO,
    CPU,
    CUDA
}
