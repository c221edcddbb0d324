package org.dinotwins.eval;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.FloatBuffer;
import java.nio.channels.Channels;
import java.nio.channels.ReadableByteChannel;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.dinotwins.data.picture.Pixels;
import org.dinotwins.eval.attention.AttentionMap;
import org.dinotwins.eval.attention.PatchGrid;
import org.dinotwins.objective.Balancing;
import org.dinotwins.objective.BarlowConfig;
import org.dinotwins.objective.DinoConfig;
import org.dinotwins.objective.ObjectiveConfig;
import org.dinotwins.tensor.device.DevicePreference;
import org.dinotwins.train.TrainConfig;
import org.dinotwins.train.TrainSettings;
import org.dinotwins.train.Trainer;
import org.dinotwins.train.TrainingListener;
import org.dinotwins.train.loader.CropBatch;
import org.dinotwins.vit.ViTConfig;
import org.junit.jupiter.api.Test;

/** A frozen network with the initial weights of a run, or those of a checkpoint. */
class FrozenBackboneTest {
    private static final ViTConfig MODEL = new ViTConfig(32, 8, 24, 2, 3, 2, 0);
    private static final ObjectiveConfig OBJECTIVE = new ObjectiveConfig(
            0.5,
            1,
            1,
            Balancing.FIXED,
            new DinoConfig(16, 32, 8, true, 0.1, 0.04, 0.04, 0, 0.9),
            new BarlowConfig(32, 2, 16, 0.005));
    private static final long SEED = 5;

    @Test
    void aRunStartsFromTheRandomWeightsOfItsSeed() throws Exception {
        float[][] images = images(3, 32 * 32);
        try (FrozenBackbone begin = teacher(checkpoint(0));
                FrozenBackbone random = FrozenBackbone.random(MODEL, SEED, DevicePreference.CPU);
                FrozenBackbone other = FrozenBackbone.random(MODEL, SEED + 1, DevicePreference.CPU)) {
            float[][] features = begin.features(images, 32);

            assertThat(random.features(images, 32)).isDeepEqualTo(features);
            assertThat(other.features(images, 32)[0]).isNotEqualTo(features[0]);
            assertThat(features).hasDimensions(3, MODEL.dim());
        }
    }

    @Test
    void trainingChangesTheTeacher() throws Exception {
        float[][] images = images(2, 32 * 32);
        try (FrozenBackbone random = FrozenBackbone.random(MODEL, SEED, DevicePreference.CPU);
                FrozenBackbone trained = teacher(checkpoint(2))) {
            assertThat(trained.features(images, 32)[0]).isNotEqualTo(random.features(images, 32)[0]);
        }
    }

    @Test
    void batchingDoesNotChangeFeatures() throws Exception {
        float[][] images = images(40, 64 * 64);
        try (FrozenBackbone random = FrozenBackbone.random(MODEL, SEED, DevicePreference.CPU)) {
            float[][] together = random.features(images, 64);
            for (int i : new int[] {0, 17, 39}) {
                float[] alone = random.features(new float[][] {images[i]}, 64)[0];
                for (int d = 0; d < alone.length; d++) {
                    assertThat(alone[d]).isCloseTo(together[i][d], within(1e-4f));
                }
            }
        }
    }

    @Test
    void aFeatureSpecConcatenatesTheLastBlocksAndTheMeanOfPatches() throws Exception {
        float[][] images = images(5, 32 * 32);
        try (FrozenBackbone random = FrozenBackbone.random(MODEL, SEED, DevicePreference.CPU)) {
            float[][] plain = random.features(images, 32);
            float[][] joined = random.features(images, 32, new FeatureSpec(4, true));

            assertThat(joined).as("the network has only two blocks").hasDimensions(5, 3 * MODEL.dim());
            assertThat(new FeatureSpec(4, true).width(MODEL.dim(), MODEL.depth()))
                    .isEqualTo(3 * MODEL.dim());
            assertThat(random.features(images, 32, FeatureSpec.CLS)).isDeepEqualTo(plain);
            for (int i = 0; i < 5; i++) {
                for (int d = 0; d < MODEL.dim(); d++) {
                    assertThat(joined[i][MODEL.dim() + d]).isCloseTo(plain[i][d], within(1e-5f));
                }
            }
            float[] first = Arrays.copyOf(joined[0], MODEL.dim());
            assertThat(first).isNotEqualTo(plain[0]);
        }
    }

    @Test
    void attentionWorksForAnyAspectRatioAndQuery() throws Exception {
        try (FrozenBackbone random = FrozenBackbone.random(MODEL, SEED, DevicePreference.CPU)) {
            Pixels wide = picture(100, 60, 1);

            AttentionMap cls = random.attention(wide, 80, 1, FrozenBackbone.CLS);
            AttentionMap patch = random.attention(wide, 80, 0, 59);

            assertThat(cls.rows()).isEqualTo(6);
            assertThat(cls.columns()).isEqualTo(10);
            assertThat(cls.heads()).hasDimensions(3, 60);
            for (float[] head : cls.heads()) {
                double sum = 0;
                for (float weight : head) {
                    assertThat(weight).isBetween(0f, 1f);
                    sum += weight;
                }
                assertThat(sum).isBetween(0.5, 0.999999);
            }
            assertThat(patch.heads()[0])
                    .isNotEqualTo(random.attention(wide, 80, 0, 58).heads()[0]);
            float[][] views = {random.view(picture(100, 60, 2), cls.grid()), random.view(wide, cls.grid())};
            AttentionMap second =
                    random.attention(views, cls.grid(), 1, FrozenBackbone.CLS).get(1);
            for (int i = 0; i < 60; i++) {
                assertThat(second.heads()[2][i]).isCloseTo(cls.heads()[2][i], within(1e-6f));
            }
            assertThatThrownBy(() -> random.attention(wide, 80, 1, 60)).hasMessageContaining("query 60");
            assertThatThrownBy(() -> random.attention(wide, 80, 2, 0)).hasMessageContaining("block 2");
            assertThatThrownBy(() -> random.attention(views, new PatchGrid(10, 10), 0, 0))
                    .isInstanceOf(IllegalArgumentException.class);
        }
    }

    @Test
    void rejectsACheckpointOfAnotherModel() throws Exception {
        byte[] file = checkpoint(0);
        ViTConfig wider = new ViTConfig(32, 8, 48, 2, 3, 2, 0);
        ViTConfig deeper = new ViTConfig(32, 8, 24, 3, 3, 2, 0);
        assertThatThrownBy(() -> FrozenBackbone.teacher(wider, channel(file), DevicePreference.CPU))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("another model");
        assertThatThrownBy(() -> FrozenBackbone.teacher(deeper, channel(file), DevicePreference.CPU))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("blocks.2");
        byte[] cut = Arrays.copyOf(file, file.length / 2);
        assertThatThrownBy(() -> FrozenBackbone.teacher(MODEL, channel(cut), DevicePreference.CPU))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("ends early");
    }

    @Test
    void closingDuringAComputationIsSafe() throws Exception {
        FrozenBackbone random = FrozenBackbone.random(MODEL, SEED, DevicePreference.CPU);
        float[][] images = images(8, 32 * 32);
        CountDownLatch computing = new CountDownLatch(2);
        ExecutorService threads = Executors.newFixedThreadPool(2);
        try {
            Runnable work = () -> {
                while (true) {
                    random.features(images, 32);
                    computing.countDown();
                }
            };
            List<Future<?>> futures = List.of(threads.submit(work), threads.submit(work));
            computing.await();

            random.close();
            random.close();

            for (Future<?> future : futures) {
                assertThatThrownBy(future::get)
                        .hasRootCauseInstanceOf(IllegalStateException.class)
                        .hasRootCauseMessage("the network was closed");
            }
        } finally {
            threads.shutdownNow();
        }
    }

    private static FrozenBackbone teacher(byte[] file) throws Exception {
        return FrozenBackbone.teacher(MODEL, channel(file), DevicePreference.CPU);
    }

    private static ReadableByteChannel channel(byte[] file) {
        return Channels.newChannel(new ByteArrayInputStream(file));
    }

    private static byte[] checkpoint(int steps) throws Exception {
        TrainConfig train = TrainSettings.of(2, 4)
                .rates(0.05, 1e-5)
                .weightDecayEnd(0.4)
                .teacherMomentum(0.5)
                .seed(SEED)
                .config();
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (Trainer trainer = new Trainer(MODEL, OBJECTIVE, train, 2, 4)) {
            for (int i = 0; i < steps; i++) {
                float[][] crops = images(8, 32 * 32);
                FloatBuffer globals = FloatBuffer.allocate(8 * 3 * 32 * 32);
                for (float[] crop : crops) {
                    globals.put(crop);
                }
                trainer.step(CropBatch.of(4, globals.array(), new float[0]), new TrainingListener() {});
            }
            trainer.save(Channels.newChannel(bytes));
        }
        return bytes.toByteArray();
    }

    private static float[][] images(int n, int area) {
        Random random = new Random(n);
        float[][] images = new float[n][3 * area];
        for (float[] image : images) {
            for (int i = 0; i < image.length; i++) {
                image[i] = (float) random.nextGaussian();
            }
        }
        return images;
    }

    private static Pixels picture(int width, int height, long seed) {
        byte[] rgb = new byte[width * height * 3];
        new Random(seed).nextBytes(rgb);
        return new Pixels(width, height, rgb);
    }
}
