package org.dinotwins.train;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ai.djl.pytorch.jni.JniUtils;
import java.util.List;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

class LanesTest {
    @BeforeAll
    static void loadEngine() throws TrainingException {
        ComputeDevice.choose(DevicePreference.CPU);
    }

    @Test
    void partsRunSideBySideAndAnswerInOrder() {
        CyclicBarrier together = new CyclicBarrier(3);
        try (Lanes lanes = new Lanes(3)) {
            assertThat(lanes.each(3, i -> {
                try {
                    together.await();
                } catch (Exception e) {
                    throw new IllegalStateException(e);
                }
                return 10 * i;
            })).isEqualTo(List.of(0, 10, 20));
            assertThat(lanes.each(5, i -> i)).isEqualTo(List.of(0, 1, 2, 3, 4));
        }
    }

    @Test
    void lanesShareTheThreadsThatTheCallerKeeps() {
        int all = JniUtils.getNumThreads();
        try (Lanes lanes = new Lanes(2 * all)) {
            assertThat(lanes.each(2 * all, i -> JniUtils.getNumThreads())).containsOnly(1);
            assertThat(JniUtils.getNumThreads()).isEqualTo(all);
        }
    }

    @Test
    void whatFailsIsThrownWhenAllHaveEnded() {
        AtomicInteger ended = new AtomicInteger();
        try (Lanes lanes = new Lanes(2)) {
            assertThatThrownBy(() -> lanes.each(4, i -> {
                if (i == 0) {
                    throw new IllegalArgumentException("part " + i);
                }
                return ended.incrementAndGet();
            })).isInstanceOf(IllegalArgumentException.class).hasMessage("part 0");
            assertThat(ended).hasValue(3);
        }
    }
}
