package org.dinotwins.run.network;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.OptionalInt;
import java.util.Set;
import org.dinotwins.config.Json;
import org.dinotwins.config.WorkbenchException;
import org.dinotwins.files.AtomicFile;
import org.dinotwins.run.CheckpointException;
import org.dinotwins.tensor.FiniteWeights;
import org.dinotwins.tensor.SafetensorsChecksum;
import org.dinotwins.vit.Architecture;
import org.dinotwins.vit.ViTConfig;
import org.dinotwins.vit.WeightsException;
import org.dinotwins.vit.weights.BackboneFile;
import org.dinotwins.vit.weights.Naming;

/** Imports and exports backbones as safetensors files. PyTorch pickles can run code and are never read. */
public final class WeightFile {
    /** File beside the weights in which Hugging Face and timm describe the model. */
    static final String CONFIG = "config.json";

    private static final byte[] ZIP = {'P', 'K', 3, 4};
    /** First byte of a pickle of protocol 2 or later; the protocol number follows. */
    private static final int PICKLE = 0x80;

    private static final int LAST_PROTOCOL = 5;
    /** Position of the opening brace of the header of a safetensors file. */
    private static final int HEADER_START = 8;

    private static final Set<String> PICKLES = Set.of("pth", "pt", "bin", "ckpt", "pkl");
    /** Epsilon of the layer norms, as the public code trains them. */
    private static final double EPSILON = 1e-6;

    private WeightFile() {}

    /**
     * Reads and checks imported weights; the message of the exception says what is
     * wrong and how to fix it.
     */
    public static BackboneFile read(Path file) throws WorkbenchException {
        try {
            rejectPickle(file);
            try (FileChannel channel = FileChannel.open(file)) {
                SafetensorsChecksum.check(channel);
            }
            List<String> names;
            try (FileChannel channel = FileChannel.open(file)) {
                names = BackboneFile.names(channel);
            }
            try (FileChannel channel = FileChannel.open(file)) {
                BackboneFile backbone = BackboneFile.read(channel, names, heads(file));
                FiniteWeights.check(backbone.naming().named(backbone.architecture(), backbone.tensors()));
                return backbone;
            }
        } catch (NoSuchFileException e) {
            throw new WorkbenchException("There is no file " + file + ".", e);
        } catch (IOException e) {
            throw new WorkbenchException("The weights in " + file + " cannot be read. " + e.getMessage(), e);
        } catch (WeightsException e) {
            throw new WorkbenchException("The weights in " + file + " cannot be used. " + e.getMessage(), e);
        }
    }

    /** Reads the teacher of a run's checkpoint. */
    public static BackboneFile readCheckpoint(Path checkpoint) throws WorkbenchException {
        try {
            return read(checkpoint);
        } catch (WorkbenchException e) {
            throw e.getCause() instanceof IOException fault ? new CheckpointException(checkpoint, fault) : e;
        }
    }

    /**
     * Writes a backbone with the names of a library, and for Hugging Face a {@code config.json} beside it unless there is
     * one.
     *
     * @return the files written
     */
    public static List<Path> export(BackboneFile backbone, Naming naming, Path out) throws WorkbenchException {
        List<Path> files = new ArrayList<>(List.of(out));
        try {
            Path folder = out.toAbsolutePath().getParent();
            Files.createDirectories(folder);
            AtomicFile.write(out, channel -> backbone.write(channel, naming));
            Path config = folder.resolve(CONFIG);
            if (naming == Naming.HF && !Files.exists(config)) {
                AtomicFile.write(config, Json.pretty(config(backbone.architecture())));
                files.add(config);
            }
        } catch (IOException e) {
            throw new WorkbenchException(out + " cannot be written: " + e.getMessage() + ".", e);
        }
        return files;
    }

    /** Description of a model for Hugging Face's {@code from_pretrained}. */
    private static JsonObject config(Architecture model) {
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
        json.addProperty("image_size", size.imageSize());
        json.addProperty("patch_size", size.patchSize());
        json.addProperty("layer_norm_eps", EPSILON);
        return json;
    }

    private static void rejectPickle(Path file) throws IOException, WorkbenchException {
        byte[] first = new byte[HEADER_START + 1];
        try (FileChannel channel = FileChannel.open(file)) {
            channel.read(ByteBuffer.wrap(first));
        }
        if (first[HEADER_START] == '{') {
            return;
        }
        boolean zip = Arrays.equals(Arrays.copyOf(first, ZIP.length), ZIP);
        boolean pickle = (first[0] & 0xff) == PICKLE && first[1] > 0 && first[1] <= LAST_PROTOCOL;
        String name = file.getFileName().toString();
        String ending = name.substring(name.lastIndexOf('.') + 1).toLowerCase(Locale.ROOT);
        if (zip || pickle || PICKLES.contains(ending)) {
            String target = name.replaceFirst("\\.[^.]*$", "") + ".safetensors";
            // The command is on its own line, so that the window can offer to copy it.
            throw new WorkbenchException(file + " is a PyTorch pickle. Reading a pickle can run hidden code, so "
                    + "only safetensors files are accepted. Convert it once, in Python with torch and safetensors:\n"
                    + conversion(name, target));
        }
    }

    /** A shell command that converts a pickle; of a complete training checkpoint it takes the teacher. */
    static String conversion(String from, String to) {
        return "python -c \"import argparse, sys, torch; from safetensors.torch import save_file; "
                + "torch.serialization.add_safe_globals([argparse.Namespace]); "
                + "d = torch.load(sys.argv[1], map_location='cpu', weights_only=True); "
                + "d = next((d[k] for k in ('teacher', 'model', 'state_dict') if k in d), d); "
                + "save_file({k: v.clone().contiguous() for k, v in d.items() if torch.is_tensor(v)}, sys.argv[2])\" \""
                + from + "\" \"" + to + "\"";
    }

    /** Number of heads in the {@code config.json} beside the file, in the format of Hugging Face or of timm. */
    private static OptionalInt heads(Path file) throws IOException, WorkbenchException {
        Path config = file.toAbsolutePath().resolveSibling(CONFIG);
        if (!Files.isRegularFile(config)) {
            return OptionalInt.empty();
        }
        JsonObject json;
        try {
            json = Json.object(Files.readString(config));
        } catch (WorkbenchException e) {
            throw new WorkbenchException(config + ", beside the weights, cannot be read. " + e.getMessage(), e);
        }
        Map<String, JsonElement> places = new LinkedHashMap<>(json.asMap());
        for (String inner : new String[] {"model_args", "model"}) {
            if (json.has(inner) && json.get(inner).isJsonObject()) {
                places.putAll(json.getAsJsonObject(inner).asMap());
            }
        }
        for (String key : new String[] {"num_attention_heads", "num_heads", "heads"}) {
            if (places.containsKey(key)
                    && places.get(key).isJsonPrimitive()
                    && places.get(key).getAsJsonPrimitive().isNumber()) {
                return OptionalInt.of(places.get(key).getAsInt());
            }
        }
        return OptionalInt.empty();
    }
}
