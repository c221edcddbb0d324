package org.dinotwins.vit;

import ai.djl.Device;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Whether oneDNN's convolutions compute linear layers correctly on this processor.
 *
 * <p>On virtual machines whose CPUID hides the caches, oneDNN of libtorch 2.7.1 returns wrong values for some shapes, without
 * an error. So {@link VisionTransformer} compares the convolution with the plain product before it uses it: for a fixed list
 * of shapes once per process, and for the layers of each network that is opened. After the first difference, all networks of
 * the process use the plain product. Safe for any number of threads.
 */
public final class ConvolutionCheck {
    private static final Logger LOG = LoggerFactory.getLogger(ConvolutionCheck.class);
    /** The check of this process. */
    private static final ConvolutionCheck PROCESS = new ConvolutionCheck();

    /** Largest difference over the largest entry that counts as rounding; the faults are above 0.1, rounding below 1e-5. */
    private static final double TOLERANCE = 1e-4;
    /** Multiplications for one shape: more tokens than fit are not tried, so that a large network opens at once. */
    private static final long MOST_PRODUCTS = 20_000_000;

    private static final int FEW_TOKENS = 2;
    /** 2^32 over the golden ratio, the multiplier of Fibonacci hashing (Knuth, volume 3, section 6.4). */
    private static final int GOLDEN_RATIO = 0x9E3779B9;

    /**
     * Shapes that were wrong on such machines, and others of the presets and of public models. With AVX-512, 72 outputs with
     * any number of tokens and 512 outputs from 128 or 192 inputs with 2 and with 197 tokens were wrong; with AVX2 alone, the
     * second line.
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

    private final Set<LinearShape> checked = new HashSet<>();
    private volatile boolean sound = true;
    private volatile String finding = "Linear layers have not been checked yet.";

    /** A linear layer applied to {@code batch x tokens} rows. */
    record LinearShape(int batch, int tokens, int inputs, int outputs) {}

    /** Computes {@link Vit#linearDeviation}; a test can put an incorrect operation here. */
    @FunctionalInterface
    interface Comparison {
        NDArray deviations(NDManager scope, NDArray x, NDArray weight, NDArray bias, NDArray towards);
    }

    ConvolutionCheck() {}

    /** The check of this process. */
    public static ConvolutionCheck ofProcess() {
        return PROCESS;
    }

    /** False after any difference: from then on the plain product is used. */
    public boolean sound() {
        return sound;
    }

    /** What linear layers use and why, as a sentence for the log, {@code run.json} and {@code doctor}. */
    public String finding() {
        return finding;
    }

    /** Checks the fixed list of shapes, once. Takes some tens of milliseconds after the engine is loaded. */
    public void run() {
        check(BATTERY);
    }

    /**
     * Checks the fixed list and the linear layers of a network; what was checked before is not repeated.
     *
     * @return {@link #sound}
     */
    boolean run(Architecture architecture) {
        List<LinearShape> shapes = new ArrayList<>(BATTERY);
        shapes.addAll(layers(architecture));
        check(shapes);
        return sound;
    }

    private synchronized void check(List<LinearShape> shapes) {
        List<LinearShape> unchecked = shapes.stream()
                .filter(shape -> !checked.contains(shape))
                .distinct()
                .toList();
        if (!sound || unchecked.isEmpty()) {
            return;
        }
        try (NDManager manager = NDManager.newBaseManager(Device.cpu());
                Vit vit = Vit.load(manager, true)) {
            compare(manager, unchecked, vit::linearDeviation);
        }
    }

    /** Compares shape after shape until one differs. */
    synchronized void compare(NDManager manager, List<LinearShape> shapes, Comparison comparison) {
        for (LinearShape shape : shapes) {
            float deviation = deviation(manager, shape, comparison);
            if (!(deviation <= TOLERANCE)) {
                sound = false;
                finding = String.format(
                        Locale.ROOT,
                        "Linear layers use the plain product: on this processor, oneDNN's "
                                + "convolution of %d tokens from %d to %d values differs from it by %.2g of the largest value.",
                        shape.batch() * shape.tokens(),
                        shape.inputs(),
                        shape.outputs(),
                        deviation);
                LOG.warn(finding);
                return;
            }
            checked.add(shape);
        }
        finding = "Linear layers use oneDNN's convolutions, which agree with the plain product in " + checked.size()
                + " shapes.";
    }

    private static float deviation(NDManager manager, LinearShape shape, Comparison comparison) {
        try (NDManager scope = manager.newSubManager()) {
            NDArray x = values(scope, 1, shape.batch(), shape.tokens(), shape.inputs());
            NDArray weight = values(scope, 2, shape.outputs(), shape.inputs());
            NDArray bias = values(scope, 3, shape.outputs());
            NDArray towards = values(scope, 4, shape.batch(), shape.tokens(), shape.outputs());
            float largest = 0;
            for (float deviation :
                    comparison.deviations(scope, x, weight, bias, towards).toFloatArray()) {
                // Not Math.max of both: a NaN has to stay.
                largest = deviation <= largest ? largest : deviation;
            }
            return largest;
        }
    }

    /** Values in -1..1 that follow no pattern; made without a random generator, since large layers have millions. */
    private static NDArray values(NDManager scope, int salt, long... shape) {
        float[] values = new float[Math.toIntExact(new Shape(shape).size())];
        for (int i = 0; i < values.length; i++) {
            int mixed = (i + salt) * GOLDEN_RATIO;
            values[i] = (mixed ^ mixed >>> 15) * GOLDEN_RATIO * 0x1p-31f;
        }
        return scope.create(values, new Shape(shape));
    }

    /** The four linear layers of a block and the patch embedding, with few tokens and with those of the trained size. */
    private static List<LinearShape> layers(Architecture architecture) {
        ViTConfig size = architecture.size();
        int dim = size.dim();
        int hidden = Math.toIntExact(Math.round(dim * size.mlpRatio()));
        int[][] layers = {
            {3 * size.patchSize() * size.patchSize(), dim},
            {dim, 3 * dim},
            {dim, 2 * dim},
            {dim, dim},
            {dim, hidden},
            {hidden, dim}
        };
        List<LinearShape> shapes = new ArrayList<>();
        for (int[] layer : layers) {
            long most = MOST_PRODUCTS / ((long) layer[0] * layer[1]);
            int tokens = Math.toIntExact(Math.max(FEW_TOKENS, Math.min(most, architecture.prefix() + architecture.patches())));
            shapes.add(new LinearShape(1, FEW_TOKENS, layer[0], layer[1]));
            shapes.add(new LinearShape(1, tokens, layer[0], layer[1]));
        }
        return shapes;
    }
}
