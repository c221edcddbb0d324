package org.dinotwins.train.loader;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.dinotwins.augment.CropRecipe;
import org.dinotwins.augment.Interval;
import org.dinotwins.augment.Photometric;
import org.dinotwins.data.DataException;
import org.dinotwins.data.Picture;
import org.dinotwins.data.picture.Pixels;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

@Timeout(120)
class BatchLoaderTest {
    private static final int SIDE = 8;
    private static final Photometric COLOURS =
            new Photometric(0.8, 0.4, 0.4, 0.2, 0.1, 0.2, 0.5, new Interval(0.1, 2), 0.2);
    static final Photometric NONE = new Photometric(0, 0, 0, 0, 0, 0, 0, new Interval(1, 1), 0);
    /** Global crops of the whole picture, untouched: they show which picture it was. */
    private static final CropRecipe PLAIN = new CropRecipe(
            SIDE, new Interval(1, 1), 0, SIDE, new Interval(1, 1), new Interval(1, 1), 0, NONE, NONE, NONE);

    private static final CropRecipe RANDOM = new CropRecipe(
            SIDE,
            new Interval(0.4, 1),
            2,
            4,
            new Interval(0.05, 0.4),
            new Interval(0.75, 1.33),
            0.5,
            COLOURS,
            COLOURS,
            COLOURS);

    static List<Picture> pictures(int count) {
        List<Picture> pictures = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            pictures.add(new Picture(i, Path.of("picture-" + i), SIDE, SIDE, List.of()));
        }
        return pictures;
    }

    /** A picture of one grey, its id. */
    private static Pixels flat(Picture picture) {
        byte[] rgb = new byte[SIDE * SIDE * 3];
        Arrays.fill(rgb, (byte) picture.id());
        return new Pixels(SIDE, SIDE, rgb);
    }

    static Pixels patterned(Picture picture) {
        byte[] rgb = new byte[SIDE * SIDE * 3];
        for (int i = 0; i < rgb.length; i++) {
            rgb[i] = (byte) (i * (37 + picture.id()) % 251);
        }
        return new Pixels(SIDE, SIDE, rgb);
    }

    static float[] copy(ByteBuffer buffer) {
        float[] values = new float[buffer.remaining() / Float.BYTES];
        buffer.asFloatBuffer().get(values);
        return values;
    }

    /** Ids of the pictures in the next batch, read from the red of their first global crop. */
    private static List<Integer> ids(BatchLoader loader) throws Exception {
        try (CropBatch batch = loader.next()) {
            List<Integer> ids = new ArrayList<>();
            for (int i = 0; i < batch.pictures(); i++) {
                float red = batch.globals().getFloat(i * 3 * SIDE * SIDE * Float.BYTES);
                ids.add(Math.round((red * 0.229f + 0.485f) * 255));
            }
            return ids;
        }
    }

    @Test
    void batchesDoNotDependOnThreads() throws Exception {
        try (BatchLoader one = new BatchLoader(
                        pictures(10), BatchLoaderTest::patterned, RANDOM, 4, 7, 1, 0, Optional.empty());
                BatchLoader four = new BatchLoader(
                        pictures(10), BatchLoaderTest::patterned, RANDOM, 4, 7, 4, 0, Optional.empty())) {
            Set<Float> seen = new HashSet<>();
            for (int i = 0; i < 12; i++) {
                try (CropBatch a = one.next();
                        CropBatch b = four.next()) {
                    assertThat(a.globals().remaining()).isEqualTo(Float.BYTES * 2 * 4 * 3 * SIDE * SIDE);
                    assertThat(a.locals().remaining()).isEqualTo(Float.BYTES * 2 * 4 * 3 * 4 * 4);
                    assertThat(copy(b.globals())).containsExactly(copy(a.globals()));
                    assertThat(copy(b.locals())).containsExactly(copy(a.locals()));
                    seen.add(a.globals().getFloat(0));
                }
            }
            assertThat(seen).as("batches differ").hasSizeGreaterThan(6);
        }
    }

    @Test
    void everyCropOfAPictureLiesInItsPlace() throws Exception {
        try (BatchLoader loader =
                        new BatchLoader(pictures(3), BatchLoaderTest::flat, PLAIN, 3, 1, 2, 0, Optional.empty());
                CropBatch batch = loader.next()) {
            float[] globals = copy(batch.globals());
            int half = globals.length / 2;
            assertThat(Arrays.copyOfRange(globals, half, globals.length)).containsExactly(Arrays.copyOf(globals, half));
        }
    }

    @Test
    void aResumedLoaderContinuesWithTheSameBatches() throws Exception {
        try (BatchLoader whole = new BatchLoader(
                        pictures(10), BatchLoaderTest::patterned, RANDOM, 3, 5, 2, 0, Optional.empty());
                BatchLoader resumed = new BatchLoader(
                        pictures(10), BatchLoaderTest::patterned, RANDOM, 3, 5, 2, 7, Optional.empty())) {
            for (int i = 0; i < 7; i++) {
                whole.next().close();
            }
            for (int i = 0; i < 5; i++) {
                try (CropBatch a = whole.next();
                        CropBatch b = resumed.next()) {
                    assertThat(copy(b.globals())).containsExactly(copy(a.globals()));
                }
            }
        }
    }

    @Test
    void everyEpochShowsEachPictureOnceInANewOrder() throws Exception {
        try (BatchLoader loader =
                new BatchLoader(pictures(12), BatchLoaderTest::flat, PLAIN, 4, 3, 2, 0, Optional.empty())) {
            assertThat(loader.batchesPerEpoch()).isEqualTo(3);
            List<List<Integer>> epochs = new ArrayList<>();
            for (int epoch = 0; epoch < 3; epoch++) {
                List<Integer> order = new ArrayList<>();
                for (int i = 0; i < 3; i++) {
                    order.addAll(ids(loader));
                }
                assertThat(order).containsExactlyInAnyOrder(0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11);
                epochs.add(order);
            }
            assertThat(epochs).doesNotHaveDuplicates();
        }
    }

    @Test
    void theLastIncompleteBatchIsDropped() throws Exception {
        try (BatchLoader loader =
                new BatchLoader(pictures(11), BatchLoaderTest::flat, PLAIN, 4, 3, 1, 0, Optional.empty())) {
            assertThat(loader.batchesPerEpoch()).isEqualTo(2);
            List<Integer> epoch = new ArrayList<>(ids(loader));
            epoch.addAll(ids(loader));
            assertThat(epoch).hasSize(8).doesNotHaveDuplicates();
        }
    }

    @Test
    void aSetSmallerThanABatchIsRepeated() throws Exception {
        try (BatchLoader loader =
                new BatchLoader(pictures(3), BatchLoaderTest::flat, PLAIN, 7, 3, 1, 0, Optional.empty())) {
            assertThat(loader.batchesPerEpoch()).isEqualTo(1);
            List<Integer> ids = ids(loader);
            assertThat(ids).hasSize(7).contains(0, 1, 2);
            assertThat(ids.subList(3, 6)).isEqualTo(ids.subList(0, 3));
        }
    }

    @Test
    void aDamagedPictureIsReplacedByTheNextOne() throws Exception {
        AtomicInteger reads = new AtomicInteger();
        PictureCache.Source source = picture -> {
            reads.incrementAndGet();
            if (picture.id() == 2) {
                throw new DataException("picture-2 is cut off");
            }
            return flat(picture);
        };
        try (BatchLoader loader = new BatchLoader(pictures(6), source, PLAIN, 6, 3, 3, 0, Optional.empty());
                BatchLoader other = new BatchLoader(pictures(6), source, PLAIN, 6, 3, 1, 0, Optional.empty())) {
            for (int epoch = 0; epoch < 4; epoch++) {
                List<Integer> ids = ids(loader);
                assertThat(ids).hasSize(6).doesNotContain(2).contains(0, 1, 3, 4, 5);
                assertThat(ids(other)).isEqualTo(ids);
            }
            assertThat(loader.unreadable()).isEqualTo(1);
        }
        assertThat(reads.get())
                .as("each loader reads a picture once, give or take a race")
                .isLessThan(24);
    }

    @Test
    void aSetWithoutAReadablePictureSaysSo() {
        PictureCache.Source source = picture -> {
            throw new DataException("disk on fire");
        };
        try (BatchLoader loader = new BatchLoader(pictures(4), source, PLAIN, 2, 3, 2, 0, Optional.empty())) {
            assertThatThrownBy(loader::next)
                    .isInstanceOf(DataException.class)
                    .hasMessageContaining("None of the 4 pictures")
                    .hasMessageContaining("disk on fire");
        }
    }

    @ParameterizedTest
    @MethodSource("errors")
    void anyErrorOfAWorkerReachesTheReader(Error error, String words) throws Exception {
        AtomicInteger reads = new AtomicInteger();
        PictureCache.Source source = picture -> {
            if (reads.incrementAndGet() > 5) {
                throw error;
            }
            return flat(picture);
        };
        try (BatchLoader loader = new BatchLoader(pictures(100), source, PLAIN, 2, 3, 2, 0, Optional.empty())) {
            assertThatThrownBy(() -> {
                        while (true) {
                            loader.next().close();
                        }
                    })
                    .isInstanceOf(DataException.class)
                    .hasCause(error)
                    .hasMessageContaining(words);
        }
    }

    static Stream<Arguments> errors() {
        return Stream.of(
                Arguments.of(new OutOfMemoryError("Java heap space"), "-Xmx"),
                Arguments.of(new StackOverflowError(), "StackOverflowError"),
                Arguments.of(new UnsatisfiedLinkError("no javajpeg"), "Java installation"));
    }

    @Test
    void closingFreesAWaitingReaderAndEndsTheWorkers() throws Exception {
        CountDownLatch reading = new CountDownLatch(1);
        PictureCache.Source source = picture -> {
            reading.countDown();
            try {
                Thread.sleep(600_000);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                throw new DataException("interrupted", e);
            }
            return flat(picture);
        };
        BatchLoader loader = new BatchLoader(pictures(4), source, PLAIN, 2, 3, 2, 0, Optional.empty());
        CompletableFuture<Throwable> outcome = new CompletableFuture<>();
        Thread reader = new Thread(() -> {
            try {
                loader.next();
                outcome.complete(null);
            } catch (Exception e) {
                outcome.complete(e);
            }
        });
        reader.start();
        reading.await();
        loader.close();
        assertThat(outcome.get(60, TimeUnit.SECONDS)).isInstanceOf(InterruptedException.class);
        assertThat(loader.unreadable())
                .as("an interrupted read is no damaged picture")
                .isZero();
        assertThat(loader.alive()).isZero();
    }

    @Test
    void workersWaitForBuffersToComeBack() throws Exception {
        AtomicInteger reads = new AtomicInteger();
        PictureCache.Source source = picture -> {
            reads.incrementAndGet();
            return flat(picture);
        };
        try (BatchLoader loader = new BatchLoader(pictures(100), source, PLAIN, 2, 3, 2, 0, Optional.empty())) {
            CropBatch held = loader.next();
            float[] before = copy(held.globals());
            loader.next().close();
            loader.next().close();
            Thread.sleep(100);
            assertThat(reads.get()).isLessThanOrEqualTo(10);
            assertThat(copy(held.globals())).containsExactly(before);
            held.close();
            held.close();
            for (int i = 0; i < 5; i++) {
                loader.next().close();
            }
        }
    }
}
