package org.dinotwins.augment;

import java.util.List;
import java.util.random.RandomGenerator;
import org.dinotwins.data.Pixels;

/** Draws and renders the crops of a picture after a recipe. Immutable, safe for any number of threads. */
public final class MultiCrop {
    public MultiCrop(CropRecipe recipe) {
        throw new UnsupportedOperationException();
    }

    /** Draws two global crops, then the local ones, of a picture of this size. */
    public List<CropView> draw(int width, int height, RandomGenerator random) {
        throw new UnsupportedOperationException();
    }

    /** Renders a crop as normalised floats {@code [3, size, size]} (ImageNet mean and deviation) from {@code offset}. */
    public void render(Pixels picture, CropView view, float[] target, int offset) {
        throw new UnsupportedOperationException();
    }

    /** Renders a crop for people: {@code size * size} opaque ARGB values, rows from the top. */
    public int[] renderArgb(Pixels picture, CropView view) {
        throw new UnsupportedOperationException();
    }
}
