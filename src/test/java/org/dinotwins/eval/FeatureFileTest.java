package org.dinotwins.eval;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.channels.Channels;
import java.util.Arrays;
import java.util.Map;
import org.junit.jupiter.api.Test;

class FeatureFileTest {
    @Test
    void readsWhatWasWritten() throws IOException {
        float[][] features = {{1.5f, -2}, {Float.MIN_VALUE, 3e30f}, {0, -0f}};
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        new FeatureFile(features, new int[] {0, 2, 1_000_000}).write(Channels.newChannel(bytes), Map.of("key", "k"));

        FeatureFile found = read(bytes.toByteArray());

        assertThat(found.features()).isDeepEqualTo(features);
        assertThat(found.rows()).containsExactly(0, 2, 1_000_000);
        assertThatThrownBy(() -> read(Arrays.copyOf(bytes.toByteArray(), bytes.size() - 1)))
                .isInstanceOf(IOException.class);
    }

    @Test
    void writesAndReadsAnEmptyFile() throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        new FeatureFile(new float[0][], new int[0]).write(Channels.newChannel(bytes), Map.of());
        assertThat(read(bytes.toByteArray()).features()).isEmpty();
    }

    private static FeatureFile read(byte[] bytes) throws IOException {
        return FeatureFile.read(Channels.newChannel(new ByteArrayInputStream(bytes)));
    }
}
