package org.dinotwins.tensor.device;

/** The user's choice of device. */
public enum DevicePreference {
    /** CUDA if DJL finds it, else the CPU. */
    AUTO,
    CPU,
    CUDA
}
