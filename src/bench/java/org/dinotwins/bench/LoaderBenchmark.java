package org.dinotwins.bench;

import java.awt.image.BufferedImage;
import java.nio.file.Path;
import java.util.List;
import java.util.SplittableRandom;
import org.dinotwins.augment.CropRecipe;
import org.dinotwins.augment.CropView;
import org.dinotwins.augment.Interval;
import org.dinotwins.augment.MultiCrop;
import org.dinotwins.augment.Photometric;
import org.dinotwins.data.picture.ImageFiles;
import org.dinotwins.data.picture.Pixels;

/** Decodes and augments with DINO's recipe on one thread, by processor time of that thread. */
final class LoaderBenchmark implements Benchmark {
    private static final int ROUNDS = 9;
    private static final int WARM_UP = 4;
    /** Fraction of the picture's area at which the public DINO code separates global from local crops, for ViT-S/16. */
    private static final double DIVIDE = 0.25;

    @Override
    public String name() {
        return "loader";
    }

    @Override
    public String what() {
        return "2 x 224 + 8 x 96 crops of JPEGs of 640 x 480, one thread; peer: ImageIO and Java2D";
    }

    /** The recipe of the public DINO code. */
    static CropRecipe dino(int globalSize, int locals, int localSize) {
        return new CropRecipe(
                globalSize,
                new Interval(DIVIDE, 1),
                locals,
                localSize,
                new Interval(0.05, DIVIDE),
                new Interval(3 / 4.0, 4 / 3.0),
                0.5,
                colours(1, 0),
                colours(0.1, 0.2),
                colours(0.5, 0));
    }

    private static Photometric colours(double blur, double solarize) {
        return new Photometric(0.8, 0.4, 0.4, 0.2, 0.1, 0.2, blur, new Interval(0.1, 2), solarize);
    }

    @Override
    public void run(Report report) throws Exception {
        List<Path> files = Photos.below(Jvm.directory());
        MultiCrop crops = new MultiCrop(dino(224, 8, 96));
        float[] target = new float[3 * 224 * 224];
        Contest contest = new Contest()
                .add("workbench", () -> {
                    for (int i = 0; i < files.size(); i++) {
                        Pixels picture = ImageFiles.read(files.get(i));
                        for (CropView view : crops.draw(picture.width(), picture.height(), new SplittableRandom(i))) {
                            crops.render(picture, view, target, 0);
                        }
                    }
                    return target;
                })
                .add("plain", () -> {
                    // Few pictures, because it is slow and all pictures are similar.
                    for (int i = 0; i < files.size() / 4; i++) {
                        BufferedImage picture = PlainCrops.decode(files.get(i));
                        for (CropView view :
                                crops.draw(picture.getWidth(), picture.getHeight(), new SplittableRandom(i))) {
                            PlainCrops.render(picture, view);
                        }
                    }
                    return target;
                })
                .add("decode", () -> {
                    for (Path file : files) {
                        ImageFiles.read(file);
                    }
                    return target;
                })
                .run(WARM_UP, ROUNDS);
        double each = contest.cpuSeconds("workbench") / files.size();
        report.value("decode", 1e3 * contest.cpuSeconds("decode") / files.size(), "ms");
        report.value("decode and crops", 1e3 * each, "ms");
        report.atLeast("pictures a second of one core", 1 / each, "", 100);
        report.atLeast("plain ImageIO and Java2D / workbench", 4 * contest.cpuRatio("plain", "workbench"), "x", 4);
    }
}
