package org.dinotwins.vit.weights;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.channels.Channels;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.stream.Stream;
import org.dinotwins.GoldenFile;
import org.dinotwins.tensor.HostTensor;
import org.dinotwins.tensor.Weights;
import org.dinotwins.tensor.safetensors.Safetensors;
import org.dinotwins.vit.Architecture;
import org.dinotwins.vit.ViTConfig;
import org.dinotwins.vit.VisionTransformer;
import org.dinotwins.vit.WeightShapes;
import org.dinotwins.vit.WeightsException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Names of public code: whole lists of public models, and tiny models that timm and Hugging Face saved and computed. */
class NamingTest {
    private static final double TOLERANCE = 1e-4;
    private static final int BLOCKS = 12;

    /** A public model with its list of names. */
    private record Listed(String title, Map<String, long[]> shapes) {
        Naming naming() {
            return title.startsWith("hf") ? Naming.HF : title.startsWith("timm") ? Naming.TIMM : Naming.DINO;
        }

        Architecture architecture() {
            boolean base = title.contains("vit_base") || title.contains("vitb");
            int patch = title.contains("dinov2") ? 14 : title.contains("patch8") || title.contains("vits8") ? 8 : 16;
            ViTConfig size =
                    new ViTConfig(patch == 14 ? 518 : 224, patch, base ? 768 : 384, BLOCKS, base ? 12 : 6, 4, 0);
            return new Architecture(size, title.contains("reg") ? 4 : 0, patch == 14);
        }

        @Override
        public String toString() {
            return title;
        }
    }

    static List<Listed> listed() throws IOException {
        List<Listed> models = new ArrayList<>();
        for (String line : new String(open("names.txt").readAllBytes(), StandardCharsets.UTF_8)
                .lines()
                .toList()) {
            if (line.startsWith("[")) {
                models.add(new Listed(line.substring(1, line.length() - 1), new LinkedHashMap<>()));
            } else if (!line.startsWith("#")) {
                String[] words = line.split(" ");
                long[] shape =
                        Stream.of(words).skip(1).mapToLong(Long::parseLong).toArray();
                for (int i = 0; i < (words[0].contains("{i}") ? BLOCKS : 1); i++) {
                    models.get(models.size() - 1).shapes().put(words[0].replace("{i}", Integer.toString(i)), shape);
                }
            }
        }
        return models;
    }

    @ParameterizedTest
    @MethodSource("listed")
    void aPublicModelIsKnownByItsNamesAndWrittenWithThem(Listed model) throws Exception {
        Map<String, HostTensor> file = blank(model.shapes());

        ForeignWeights weights = ForeignWeights.of(file, OptionalInt.empty());

        assertThat(weights.architecture()).isEqualTo(model.architecture());
        assertThat(weights.unused())
                .isEqualTo(file.keySet().stream()
                        .filter(n -> n.endsWith("mask_token"))
                        .toList());
        boolean alike = model.naming() == Naming.TIMM && !model.architecture().layerScale();
        assertThat(weights.naming()).isEqualTo(alike ? Naming.DINO : model.naming());
        Map<String, HostTensor> again = model.naming().named(weights.architecture(), weights.tensors());
        assertThat(again.keySet())
                .containsExactlyInAnyOrderElementsOf(model.shapes().keySet());
        again.forEach((name, tensor) ->
                assertThat(tensor.shape()).as(name).isEqualTo(model.shapes().get(name)));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "timm-dino",
                "timm-dinov2",
                "timm-dinov2-reg",
                "timm-reg-with-positions",
                "hf-dino/model",
                "hf-dinov2/model",
                "hf-dinov2-reg/model"
            })
    void computesWhatTheirLibrariesComputeWhateverTheNaming(String name) throws Exception {
        Safetensors expected = read("expected");
        ForeignWeights weights = ForeignWeights.of(read(name).tensors(), OptionalInt.of(2));
        String model = name.replace("/model", "");
        for (String view : new String[] {"native", "wide"}) {
            String key = "out." + model + "." + view;
            HostTensor image = expected.get("in." + view);
            float[] out = forward(weights, image);
            if (expected.tensors().containsKey(key)) {
                assertThat(GoldenFile.relative(out, expected.get(key).doubles()))
                        .isLessThan(TOLERANCE);
            }
            for (Naming naming : Naming.values()) {
                Map<String, HostTensor> file = naming.named(weights.architecture(), weights.tensors());
                float[] again = forward(ForeignWeights.of(file, OptionalInt.of(2)), image);
                double[] wanted = new double[out.length];
                Arrays.setAll(wanted, i -> out[i]);
                assertThat(GoldenFile.relative(again, wanted))
                        .as("%s by %s", view, naming)
                        .isLessThan(1e-6);
            }
        }
    }

    @Test
    void prefixesAndGroupsOfBlocksAreRecognised() throws Exception {
        Map<String, HostTensor> plain = read("timm-dino").tensors();
        Map<String, HostTensor> file = new LinkedHashMap<>();
        plain.forEach((name, tensor) -> {
            file.put("student.module.backbone." + name, blank(tensor.shape()));
            file.put("teacher.module.backbone." + name.replace("blocks.1.", "blocks.0.1."), tensor);
        });
        file.put("teacher.head.mlp.0.weight", blank(new long[] {3, 8}));

        assertThat(ForeignWeights.prefix(file.keySet())).isEqualTo("teacher.module.backbone.");
        ForeignWeights weights = ForeignWeights.of(file, OptionalInt.of(2));
        plain.forEach((name, tensor) ->
                assertThat(weights.tensors().get(name).floats()).as(name).isEqualTo(tensor.floats()));
        assertThat(weights.unused()).contains("teacher.head.mlp.0.weight", "student.module.backbone.cls_token");
    }

    @Test
    void tensorsOutsideTheBackboneAreSkippedAndNamed() throws Exception {
        ForeignWeights pooled = ForeignWeights.of(read("hf-dino/model").tensors(), OptionalInt.of(2));
        assertThat(pooled.unused()).containsExactlyInAnyOrder("pooler.dense.bias", "pooler.dense.weight");
    }

    @Test
    void halfPrecisionIsTaken() throws Exception {
        Map<String, HostTensor> file = new LinkedHashMap<>(read("timm-dino").tensors());
        file.put("norm.bias", new HostTensor(HostTensor.Type.BF16, new long[] {8}, ByteBuffer.allocate(16)));
        assertThat(ForeignWeights.of(file, OptionalInt.of(2))
                        .tensors()
                        .get("norm.bias")
                        .floats())
                .containsOnly(0);
    }

    @Test
    void tensorsThatDoNotFitAreNamed() throws Exception {
        Map<String, HostTensor> good = read("hf-dinov2/model").tensors();

        Map<String, HostTensor> lacking = new LinkedHashMap<>(good);
        lacking.remove("encoder.layer.1.attention.attention.key.weight");
        lacking.remove("layernorm.bias");
        refused(lacking, "Missing: encoder.layer.1.attention.attention.key.weight, layernorm.bias.");
        refused(with(good, "layernorm.weight", 9), "Of another shape", "norm.weight [9] instead of [8]");
        refused(
                with(good, "encoder.layer.0.attention.q_norm.weight", 8),
                "Unknown, but part of the backbone",
                "encoder.layer.0.attention.q_norm.weight");
        refused(with(good, "embeddings.position_embeddings", 1, 19, 8), "19 places");
        refused(with(good, "encoder.layer.0.mlp.weights_in.weight", 64, 8), "Two tensors are the same weight");
        refused(
                with(read("timm-dino").tensors(), "norm_pre.weight", 8),
                "Unknown, but part of the backbone",
                "norm_pre.weight");
        refused(
                Map.of("conv1.weight", blank(new long[] {64, 3, 7, 7}), "fc.bias", blank(new long[] {10})),
                "no Vision Transformer",
                "conv1.weight",
                "fc.bias");
        assertThatThrownBy(() -> ForeignWeights.of(good, OptionalInt.empty()))
                .isInstanceOf(WeightsException.class)
                .hasMessageContaining("config.json");
        assertThatThrownBy(() -> ForeignWeights.of(good, OptionalInt.of(3)))
                .isInstanceOf(WeightsException.class)
                .hasMessageContaining("3 do not divide");
    }

    private static void refused(Map<String, HostTensor> file, String... words) {
        assertThatThrownBy(() -> ForeignWeights.of(file, OptionalInt.of(2)))
                .isInstanceOf(WeightsException.class)
                .hasMessageContainingAll(words);
    }

    private static Map<String, HostTensor> with(Map<String, HostTensor> file, String name, long... shape) {
        Map<String, HostTensor> changed = new LinkedHashMap<>(file);
        changed.put(name, blank(shape));
        return changed;
    }

    private static float[] forward(ForeignWeights weights, HostTensor image) {
        Map<String, HostTensor> ordered = new LinkedHashMap<>();
        WeightShapes.of(weights.architecture())
                .keySet()
                .forEach(n -> ordered.put(n, weights.tensors().get(n)));
        try (NDManager manager = NDManager.newBaseManager();
                VisionTransformer transformer = new VisionTransformer(weights.architecture(), manager)) {
            NDArray images = manager.create(image.floats(), new Shape(image.shape()));
            return transformer
                    .forward(manager, new Weights(manager, ordered), images, false)
                    .toFloatArray();
        }
    }

    /** Tensors of zeros that share one buffer. */
    private static Map<String, HostTensor> blank(Map<String, long[]> shapes) {
        ByteBuffer zeros = ByteBuffer.allocate(Float.BYTES
                * shapes.values().stream()
                        .mapToInt(shape -> Math.toIntExact(new Shape(shape).size()))
                        .max()
                        .orElseThrow());
        Map<String, HostTensor> tensors = new LinkedHashMap<>();
        shapes.forEach((name, shape) -> tensors.put(
                name,
                new HostTensor(
                        HostTensor.Type.F32,
                        shape,
                        zeros.slice(0, Math.toIntExact(Float.BYTES * new Shape(shape).size())))));
        return tensors;
    }

    private static HostTensor blank(long[] shape) {
        return HostTensor.of(new float[Math.toIntExact(new Shape(shape).size())], shape);
    }

    private static Safetensors read(String name) throws IOException {
        try (InputStream stream = open(name + ".safetensors")) {
            return Safetensors.read(Channels.newChannel(stream));
        }
    }

    private static InputStream open(String name) {
        return NamingTest.class.getResourceAsStream("naming/" + name);
    }
}
