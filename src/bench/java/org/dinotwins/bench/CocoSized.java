package org.dinotwins.bench;

import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Locale;
import java.util.SplittableRandom;

/**
 * Generates a COCO folder of the size of {@code instances_train2017}: the same number of images, annotations and
 * categories, polygons with as many corners and two decimals, and one crowd with run lengths per hundred annotations.
 * The pictures are empty files, because opening a set reads none of them.
 */
final class CocoSized {
    static final int IMAGES = 118_287;
    static final int ANNOTATIONS = 860_001;
    /** Pictures and annotations of the other split, which is small; it exists so that no split has to be derived. */
    private static final int VALIDATION = 100;

    private static final int CATEGORIES = 80;
    private static final int CROWD_EVERY = 100;
    /**
     * Mean and standard deviation of the logarithm of a polygon's number of corners; they give a file of about 450 MB.
     */
    private static final double LOG_CORNERS = 2.93;

    private static final double LOG_SPREAD = 0.62;
    private static final int MOST_CORNERS = 250;
    private static final int WIDTH = 640;
    private static final int HEIGHT = 480;

    private final SplittableRandom random = new SplittableRandom(2017);
    private final byte[] number = new byte[16];
    private OutputStream out;

    /** The folder below {@code parent}, generated if missing. */
    static Path below(Path parent) throws IOException {
        Path root = parent.resolve("coco");
        Path json = root.resolve("annotations/instances_train2017.json");
        if (!Files.exists(json)) {
            Files.createDirectories(json.getParent());
            Path part = json.resolveSibling("instances_train2017.part");
            new CocoSized().write(part, IMAGES, ANNOTATIONS);
            pictures(Files.createDirectories(root.resolve("train2017")), IMAGES);
            new CocoSized().write(json.resolveSibling("instances_val2017.json"), VALIDATION, VALIDATION);
            pictures(Files.createDirectories(root.resolve("val2017")), VALIDATION);
            Files.move(part, json, StandardCopyOption.ATOMIC_MOVE);
        }
        return root;
    }

    static Path json(Path root) {
        return root.resolve("annotations/instances_train2017.json");
    }

    private static void pictures(Path folder, int images) throws IOException {
        for (int i = 1; i <= images; i++) {
            try {
                Files.createFile(folder.resolve(name(i)));
            } catch (FileAlreadyExistsException e) {
                // Left by an interrupted run.
                continue;
            }
        }
    }

    private static String name(int image) {
        return String.format(Locale.ROOT, "%012d.jpg", image);
    }

    private void write(Path file, int images, int annotations) throws IOException {
        try (OutputStream stream = new BufferedOutputStream(Files.newOutputStream(file), 1 << 20)) {
            out = stream;
            text("{\"info\": {\"description\": \"made for measuring\", \"year\": 2017},"
                    + "\"licenses\": [{\"url\": \"http://example.org/\",\"id\": 1,\"name\": \"none\"}],\"images\": [");
            for (int i = 1; i <= images; i++) {
                text((i > 1 ? "," : "") + "{\"license\": 1,\"file_name\": \"" + name(i)
                        + "\",\"coco_url\": \"http://images.example.org/train2017/" + name(i) + "\",\"height\": "
                        + HEIGHT
                        + ",\"width\": " + WIDTH + ",\"date_captured\": \"2013-11-14 11:18:45\",\"flickr_url\": "
                        + "\"http://farm9.example.org/8186/8119368305_4e622c8349_z.jpg\",\"id\": " + i + "}");
            }
            text("],\"annotations\": [");
            for (int i = 1; i <= annotations; i++) {
                annotation(i, images);
            }
            text("],\"categories\": [");
            for (int i = 1; i <= CATEGORIES; i++) {
                text((i > 1 ? "," : "") + "{\"supercategory\": \"thing\",\"id\": " + i + ",\"name\": \"kind " + i
                        + "\"}");
            }
            text("]}");
        }
    }

    private void annotation(int id, int images) throws IOException {
        boolean crowd = id % CROWD_EVERY == 0;
        double w = 8 + random.nextDouble() * 200;
        double h = 8 + random.nextDouble() * 160;
        double x = random.nextDouble() * (WIDTH - w);
        double y = random.nextDouble() * (HEIGHT - h);
        text(id > 1 ? ",{\"segmentation\": " : "{\"segmentation\": ");
        if (crowd) {
            runs();
        } else {
            text("[");
            int rings = random.nextInt(10) == 0 ? 2 : 1;
            for (int i = 0; i < rings; i++) {
                ring(x, y, w, h, i > 0);
            }
            text("]");
        }
        text(",\"area\": ");
        decimal(w * h * 0.6);
        text(",\"iscrowd\": " + (crowd ? 1 : 0) + ",\"image_id\": " + (1 + random.nextInt(images)) + ",\"bbox\": [");
        decimal(x);
        text(",");
        decimal(y);
        text(",");
        decimal(w);
        text(",");
        decimal(h);
        text("],\"category_id\": " + (1 + random.nextInt(CATEGORIES)) + ",\"id\": " + id + "}");
    }

    private void ring(double x, double y, double w, double h, boolean again) throws IOException {
        int corners =
                (int) Math.max(4, Math.min(MOST_CORNERS, Math.exp(LOG_CORNERS + LOG_SPREAD * random.nextGaussian())));
        text(again ? ",[" : "[");
        for (int i = 0; i < corners; i++) {
            double angle = 2 * Math.PI * i / corners;
            double reach = 0.35 + 0.15 * random.nextDouble();
            text(i > 0 ? "," : "");
            decimal(x + w * (0.5 + reach * Math.cos(angle)));
            text(",");
            decimal(y + h * (0.5 + reach * Math.sin(angle)));
        }
        text("]");
    }

    private void runs() throws IOException {
        text("{\"counts\": [");
        int left = WIDTH * HEIGHT;
        boolean first = true;
        while (left > 0) {
            int run = Math.min(left, 200 + random.nextInt(2000));
            text((first ? "" : ",") + run);
            left -= run;
            first = false;
        }
        text("],\"size\": [" + HEIGHT + "," + WIDTH + "]}");
    }

    private void text(String text) throws IOException {
        out.write(text.getBytes(StandardCharsets.US_ASCII));
    }

    /** Two decimals without trailing zeros, as in Python. */
    private void decimal(double value) throws IOException {
        long hundredths = Math.round(value * 100);
        int at = number.length;
        long decimals = hundredths % 100;
        if (decimals % 10 != 0) {
            number[--at] = (byte) ('0' + decimals % 10);
        }
        number[--at] = (byte) ('0' + decimals / 10);
        number[--at] = '.';
        long whole = hundredths / 100;
        do {
            number[--at] = (byte) ('0' + whole % 10);
            whole /= 10;
        } while (whole > 0);
        out.write(number, at, number.length - at);
    }
}
