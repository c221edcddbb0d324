package org.dinotwins.app.inspect.painting;

import java.util.function.Supplier;
import org.dinotwins.app.inspect.networks.MaskedAttention;
import org.dinotwins.app.shared.work.Background;
import org.dinotwins.app.shared.work.NewestWins;

/** The overlay's pixels, made in the background; the newest request wins. */
public final class OverlayLayers {
    private final NewestWins work;
    private final Runnable onMade;
    private OverlayPainter.Layers layers;
    private MaskedAttention laid;

    /** @param onMade called on the FX thread when new layers are ready */
    public OverlayLayers(Background background, Runnable onMade) {
        this.work = new NewestWins(background);
        this.onMade = onMade;
    }

    /**
     * Makes the layers of a reading.
     *
     * @param head   the head to show; called in the background
     * @param width  of the layers, in pixels
     * @param height of the layers, in pixels
     */
    public void make(
            MaskedAttention reading,
            Supplier<MaskedAttention.HeadMask> head,
            OverlayPainter.Style style,
            int width,
            int height) {
        work.start(
                () -> OverlayPainter.layers(head.get(), style, width, height),
                made -> {
                    layers = made;
                    laid = reading;
                    onMade.run();
                },
                e -> {
                    throw new IllegalStateException(e);
                });
    }

    /** Nothing is wanted any more; the last layers stay. */
    public void forget() {
        work.forget();
    }

    /** The last layers; null before the first. */
    public OverlayPainter.Layers layers() {
        return layers;
    }

    /** The reading that the last layers show; null before the first. */
    public MaskedAttention laid() {
        return laid;
    }
}
