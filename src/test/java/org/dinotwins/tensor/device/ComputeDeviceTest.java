package org.dinotwins.tensor.device;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ai.djl.Device;
import org.dinotwins.tensor.ComputationException;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ComputeDeviceTest {
    @BeforeAll
    static void loadEngine() throws ComputationException {
        ComputeDevice.choose(DevicePreference.CPU);
    }

    @ParameterizedTest
    @CsvSource({
        "AUTO,1,1,1,GPU 0 of 1 (CUDA)",
        "AUTO,1,4,1,GPU 0 of 4 (CUDA)",
        "CUDA,3,4,3,GPUs 0 to 2 of 4 (CUDA)",
        "CUDA,0,4,4,GPUs 0 to 3 of 4 (CUDA)",
        "AUTO,8,2,2,GPUs 0 to 1 of 2 (CUDA)"
    })
    void asManyGpusShareABatchAsAreAskedForAndThere(
            DevicePreference preference, int wanted, int found, int used, String name) throws ComputationException {
        ComputeDevice device = ComputeDevice.choose(preference, wanted, found);
        assertThat(device.cuda()).isTrue();
        assertThat(device.gpus()).isEqualTo(used);
        assertThat(device.name()).isEqualTo(name);
        assertThat(device.device()).isEqualTo(Device.gpu(0));
        assertThat(device.copies())
                .hasSize(used - 1)
                .doesNotContain(device.device())
                .doesNotHaveDuplicates();
    }

    @Test
    void theCpuIgnoresTheNumberOfGpus() throws ComputationException {
        assertThat(ComputeDevice.choose(DevicePreference.CPU, 4, 8).copies()).isEmpty();
        assertThat(ComputeDevice.choose(DevicePreference.AUTO, 4, 0).cuda()).isFalse();
    }

    @Test
    void tooFewGpusAreRejectedIfRequired() {
        assertThatThrownBy(() -> ComputeDevice.choose(DevicePreference.CUDA, 4, 2))
                .isInstanceOf(ComputationException.class)
                .hasMessageContaining("4 GPUs")
                .hasMessageContaining("finds 2")
                .hasMessageContaining("train.gpus");
        assertThatThrownBy(() -> ComputeDevice.choose(DevicePreference.CUDA, 1, 0))
                .isInstanceOf(ComputationException.class);
    }
}
