package org.dinotwins.app.inspect;

import java.util.function.Supplier;
import org.dinotwins.app.shared.work.Background;
import org.dinotwins.app.shared.work.NewestWins;

/** What a reading lays over a picture, its pixels made in the background; the newest wish wins. */
final class Layering {
    private final NewestWins work;
    private final Runnable onMade;
    private Painting.Layers layers;
    private Reading laid;

    /** @param onMade hears on the FX thread when other layers are there */
    Layering(Background background, Runnable onMade) {
        this.work = new NewestWins(background);
        this.onMade = onMade;
    }

    /**
     * Makes the layers of a reading.
     *
     * @param head   what of the reading is shown; asked in the background
     * @param width  of the layers, in pixels
     * @param height of the layers, in pixels
     */
    void make(Reading reading, Supplier<Reading.HeadReading> head, Painting.Style style, int width, int height) {
        work.start(() -> Painting.layers(head.get(), style, width, height), made -> {
            layers = made;
            laid = reading;
            onMade.run();
        }, e -> {
            throw new IllegalStateException(e);
        });
    }

    /** Nothing is wanted any more; the last layers stay. */
    void forget() {
        work.forget();
    }

    /** The last layers; null before the first. */
    Painting.Layers layers() {
        return layers;
    }

    /** The reading that the last layers show; null before the first. */
    Reading laid() {
        return laid;
    }
}
