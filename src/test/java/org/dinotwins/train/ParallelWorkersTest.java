package org.dinotwins.train;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.atomic.AtomicInteger;
import org.dinotwins.tensor.ComputationException;
import org.dinotwins.tensor.PyTorch;
import org.dinotwins.tensor.device.ComputeDevice;
import org.dinotwins.tensor.device.DevicePreference;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

class ParallelWorkersTest {
    @BeforeAll
    static void loadEngine() throws ComputationException {
        ComputeDevice.choose(DevicePreference.CPU);
    }

    @Test
    void partsRunInParallelAndReturnInOrder() {
        CyclicBarrier together = new CyclicBarrier(3);
        try (ParallelWorkers workers = new ParallelWorkers(3)) {
            assertThat(workers.each(3, i -> {
                        try {
                            together.await();
                        } catch (Exception e) {
                            throw new IllegalStateException(e);
                        }
                        return 10 * i;
                    }))
                    .isEqualTo(List.of(0, 10, 20));
            assertThat(workers.each(5, i -> i)).isEqualTo(List.of(0, 1, 2, 3, 4));
        }
    }

    @Test
    void workersShareTheCallersThreads() {
        int all = PyTorch.threads();
        try (ParallelWorkers workers = new ParallelWorkers(2 * all)) {
            assertThat(workers.each(2 * all, i -> PyTorch.threads())).containsOnly(1);
            assertThat(PyTorch.threads()).isEqualTo(all);
        }
    }

    @Test
    void failureIsThrownAfterAllHaveEnded() {
        AtomicInteger ended = new AtomicInteger();
        try (ParallelWorkers workers = new ParallelWorkers(2)) {
            assertThatThrownBy(() -> workers.each(4, i -> {
                        if (i == 0) {
                            throw new IllegalArgumentException("part " + i);
                        }
                        return ended.incrementAndGet();
                    }))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessage("part 0");
            assertThat(ended).hasValue(3);
        }
    }
}
