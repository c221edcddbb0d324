package org.dinotwins.tensor.device;

import java.nio.file.Files;
import java.nio.file.Path;

/** Whether the processor reports its caches, which native libraries use to divide their work into blocks. */
public final class ProcessorCaches {
    private static final Path PROCESSOR = Path.of("/sys/devices/system/cpu/cpu0");

    private ProcessorCaches() {}

    /** True on a Linux machine whose processor reports none, as on some virtual machines; false if unknown. */
    public static boolean hidden() {
        return hidden(PROCESSOR);
    }

    static boolean hidden(Path processor) {
        return Files.isDirectory(processor) && !Files.isDirectory(processor.resolve("cache"));
    }
}
