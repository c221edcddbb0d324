package org.dinotwins.vit.weights;

import java.util.LinkedHashSet;
import java.util.Optional;
import java.util.Set;
import org.dinotwins.vit.WeightsException;
import org.dinotwins.vit.weights.ModelDescription.PixelSize;

/**
 * The grid of a position embedding. A shape gives only the number of positions, so a grid is accepted only if no other is
 * likely.
 *
 * @param rows    of patches
 * @param columns of patches
 */
record PositionLayout(int rows, int columns) {
    /** Longest shape of ordinary pictures, 16 to 9: whoever trains on a fixed shape other than a square takes one of these. */
    private static final int LONG = 16;

    private static final int SHORT = 9;
    /** Side in pixels of the images that public models are evaluated with. */
    private static final int USUAL_SIDE = 224;

    private static final String ADVICE =
            " Put a config.json beside the file, with the model's image_size in it: a number, or "
                    + "[height, width] in pixels.";

    /**
     * Finds the grid.
     *
     * @param places    length of the position embedding: patches, and CLS and registers where a library gives them positions
     * @param registers of the model
     * @param patch     side of a patch in pixels
     * @throws WeightsException where the number of places fits no grid, contradicts the description, or fits two grids
     */
    static PositionLayout of(int places, int registers, int patch, ModelDescription about) throws WeightsException {
        Set<Integer> counts = new LinkedHashSet<>();
        for (int prefix : new int[] {1, 0, 1 + registers}) {
            if (places > prefix) {
                counts.add(places - prefix);
            }
        }
        if (about.imageSize().isPresent()) {
            PixelSize size = about.imageSize().get();
            return fitting(size, patch, counts)
                    .orElseThrow(() -> new WeightsException("The position embedding has " + places
                            + " places, which do not fit the stated image size of " + size + " px with patches of "
                            + patch
                            + " px: correct image_size in the config.json beside the file."));
        }
        Optional<PositionLayout> fed = about.inputSize().flatMap(size -> fitting(size, patch, counts));
        return fed.isPresent() ? fed.get() : square(places, counts, about.square());
    }

    /** The grid of the images that a model without a position embedding is used with. */
    static PositionLayout ofImages(ModelDescription about, int patch) {
        PixelSize size = about.imageSize().or(about::inputSize).orElse(new PixelSize(USUAL_SIDE, USUAL_SIDE));
        return new PositionLayout(Math.max(1, size.height() / patch), Math.max(1, size.width() / patch));
    }

    private static Optional<PositionLayout> fitting(PixelSize size, int patch, Set<Integer> counts) {
        // A border narrower than a patch is cut off, as in Hugging Face's and timm's code.
        int rows = size.height() / patch;
        int columns = size.width() / patch;
        boolean fits = counts.stream().anyMatch(count -> (long) rows * columns == count);
        return fits ? Optional.of(new PositionLayout(rows, columns)) : Optional.empty();
    }

    private static PositionLayout square(int places, Set<Integer> counts, boolean surelySquare)
            throws WeightsException {
        Set<Integer> sides = new LinkedHashSet<>();
        for (int count : counts) {
            int side = (int) Math.round(Math.sqrt(count));
            if (side * side == count) {
                sides.add(side);
            }
        }
        if (sides.isEmpty()) {
            throw new WeightsException("The position embedding has " + places
                    + " places, which do not form a square of patches, with or without a CLS token." + ADVICE);
        }
        int side = sides.iterator().next();
        if (sides.size() > 1) {
            throw new WeightsException("The position embedding has " + places + " places, which fit several squares of "
                    + "patches." + ADVICE);
        }
        Optional<PositionLayout> other = otherGrid(side);
        if (other.isPresent() && !surelySquare) {
            throw new WeightsException("The position embedding has " + places + " places, which can be " + side + " x "
                    + side + " patches or " + other.get().rows() + " x "
                    + other.get().columns() + "." + ADVICE);
        }
        return new PositionLayout(side, side);
    }

    /** A grid of as many patches in the shape of ordinary pictures; empty for most squares. */
    private static Optional<PositionLayout> otherGrid(int side) {
        int count = side * side;
        for (int rows = side - 1; rows >= 1; rows--) {
            int columns = count / rows;
            if ((long) columns * SHORT > (long) rows * LONG) {
                break;
            }
            if (rows * columns == count) {
                return Optional.of(new PositionLayout(rows, columns));
            }
        }
        return Optional.empty();
    }
}
