package org.dinotwins.data.coco;

import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import javax.imageio.ImageIO;
import org.dinotwins.data.DataException;
import org.dinotwins.data.ImageSet;
import org.dinotwins.data.Picture;

/** Writes the folder of a small COCO set as another tool would, and opens it. */
public final class WrittenSet {
    public static final String CATEGORIES =
            "\"categories\": [{\"id\": 1, \"name\": \"cat\"}, {\"id\": 2, \"name\": \"dog\"}]";

    private final Path root;

    public WrittenSet(Path root) {
        this.root = root;
    }

    /** A picture of 20 x 10 pixels. */
    public WrittenSet image(String... names) {
        for (String name : names) {
            write(name, jpeg(20, 10));
        }
        return this;
    }

    public WrittenSet image(String name, int width, int height) {
        return write(name, jpeg(width, height));
    }

    /** A JPEG with an EXIF orientation from 1 to 8. */
    public WrittenSet turned(String name, int width, int height, int orientation) {
        byte[] plain = jpeg(width, height);
        byte[] tag = {
            (byte) 0xFF,
            (byte) 0xE1,
            0,
            34,
            'E',
            'x',
            'i',
            'f',
            0,
            0,
            'M',
            'M',
            0,
            42,
            0,
            0,
            0,
            8,
            0,
            1,
            1,
            0x12,
            0,
            3,
            0,
            0,
            0,
            1,
            0,
            (byte) orientation,
            0,
            0,
            0,
            0,
            0,
            0
        };
        ByteArrayOutputStream all = new ByteArrayOutputStream();
        all.write(plain, 0, 2);
        all.writeBytes(tag);
        all.write(plain, 2, plain.length - 2);
        return write(name, all.toByteArray());
    }

    public WrittenSet text(String name, String content) {
        return write(name, content.getBytes(StandardCharsets.UTF_8));
    }

    private WrittenSet write(String name, byte[] content) {
        try {
            Path file = root.resolve(name);
            Files.createDirectories(file.getParent());
            Files.write(file, content);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return this;
    }

    private static byte[] jpeg(int width, int height) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        try {
            ImageIO.write(new BufferedImage(width, height, BufferedImage.TYPE_INT_RGB), "jpg", out);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return out.toByteArray();
    }

    /** Pictures of 20 x 10 pixels with ids from 1, each with one object: a cat in the first, a dog in the second, and so on. */
    public static String json(String... names) {
        List<String> images = new ArrayList<>();
        List<String> annotations = new ArrayList<>();
        for (int i = 0; i < names.length; i++) {
            images.add(image(i + 1, names[i], 20, 10));
            annotations.add(annotation(i + 1, i + 1, 1 + i % 2));
        }
        return document(String.join(",", images), String.join(",", annotations));
    }

    public static String document(String images, String annotations) {
        return "{\"images\": [" + images + "], \"annotations\": [" + annotations + "], " + CATEGORIES + "}";
    }

    public static String image(Object id, String name, int width, int height) {
        return "{\"id\": " + id + ", \"file_name\": \"" + name.replace("\\", "\\\\") + "\", \"width\": " + width
                + ", \"height\": " + height + "}";
    }

    public static String annotation(Object id, Object image, Object category) {
        return annotation(id, image, category, "\"bbox\": [2, 2, 6, 4], \"segmentation\": [[2, 2, 8, 2, 8, 6, 2, 6]]");
    }

    public static String annotation(Object id, Object image, Object category, String shape) {
        return "{\"id\": " + id + ", \"image_id\": " + image + ", \"category_id\": " + category + ", " + shape + "}";
    }

    public ImageSet open() throws DataException {
        return CocoFolder.open(
                root.toAbsolutePath().normalize(), new CocoCache(root.resolve(".cache"), Long.MAX_VALUE));
    }

    public List<String> train() throws DataException {
        return names(open().train());
    }

    public List<String> validation() throws DataException {
        return names(open().validation());
    }

    /** Files within the folder, with slashes. */
    public List<String> names(List<Picture> pictures) {
        return pictures.stream()
                .map(p -> root.toAbsolutePath()
                        .normalize()
                        .relativize(p.file())
                        .toString()
                        .replace('\\', '/'))
                .sorted()
                .toList();
    }

    /** One line for each reason. */
    public static List<String> skipped(ImageSet set) {
        return set.skipped().stream().map(s -> s.what() + ": " + s.reason()).toList();
    }
}
