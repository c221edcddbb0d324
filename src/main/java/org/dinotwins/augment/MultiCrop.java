package org.dinotwins.augment;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.SplittableRandom;
import java.util.random.RandomGenerator;
import org.dinotwins.data.picture.Pixels;

/**
 * Draws and renders the crops of a picture according to a recipe. Immutable and thread-safe.
 *
 * <p>The region is that of torchvision's {@code RandomResizedCrop}, resampled bicubically with antialiasing. Flip,
 * colour jitter, grey, blur and solarising follow, in the order of the public DINO code.
 */
public final class MultiCrop {
    /** Attempts to place a region before the fallback, as in torchvision. */
    private static final int TRIES = 10;
    /** Brightness, contrast, saturation, hue: the order without jitter. */
    private static final int PLAIN_ORDER = 0b00_01_10_11;

    private final CropRecipe recipe;

    public MultiCrop(CropRecipe recipe) {
        this.recipe = Objects.requireNonNull(recipe, "recipe");
    }

    /**
     * Draws two global crops, then the local ones, of a picture of this size. With the same seed, changing one setting
     * changes only what it governs, so that a preview can show its effect alone.
     */
    public List<CropView> draw(int width, int height, RandomGenerator random) {
        if (width < 1 || height < 1) {
            throw new IllegalArgumentException("no crop of a picture of " + width + " x " + height + " pixels");
        }
        List<CropView> views = new ArrayList<>(recipe.crops());
        for (int index = 0; index < recipe.crops(); index++) {
            boolean global = index < 2;
            // Separate random streams: the colours do not depend on how many numbers the region takes.
            RandomGenerator cutting = new SplittableRandom(random.nextLong());
            RandomGenerator painting = new SplittableRandom(random.nextLong());
            boolean flip = cutting.nextDouble() < recipe.flip();
            Cut cut = cut(width, height, global ? recipe.globalScale() : recipe.localScale(), cutting);
            Photometric colours = switch (index) {
                case 0 -> recipe.globalFirst();
                case 1 -> recipe.globalSecond();
                default -> recipe.local();
            };
            views.add(view(index, global ? recipe.globalSize() : recipe.localSize(), cut, flip, colours, painting));
        }
        return views;
    }

    /** Renders a crop as normalised floats {@code [3, size, size]} (ImageNet mean and deviation) from {@code offset}. */
    public void render(Pixels picture, CropView view, float[] target, int offset) {
        Objects.checkFromIndexSize(offset, 3 * view.size() * view.size(), target.length);
        painted(picture, view).normalise(target, offset);
    }

    /** Renders a crop for display: {@code size * size} opaque ARGB values, rows from the top. */
    public int[] renderArgb(Pixels picture, CropView view) {
        return painted(picture, view).argb();
    }

    private record Cut(int x, int y, int width, int height) {}

    private Cut cut(int width, int height, Interval scale, RandomGenerator random) {
        double logMin = Math.log(recipe.aspect().min());
        double logMax = Math.log(recipe.aspect().max());
        for (int i = 0; i < TRIES; i++) {
            double area = scale.at(random.nextDouble()) * width * height;
            double aspect = Math.exp(logMin + random.nextDouble() * (logMax - logMin));
            long w = Math.round(Math.sqrt(area * aspect));
            long h = Math.round(Math.sqrt(area / aspect));
            if (w >= 1 && w <= width && h >= 1 && h <= height) {
                int x = random.nextInt(width - (int) w + 1);
                int y = random.nextInt(height - (int) h + 1);
                return new Cut(x, y, (int) w, (int) h);
            }
        }
        double aspect = (double) width / height;
        int w = width;
        int h = height;
        if (aspect < recipe.aspect().min()) {
            h = (int) Math.max(1, Math.round(w / recipe.aspect().min()));
        } else if (aspect > recipe.aspect().max()) {
            w = (int) Math.max(1, Math.round(h * recipe.aspect().max()));
        }
        return new Cut((width - w) / 2, (height - h) / 2, w, h);
    }

    private static CropView view(int index, int size, Cut cut, boolean flip, Photometric c, RandomGenerator random) {
        boolean jitter = random.nextDouble() < c.jitterProbability();
        double brightness = factor(c.brightness(), random);
        double contrast = factor(c.contrast(), random);
        double saturation = factor(c.saturation(), random);
        double hue = c.hue() * (2 * random.nextDouble() - 1);
        int order = shuffledOrder(random);
        boolean grey = random.nextDouble() < c.grayscaleProbability();
        boolean blur = random.nextDouble() < c.blurProbability();
        double sigma = c.blurSigma().at(random.nextDouble());
        boolean solarize = random.nextDouble() < c.solarizeProbability();
        return new CropView(
                index < 2,
                index,
                size,
                cut.x(),
                cut.y(),
                cut.width(),
                cut.height(),
                flip,
                jitter ? brightness : 1,
                jitter ? contrast : 1,
                jitter ? saturation : 1,
                jitter ? hue : 0,
                jitter ? order : PLAIN_ORDER,
                grey,
                blur ? sigma : 0,
                solarize);
    }

    private static double factor(double strength, RandomGenerator random) {
        double min = Math.max(0, 1 - strength);
        return min + random.nextDouble() * (1 + strength - min);
    }

    private static int shuffledOrder(RandomGenerator random) {
        int[] places = {0, 1, 2, 3};
        for (int i = places.length - 1; i > 0; i--) {
            int other = random.nextInt(i + 1);
            int kept = places[i];
            places[i] = places[other];
            places[other] = kept;
        }
        return places[0] << 6 | places[1] << 4 | places[2] << 2 | places[3];
    }

    private static CropCanvas painted(Pixels picture, CropView view) {
        CropCanvas canvas = CropCanvas.ofThisThread();
        canvas.cut(picture, view.x(), view.y(), view.width(), view.height(), view.size(), view.size(), view.flip());
        for (int shift = 6; shift >= 0; shift -= 2) {
            switch (view.jitterOrder() >> shift & 3) {
                case 0 -> canvas.brighten(view.brightness());
                case 1 -> canvas.contrast(view.contrast());
                case 2 -> canvas.saturate(view.saturation());
                default -> canvas.shiftHue(view.hue());
            }
        }
        if (view.grayscale()) {
            canvas.grey();
        }
        canvas.blur(view.blurSigma());
        if (view.solarize()) {
            canvas.solarize();
        }
        return canvas;
    }
}
