package org.dinotwins.tensor.device;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** Memory of this process as reported by the operating system. */
public final class ProcessMemory {
    private static final Path STATUS = Path.of("/proc/self/statm");
    /** Page size of Linux on x86-64 and of common aarch64 kernels, in bytes. */
    private static final long PAGE = 4096;

    private ProcessMemory() {}

    /** Resident bytes; 0 if the system has no {@code /proc}. */
    public static long resident() {
        try {
            return Long.parseLong(Files.readString(STATUS).split(" ")[1]) * PAGE;
        } catch (IOException | NumberFormatException | ArrayIndexOutOfBoundsException e) {
            return 0;
        }
    }
}
