package org.dinotwins.fuzz;

import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.Channels;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import javax.imageio.ImageIO;
import org.dinotwins.ablation.GridJson;
import org.dinotwins.config.ConfigFile;
import org.dinotwins.config.WorkbenchException;
import org.dinotwins.data.DataException;
import org.dinotwins.data.ImageSet;
import org.dinotwins.data.Picture;
import org.dinotwins.data.layout.ImageSets;
import org.dinotwins.data.picture.ImageFiles;
import org.dinotwins.eval.FeatureFile;
import org.dinotwins.eval.attention.AttentionSegmentation;
import org.dinotwins.measure.Measurer;
import org.dinotwins.measure.outcome.OutcomeJson;
import org.dinotwins.run.RunFolder;
import org.dinotwins.run.evaluation.Evaluation;
import org.dinotwins.run.network.WeightFile;
import org.dinotwins.tensor.HostTensor;
import org.dinotwins.tensor.safetensors.Safetensors;
import org.dinotwins.train.CorrelationSnapshot;
import org.dinotwins.vit.weights.Naming;

/** All readers of files that come from outside, or that a crash may have damaged. */
final class Readers {
    /** What a reader of small texts may allocate. */
    private static final int TEXT = 64;
    /** The pixels of a picture, and copies of them while it is decoded. */
    private static final int PICTURE = 512;

    private static final int SIDE = 40;

    private final Path home;

    /** @param home an empty folder for the files */
    Readers(Path home) {
        this.home = home;
    }

    List<FuzzReader> weights() {
        return List.of(
                reader("safetensors", IOException.class, small(), file -> {
                    Safetensors.read(Channels.newChannel(new ByteArrayInputStream(file)));
                    Safetensors.describe(Channels.newChannel(new ByteArrayInputStream(file)));
                }),
                reader(
                        "features",
                        IOException.class,
                        features(),
                        file -> FeatureFile.read(Channels.newChannel(new ByteArrayInputStream(file)))),
                reader(
                        "correlation",
                        IOException.class,
                        FuzzReader.files("seeds/correlation"),
                        file -> CorrelationSnapshot.load(Channels.newChannel(new ByteArrayInputStream(file)))),
                reader(
                        "weights",
                        WorkbenchException.class,
                        FuzzReader.resources(
                                Naming.class,
                                "naming/timm-dino.safetensors",
                                "naming/timm-reg-with-positions.safetensors",
                                "naming/hf-dinov2-reg/model.safetensors"),
                        file -> {
                            Path folder = Files.createDirectories(home.resolve("weights"));
                            Files.writeString(folder.resolve("config.json"), "{\"num_attention_heads\": 2}");
                            WeightFile.read(Files.write(folder.resolve("a.safetensors"), file));
                        }),
                reader(
                        "model-config",
                        WorkbenchException.class,
                        Map.of(
                                "timm",
                                bytes(
                                        "{\"model_args\":{\"num_heads\":2},\"pretrained_cfg\":{\"input_size\":[3,16,16]}}"),
                                "hf",
                                bytes("{\"model_type\":\"vit\",\"num_attention_heads\":2,\"image_size\":[16,16]}")),
                        file -> {
                            Path folder = Files.createDirectories(home.resolve("model-config"));
                            Files.write(folder.resolve("config.json"), file);
                            Path weights = folder.resolve("a.safetensors");
                            if (!Files.exists(weights)) {
                                Files.write(
                                        weights,
                                        FuzzReader.resources(Naming.class, "naming/timm-dino.safetensors")
                                                .values()
                                                .iterator()
                                                .next());
                            }
                            WeightFile.read(weights);
                        }),
                reader(
                        "shard-index",
                        WorkbenchException.class,
                        Map.of(
                                "two",
                                bytes("{\"metadata\":{\"total_size\":1},\"weight_map\":{\"a\":\"m-1.safetensors\","
                                        + "\"b\":\"m-2.safetensors\"}}")),
                        file -> {
                            Path folder = Files.createDirectories(home.resolve("shard-index"));
                            WeightFile.read(Files.write(folder.resolve("model.safetensors.index.json"), file));
                        }));
    }

    List<FuzzReader> runs() {
        return Stream.concat(
                        Stream.of(
                                        "config.json:config",
                                        "run.json:run.json",
                                        "metrics.jsonl:metrics.jsonl",
                                        "alarms.jsonl:alarms.jsonl",
                                        "changes.jsonl:changes.jsonl",
                                        "evaluation.json:evaluation",
                                        "correlation.safetensors:correlation")
                                .map(pair -> pair.split(":"))
                                .map(pair -> reader(
                                        "run-" + pair[0],
                                        WorkbenchException.class,
                                        FuzzReader.files("seeds/" + pair[1]),
                                        file -> readRun(pair[0], file))),
                        Stream.of(
                                reader(
                                        "evaluation",
                                        WorkbenchException.class,
                                        FuzzReader.files("seeds/evaluation"),
                                        file -> Evaluation.parse(text(file))),
                                reader(
                                        "outcome",
                                        WorkbenchException.class,
                                        FuzzReader.files("seeds/outcome"),
                                        file -> OutcomeJson.read(text(file)))))
                .toList();
    }

    List<FuzzReader> settings() {
        return List.of(
                reader(
                        "config",
                        WorkbenchException.class,
                        FuzzReader.files("seeds/config"),
                        file -> ConfigFile.read(Files.write(home.resolve("config.json"), file))),
                reader(
                        "grid",
                        WorkbenchException.class,
                        FuzzReader.files("seeds/grid"),
                        file -> GridJson.read(Files.write(home.resolve("grid.json"), file))));
    }

    List<FuzzReader> imageSets() {
        return List.of(
                new FuzzReader("coco", DataException.class, PICTURE, FuzzReader.files("seeds/coco"), file -> {
                    Path folder = home.resolve("coco");
                    if (!Files.exists(folder)) {
                        Files.createDirectories(folder.resolve("annotations"));
                        Files.createDirectories(folder.resolve("images"));
                        Files.write(folder.resolve("images/a.png"), picture("png"));
                        Files.write(folder.resolve("images/b.png"), picture("png"));
                    }
                    Files.write(folder.resolve("annotations/instances_train.json"), file);
                    readAll(ImageSets.open(folder));
                }),
                new FuzzReader("voc", DataException.class, PICTURE, FuzzReader.files("seeds/voc"), file -> {
                    Path folder = home.resolve("voc");
                    if (!Files.exists(folder)) {
                        Files.createDirectories(folder.resolve("Annotations"));
                        Files.createDirectories(folder.resolve("JPEGImages"));
                        Files.write(folder.resolve("JPEGImages/a.jpg"), picture("jpg"));
                        Files.createDirectories(folder.resolve("ImageSets/Main"));
                        Files.writeString(folder.resolve("ImageSets/Main/train.txt"), "a\n");
                    }
                    Files.write(folder.resolve("Annotations/a.xml"), file);
                    readAll(ImageSets.open(folder));
                }),
                new FuzzReader(
                        "picture",
                        DataException.class,
                        PICTURE,
                        Map.of("png", picture("png"), "jpg", picture("jpg"), "bmp", picture("bmp")),
                        file -> {
                            for (String ending : List.of("png", "jpg")) {
                                Path path = Files.write(home.resolve("a." + ending), file);
                                ImageFiles.size(path);
                                ImageFiles.read(path);
                            }
                        }));
    }

    List<FuzzReader> all() {
        return Stream.of(weights(), runs(), settings(), imageSets())
                .flatMap(List::stream)
                .filter(reader -> reader.name().startsWith(System.getProperty("fuzz.reader", "")))
                .toList();
    }

    private static FuzzReader reader(
            String name, Class<? extends Exception> own, Map<String, byte[]> seeds, FuzzReader.Reading reading) {
        return new FuzzReader(name, own, TEXT, seeds, reading);
    }

    /** Reads all of a run, one file of which is given. */
    private void readRun(String name, byte[] file) throws Exception {
        Path runs = home.resolve("runs");
        Path run = runs.resolve("run");
        if (!Files.exists(run)) {
            Files.createDirectories(run);
            Map<String, String> files = new LinkedHashMap<>();
            files.put("config.json", "config");
            files.put("run.json", "run.json");
            files.put("metrics.jsonl", "metrics.jsonl");
            files.put("alarms.jsonl", "alarms.jsonl");
            files.put("changes.jsonl", "changes.jsonl");
            files.put("evaluation.json", "evaluation");
            files.put("correlation.safetensors", "correlation");
            for (Map.Entry<String, String> item : files.entrySet()) {
                Files.write(
                        run.resolve(item.getKey()),
                        FuzzReader.files("seeds/" + item.getValue())
                                .values()
                                .iterator()
                                .next());
            }
        }
        Path damaged = run.resolve(name);
        byte[] whole = Files.readAllBytes(damaged);
        Files.write(damaged, file);
        try {
            RunFolder.list(runs).forEach(RunFolder::summary);
            RunFolder folder = RunFolder.open(run);
            folder.summary();
            folder.alarms();
            folder.versions();
            folder.changes();
            folder.liveSettings();
            folder.correlation();
            folder.checkpoints();
            folder.evaluation();
            Measurer.saved(folder);
            folder.metrics();
        } finally {
            Files.write(damaged, whole);
        }
    }

    private static void readAll(ImageSet set) {
        for (List<Picture> pictures : List.of(set.train(), set.validation())) {
            pictures.forEach(AttentionSegmentation::foreground);
        }
    }

    private static Map<String, byte[]> small() {
        Map<String, HostTensor> tensors = new LinkedHashMap<>();
        tensors.put("a", HostTensor.of(new float[] {1, 2, 3, 4, 5, 6}, 2, 3));
        tensors.put("b", HostTensor.of(new float[] {7}));
        tensors.put("c", HostTensor.of(new float[0], 0, 4));
        return Map.of("three", bytes(new Safetensors(tensors, Map.of("format", "pt"))));
    }

    private static Map<String, byte[]> features() {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        try {
            new FeatureFile(new float[][] {{1, 2}, {3, 4}}, new int[] {0, 2})
                    .write(Channels.newChannel(out), Map.of("about", "test"));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return Map.of("two", out.toByteArray());
    }

    private static byte[] bytes(Safetensors file) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        try {
            file.write(Channels.newChannel(out));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return out.toByteArray();
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    private static String text(byte[] file) {
        return new String(file, StandardCharsets.UTF_8);
    }

    private static byte[] picture(String format) {
        BufferedImage image = new BufferedImage(SIDE, SIDE, BufferedImage.TYPE_INT_RGB);
        for (int i = 0; i < SIDE * SIDE; i++) {
            image.setRGB(i % SIDE, i / SIDE, i * 0x010305);
        }
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        try {
            ImageIO.write(image, format, out);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return out.toByteArray();
    }
}
