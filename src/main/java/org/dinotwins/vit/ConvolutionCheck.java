package org.dinotwins.vit;

import ai.djl.Device;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.dinotwins.tensor.OperationCheck;
import org.dinotwins.tensor.PyTorch;
import org.dinotwins.tensor.device.ProcessorCaches;

/**
 * Checks whether oneDNN's convolutions compute linear layers correctly on this processor.
 *
 * <p>On virtual machines whose CPUID hides the caches, oneDNN of libtorch 2.7.1 returns wrong values for some shapes
 * without an error; which ones also depends on the number of threads. {@link VisionTransformer} therefore compares the
 * convolution with the plain product before using it, with one thread and with all: for a fixed list of shapes once per
 * process, and for the layers of each network that is opened. No list is complete, so hidden caches alone also rule the
 * convolutions out. After the first difference, all networks of the process use the plain product. Thread-safe.
 */
final class ConvolutionCheck {
    /** libtorch's builds for other processors come without oneDNN, or with one whose convolutions were not measured. */
    private static final boolean ONE_DNN = Set.of("amd64", "x86_64").contains(System.getProperty("os.arch"));
    /** The check of this process. */
    private static final ConvolutionCheck PROCESS = new ConvolutionCheck(ProcessorCaches.hidden());

    /**
     * Largest number of multiplications for one shape: fewer tokens are tried if necessary, so that a large network
     * opens at once.
     */
    private static final long MOST_PRODUCTS = 20_000_000;

    private static final int FEW_TOKENS = 2;
    private static final int IMAGES = 4;

    /**
     * Shapes that were wrong on such machines, and others of the presets and of public models. With AVX-512, 72 outputs
     * with any number of tokens, and 512 outputs from 128 or 192 inputs with 2 and with 197 tokens, were wrong; with
     * AVX2 alone, those in the second line.
     */
    private static final List<LinearShape> BATTERY = List.of(
            new LinearShape(1, 2, 24, 72),
            new LinearShape(5, 17, 24, 72),
            new LinearShape(2, 197, 24, 72),
            new LinearShape(2, 2, 128, 72),
            new LinearShape(2, 5, 192, 144),
            new LinearShape(5, 2, 24, 48),
            new LinearShape(1, 2, 128, 512),
            new LinearShape(1, 197, 128, 512),
            new LinearShape(1, 65, 128, 512),
            new LinearShape(1, 2, 192, 512),
            new LinearShape(1, 197, 192, 512),
            new LinearShape(4, 37, 128, 384),
            new LinearShape(4, 37, 128, 128),
            new LinearShape(4, 37, 512, 128),
            new LinearShape(2, 50, 192, 576),
            new LinearShape(2, 50, 192, 768),
            new LinearShape(2, 50, 768, 192),
            new LinearShape(1, 10, 384, 1152),
            new LinearShape(1, 10, 1536, 384));

    private final OperationCheck check =
            new OperationCheck("Linear layers use", "oneDNN's convolution", "the plain product");
    private final boolean cachesHidden;

    /** A linear layer applied to {@code batch x tokens} rows. */
    record LinearShape(int batch, int tokens, int inputs, int outputs) {}

    /** A shape, and the number of threads among which PyTorch divides the work. */
    private record Input(LinearShape shape, int threads) {
        @Override
        public String toString() {
            return shape.batch() * shape.tokens() + " tokens from " + shape.inputs() + " to " + shape.outputs()
                    + " values with " + threads + (threads == 1 ? " thread" : " threads");
        }
    }

    /** Computes {@link Vit#linearDeviation}; tests can inject an incorrect operation. */
    @FunctionalInterface
    interface Comparison {
        NDArray deviations(NDManager scope, NDArray x, NDArray weight, NDArray bias, NDArray towards);
    }

    /** @param cachesHidden whether the processor hides its caches, which rules the convolutions out */
    ConvolutionCheck(boolean cachesHidden) {
        this.cachesHidden = cachesHidden;
    }

    /** The check of this process. */
    static ConvolutionCheck ofProcess() {
        return PROCESS;
    }

    /** False after any difference; from then on the plain product is used. */
    boolean sound() {
        return check.sound();
    }

    /** What linear layers use and why, as a sentence for the log, {@code run.json} and {@code doctor}. */
    String finding() {
        return check.finding();
    }

    /** Checks the fixed list of shapes, once. Takes tens of milliseconds after the engine is loaded. */
    void run() {
        check(BATTERY);
    }

    /**
     * Checks the fixed list and the linear layers of a network, except what was already checked.
     *
     * @return {@link #sound}
     */
    boolean run(Architecture architecture) {
        List<LinearShape> shapes = new ArrayList<>(BATTERY);
        shapes.addAll(layers(architecture));
        check(shapes);
        return sound();
    }

    private void check(List<LinearShape> shapes) {
        if (!ONE_DNN) {
            check.reject("oneDNN's convolutions are not used on this kind of processor");
        }
        int threads = PyTorch.threads();
        if (shapes.stream().noneMatch(shape -> check.needs(new Input(shape, threads)))) {
            return;
        }
        try (NDManager manager = NDManager.newBaseManager(Device.cpu());
                Vit vit = Vit.load(manager, Architecture.Variant.DINO, true, true)) {
            compare(manager, shapes, vit::linearDeviation);
        }
    }

    /** Compares one shape after another, with all threads and with one, until one differs. */
    void compare(NDManager manager, List<LinearShape> shapes, Comparison comparison) {
        int threads = PyTorch.threads();
        try {
            compare(manager, shapes, comparison, threads);
            if (threads > 1) {
                PyTorch.setThreads(1);
                compare(manager, shapes, comparison, 1);
            }
        } finally {
            PyTorch.setThreads(threads);
        }
        if (cachesHidden) {
            check.reject("this machine hides its processor's caches, without which oneDNN's convolutions can be wrong");
        }
    }

    private void compare(NDManager manager, List<LinearShape> shapes, Comparison comparison, int threads) {
        for (LinearShape shape : shapes) {
            check.compare(new Input(shape, threads), () -> deviations(manager, shape, comparison));
        }
    }

    private static float[] deviations(NDManager manager, LinearShape shape, Comparison comparison) {
        try (NDManager scope = manager.newSubManager()) {
            NDArray x = OperationCheck.values(scope, 1, shape.batch(), shape.tokens(), shape.inputs());
            NDArray weight = OperationCheck.values(scope, 2, shape.outputs(), shape.inputs());
            NDArray bias = OperationCheck.values(scope, 3, shape.outputs());
            NDArray towards = OperationCheck.values(scope, 4, shape.batch(), shape.tokens(), shape.outputs());
            return comparison.deviations(scope, x, weight, bias, towards).toFloatArray();
        }
    }

    /** The linear layers of a block and the patch embedding: with few tokens, with several images, with the trained size. */
    private static List<LinearShape> layers(Architecture architecture) {
        ViTConfig size = architecture.size();
        int dim = size.dim();
        int hidden = Math.toIntExact(Math.round(dim * size.mlpRatio()));
        int[][] layers = {
            {3 * size.patchSize() * size.patchSize(), dim},
            {dim, 3 * dim},
            {dim, 2 * dim},
            {dim, dim},
            {dim, architecture.variant().mlp() == Architecture.Mlp.GATED ? 2 * hidden : hidden},
            {hidden, dim}
        };
        List<LinearShape> shapes = new ArrayList<>();
        for (int[] layer : layers) {
            long most = MOST_PRODUCTS / ((long) layer[0] * layer[1]);
            int trained = architecture.prefix() + architecture.patches();
            int tokens = Math.toIntExact(Math.max(FEW_TOKENS, Math.min(most, trained)));
            int tokensOfSeveral = Math.toIntExact(Math.max(FEW_TOKENS, Math.min(most / IMAGES, trained)));
            shapes.add(new LinearShape(1, FEW_TOKENS, layer[0], layer[1]));
            shapes.add(new LinearShape(1, tokens, layer[0], layer[1]));
            shapes.add(new LinearShape(IMAGES, tokensOfSeveral, layer[0], layer[1]));
        }
        return shapes;
    }
}
