package org.dinotwins.run.network;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.dinotwins.config.Json;
import org.dinotwins.config.WorkbenchException;
import org.dinotwins.message.Quote;
import org.dinotwins.message.Reason;
import org.dinotwins.vit.Architecture;
import org.dinotwins.vit.ViTConfig;
import org.dinotwins.vit.weights.InputScale;
import org.dinotwins.vit.weights.ModelDescription;
import org.dinotwins.vit.weights.ModelDescription.PixelSize;

/** The {@code config.json} in which Hugging Face and timm describe the model, beside its weights. */
final class ModelConfigFile {
    static final String NAME = "config.json";

    /** Longest file that is read, in bytes; published ones have a few thousand. */
    private static final long LONGEST = 10_000_000;

    private static final int MOST_HEADS = 65_536;
    private static final int MOST_SIDE = 100_000;
    /** Epsilon of the layer norms, as the public code trains them. */
    private static final double EPSILON = 1e-6;

    private static final List<String> HEADS = List.of("num_attention_heads", "num_heads", "heads");
    private static final List<String> IMAGE_SIZE = List.of("image_size", "img_size");
    /** Hugging Face's file about the input, beside {@link #NAME}. */
    private static final String INPUT_NAME = "preprocessor_config.json";

    private static final List<String> ACTIVATION = List.of("hidden_act");
    private static final List<String> MEAN = List.of("image_mean", "mean");
    private static final List<String> DEVIATION = List.of("image_std", "std");
    /** timm's input size: channels, height, width. */
    private static final List<String> INPUT_SIZE = List.of("input_size");
    /** Objects inside the file that hold the same keys. */
    private static final List<String> INNER = List.of("model_args", "model", "pretrained_cfg", "vision_config");

    private static final Pattern NATURAL = Pattern.compile("[0-9]{1,9}");

    private ModelConfigFile() {}

    /**
     * Reads settings that the shapes of the weights do not give; empty without such a file.
     *
     * @param weights file or folder of the weights
     */
    static ModelDescription beside(Path weights) throws WorkbenchException {
        Path config = weights.toAbsolutePath().resolveSibling(NAME);
        Map<String, JsonElement> places = settings(config);
        Map<String, JsonElement> input = new LinkedHashMap<>(settings(config.resolveSibling(INPUT_NAME)));
        places.forEach(input::putIfAbsent);
        Optional<JsonElement> heads = first(places, HEADS);
        Optional<JsonElement> size = first(places, IMAGE_SIZE);
        return new ModelDescription(
                heads.isPresent()
                        ? OptionalInt.of(natural(config, HEADS, heads.get(), MOST_HEADS))
                        : OptionalInt.empty(),
                size.isPresent() ? Optional.of(imageSize(config, size.get())) : Optional.empty(),
                first(places, INPUT_SIZE).flatMap(ModelConfigFile::inputSize),
                scale(input),
                first(places, ACTIVATION)
                        .filter(value -> value.isJsonPrimitive())
                        .map(JsonElement::getAsString),
                false);
    }

    /** The settings of a file, with those of the objects in it; empty without such a file. */
    private static Map<String, JsonElement> settings(Path config) throws WorkbenchException {
        if (!Files.isRegularFile(config)) {
            return Map.of();
        }
        JsonObject json;
        try {
            if (Files.size(config) > LONGEST) {
                throw new WorkbenchException(
                        config + ", beside the weights, is too large to be the description of a model; move it away.");
            }
            json = Json.object(Files.readString(config));
        } catch (IOException e) {
            throw new WorkbenchException(config + ", beside the weights, cannot be read: " + Reason.of(e) + ".", e);
        } catch (WorkbenchException e) {
            throw new WorkbenchException(config + ", beside the weights, cannot be read. " + e.getMessage(), e);
        }
        Map<String, JsonElement> places = new LinkedHashMap<>(json.asMap());
        for (String inner : INNER) {
            if (json.has(inner) && json.get(inner).isJsonObject()) {
                json.getAsJsonObject(inner).asMap().forEach(places::putIfAbsent);
            }
        }
        return places;
    }

    /** Only where both mean and deviation are three numbers. */
    private static Optional<InputScale> scale(Map<String, JsonElement> places) {
        Optional<List<Double>> mean = first(places, MEAN).flatMap(ModelConfigFile::colours);
        Optional<List<Double>> deviation = first(places, DEVIATION).flatMap(ModelConfigFile::colours);
        try {
            return mean.flatMap(m -> deviation.map(d -> new InputScale(m, d)));
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }

    private static Optional<List<Double>> colours(JsonElement value) {
        if (!value.isJsonArray()) {
            return Optional.empty();
        }
        List<Double> colours = new ArrayList<>();
        for (JsonElement colour : value.getAsJsonArray()) {
            if (!colour.isJsonPrimitive() || !colour.getAsJsonPrimitive().isNumber()) {
                return Optional.empty();
            }
            colours.add(colour.getAsDouble());
        }
        return Optional.of(colours);
    }

    private static Optional<JsonElement> first(Map<String, JsonElement> places, List<String> keys) {
        return keys.stream()
                .map(places::get)
                .filter(value -> value != null && !value.isJsonNull())
                .findFirst();
    }

    private static int natural(Path config, List<String> keys, JsonElement value, int most) throws WorkbenchException {
        OptionalLong number = number(value);
        if (number.isEmpty() || number.getAsLong() < 1 || number.getAsLong() > most) {
            throw new WorkbenchException("In " + config + ", beside the weights, " + keys.get(0) + " is "
                    + Quote.bare(value.toString()) + ", which is not a whole number from 1 to " + most + ".");
        }
        return (int) number.getAsLong();
    }

    private static OptionalLong number(JsonElement value) {
        boolean isNumber = value.isJsonPrimitive() && value.getAsJsonPrimitive().isNumber();
        return isNumber && NATURAL.matcher(value.getAsString()).matches()
                ? OptionalLong.of(Long.parseLong(value.getAsString()))
                : OptionalLong.empty();
    }

    /** A number, or height and width. */
    private static PixelSize imageSize(Path config, JsonElement value) throws WorkbenchException {
        if (value.isJsonArray() && value.getAsJsonArray().size() == 2) {
            JsonArray pair = value.getAsJsonArray();
            return new PixelSize(
                    natural(config, IMAGE_SIZE, pair.get(0), MOST_SIDE),
                    natural(config, IMAGE_SIZE, pair.get(1), MOST_SIDE));
        }
        int side = natural(config, IMAGE_SIZE, value, MOST_SIDE);
        return new PixelSize(side, side);
    }

    /** Only a hint: a value of another form says nothing. */
    private static Optional<PixelSize> inputSize(JsonElement value) {
        if (!value.isJsonArray() || value.getAsJsonArray().size() != 3) {
            return Optional.empty();
        }
        List<OptionalLong> numbers =
                Stream.of(1, 2).map(i -> number(value.getAsJsonArray().get(i))).toList();
        return numbers.stream().allMatch(n -> n.isPresent() && n.getAsLong() >= 1 && n.getAsLong() <= MOST_SIDE)
                ? Optional.of(new PixelSize(
                        (int) numbers.get(0).getAsLong(), (int) numbers.get(1).getAsLong()))
                : Optional.empty();
    }

    /** Description of a model for Hugging Face's {@code from_pretrained}. */
    static JsonObject json(Architecture model) {
        ViTConfig size = model.size();
        boolean second = model.layerScale() || model.registers() > 0;
        JsonObject json = new JsonObject();
        json.addProperty("model_type", model.registers() > 0 ? "dinov2_with_registers" : second ? "dinov2" : "vit");
        json.addProperty("hidden_size", size.dim());
        json.addProperty("num_hidden_layers", size.depth());
        json.addProperty("num_attention_heads", size.heads());
        if (second) {
            json.addProperty("mlp_ratio", Math.round(size.mlpRatio()));
        } else {
            json.addProperty("intermediate_size", Math.round(size.dim() * size.mlpRatio()));
        }
        if (model.registers() > 0) {
            json.addProperty("num_register_tokens", model.registers());
        }
        if (model.rows() == model.columns()) {
            json.addProperty("image_size", size.imageSize());
        } else {
            JsonArray sides = new JsonArray();
            Stream.of(model.rows(), model.columns()).forEach(patches -> sides.add(patches * size.patchSize()));
            json.add("image_size", sides);
        }
        json.addProperty("patch_size", size.patchSize());
        json.addProperty("layer_norm_eps", EPSILON);
        return json;
    }
}
