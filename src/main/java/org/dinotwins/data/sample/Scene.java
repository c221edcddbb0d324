package org.dinotwins.data.sample;

import java.awt.image.BufferedImage;
import java.util.ArrayList;
import java.util.List;
import org.dinotwins.data.sample.drawing.Coverage;
import org.dinotwins.data.sample.drawing.FigureDrawing;
import org.dinotwins.data.sample.drawing.FigurePlacement;
import org.dinotwins.data.sample.drawing.ObjectPolygons;
import org.dinotwins.data.sample.drawing.PaintCanvas;
import org.dinotwins.data.sample.drawing.SeededRandom;

/** One composed picture: a main object that determines its category, up to three smaller objects, and a backdrop. */
final class Scene {
    private static final int SHORTEST = 128;
    private static final int LONGEST = 160;
    /** Largest rotation of an object in radians: 23 degrees. */
    private static final double MAX_TURN = 0.4;
    /** Smallest and largest area of the main object, as a fraction of the picture, if it fits. */
    private static final double MAIN_SMALLEST = 0.14;

    private static final double MAIN_LARGEST = 0.32;
    /** Largest part of the main object's extent beyond an edge of the picture, and of other objects'. */
    private static final double MAIN_BEYOND = 0.15;

    private static final double OTHER_BEYOND = 0.25;
    /** Numbers of further objects, equally probable. */
    private static final List<Integer> OTHERS = List.of(0, 0, 0, 0, 1, 1, 2, 3);
    /** Smallest visible fraction of the main object. */
    private static final double MAIN_VISIBLE = 0.78;
    /** Smallest visible fraction of any other object. */
    private static final double OTHER_VISIBLE = 0.4;
    /** Largest area of any other object relative to the main one, so that the picture's category is unambiguous. */
    private static final double OTHER_SHARE = 0.5;
    /** Objects smaller than this many square pixels are not annotated. */
    private static final double SMALLEST = 90;

    private static final int TRIES = 10;
    /** Half the side in pixels of the canvas on which an object's extent is measured. */
    private static final int MODEL = 80;
    /** Margin around a silhouette for its soft shadow, in pixels. */
    private static final int SHADOW = 12;

    private final SeededRandom random;
    private final int width;
    private final int height;
    /** From back to front. */
    private final List<Placed> objects = new ArrayList<>();

    /**
     * An object placed in the picture.
     *
     * @param figure in pixels
     * @param size   extent in pixels
     * @param whole  area that its silhouette covers
     */
    private record Placed(
            SampleCategory species, FigureDrawing figure, FigurePlacement placement, double size, Coverage whole) {}

    /** An annotated object: its category and visible silhouette. */
    record Visible(SampleCategory species, ObjectPolygons outlines) {}

    private Scene(SeededRandom random) {
        this.random = random;
        width = random.whole(SHORTEST, LONGEST);
        height = random.whole(SHORTEST, LONGEST);
    }

    /** Composes a picture whose largest object is {@code main}. */
    static Scene of(SampleCategory main, SeededRandom random) {
        Scene scene = new Scene(random);
        scene.objects.add(scene.place(main, random.between(MAIN_SMALLEST, MAIN_LARGEST), true));
        int more = random.pick(OTHERS);
        for (int i = 0; i < more; i++) {
            scene.addAnother();
        }
        return scene;
    }

    private void addAnother() {
        SampleCategory species = random.pick(List.of(SampleCategory.values()));
        for (int i = 0; i < TRIES; i++) {
            int position = random.chance(0.35) ? objects.size() : 0;
            objects.add(position, place(species, random.between(0.025, 0.1), false));
            if (clear()) {
                return;
            }
            objects.remove(position);
        }
    }

    /** Whether every object is visible enough and the main one is clearly the largest. */
    private boolean clear() {
        double largest =
                objects.stream().mapToDouble(o -> o.whole().area()).max().orElse(0);
        double main = 0;
        double other = 0;
        for (int i = 0; i < objects.size(); i++) {
            double full = objects.get(i).whole().area();
            double seen = 0;
            for (float v : visible(i)) {
                seen += v;
            }
            boolean isMain = full == largest;
            if (seen < full * (isMain ? MAIN_VISIBLE : OTHER_VISIBLE) || seen < SMALLEST) {
                return false;
            }
            if (isMain) {
                main = seen;
            } else {
                other = Math.max(other, seen);
            }
        }
        return other < main * OTHER_SHARE;
    }

    private Placed place(SampleCategory species, double share, boolean main) {
        FigureDrawing drawing = species.draw(random);
        double turn = random.around(MAX_TURN);
        boolean mirror = random.chance(0.5);
        FigureDrawing model = drawing.placed(new FigurePlacement(MODEL, MODEL, MODEL / 2.0, turn, mirror));
        Coverage seen = model.silhouette(2 * MODEL, 2 * MODEL, 0);
        double unit = 2.0 / MODEL;
        double fits = Math.min(width / (seen.width * unit), height / (seen.height * unit)) * random.between(0.8, 1.08);
        double scale = Math.min(Math.sqrt(share * width * height / seen.area()) / unit, main ? fits : fits * 0.5);
        double slack = main ? MAIN_BEYOND : OTHER_BEYOND;
        double step = unit * scale;
        double x = position(width, (seen.x0 - MODEL) * step, (seen.x0 + seen.width - MODEL) * step, slack);
        double y = position(height, (seen.y0 - MODEL) * step, (seen.y0 + seen.height - MODEL) * step, slack);
        FigurePlacement placement = new FigurePlacement(x, y, scale, turn, mirror);
        FigureDrawing figure = drawing.placed(placement);
        double size = step * Math.max(seen.width, seen.height);
        return new Placed(species, figure, placement, size, figure.silhouette(width, height, SHADOW));
    }

    /**
     * A position where the extent {@code low..high} leaves the picture by at most the fraction {@code slack} of itself. It
     * has the arcsine distribution: objects at uniform positions would cover the middle of the picture so much more often than
     * its edges that a guessed mask in the middle would find many of them.
     */
    private double position(int length, double low, double high, double slack) {
        double beyond = slack * (high - low);
        double from = -low - beyond;
        double to = length - high + beyond;
        if (from >= to) {
            return (from + to) / 2;
        }
        return from + (to - from) * (1 - StrictMath.cos(StrictMath.PI * random.unit())) / 2;
    }

    /** The visible part of an object: its coverage minus that of the objects before it, row-major over the picture. */
    private float[] visible(int index) {
        float[] seen = new float[width * height];
        for (int y = 0; y < height; y++) {
            for (int x = 0; x < width; x++) {
                float v = objects.get(index).whole().value(x, y);
                for (int i = index + 1; v > 0 && i < objects.size(); i++) {
                    v *= 1 - objects.get(i).whole().value(x, y);
                }
                seen[y * width + x] = v;
            }
        }
        return seen;
    }

    int width() {
        return width;
    }

    int height() {
        return height;
    }

    /** The objects' visible silhouettes, from back to front. */
    List<Visible> annotations() {
        List<Visible> visible = new ArrayList<>();
        for (int i = 0; i < objects.size(); i++) {
            visible.add(new Visible(objects.get(i).species(), ObjectPolygons.of(visible(i), width, height)));
        }
        return visible;
    }

    /** Paints the picture; call it once. */
    BufferedImage paint() {
        PaintCanvas canvas = new PaintCanvas(width, height);
        ScenePalette palette = new ScenePalette(random);
        SceneLight light = SceneLight.any(random);
        new Backdrop(canvas, palette, random).paint();
        ObjectPainter painter = new ObjectPainter(canvas, light);
        for (Placed o : objects) {
            painter.paint(o.figure(), o.whole(), o.placement(), o.size(), palette.colours(o.species(), o.size()));
        }
        light.develop(canvas, random);
        return canvas.image();
    }
}
