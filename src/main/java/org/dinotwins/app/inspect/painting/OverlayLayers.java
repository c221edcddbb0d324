package org.dinotwins.app.inspect.painting;

import java.util.function.Supplier;
import org.dinotwins.app.inspect.networks.MaskedAttention;
import org.dinotwins.app.shared.work.Background;
import org.dinotwins.app.shared.work.NewestWins;

/** Renders the overlay's pixels in the background; only the newest request counts. */
public final class OverlayLayers {
    private final NewestWins work;
    private final Runnable onMade;
    private OverlayPainter.Layers layers;
    private MaskedAttention shownAttention;

    /** @param onMade called on the FX thread when new layers are ready */
    public OverlayLayers(Background background, Runnable onMade) {
        this.work = new NewestWins(background);
        this.onMade = onMade;
    }

    /**
     * Renders the layers of a network's output.
     *
     * @param head   supplies the head to show; called in the background
     * @param width  width of the layers in pixels
     * @param height height of the layers in pixels
     */
    public void make(
            MaskedAttention masked,
            Supplier<MaskedAttention.HeadMask> head,
            OverlayPainter.Style style,
            int width,
            int height) {
        work.start(
                () -> OverlayPainter.layers(head.get(), style, width, height),
                made -> {
                    layers = made;
                    shownAttention = masked;
                    onMade.run();
                },
                e -> {
                    throw new IllegalStateException(e);
                });
    }

    /** Cancels rendering; the last layers remain. */
    public void forget() {
        work.forget();
    }

    /** The last layers; null before the first ones. */
    public OverlayPainter.Layers layers() {
        return layers;
    }

    /** The attention that the last layers show; null before the first ones. */
    public MaskedAttention shownAttention() {
        return shownAttention;
    }
}
