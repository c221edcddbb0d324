package org.dinotwins.run;

import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Random;
import java.util.StringJoiner;
import javax.imageio.ImageIO;
import org.dinotwins.config.ConfigJson;
import org.dinotwins.config.Presets;
import org.dinotwins.config.RunConfig;
import org.dinotwins.config.WorkbenchException;

/** A few drawn pictures as a COCO set, and a configuration small enough to train on them in a test. */
public final class TinyRun {
    /** Training pictures of {@link #images}; a batch of {@link #config} is half of them. */
    public static final int PICTURES = 12;

    private static final int SIDE = 40;

    private TinyRun() {}

    /** Draws the set into a folder. */
    public static Path images(Path folder) throws IOException {
        Path images = Files.createDirectories(folder.resolve("images"));
        Files.createDirectories(folder.resolve("annotations"));
        write(folder, images, "train", PICTURES);
        write(folder, images, "val", 6);
        return folder;
    }

    private static void write(Path folder, Path images, String split, int count) throws IOException {
        Random random = new Random(split.hashCode());
        StringJoiner files = new StringJoiner(",");
        StringJoiner objects = new StringJoiner(",");
        for (int i = 0; i < count; i++) {
            BufferedImage picture = new BufferedImage(SIDE, SIDE, BufferedImage.TYPE_INT_RGB);
            Graphics2D pen = picture.createGraphics();
            pen.setColor(new Color(random.nextInt(0x1000000)));
            pen.fillRect(0, 0, SIDE, SIDE);
            pen.setColor(new Color(random.nextInt(0x1000000)));
            int x = random.nextInt(20);
            if (i % 2 == 0) {
                pen.fillRect(x, 10, 16, 16);
            } else {
                pen.fillOval(x, 10, 16, 16);
            }
            pen.dispose();
            String name = split + i + ".png";
            ImageIO.write(picture, "png", images.resolve(name).toFile());
            files.add(
                    "{\"id\":" + i + ",\"file_name\":\"" + name + "\",\"width\":" + SIDE + ",\"height\":" + SIDE + "}");
            String ring = x + ",10," + (x + 16) + ",10," + (x + 16) + ",26," + x + ",26";
            objects.add("{\"id\":" + i + ",\"image_id\":" + i + ",\"category_id\":" + (1 + i % 2) + ",\"bbox\":[" + x
                    + ",10,16,16],\"area\":256,\"iscrowd\":0,\"segmentation\":[[" + ring + "]]}");
        }
        Files.writeString(
                folder.resolve("annotations/instances_" + split + ".json"),
                "{\"images\":[" + files
                        + "],\"annotations\":[" + objects
                        + "],\"categories\":[{\"id\":1,\"name\":\"square\"},{\"id\":2,\"name\":\"disc\"}]}");
    }

    /** Twenty steps of a hybrid of two blocks. */
    public static RunConfig config(Path images) throws WorkbenchException {
        Map<String, String> settings = settings();
        settings.put("name", "tiny");
        settings.put("data.folder", images.toString());
        return ConfigJson.with(Presets.load("quick"), settings);
    }

    /** A run of two steps of DINO alone, in the folder {@code run}; its pictures are in {@code images}. */
    public static RunFolder trained(Path home) throws Exception {
        RunConfig config = ConfigJson.with(config(images(home.resolve("images"))), Map.of("objective.dinoShare", "1"));
        try (TrainingService service = new TrainingService()) {
            service.start(config, home.resolve("run"), 2, false, new TrainingService.Listener() {});
            service.await();
        }
        return RunFolder.open(home.resolve("run"));
    }

    /** Settings that make a network tiny and a run short. */
    public static Map<String, String> settings() {
        Map<String, String> settings = new LinkedHashMap<>();
        settings.put("augment.globalSize", "16");
        settings.put("augment.localSize", "8");
        settings.put("augment.localCrops", "2");
        settings.put("model.imageSize", "16");
        settings.put("model.patchSize", "4");
        settings.put("model.dim", "16");
        settings.put("model.depth", "2");
        settings.put("model.heads", "2");
        settings.put("objective.dino.outputs", "32");
        settings.put("objective.dino.hidden", "32");
        settings.put("objective.dino.bottleneck", "16");
        settings.put("objective.dino.teacherTemperatureWarmupEpochs", "2");
        settings.put("objective.barlow.hidden", "16");
        settings.put("objective.barlow.outputs", "4");
        settings.put("train.epochs", "10");
        settings.put("train.warmupEpochs", "1");
        settings.put("train.batchSize", "6");
        settings.put("train.device", "CPU");
        settings.put("train.loaderThreads", "1");
        settings.put("train.checkpointEveryEpochs", "4");
        settings.put("train.signalsEverySteps", "5");
        return settings;
    }
}
