package org.dinotwins.vit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDArrays;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import ai.djl.nn.Activation;
import ai.djl.nn.norm.LayerNorm;
import ai.djl.pytorch.engine.PtNDArray;
import ai.djl.pytorch.jni.JniUtils;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.function.Supplier;
import org.dinotwins.GoldenFile;
import org.dinotwins.tensor.HostTensor;
import org.dinotwins.tensor.Weights;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The scripted transformer block, compared with the same block in plain DJL operations: values and gradients. */
class FusedBlockTest {
    private static final double TOLERANCE = 1e-4;
    private static final float EPSILON = 1e-6f;
    private static final int HEADS = 3;
    private static final int DIM = 24;
    private static final int SIDE = 4;
    private static final ViTConfig CONFIG = new ViTConfig(4 * SIDE, 4, DIM, 1, HEADS, 4, 0);

    @ParameterizedTest
    @CsvSource({
        "1,0,false,true",
        "5,4,true,false",
        "5,4,true,true",
        "20,0,true,true",
        "20,0,true,false",
        "20,4,false,false"
    })
    void valuesAndGradientsAgree(int batch, int registers, boolean layerScale, boolean convolving) {
        Architecture architecture = new Architecture(CONFIG, registers, layerScale);
        assumeCorrectConvolutions(architecture, convolving);
        SplittableRandom random = new SplittableRandom(5);
        Map<String, HostTensor> tensors = tensors(architecture, random);
        float[] pixels = pixels(batch, random);
        try (NDManager manager = NDManager.newBaseManager();
                VisionTransformer transformer = new VisionTransformer(architecture, manager, convolving)) {
            NDArray images = manager.create(pixels, new Shape(batch, 3, 4 * SIDE, 4 * SIDE));
            NDArray towards = manager.randomNormal(new Shape(batch, architecture.prefix() + SIDE * SIDE, DIM));
            Weights fused = new Weights(manager, tensors).requireGradients();
            Weights plain = new Weights(manager, tensors).requireGradients();
            NDArray actual = transformer.forward(manager, fused, images, true);
            NDArray expected = recording(() -> plain(architecture, plain, images));
            assertClose(actual, expected, "tokens");
            recording(() -> backward(actual.mul(towards).sum()));
            recording(() -> backward(expected.mul(towards).sum()));
            for (String name : fused.names()) {
                NDArray of = fused.get(name).getGradient();
                NDArray reference = plain.get(name).getGradient();
                if (name.endsWith("qkv.bias")) {
                    float[] keys = of.toFloatArray();
                    for (int i = DIM; i < 2 * DIM; i++) {
                        assertThat(keys[i])
                                .as("attention does not depend on a key's bias")
                                .isZero();
                    }
                }
                assertClose(of, reference, name);
            }
        }
    }

    @ParameterizedTest
    @CsvSource({
        "1,0,false,true",
        "5,4,true,false",
        "5,4,true,true",
        "20,0,true,true",
        "20,0,true,false",
        "20,4,false,false"
    })
    void featuresAreTheClsTokensWithTheirGradients(int batch, int registers, boolean layerScale, boolean convolving) {
        Architecture architecture =
                new Architecture(new ViTConfig(4 * SIDE, 4, DIM, 3, HEADS, 4, 0), registers, layerScale);
        assumeCorrectConvolutions(architecture, convolving);
        SplittableRandom random = new SplittableRandom(6);
        Map<String, HostTensor> tensors = tensors(architecture, random);
        float[] pixels = pixels(batch, random);
        try (NDManager manager = NDManager.newBaseManager();
                VisionTransformer transformer = new VisionTransformer(architecture, manager, convolving)) {
            NDArray images = manager.create(pixels, new Shape(batch, 3, 4 * SIDE, 4 * SIDE));
            NDArray towards = manager.randomNormal(new Shape(batch, DIM));
            Weights alone = new Weights(manager, tensors).requireGradients();
            Weights whole = new Weights(manager, tensors).requireGradients();
            NDArray actual = transformer.features(manager, alone, images, transformer.wholePaths());
            NDArray expected = recording(
                    () -> transformer.forward(manager, whole, images, false).get(":, 0"));
            assertClose(actual, expected, "features");
            recording(() -> backward(actual.mul(towards).sum()));
            recording(() -> backward(expected.mul(towards).sum()));
            for (String name : alone.names()) {
                assertClose(alone.get(name).getGradient(), whole.get(name).getGradient(), name);
            }
        }
    }

    private static void assumeCorrectConvolutions(Architecture architecture, boolean convolving) {
        assumeTrue(
                !convolving || ConvolutionCheck.ofProcess().run(architecture), ConvolutionCheck.ofProcess()::finding);
    }

    private static Map<String, HostTensor> tensors(Architecture architecture, SplittableRandom random) {
        Map<String, HostTensor> tensors = new LinkedHashMap<>();
        WeightShapes.of(architecture).forEach((name, shape) -> {
            float[] values = new float[Math.toIntExact(new Shape(shape).size())];
            for (int i = 0; i < values.length; i++) {
                values[i] = (float) (0.3 * random.nextGaussian());
            }
            tensors.put(name, HostTensor.of(values, shape));
        });
        return tensors;
    }

    private static float[] pixels(int batch, SplittableRandom random) {
        float[] pixels = new float[batch * 3 * 16 * SIDE * SIDE];
        for (int i = 0; i < pixels.length; i++) {
            pixels[i] = (float) random.nextGaussian();
        }
        return pixels;
    }

    private static NDArray plain(Architecture architecture, Weights w, NDArray images) {
        long batch = images.getShape().get(0);
        int tokens = architecture.prefix() + SIDE * SIDE;
        NDArray cut = images.reshape(batch, 3, SIDE, 4, SIDE, 4)
                .transpose(0, 2, 4, 1, 3, 5)
                .reshape(batch, SIDE * SIDE, 48);
        NDArray patches =
                linear(cut, w.get("patch_embed.proj.weight").reshape(DIM, 48), w.get("patch_embed.proj.bias"));
        NDArray cls = w.get("cls_token").broadcast(new Shape(batch, 1, DIM));
        NDArray x = NDArrays.concat(new NDList(cls, patches), 1).add(w.get("pos_embed"));
        if (architecture.registers() > 0) {
            NDArray registers = w.get("register_tokens").broadcast(new Shape(batch, architecture.registers(), DIM));
            x = NDArrays.concat(new NDList(x.get(":, :1"), registers, x.get(":, 1:")), 1);
        }
        NDArray qkv = linear(
                norm(x, w, "blocks.0.norm1."), w.get("blocks.0.attn.qkv.weight"), w.get("blocks.0.attn.qkv.bias"));
        int width = DIM / HEADS;
        NDArray split = qkv.reshape(batch, tokens, 3, HEADS, width).transpose(2, 0, 3, 1, 4);
        // A separate array: mul(Number) wraps a buffer that may be collected while the graph still refers to it.
        NDArray scale = images.getManager().create((float) (1 / Math.sqrt(width)));
        NDArray attention = split.get(0)
                .matMul(split.get(1).transpose(0, 1, 3, 2))
                .mul(scale)
                .softmax(-1);
        NDArray mixed = attention.matMul(split.get(2)).transpose(0, 2, 1, 3).reshape(batch, tokens, DIM);
        NDArray y = x.add(scaled(
                architecture,
                w,
                "ls1",
                linear(mixed, w.get("blocks.0.attn.proj.weight"), w.get("blocks.0.attn.proj.bias"))));
        NDArray hidden = Activation.gelu(linear(
                norm(y, w, "blocks.0.norm2."), w.get("blocks.0.mlp.fc1.weight"), w.get("blocks.0.mlp.fc1.bias")));
        NDArray z = y.add(scaled(
                architecture,
                w,
                "ls2",
                linear(hidden, w.get("blocks.0.mlp.fc2.weight"), w.get("blocks.0.mlp.fc2.bias"))));
        return norm(z, w, "norm.");
    }

    private static NDArray scaled(Architecture architecture, Weights w, String name, NDArray branch) {
        return architecture.layerScale() ? branch.mul(w.get("blocks.0." + name + ".gamma")) : branch;
    }

    private static NDArray linear(NDArray x, NDArray weight, NDArray bias) {
        return x.matMul(weight.transpose(1, 0)).add(bias);
    }

    private static NDArray norm(NDArray x, Weights w, String name) {
        return LayerNorm.layerNorm(x, new Shape(DIM), w.get(name + "weight"), w.get(name + "bias"), EPSILON)
                .singletonOrThrow();
    }

    private static NDArray backward(NDArray scalar) {
        JniUtils.backward((PtNDArray) scalar, (PtNDArray) scalar.onesLike(), false, false);
        return scalar;
    }

    private static NDArray recording(Supplier<NDArray> work) {
        boolean before = JniUtils.isGradMode();
        JniUtils.setGradMode(true);
        try {
            return work.get();
        } finally {
            JniUtils.setGradMode(before);
        }
    }

    private static void assertClose(NDArray actual, NDArray expected, String name) {
        double[] wanted = expected.toType(DataType.FLOAT64, false).toDoubleArray();
        assertThat(GoldenFile.relative(actual.toFloatArray(), wanted)).as(name).isLessThan(TOLERANCE);
    }
}
