package org.dinotwins.data.yolo;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.StringTokenizer;
import java.util.regex.Pattern;
import org.dinotwins.data.PictureObject;
import org.dinotwins.data.SkipLog;
import org.dinotwins.data.outline.Box;
import org.dinotwins.data.outline.ByteWriter;
import org.dinotwins.data.outline.Outline;
import org.dinotwins.data.outline.PackedPolygons;

/**
 * A label file of YOLO: a line for each object, with its class number and either a box ({@code x y width height} of its
 * centre) or the corners of a polygon ({@code x y x y x y ...}), as shares of the picture's width and height.
 */
final class LabelFile {
    /** Bytes of the largest file that is read: a million objects. */
    private static final long LARGEST = 1 << 26;
    /** Numbers of a box. */
    private static final int BOX = 4;
    /** Minimum number of coordinates of a polygon. */
    private static final int TRIANGLE = 6;
    /** Coordinates further than one picture outside are in another unit, such as pixels. */
    private static final double FARTHEST = 1;
    /** Polygons are stored in hundredths of a pixel, finer than the numbers in the file. */
    private static final double UNIT = 100;

    /** The three bytes that some editors put before UTF-8 text. */
    private static final String BYTE_ORDER_MARK = "\u00EF\u00BB\u00BF";

    private static final Pattern NUMBER = Pattern.compile("[+-]?(\\d+\\.?\\d*|\\.\\d+)([eE][+-]?\\d{1,3})?");
    private static final Outline NO_OUTLINE = new Outline.None();

    private static final String COLUMNS =
            "The line has the wrong number of columns: a class number and 4 numbers make a"
                    + " box, with 6 or more, an even number, a polygon. Correct or delete it.";
    private static final String NO_NUMBERS = "The line is not made of numbers: correct or delete it.";
    private static final String NO_CLASS =
            "The class number is not a whole number from 0 on, or has no name in the list"
                    + " of names: correct it or add the name.";
    private static final String FAR =
            "The coordinates are not shares of the picture's size, between 0 and 1: divide pixels"
                    + " by its width and height.";
    private static final String EMPTY = "The box or polygon has no area: draw it again or delete it.";
    private static final String OUTSIDE = "The box or polygon lies outside the image: draw it again or delete it.";

    private final String name;
    private final int width;
    private final int height;
    private final ClassNames names;
    private final boolean keypoints;
    private final SkipLog skips;
    private final List<Item> items = new ArrayList<>();
    private final ByteWriter polygons = new ByteWriter();

    /** An object; {@code at} is the place of its polygon, negative for a box. */
    private record Item(int number, Box box, double area, int at) {}

    private LabelFile(String name, int width, int height, ClassNames names, boolean keypoints, SkipLog skips) {
        this.name = name;
        this.width = width;
        this.height = height;
        this.names = names;
        this.keypoints = keypoints;
        this.skips = skips;
    }

    /**
     * The objects in a file, with class numbers as categories. Faulty lines are skipped and logged.
     *
     * @param name   of the file, for the log
     * @param width  pixels of the picture
     * @param height pixels of the picture
     */
    static List<PictureObject> read(
            Path file, String name, int width, int height, ClassNames names, boolean keypoints, SkipLog skips) {
        LabelFile labels = new LabelFile(name, width, height, names, keypoints, skips);
        try {
            if (!Files.isRegularFile(file) || Files.size(file) > LARGEST) {
                skips.add(
                        SkipLog.Kind.FILE,
                        name,
                        "It is not the label file of a single picture, so the picture is used without objects: replace it.");
                return List.of();
            }
            // Every byte is a letter of ISO 8859-1, so no file fails to decode.
            try (BufferedReader lines = Files.newBufferedReader(file, StandardCharsets.ISO_8859_1)) {
                labels.read(lines);
            }
        } catch (IOException e) {
            skips.add(
                    SkipLog.Kind.FILE,
                    name,
                    "It cannot be read, so the picture is used without objects: check that you may open it.");
            return List.of();
        }
        return labels.objects();
    }

    private void read(BufferedReader lines) throws IOException {
        int number = 0;
        for (String line = lines.readLine(); line != null; line = lines.readLine()) {
            number++;
            if (!line.isBlank()) {
                String fault = take(number == 1 && line.startsWith(BYTE_ORDER_MARK) ? line.substring(3) : line);
                if (!fault.isEmpty()) {
                    skips.add(SkipLog.Kind.ANNOTATION, name + " line " + number, fault);
                }
            }
        }
    }

    /** Adds the object of a line, or says why not. */
    private String take(String line) {
        double[] values = numbers(line);
        if (values.length == 0) {
            return NO_NUMBERS;
        }
        int count = values.length - 1;
        boolean box = count == BOX || keypoints && count > BOX;
        if (!box && (count < TRIANGLE || count % 2 != 0)) {
            return COLUMNS;
        }
        if (values[0] < 0 || values[0] != Math.rint(values[0]) || !names.knows((int) values[0])) {
            return NO_CLASS;
        }
        int coordinates = box ? BOX : count;
        for (int i = 1; i <= coordinates; i++) {
            if (!(values[i] >= -FARTHEST && values[i] <= 1 + FARTHEST)) {
                return FAR;
            }
        }
        return box ? takeBox(values) : takePolygon(values);
    }

    /** The numbers of a line; empty if any word is not a number. */
    private static double[] numbers(String line) {
        StringTokenizer words = new StringTokenizer(line);
        double[] values = new double[words.countTokens()];
        for (int i = 0; i < values.length; i++) {
            String word = words.nextToken();
            if (!NUMBER.matcher(word).matches()) {
                return new double[0];
            }
            values[i] = Double.parseDouble(word);
        }
        return values;
    }

    /** Whether the lines of a file are those of labels; true for a file without any. */
    static boolean looksLikeLabels(List<String> lines) {
        return lines.stream().filter(line -> !line.isBlank()).allMatch(line -> {
            double[] values = numbers(line);
            return values.length > BOX && values[0] >= 0 && values[0] == Math.rint(values[0]);
        });
    }

    private String takeBox(double[] values) {
        double boxWidth = values[3];
        double boxHeight = values[4];
        if (!(boxWidth > 0 && boxHeight > 0)) {
            return EMPTY;
        }
        double left = Math.max(0, (values[1] - boxWidth / 2) * width);
        double top = Math.max(0, (values[2] - boxHeight / 2) * height);
        double right = Math.min(width, (values[1] + boxWidth / 2) * width);
        double bottom = Math.min(height, (values[2] + boxHeight / 2) * height);
        if (right <= left || bottom <= top) {
            return OUTSIDE;
        }
        Box box = new Box(left, top, right - left, bottom - top);
        items.add(new Item((int) values[0], box, box.width() * box.height(), -1));
        return "";
    }

    private String takePolygon(double[] values) {
        double[] ring = Arrays.copyOfRange(values, 1, values.length);
        for (int i = 0; i < ring.length; i++) {
            ring[i] = Math.round(ring[i] * (i % 2 == 0 ? width : height) * UNIT) / UNIT;
        }
        Box bounds = Outline.bounds(List.of(ring));
        double area = area(ring);
        if (!(area > 0)) {
            return EMPTY;
        }
        double left = Math.max(0, bounds.x());
        double top = Math.max(0, bounds.y());
        double right = Math.min(width, bounds.x() + bounds.width());
        double bottom = Math.min(height, bounds.y() + bounds.height());
        if (right <= left || bottom <= top) {
            return OUTSIDE;
        }
        Box box = new Box(left, top, right - left, bottom - top);
        int at = polygons.length();
        PackedPolygons.write(polygons, List.of(ring));
        items.add(new Item((int) values[0], box, Math.min(area, box.width() * box.height()), at));
        return "";
    }

    /** Area of a polygon by Gauss's formula, in square pixels. */
    private static double area(double[] ring) {
        double twice = 0;
        for (int i = 0; i < ring.length; i += 2) {
            int next = (i + 2) % ring.length;
            twice += ring[i] * ring[next + 1] - ring[next] * ring[i + 1];
        }
        return Math.abs(twice) / 2;
    }

    private List<PictureObject> objects() {
        ByteBuffer shared = polygons.buffer();
        // A copy of the right size, because the writer's own array is larger.
        ByteBuffer packed = ByteBuffer.allocate(shared.remaining()).order(shared.order());
        packed.put(shared).flip();
        List<PictureObject> objects = new ArrayList<>(items.size());
        for (Item item : items) {
            Outline outline = item.at() < 0 ? NO_OUTLINE : new Outline.Polygons(packed, item.at());
            objects.add(new PictureObject(item.number(), item.box(), item.area(), false, outline));
        }
        return objects;
    }
}
