package org.dinotwins.app.shared.work;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class TimeLeftTest {
    private final AtomicLong clock = new AtomicLong();
    private final List<String> messages = new ArrayList<>();
    private final TimeLeft progress = new TimeLeft((share, what) -> messages.add(what), clock::get);

    private void after(long seconds, double share, String what) {
        clock.addAndGet(TimeUnit.SECONDS.toNanos(seconds));
        progress.at(share, what);
    }

    @Test
    void preparationDoesNotCountTowardsTheEstimate() {
        after(60, 0, "Opening");
        after(30, 0, "Reading");
        after(10, 0.25, "Reading");
        after(30, 0.5, "Reading");

        assertThat(messages)
                .containsExactly("Opening", "Reading", "Reading, about 30 s left", "Reading, about 40 s left");
    }

    @Test
    void noEstimateAtTheStartOrTheEnd() {
        after(0, 0, "Reading");
        after(5, 0.001, "Reading");
        after(5, 1, "Counting");

        assertThat(messages).containsExactly("Reading", "Reading", "Counting");
    }
}
