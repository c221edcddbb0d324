package org.dinotwins.tensor.device;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ProcessorCachesTest {
    @TempDir
    Path processor;

    @Test
    void areHiddenIfTheProcessorHasNoCacheFolder() throws Exception {
        assertThat(ProcessorCaches.hidden(processor)).isTrue();
        Files.createDirectories(processor.resolve("cache/index0"));
        assertThat(ProcessorCaches.hidden(processor)).isFalse();
    }

    @Test
    void areNotHiddenIfUnknown() {
        assertThat(ProcessorCaches.hidden(processor.resolve("missing"))).isFalse();
    }
}
