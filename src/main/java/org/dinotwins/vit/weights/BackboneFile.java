package org.dinotwins.vit.weights;

import java.io.IOException;
import java.nio.channels.SeekableByteChannel;
import java.nio.channels.WritableByteChannel;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.dinotwins.message.Quote;
import org.dinotwins.tensor.HostTensor;
import org.dinotwins.tensor.checkpoint.CheckpointFile;
import org.dinotwins.tensor.safetensors.Safetensors;
import org.dinotwins.tensor.safetensors.SafetensorsException;
import org.dinotwins.vit.Architecture;
import org.dinotwins.vit.WeightsException;

/** A backbone in host memory, read from a safetensors file in one of the known namings, or about to be written to one. */
public final class BackboneFile {
    /** Metadata that Hugging Face's reader requires. */
    private static final Map<String, String> FORMAT = Map.of("format", "pt");

    private final ForeignWeights weights;

    private BackboneFile(ForeignWeights weights) {
        this.weights = weights;
    }

    /**
     * Reads the backbone alone; of all other tensors only the names are read.
     *
     * @param parts the shards of one model by their names, mostly one
     * @param about what is known from beside the file; what the file itself says comes first
     * @throws IOException      if the disk fails
     * @throws WeightsException if the file is damaged or no safetensors file, or its tensors do not make a model that is
     *                          known here
     */
    public static BackboneFile read(Map<String, ? extends SeekableByteChannel> parts, ModelDescription about)
            throws IOException, WeightsException {
        Set<String> names = new LinkedHashSet<>();
        for (Map.Entry<String, ? extends SeekableByteChannel> part : parts.entrySet()) {
            for (Safetensors.Description tensor : inPart(
                    part.getKey(),
                    parts.size(),
                    () -> Safetensors.describe(part.getValue().position(0)))) {
                if (!names.add(tensor.name())) {
                    throw new WeightsException("Two shards hold the tensor " + Quote.of(tensor.name()) + ".");
                }
            }
        }
        String prefix = ForeignWeights.prefix(names);
        Map<String, HostTensor> tensors = new LinkedHashMap<>();
        Map<String, String> metadata = new LinkedHashMap<>();
        for (Map.Entry<String, ? extends SeekableByteChannel> part : parts.entrySet()) {
            Safetensors content = inPart(
                    part.getKey(),
                    parts.size(),
                    () -> Safetensors.read(part.getValue().position(0), name -> ForeignWeights.belongs(name, prefix)));
            tensors.putAll(content.tensors());
            content.metadata().forEach(metadata::putIfAbsent);
        }
        return new BackboneFile(ForeignWeights.of(tensors, names, about.after(metadata)));
    }

    /**
     * Reads the backbone of a checkpoint that PyTorch wrote; of all other tensors only the names are read.
     *
     * @param about what is known from beside the file
     * @throws IOException      if the file is damaged or the disk fails
     * @throws WeightsException if its tensors do not make a model that is known here
     */
    public static BackboneFile read(CheckpointFile file, ModelDescription about) throws IOException, WeightsException {
        String prefix = ForeignWeights.prefix(file.names());
        Map<String, HostTensor> tensors = new LinkedHashMap<>();
        for (String name : file.names()) {
            if (ForeignWeights.belongs(name, prefix)) {
                tensors.put(name, file.load(name));
            }
        }
        return new BackboneFile(ForeignWeights.of(tensors, file.names(), about));
    }

    private interface Reading<T> {
        T read() throws IOException;
    }

    /** With several parts, the message names the one at fault. */
    private static <T> T inPart(String name, int parts, Reading<T> reading) throws IOException, WeightsException {
        try {
            return reading.read();
        } catch (SafetensorsException e) {
            throw new WeightsException(parts == 1 ? e.getMessage() : "In " + Quote.of(name) + ": " + e.getMessage(), e);
        }
    }

    /** Writes the backbone in one of the known namings. */
    public void write(WritableByteChannel target, Naming naming) throws IOException {
        Map<String, String> metadata = new LinkedHashMap<>(FORMAT);
        metadata.putAll(ModelDescription.metadata(architecture()));
        new Safetensors(naming.named(architecture(), weights.tensors()), metadata).write(target);
    }

    /** Sizes of the model. */
    public Architecture architecture() {
        return weights.architecture();
    }

    /** Naming of the file. */
    public Naming naming() {
        return weights.naming();
    }

    /** How the input is normalised. */
    public InputScale scale() {
        return weights.scale();
    }

    /** The program that the names are from, for the user. */
    public String origin() {
        return weights.origin();
    }

    /** Names of all tensors in the file that the backbone does not need: heads, second networks and others. */
    public List<String> unused() {
        return weights.unused();
    }

    /** The weights by this program's names. */
    public Map<String, HostTensor> tensors() {
        return weights.tensors();
    }
}
