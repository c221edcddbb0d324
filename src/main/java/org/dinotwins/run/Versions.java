package org.dinotwins.run;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Properties;
import org.dinotwins.tensor.ComputationException;
import org.dinotwins.tensor.device.ComputeDevice;

/** Versions of the program, Java, the operating system and PyTorch. Every run records them, because results differ between versions. */
public final class Versions {
    private Versions() {}

    /** Version of this program. */
    public static String program() {
        try (InputStream file = Versions.class.getResourceAsStream("build.properties")) {
            Properties build = new Properties();
            build.load(file);
            return build.getProperty("version");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Versions that are known without loading the engine: program, Java and operating system. */
    public static Map<String, String> own() {
        Map<String, String> versions = new LinkedHashMap<>();
        versions.put("dinotwins", program());
        versions.put(
                "java", System.getProperty("java.runtime.version") + " (" + System.getProperty("java.vm.name") + ")");
        versions.put(
                "os",
                System.getProperty("os.name") + " " + System.getProperty("os.version") + ", "
                        + System.getProperty("os.arch"));
        return versions;
    }

    /** Like {@link #own}, with DJL and PyTorch; loads the engine. */
    static Map<String, String> all() throws ComputationException {
        Map<String, String> versions = own();
        versions.putAll(ComputeDevice.versions());
        return versions;
    }
}
