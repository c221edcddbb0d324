package org.dinotwins.app.inspect.networks;

import java.util.ArrayList;
import java.util.List;
import org.dinotwins.data.picture.Pixels;
import org.dinotwins.eval.attention.AttentionSegmentation;

/** The picture's longer side as a network sees it. */
public sealed interface InputSize {
    /** Largest longer side in pixels; attention grows with the fourth power of it. */
    int LARGEST = 1024;

    /**
     * In pixels.
     *
     * @param modelSize side that the network was made for
     */
    int pixels(Pixels picture, int modelSize);

    /** In words. */
    String words();

    /** As the evaluation does it, so that figures compare. */
    record AsMeasured() implements InputSize {
        @Override
        public int pixels(Pixels picture, int modelSize) {
            return AttentionSegmentation.longSide(picture.width(), picture.height(), modelSize);
        }

        @Override
        public String words() {
            return "As measured";
        }
    }

    /** The size that the network was made for. */
    record OfModel() implements InputSize {
        @Override
        public int pixels(Pixels picture, int modelSize) {
            return modelSize;
        }

        @Override
        public String words() {
            return "As trained";
        }
    }

    /** So many pixels: the more, the finer the grid of patches. */
    record Long(int side) implements InputSize {
        @Override
        public int pixels(Pixels picture, int modelSize) {
            return side;
        }

        @Override
        public String words() {
            return side + " px";
        }
    }

    /** All that are offered. */
    static List<InputSize> all() {
        List<InputSize> all = new ArrayList<>(List.of(new AsMeasured(), new OfModel()));
        for (int side : new int[] {128, 192, 256, 384, 512, 768, LARGEST}) {
            all.add(new Long(side));
        }
        return List.copyOf(all);
    }
}
