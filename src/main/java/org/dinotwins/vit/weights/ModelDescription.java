package org.dinotwins.vit.weights;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.dinotwins.vit.Architecture;

/**
 * What the shapes of weights do not tell about a model: something in or beside their file may.
 *
 * @param heads     attention heads of a block
 * @param imageSize size of the images that the position embedding is made for; it must fit the weights
 * @param inputSize size of the images that a library feeds the model with; it counts only where it fits
 * @param scale     how its input is normalised
 * @param activation the MLP's activation by Hugging Face's word; it counts for CLIP, which exists with two
 * @param square    whether the weights come from a program that only makes square position grids
 */
public record ModelDescription(
        OptionalInt heads,
        Optional<PixelSize> imageSize,
        Optional<PixelSize> inputSize,
        Optional<InputScale> scale,
        Optional<String> activation,
        boolean square) {
    /** Nothing is known. */
    public static final ModelDescription NONE = of(OptionalInt.empty());

    /** Keys of the metadata in files of this program. */
    private static final String HEADS = "heads";

    private static final String IMAGE_SIZE = "image_size";
    private static final Pattern HEAD_COUNT = Pattern.compile("\\d{1,4}");
    private static final Pattern SIDES = Pattern.compile("(\\d{1,5})(?:x(\\d{1,5}))?");

    /** Height and width in pixels. */
    public record PixelSize(int height, int width) {
        @Override
        public String toString() {
            return height + " x " + width;
        }
    }

    /** Only the number of heads is known, or nothing. */
    public static ModelDescription of(OptionalInt heads) {
        return new ModelDescription(
                heads, Optional.empty(), Optional.empty(), Optional.empty(), Optional.empty(), false);
    }

    /** As metadata of a file of this program. */
    static Map<String, String> metadata(Architecture model) {
        int patch = model.size().patchSize();
        int height = model.rows() * patch;
        int width = model.columns() * patch;
        Map<String, String> metadata = new LinkedHashMap<>();
        metadata.put(HEADS, Integer.toString(model.size().heads()));
        metadata.put(IMAGE_SIZE, height == width ? Integer.toString(height) : height + "x" + width);
        return metadata;
    }

    /** This description, except for what the metadata of the file itself say. */
    ModelDescription after(Map<String, String> metadata) {
        String ownHeads = metadata.getOrDefault(HEADS, "");
        if (!HEAD_COUNT.matcher(ownHeads).matches()) {
            return this;
        }
        Matcher sides = SIDES.matcher(metadata.getOrDefault(IMAGE_SIZE, ""));
        Optional<PixelSize> ownSize = imageSize;
        if (sides.matches()) {
            int height = Integer.parseInt(sides.group(1));
            ownSize = Optional.of(
                    new PixelSize(height, sides.group(2) == null ? height : Integer.parseInt(sides.group(2))));
        }
        return new ModelDescription(
                OptionalInt.of(Integer.parseInt(ownHeads)), ownSize, inputSize, scale, activation, true);
    }
}
