package org.dinotwins.tensor.device;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Optional;
import org.junit.jupiter.api.Test;

/** Conflicting versions of jars are reported. */
class EngineJarsTest {
    @Test
    void theJarsOfThisBuildMatch() {
        assertThat(EngineJars.here().conflict()).isEmpty();
        assertThat(EngineJars.here().jni()).isPresent();
        assertThat(EngineJars.here().library()).isPresent();
    }

    @Test
    void conflictingJarsAreNamed() {
        assertThat(new EngineJars("2.7.1", Optional.of("2.7.1-0.36.0"), Optional.of("2.5.1")).conflict())
                .hasValue("pytorch-jni-2.7.1-0.36.0.jar and pytorch-native-cpu-2.5.1-*.jar conflict: the first needs "
                        + "PyTorch 2.7.1. Keep one version of both.");
        assertThat(new EngineJars("2.7.1", Optional.of("2.5.1-0.36.0"), Optional.of("2.5.1"))
                        .conflict()
                        .orElseThrow())
                .contains("pytorch-jni-2.5.1-0.36.0.jar and pytorch-engine-*.jar");
        assertThat(new EngineJars("2.7.1", Optional.of("2.5.1-0.36.0"), Optional.empty())
                        .conflict()
                        .orElseThrow())
                .contains("the engine needs PyTorch 2.7.1");
        assertThat(new EngineJars("2.7.1", Optional.empty(), Optional.of("2.7.1"))
                        .conflict()
                        .orElseThrow())
                .contains("pytorch-jni-*.jar is missing");
    }
}
