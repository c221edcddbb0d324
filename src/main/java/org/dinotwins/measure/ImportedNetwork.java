package org.dinotwins.measure;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.HexFormat;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import org.dinotwins.config.DataConfig;
import org.dinotwins.config.WorkbenchException;
import org.dinotwins.eval.FrozenBackbone;
import org.dinotwins.run.network.WeightFile;
import org.dinotwins.tensor.ComputationException;
import org.dinotwins.tensor.device.DevicePreference;
import org.dinotwins.vit.Architecture;
import org.dinotwins.vit.weights.BackboneFile;
import org.dinotwins.vit.weights.InputScale;

/**
 * A network from a file of weights.
 *
 * @param file   the weights
 * @param name   name for people
 * @param digest of names and values, so that it is the same for each format of file, in hexadecimal
 * @param folder folder for saved results and extracted features, created when needed
 */
public record ImportedNetwork(BackboneFile file, String name, String digest, Path folder) implements MeasuredNetwork {
    /** Names of files that say nothing about the model in them. */
    private static final Set<String> USUAL =
            Set.of("model.safetensors", "model.safetensors.index.json", "pytorch_model.bin");
    /** Digits of the digest in the names of results: files of the same name may hold other weights. */
    private static final int DIGITS = 8;

    /**
     * Reads a file of weights.
     *
     * @param place  see {@link WeightFile#read}
     * @param folder folder for saved results and extracted features
     */
    public static ImportedNetwork read(Path place, Path folder) throws WorkbenchException {
        BackboneFile file = WeightFile.read(place);
        return new ImportedNetwork(file, name(place), digest(file), folder);
    }

    /** The folder in {@code parent} for the results of a file of weights: {@code measured-} and its name. */
    public static Path folder(Path parent, Path weights) {
        return parent.resolve("measured-" + name(weights).replaceFirst("\\.safetensors$", ""));
    }

    /** The name of the file; that of its folder where the file has a usual name. */
    private static String name(Path weights) {
        Path place = weights.toAbsolutePath().normalize();
        String name = place.getFileName().toString();
        return USUAL.contains(name) && place.getParent().getFileName() != null
                ? place.getParent().getFileName().toString()
                : name;
    }

    @Override
    public Architecture architecture() {
        return file.architecture();
    }

    @Override
    public FrozenBackbone trained() throws WorkbenchException {
        try {
            return FrozenBackbone.of(file, device());
        } catch (ComputationException e) {
            throw new WorkbenchException(e.getMessage(), e);
        }
    }

    @Override
    public FrozenBackbone random() throws WorkbenchException {
        try {
            return FrozenBackbone.random(architecture(), file.scale(), seed(), device());
        } catch (ComputationException e) {
            throw new WorkbenchException(e.getMessage(), e);
        }
    }

    private static String digest(BackboneFile file) {
        MessageDigest digest = Sha256.start();
        for (var item : new TreeMap<>(file.tensors()).entrySet()) {
            digest.update(item.getKey().getBytes(StandardCharsets.UTF_8));
            digest.update(item.getValue().data().duplicate().rewind());
        }
        return HexFormat.of().formatHex(digest.digest());
    }

    @Override
    public InputScale scale() {
        return file.scale();
    }

    @Override
    public long seed() {
        return 0;
    }

    @Override
    public long step() {
        return 0;
    }

    @Override
    public String slug() {
        return digest.substring(0, DIGITS);
    }

    @Override
    public DevicePreference device() {
        return DevicePreference.AUTO;
    }

    @Override
    public Optional<DataConfig> ownPictures() {
        return Optional.empty();
    }
}
