package org.dinotwins.vit.weights;

import java.io.IOException;
import java.nio.channels.ReadableByteChannel;
import java.nio.channels.WritableByteChannel;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import org.dinotwins.tensor.HostTensor;
import org.dinotwins.tensor.Safetensors;
import org.dinotwins.vit.Architecture;
import org.dinotwins.vit.WeightsException;

/** A backbone in host memory that came from a safetensors file with anyone's names, or will become one. */
public final class BackboneFile {
    /** Key of the metadata, in files of this program, that tells what the shapes do not. */
    private static final String HEADS = "heads";
    /** What Hugging Face's reader asks of a file's metadata. */
    private static final Map<String, String> FORMAT = Map.of("format", "pt");

    private final ForeignWeights weights;

    private BackboneFile(ForeignWeights weights) {
        this.weights = weights;
    }

    /** Names of all tensors in a file; their values are passed over. */
    public static List<String> names(ReadableByteChannel file) throws IOException {
        List<String> names = new ArrayList<>();
        Safetensors.read(file, name -> {
            names.add(name);
            return false;
        });
        return names;
    }

    /**
     * Reads the backbone alone.
     *
     * @param names all {@link #names} of the file
     * @param heads number of attention heads where something beside the file tells it; what the file itself tells goes first
     * @throws IOException      if the file is damaged or no safetensors file
     * @throws WeightsException if its tensors do not make a model that is known here
     */
    public static BackboneFile read(ReadableByteChannel file, List<String> names, OptionalInt heads)
            throws IOException, WeightsException {
        String prefix = ForeignWeights.prefix(names);
        Safetensors content = Safetensors.read(file, name -> name.startsWith(prefix));
        String own = content.metadata().getOrDefault(HEADS, "");
        OptionalInt known = own.matches("\\d{1,4}") ? OptionalInt.of(Integer.parseInt(own)) : heads;
        return new BackboneFile(ForeignWeights.of(content.tensors(), known));
    }

    /** Writes the backbone in anyone's names. */
    public void write(WritableByteChannel target, Naming naming) throws IOException {
        Map<String, String> metadata = new LinkedHashMap<>(FORMAT);
        metadata.put(HEADS, Integer.toString(architecture().size().heads()));
        new Safetensors(naming.named(architecture(), weights.tensors()), metadata).write(target);
    }

    /** Sizes of the model. */
    public Architecture architecture() {
        return weights.architecture();
    }

    /** Whose names the file had. */
    public Naming naming() {
        return weights.naming();
    }

    /** Names beside the backbone's that the model does not need. */
    public List<String> unused() {
        return weights.unused();
    }

    /** The weights by this program's names. */
    public Map<String, HostTensor> tensors() {
        return weights.tensors();
    }
}
