package org.dinotwins.tensor.device;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Optional;
import java.util.Properties;

/**
 * The versions of the jars of DJL's PyTorch engine: the engine, its native part, and PyTorch's own library.
 *
 * @param pytorch PyTorch version for which {@code pytorch-engine} was made, for example {@code 2.7.1}
 * @param jni     PyTorch and DJL version of {@code pytorch-jni}, for example {@code 2.7.1-0.36.0}; empty without that
 * jar
 * @param library PyTorch version of {@code pytorch-native-cpu}; empty without that jar
 */
record EngineJars(String pytorch, Optional<String> jni, Optional<String> library) {
    /** The jars on the class path of this process. */
    static EngineJars here() {
        return new EngineJars(
                property("/pytorch-engine.properties", "pytorch_version").orElse("of unknown version"),
                property("/jnilib/pytorch.properties", "jni_version"),
                property("/native/lib/pytorch.properties", "version").map(EngineJars::pytorchVersion));
    }

    private static Optional<String> property(String file, String key) {
        try (InputStream source = EngineJars.class.getResourceAsStream(file)) {
            if (source == null) {
                return Optional.empty();
            }
            Properties properties = new Properties();
            properties.load(source);
            return Optional.ofNullable(properties.getProperty(key));
        } catch (IOException e) {
            throw new UncheckedIOException("cannot read " + file + " from the class path", e);
        }
    }

    /** Returns {@code 2.7.1} for {@code 2.7.1-0.36.0}. */
    private static String pytorchVersion(String version) {
        return version.split("-", 2)[0];
    }

    /** Which two jars conflict, as a sentence; empty if the versions agree. */
    Optional<String> conflict() {
        if (jni.isEmpty()) {
            return Optional.of("pytorch-jni-*.jar is missing. Add the one for PyTorch " + pytorch + ".");
        }
        String jniPyTorch = pytorchVersion(jni.get());
        if (library.isPresent() && !library.get().equals(jniPyTorch)) {
            return Optional.of("pytorch-jni-" + jni.get() + ".jar and pytorch-native-cpu-" + library.get()
                    + "-*.jar conflict: the first needs PyTorch " + jniPyTorch
                    + ". Keep one version of both.");
        }
        return jniPyTorch.equals(pytorch)
                ? Optional.empty()
                : Optional.of("pytorch-jni-" + jni.get()
                        + ".jar and pytorch-engine-*.jar conflict: the engine needs PyTorch " + pytorch
                        + ". Keep one version of both.");
    }
}
