package org.dinotwins.vit;

import ai.djl.ndarray.NDManager;

/** The arithmetic of a network in the form that is correct on this machine, as far as its checks have found. */
final class SoundArithmetic implements AutoCloseable {
    private final NDManager owner;
    private final ConvolutionCheck convolutions;
    private final AttentionCheck attention;
    private final Vit[] forms = new Vit[4];

    /** @param owner the arithmetic lives as long as this manager at most; its device is where everything is computed */
    private SoundArithmetic(NDManager owner, ConvolutionCheck convolutions, AttentionCheck attention) {
        this.owner = owner;
        this.convolutions = convolutions;
        this.attention = attention;
    }

    /** Fast operations on a CPU are compared with their formulas first; GPUs use the plain product and fused attention. */
    static SoundArithmetic of(Architecture architecture, NDManager owner) {
        if (owner.getDevice().isGpu()) {
            return unchecked(owner, false);
        }
        ConvolutionCheck.ofProcess().run(architecture);
        AttentionCheck.ofProcess().run(architecture);
        return new SoundArithmetic(owner, ConvolutionCheck.ofProcess(), AttentionCheck.ofProcess());
    }

    /** @param convolving whether linear layers in float32 on a CPU run as oneDNN's convolutions */
    static SoundArithmetic unchecked(NDManager owner, boolean convolving) {
        return new SoundArithmetic(owner, convolving ? new ConvolutionCheck(false) : null, new AttentionCheck());
    }

    /** The form that is correct by now: another network's check can rule an operation out at any time. */
    Vit get() {
        boolean convolving = convolutions != null && convolutions.sound();
        boolean fused = attention.sound();
        int form = (convolving ? 2 : 0) + (fused ? 1 : 0);
        synchronized (forms) {
            if (forms[form] == null) {
                forms[form] = Vit.load(owner, convolving, fused);
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
