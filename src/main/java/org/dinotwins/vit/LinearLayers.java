package org.dinotwins.vit;

/** What computes the linear layers of Vision Transformers in this process. */
public final class LinearLayers {
    private LinearLayers() {}

    /**
     * The operation and the reason, as a sentence; checks oneDNN's convolutions if that was not done yet.
     *
     * @param cuda whether the device is a GPU
     */
    public static String finding(boolean cuda) {
        if (cuda) {
            return "Linear layers use the plain product, as always on a GPU.";
        }
        ConvolutionCheck.ofProcess().run();
        return ConvolutionCheck.ofProcess().finding();
    }
}
