package org.dinotwins.app.inspect.networks;

import java.util.ArrayList;
import java.util.List;
import org.dinotwins.data.picture.Pixels;
import org.dinotwins.eval.attention.AttentionSegmentation;

/** The longer side of a network's input. */
public sealed interface InputSize {
    /** Largest longer side in pixels; the cost of attention grows with its fourth power. */
    int LARGEST = 1024;

    /**
     * The longer side in pixels.
     *
     * @param modelSize input side that the network was made for
     */
    int pixels(Pixels picture, int modelSize);

    /** Name for the user. */
    String label();

    /** The size used in evaluations, so that figures can be compared. */
    record AsMeasured() implements InputSize {
        @Override
        public int pixels(Pixels picture, int modelSize) {
            return AttentionSegmentation.longSide(picture.width(), picture.height(), modelSize);
        }

        @Override
        public String label() {
            return "As measured";
        }
    }

    /** The input size that the network was made for. */
    record OfModel() implements InputSize {
        @Override
        public int pixels(Pixels picture, int modelSize) {
            return modelSize;
        }

        @Override
        public String label() {
            return "As trained";
        }
    }

    /** A number of pixels; a larger one gives a finer grid of patches. */
    record Long(int side) implements InputSize {
        @Override
        public int pixels(Pixels picture, int modelSize) {
            return side;
        }

        @Override
        public String label() {
            return side + " px";
        }
    }

    /** All sizes on offer. */
    static List<InputSize> all() {
        List<InputSize> all = new ArrayList<>(List.of(new AsMeasured(), new OfModel()));
        for (int side : new int[] {128, 192, 256, 384, 512, 768, LARGEST}) {
            all.add(new Long(side));
        }
        return List.copyOf(all);
    }
}
