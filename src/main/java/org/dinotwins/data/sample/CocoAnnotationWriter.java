package org.dinotwins.data.sample;

import com.google.gson.Gson;
import com.google.gson.GsonBuilder;
import com.google.gson.JsonArray;
import com.google.gson.JsonObject;
import com.google.gson.JsonPrimitive;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.StringJoiner;
import org.dinotwins.data.sample.drawing.ObjectPolygons;

/**
 * Writes the {@code instances} file of a split in COCO's format: one line per picture or object, coordinates in tenths
 * of a pixel.
 */
final class CocoAnnotationWriter {
    /** Value of {@code info.description}, which identifies a folder as earlier output of the generator. */
    static final String DESCRIPTION = "DinoTwins sample set";

    private final Gson gson = new GsonBuilder().disableHtmlEscaping().create();
    private final List<JsonObject> images = new ArrayList<>();
    private final List<JsonObject> annotations = new ArrayList<>();

    /** Adds a picture and its objects; ids continue from the previous picture. */
    void add(String fileName, int width, int height, List<Scene.Visible> objects) {
        JsonObject image = new JsonObject();
        image.addProperty("id", images.size() + 1);
        image.addProperty("license", 1);
        image.addProperty("file_name", fileName);
        image.addProperty("width", width);
        image.addProperty("height", height);
        images.add(image);
        for (Scene.Visible object : objects) {
            annotations.add(annotation(object));
        }
    }

    private JsonObject annotation(Scene.Visible object) {
        int left = Integer.MAX_VALUE;
        int top = Integer.MAX_VALUE;
        int right = 0;
        int bottom = 0;
        long doubled = 0;
        JsonArray segmentation = new JsonArray();
        for (int[] ring : object.outlines().rings()) {
            JsonArray points = new JsonArray();
            for (int i = 0; i < ring.length; i += 2) {
                left = Math.min(left, ring[i]);
                right = Math.max(right, ring[i]);
                top = Math.min(top, ring[i + 1]);
                bottom = Math.max(bottom, ring[i + 1]);
                points.add(decimal(ring[i], 1));
                points.add(decimal(ring[i + 1], 1));
            }
            doubled += ObjectPolygons.twiceArea(ring);
            segmentation.add(points);
        }
        JsonObject annotation = new JsonObject();
        annotation.addProperty("id", annotations.size() + 1);
        annotation.addProperty("image_id", images.size());
        annotation.addProperty("category_id", object.species().ordinal() + 1);
        annotation.addProperty("iscrowd", 0);
        annotation.add("area", decimal(doubled * 5, 3));
        JsonArray box = new JsonArray();
        box.add(decimal(left, 1));
        box.add(decimal(top, 1));
        box.add(decimal(right - left, 1));
        box.add(decimal(bottom - top, 1));
        annotation.add("bbox", box);
        annotation.add("segmentation", segmentation);
        return annotation;
    }

    /** A decimal fraction in its shortest form; the text of a {@code double} differs between Java releases. */
    private static JsonPrimitive decimal(long digits, int scale) {
        BigDecimal value = BigDecimal.valueOf(digits, scale).stripTrailingZeros();
        return new JsonPrimitive(value.scale() < 0 ? value.setScale(0) : value);
    }

    /** The whole file as text. */
    String json() {
        List<JsonObject> categories = new ArrayList<>();
        for (SampleCategory species : SampleCategory.values()) {
            JsonObject category = new JsonObject();
            category.addProperty("id", species.ordinal() + 1);
            category.addProperty("name", species.title());
            category.addProperty("supercategory", species.family());
            categories.add(category);
        }
        JsonObject info = new JsonObject();
        info.addProperty("description", DESCRIPTION);
        info.addProperty("version", "1");
        info.addProperty("contributor", "DinoTwins Workbench");
        JsonObject licence = new JsonObject();
        licence.addProperty("id", 1);
        licence.addProperty("name", "as DinoTwins Workbench itself");
        return "{\n\"info\":" + gson.toJson(info) + ",\n\"licenses\":" + lines(List.of(licence))
                + ",\n\"categories\":" + lines(categories) + ",\n\"images\":" + lines(images)
                + ",\n\"annotations\":" + lines(annotations) + "\n}\n";
    }

    private String lines(List<JsonObject> values) {
        StringJoiner lines = new StringJoiner(",\n", "[\n", "\n]");
        values.forEach(v -> lines.add(gson.toJson(v)));
        return lines.toString();
    }
}
