package org.dinotwins.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.dinotwins.train.loader.Batch;
import org.dinotwins.train.loader.BatchSource;
import org.dinotwins.train.loader.CropBatch;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(120)
class RunRequestsTest {
    /** A loader whose disk does not answer. */
    private static final class Stuck implements BatchSource {
        private final CountDownLatch entered = new CountDownLatch(1);

        @Override
        public Batch next() throws InterruptedException {
            entered.countDown();
            new CountDownLatch(1).await();
            throw new AssertionError("nothing opens the latch");
        }

        @Override
        public void close() {}
    }

    @Test
    void stoppingEndsTheWaitForPictures() throws Exception {
        RunRequests requests = new RunRequests();
        Stuck stuck = new Stuck();
        CompletableFuture<Throwable> outcome = new CompletableFuture<>();
        Thread training = new Thread(() -> {
            try {
                requests.next(stuck);
            } catch (Exception e) {
                outcome.complete(e);
            }
        });
        training.start();
        stuck.entered.await();
        requests.stop();
        assertThat(outcome.get(60, TimeUnit.SECONDS)).isInstanceOf(InterruptedException.class);
        assertThatThrownBy(() -> requests.next(stuck)).isInstanceOf(InterruptedException.class);
    }

    @Test
    void anArrivedBatchIsUsed() throws Exception {
        RunRequests requests = new RunRequests();
        CropBatch batch = CropBatch.of(1, new float[3], new float[0]);
        BatchSource late = new BatchSource() {
            @Override
            public Batch next() {
                requests.stop();
                return batch;
            }

            @Override
            public void close() {}
        };
        assertThat(requests.next(late)).isSameAs(batch);
        assertThat(Thread.interrupted()).as("the step is not interrupted").isFalse();
    }
}
