package org.dinotwins.tensor;

import static org.assertj.core.api.Assertions.assertThat;

import ai.djl.Device;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class GpuMemoryTest {
    /** Without a GPU no memory can be page-locked, and buffers are ordinary Java buffers. */
    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void buffersKeepTheirContentAndBackArrays(boolean locked) {
        try (PageLocked memory = new PageLocked(locked);
                NDManager manager = NDManager.newBaseManager(Device.cpu())) {
            ByteBuffer first = memory.buffer(4 * Float.BYTES);
            ByteBuffer second = memory.buffer(4 * Float.BYTES);
            assertThat(first.isDirect()).isTrue();
            assertThat(first.order()).isEqualTo(ByteOrder.nativeOrder());
            assertThat(first.remaining()).isEqualTo(4 * Float.BYTES);
            first.asFloatBuffer().put(new float[] {1, 2, 3, 4});
            second.asFloatBuffer().put(new float[] {5, 6, 7, 8});
            NDArray array = manager.create(first, new Shape(4), DataType.FLOAT32);
            assertThat(array.toFloatArray()).containsExactly(1, 2, 3, 4);
        }
    }

    @Test
    void withoutAGpuWorkContinuesWithoutAStream() {
        try (NDManager manager = NDManager.newBaseManager(Device.cpu())) {
            NDArray array = manager.ones(new Shape(2));
            assertThat(OwnStream.take(array)).isFalse();
            assertThat(array.add(array).toFloatArray()).containsExactly(2, 2);
        }
    }
}
