package org.dinotwins.app.inspect.pictures;

import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import javafx.scene.image.Image;
import org.dinotwins.app.shared.work.Background;
import org.dinotwins.data.Picture;
import org.dinotwins.data.picture.Pixels;

/**
 * Thumbnails, decoded in the background in the order of request and cached; requests for tiles scrolled out of view are
 * cancelled. FX thread only.
 */
public final class Thumbnails {
    /** Number of cached images: at 200 pixels a side, about 60 MB. */
    private static final int KEPT = 400;

    private static final int DECODERS = 2;

    private final Background background;
    private final PictureReader reader;
    private final int side;
    private final Map<Path, Optional<Image>> cache = new LinkedHashMap<>(KEPT, 0.75f, true) {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<Path, Optional<Image>> eldest) {
            return size() > KEPT;
        }
    };
    private final Deque<Picture> waiting = new ArrayDeque<>();
    private final Map<Path, Consumer<Optional<Image>>> requestFor = new HashMap<>();
    private int decoding;

    /** @param side longest side of an image in pixels */
    public Thumbnails(Background background, PictureReader reader, int side) {
        this.background = background;
        this.reader = reader;
        this.side = side;
    }

    /**
     * Passes on a picture's thumbnail: at once if cached, else later; empty if the file cannot be read. Only the last
     * consumer for a file is called.
     */
    void get(Picture picture, Consumer<Optional<Image>> receiver) {
        Path file = picture.file();
        Optional<Image> ready = cache.get(file);
        if (ready != null) {
            receiver.accept(ready);
            return;
        }
        if (requestFor.put(file, receiver) == null) {
            waiting.add(picture);
        }
        decode();
    }

    /** Cancels the request for a tile that is no longer visible. */
    void forget(Path file) {
        if (waiting.removeIf(picture -> picture.file().equals(file))) {
            requestFor.remove(file);
        }
    }

    private void decode() {
        while (decoding < DECODERS && !waiting.isEmpty()) {
            Picture picture = waiting.remove();
            Path file = picture.file();
            decoding++;
            background.call(
                    () -> small(reader.read(picture)),
                    image -> done(file, Optional.of(image)),
                    fault -> done(file, Optional.empty()));
        }
    }

    private void done(Path file, Optional<Image> image) {
        decoding--;
        cache.put(file, image);
        Consumer<Optional<Image>> receiver = requestFor.remove(file);
        if (receiver != null) {
            receiver.accept(image);
        }
        decode();
    }

    private Image small(Pixels picture) {
        Placement size = Placement.fit(picture.width(), picture.height(), side, side, 1);
        int width = Math.min(picture.width(), size.deviceWidth());
        int height = Math.min(picture.height(), size.deviceHeight());
        return FxImages.of(FxImages.scaled(picture, width, height), width, height);
    }
}
