package org.dinotwins.vit;

import ai.djl.ndarray.NDManager;

/** The scripts of a network in the form that is correct on this machine, according to its checks so far. */
final class SoundArithmetic implements AutoCloseable {
    private final NDManager owner;
    private final Architecture.Variant variant;
    private final ConvolutionCheck convolutions;
    private final AttentionCheck attention;
    private final Vit[] forms = new Vit[4];

    /** @param owner manager that must outlive the arithmetic; everything is computed on its device */
    private SoundArithmetic(
            NDManager owner, Architecture.Variant variant, ConvolutionCheck convolutions, AttentionCheck attention) {
        this.owner = owner;
        this.variant = variant;
        this.convolutions = convolutions;
        this.attention = attention;
    }

    /**
     * On a CPU, fast operations are first compared with their formulas; GPUs use the plain product and fused attention.
     */
    static SoundArithmetic of(Architecture architecture, NDManager owner) {
        if (owner.getDevice().isGpu()) {
            return unchecked(architecture, owner, false);
        }
        ConvolutionCheck.ofProcess().run(architecture);
        AttentionCheck.ofProcess().run(architecture);
        return new SoundArithmetic(
                owner, architecture.variant(), ConvolutionCheck.ofProcess(), AttentionCheck.ofProcess());
    }

    /** @param convolving whether linear layers in float32 on a CPU run as oneDNN's convolutions */
    static SoundArithmetic unchecked(Architecture architecture, NDManager owner, boolean convolving) {
        return new SoundArithmetic(
                owner, architecture.variant(), convolving ? new ConvolutionCheck(false) : null, new AttentionCheck());
    }

    /** The form currently known to be correct: another network's check can rule an operation out at any time. */
    Vit get() {
        boolean convolving = convolutions != null && convolutions.sound();
        boolean fused = attention.sound();
        int form = (convolving ? 2 : 0) + (fused ? 1 : 0);
        synchronized (forms) {
            if (forms[form] == null) {
                forms[form] = Vit.load(owner, variant, convolving, fused);
            }
            return forms[form];
        }
    }

    @Override
    public void close() {
        for (Vit form : forms) {
            if (form != null) {
                form.close();
            }
        }
    }
}
