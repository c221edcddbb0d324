package org.dinotwins.eval;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import ai.djl.ndarray.types.Shape;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.SplittableRandom;
import java.util.concurrent.CancellationException;
import java.util.stream.LongStream;
import org.dinotwins.data.picture.Pixels;
import org.dinotwins.eval.attention.AttentionMap;
import org.dinotwins.eval.attention.AttentionRollout.Fusion;
import org.dinotwins.eval.attention.PatchGrid;
import org.dinotwins.tensor.HostTensor;
import org.dinotwins.tensor.device.DevicePreference;
import org.dinotwins.vit.Architecture;
import org.dinotwins.vit.ViTConfig;
import org.dinotwins.vit.WeightShapes;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Reads attention and features of any token from one forward pass. */
class ForwardPassTest {
    private static final ViTConfig MODEL = new ViTConfig(32, 8, 24, 3, 3, 2, 0);
    private static final int SIDE = 64;
    private static FrozenBackbone network;
    private static FrozenBackbone registered;
    private static Pixels picture;

    @BeforeAll
    static void open() throws Exception {
        network = random(Architecture.of(MODEL), 1);
        registered = random(new Architecture(MODEL, 4, true), 1);
        byte[] rgb = new byte[90 * 70 * 3];
        new Random(8).nextBytes(rgb);
        picture = new Pixels(90, 70, rgb);
    }

    @AfterAll
    static void close() {
        network.close();
        registered.close();
    }

    @Test
    void attentionEqualsThatOfASeparatePassPerQuery() {
        for (FrozenBackbone one : List.of(network, registered)) {
            try (ForwardPass pass = one.forwardPass(picture, SIDE, done -> {})) {
                assertThat(pass.grid()).isEqualTo(new PatchGrid(6, 8));
                for (int block = 0; block < MODEL.depth(); block++) {
                    for (int query : new int[] {FrozenBackbone.CLS, 0, 47}) {
                        AttentionMap expected = one.attention(picture, SIDE, block, query);
                        AttentionMap actual = pass.attention(block, query);
                        for (int h = 0; h < MODEL.heads(); h++) {
                            assertThat(actual.heads()[h]).containsExactly(expected.heads()[h], within(1e-6f));
                        }
                    }
                }
            }
        }
    }

    @Test
    void recomputingInputsDoesNotChangeResults() {
        try (ForwardPass all = network.forwardPass(picture, SIDE, done -> {});
                ForwardPass few = new ForwardPass(network, picture, SIDE, 49 * 24 * Float.BYTES, done -> {})) {
            for (int block = 0; block < MODEL.depth(); block++) {
                assertThat(few.attention(block, 5).heads())
                        .isDeepEqualTo(all.attention(block, 5).heads());
            }
            assertThat(few.rollout(5, Fusion.MAX, done -> {})).isEqualTo(all.rollout(5, Fusion.MAX, done -> {}));
            assertThat(few.features()).isDeepEqualTo(all.features());
        }
    }

    @Test
    void featuresAreTheNormalisedPatchesOfTheLastBlock() {
        try (ForwardPass pass = network.forwardPass(picture, SIDE, done -> {})) {
            assertThat(pass.features()).hasDimensions(48, 24);
            // The final norm of this network has weight 1 and bias 0.
            for (float[] feature : pass.features()) {
                double square = 0;
                double sum = 0;
                for (float value : feature) {
                    square += value * value;
                    sum += value;
                }
                assertThat(sum).isCloseTo(0, within(1e-4));
                assertThat(square).isCloseTo(24, within(1e-2));
            }
        }
    }

    @Test
    void rolloutOfUniformAttentionHasAClosedForm() throws Exception {
        // Without queries and keys every token attends equally to all tokens: A = 1/t. After three blocks of (A + I) /
        // 2 a token keeps 1/8 of itself and gets 7/8 of the mean of all.
        Map<String, HostTensor> tensors = new LinkedHashMap<>();
        WeightShapes.of(MODEL)
                .forEach((name, shape) ->
                        tensors.put(name, HostTensor.of(new float[Math.toIntExact(new Shape(shape).size())], shape)));
        try (FrozenBackbone even = FrozenBackbone.of(Architecture.of(MODEL), tensors, DevicePreference.CPU);
                ForwardPass pass = even.forwardPass(picture, SIDE, done -> {})) {
            for (Fusion fusion : Fusion.values()) {
                float[] patch = pass.rollout(3, fusion, done -> {});
                assertThat(patch[3]).isCloseTo(1 / 8f + 7 / 8f / 49, within(1e-6f));
                assertThat(patch[4]).isCloseTo(7 / 8f / 49, within(1e-6f));
                assertThat(pass.rollout(FrozenBackbone.CLS, fusion, done -> {}))
                        .containsOnly(new float[] {patch[4]}, within(1e-6f));
            }
        }
    }

    @Test
    void rolloutIsTheProductOfFusedMatrices() {
        for (FrozenBackbone one : List.of(network, registered)) {
            try (ForwardPass pass = one.forwardPass(picture, SIDE, done -> {})) {
                for (Fusion fusion : Fusion.values()) {
                    double[] row = new double[one.architecture().prefix() + 48];
                    row[one.architecture().prefix() + 20] = 1;
                    for (int block = MODEL.depth() - 1; block >= 0; block--) {
                        row = times(row, full(one, block), fusion);
                    }
                    float[] actual = pass.rollout(20, fusion, done -> {});
                    for (int i = 0; i < actual.length; i++) {
                        assertThat(actual[i])
                                .isCloseTo((float) row[one.architecture().prefix() + i], within(1e-6f));
                    }
                }
            }
        }
    }

    @Test
    void reportsProgressAndStopsBetweenBlocks() {
        List<Integer> heard = new ArrayList<>();
        network.forwardPass(picture, SIDE, heard::add).close();
        assertThat(heard).containsExactly(0, 1, 2, 3);
        assertThatThrownBy(() -> network.forwardPass(
                        picture, SIDE, done -> Thread.currentThread().interrupt()))
                .isInstanceOf(CancellationException.class);
        assertThat(Thread.interrupted()).isTrue();
        try (ForwardPass pass = network.forwardPass(picture, SIDE, done -> {})) {
            heard.clear();
            pass.rollout(0, Fusion.MEAN, heard::add);
            assertThat(heard).containsExactly(0, 1, 2, 3);
            assertThatThrownBy(() -> pass.rollout(
                            0, Fusion.MEAN, done -> Thread.currentThread().interrupt()))
                    .isInstanceOf(CancellationException.class);
            assertThat(Thread.interrupted()).isTrue();
        }
    }

    @Test
    void rejectsInvalidQueriesAndClosedPasses() throws Exception {
        ForwardPass pass = network.forwardPass(picture, SIDE, done -> {});
        assertThatThrownBy(() -> pass.attention(3, 0)).hasMessageContaining("block 3");
        assertThatThrownBy(() -> pass.attention(0, 48)).hasMessageContaining("query 48");
        pass.close();
        pass.close();
        assertThatThrownBy(() -> pass.attention(0, 0)).isInstanceOf(IllegalStateException.class);
        FrozenBackbone gone = random(Architecture.of(MODEL), 2);
        ForwardPass orphan = gone.forwardPass(picture, SIDE, done -> {});
        gone.close();
        assertThatThrownBy(() -> orphan.rollout(0, Fusion.MEAN, done -> {})).isInstanceOf(IllegalStateException.class);
        orphan.close();
    }

    /**
     * Attention {@code [heads][tokens][tokens]} of a block in plain Java, from the network's attention of every token.
     */
    private static double[][][] full(FrozenBackbone one, int block) {
        return one.computing(parts -> {
            try (var scope = parts.scope()) {
                PatchGrid grid = new PatchGrid(6, 8);
                var tokens = parts.transformer()
                        .embed(scope, parts.weights(), scope.create(one.view(picture, grid), new Shape(1, 3, 48, 64)));
                var rotation = parts.transformer().rotation(scope, parts.weights(), grid.rows(), grid.columns());
                for (int i = 0; i < block; i++) {
                    tokens = parts.transformer().block(scope, parts.weights(), tokens, i, rotation);
                }
                int count = one.architecture().prefix() + grid.size();
                float[] flat = parts.transformer()
                        .rows(
                                scope,
                                parts.weights(),
                                tokens,
                                block,
                                rotation,
                                LongStream.range(0, count).toArray())
                        .toFloatArray();
                double[][][] all = new double[MODEL.heads()][count][count];
                for (int i = 0; i < flat.length; i++) {
                    all[i / count / count][i / count % count][i % count] = flat[i];
                }
                return all;
            }
        });
    }

    private static double[] times(double[] row, double[][][] attention, Fusion fusion) {
        double[] result = new double[row.length];
        for (int i = 0; i < row.length; i++) {
            double[] joined = new double[row.length];
            double sum = 0;
            for (int j = 0; j < row.length; j++) {
                for (double[][] head : attention) {
                    joined[j] = fusion == Fusion.MAX
                            ? Math.max(joined[j], head[i][j])
                            : joined[j] + head[i][j] / attention.length;
                }
                joined[j] += i == j ? 1 : 0;
                sum += joined[j];
            }
            for (int j = 0; j < row.length; j++) {
                result[j] += row[i] * joined[j] / sum;
            }
        }
        return result;
    }

    private static FrozenBackbone random(Architecture architecture, long seed) throws Exception {
        SplittableRandom random = new SplittableRandom(seed);
        Map<String, HostTensor> tensors = new LinkedHashMap<>();
        WeightShapes.of(architecture).forEach((name, shape) -> {
            float[] values = new float[Math.toIntExact(new Shape(shape).size())];
            for (int i = 0; i < values.length; i++) {
                values[i] = name.startsWith("norm.")
                        ? name.endsWith("weight") ? 1 : 0
                        : (float) (0.3 * random.nextGaussian());
            }
            tensors.put(name, HostTensor.of(values, shape));
        });
        return FrozenBackbone.of(architecture, tensors, DevicePreference.CPU);
    }
}
