package org.dinotwins.vit;

import static org.assertj.core.api.Assertions.assertThat;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import com.google.gson.JsonObject;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.LongStream;
import org.dinotwins.GoldenFile;
import org.dinotwins.tensor.HostTensor;
import org.dinotwins.tensor.Weights;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The transformer, compared with the public DINO code: trained size, smaller crop, non-square picture. */
class VitForwardGoldenTest {
    private static final double TOLERANCE = 1e-4;

    @ParameterizedTest
    @ValueSource(strings = {"square", "local", "wide"})
    void agreesWithThePublicCode(String view) throws Exception {
        GoldenFile golden = GoldenFile.open("vit_forward");
        JsonObject settings = golden.settings("config");
        ViTConfig config = new ViTConfig(
                settings.get("image").getAsInt(),
                settings.get("patch").getAsInt(),
                settings.get("dim").getAsInt(),
                settings.get("depth").getAsInt(),
                settings.get("heads").getAsInt(),
                settings.get("mlp_ratio").getAsDouble(),
                0);
        Map<String, HostTensor> tensors = new LinkedHashMap<>();
        for (String name : WeightShapes.of(config).keySet()) {
            tensors.put(name, golden.content().get(name));
        }
        try (NDManager manager = NDManager.newBaseManager();
                VisionTransformer transformer = new VisionTransformer(config, manager)) {
            Weights weights = new Weights(manager, tensors);
            NDArray images = golden.array(manager, "in." + view);
            int last = Math.toIntExact(golden.shape("tokens_last2." + view)[0]);

            NDArray tokens = transformer.forward(manager, weights, images, true);
            golden.check(tokens, "tokens." + view, TOLERANCE);
            golden.check(tokens.get(":, 0"), "cls." + view, TOLERANCE);
            double[] expected = golden.doubles("tokens_last2." + view);
            int each = expected.length / last;
            NDArray step = transformer.embed(manager, weights, images);
            NDArray rotation = transformer.rotation(manager, weights, 1, 1);
            for (int block = 0; block < config.depth(); block++) {
                if (block == config.depth() - 1) {
                    long[] all = LongStream.range(0, step.getShape().get(1)).toArray();
                    golden.check(
                            transformer.rows(manager, weights, step, block, rotation, all),
                            "attention." + view,
                            TOLERANCE);
                }
                step = transformer.block(manager, weights, step, block, rotation);
                int part = block - (config.depth() - last);
                if (part >= 0) {
                    assertThat(GoldenFile.relative(
                                    transformer
                                            .normalise(manager, weights, step)
                                            .toFloatArray(),
                                    Arrays.copyOfRange(expected, part * each, (part + 1) * each)))
                            .isLessThan(TOLERANCE);
                }
            }
        }
    }
}
