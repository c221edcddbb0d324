package org.dinotwins.train.loader;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ai.djl.ndarray.NDManager;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.dinotwins.augment.CropRecipe;
import org.dinotwins.augment.Interval;
import org.dinotwins.data.DataException;
import org.dinotwins.data.Picture;
import org.dinotwins.data.picture.Pixels;
import org.dinotwins.objective.Balancing;
import org.dinotwins.tensor.ComputationException;
import org.dinotwins.tensor.PageLocked;
import org.dinotwins.train.Precision;
import org.dinotwins.train.TinyTraining;
import org.dinotwins.train.TrainConfig;
import org.dinotwins.train.Trainer;
import org.dinotwins.train.TrainingListener;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Batches are taken to the processor here, by the same copies as to a GPU. */
@Timeout(120)
class UploaderTest {
    private static final int BATCH = 6;
    private static final int BUFFERS = 3;
    private static final TrainingListener DEAF = new TrainingListener() {};

    private final NDManager manager = NDManager.newBaseManager();

    @AfterEach
    void close() {
        manager.close();
    }

    private static CropRecipe recipe(int locals) {
        return new CropRecipe(
                16,
                new Interval(0.4, 1),
                locals,
                8,
                new Interval(0.05, 0.4),
                new Interval(0.75, 1.33),
                0.5,
                BatchLoaderTest.NONE,
                BatchLoaderTest.NONE,
                BatchLoaderTest.NONE);
    }

    private static BatchLoader loader(PictureCache.Source source, int locals) {
        return loader(source, locals, 1000);
    }

    private static BatchLoader loader(PictureCache.Source source, int locals, int count) {
        return new BatchLoader(
                BatchLoaderTest.pictures(count), source, recipe(locals), BATCH, 3, 2, 0, Optional.of(new PageLocked()));
    }

    private static Pixels never(Picture picture) {
        try {
            new CountDownLatch(1).await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        return BatchLoaderTest.patterned(picture);
    }

    @ParameterizedTest
    @EnumSource(Precision.class)
    void trainsOnTheSameBatchesInTheSameOrder(Precision precision) throws Exception {
        List<Double> losses = new ArrayList<>();
        List<Double> expected = new ArrayList<>();
        TrainConfig config = TinyTraining.train(precision, 1, false, 2);
        try (BatchLoader loader = loader(BatchLoaderTest::patterned, 2);
                BatchLoader plain = loader(BatchLoaderTest::patterned, 2);
                Trainer trainer = trainer(config);
                Trainer other = trainer(config);
                BatchSource uploader = new Uploader(manager, loader)) {
            for (int i = 0; i < 6; i++) {
                try (Batch batch = uploader.next();
                        Batch same = plain.next()) {
                    DeviceBatch there = (DeviceBatch) batch;
                    CropBatch here = (CropBatch) same;
                    assertThat(there.globals().toFloatArray()).isEqualTo(BatchLoaderTest.copy(here.globals()));
                    assertThat(there.locals().toFloatArray()).isEqualTo(BatchLoaderTest.copy(here.locals()));
                    losses.add(trainer.step(batch, DEAF).total());
                    expected.add(other.step(same, DEAF).total());
                }
            }
        }
        assertThat(losses).isEqualTo(expected);
    }

    private static Trainer trainer(TrainConfig config) throws ComputationException {
        return new Trainer(
                TinyTraining.model(0),
                TinyTraining.objective(1, 1, Balancing.FIXED),
                config,
                TinyTraining.CROPS,
                TinyTraining.STEPS_PER_EPOCH);
    }

    @Test
    void withoutLocalCropsNoneAreCopied() throws Exception {
        try (BatchLoader loader = loader(BatchLoaderTest::patterned, 0);
                Uploader uploader = new Uploader(manager, loader);
                DeviceBatch batch = uploader.next()) {
            assertThat(batch.locals().getShape().get(0)).isZero();
            assertThat(batch.globals().getShape().get(0)).isEqualTo(2 * BATCH);
        }
    }

    @Test
    void theNextBatchIsTakenThereWhileTheFirstIsHeld() throws Exception {
        AtomicInteger read = new AtomicInteger();
        PictureCache.Source counting = picture -> {
            read.incrementAndGet();
            return BatchLoaderTest.patterned(picture);
        };
        try (BatchLoader loader = loader(counting, 2);
                Uploader uploader = new Uploader(manager, loader);
                DeviceBatch batch = uploader.next()) {
            assertThat(batch.pictures()).isEqualTo(BATCH);
            // The loader can fill its buffers anew only when their batches have been copied: two, of which one was
            // asked for.
            while (read.get() < (2 + BUFFERS) * BATCH) {
                Thread.sleep(1);
            }
        }
    }

    @Test
    void aBatchIsNotOverwrittenWhileItIsHeld() throws Exception {
        try (BatchLoader loader = loader(BatchLoaderTest::patterned, 2);
                Uploader uploader = new Uploader(manager, loader);
                DeviceBatch first = uploader.next()) {
            assertThatThrownBy(uploader::next)
                    .isInstanceOf(IllegalStateException.class)
                    .hasMessageContaining("held");
            first.close();
            try (DeviceBatch second = uploader.next()) {
                assertThat(second.globals()).isNotSameAs(first.globals());
            }
        }
    }

    @Test
    void theLoadersFaultsArriveAsTheyAre() throws Exception {
        PictureCache.Source broken = picture -> {
            throw new DataException("the disk is gone");
        };
        try (BatchLoader loader = loader(broken, 2, 3);
                Uploader uploader = new Uploader(manager, loader)) {
            for (int i = 0; i < 2; i++) {
                assertThatThrownBy(uploader::next)
                        .isInstanceOf(DataException.class)
                        .hasMessageContaining("the disk is gone");
            }
        }
    }

    @Test
    void closingEndsAnUploadThatWaitsForTheLoader() throws Exception {
        try (BatchLoader loader = loader(UploaderTest::never, 2)) {
            new Uploader(manager, loader).close();
            // Its work has ended; the thread itself takes a moment longer.
            for (Thread thread : Thread.getAllStackTraces().keySet()) {
                if (thread.getName().equals("uploader")) {
                    thread.join(TimeUnit.SECONDS.toMillis(60));
                    assertThat(thread.isAlive()).isFalse();
                }
            }
        }
        assertThat(manager.isOpen()).isTrue();
    }

    @Test
    void anInterruptedTrainerGetsNoBatch() throws Exception {
        try (BatchLoader loader = loader(UploaderTest::never, 2);
                Uploader uploader = new Uploader(manager, loader)) {
            Thread.currentThread().interrupt();
            assertThatThrownBy(uploader::next).isInstanceOf(InterruptedException.class);
        }
    }
}
