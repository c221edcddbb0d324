package org.dinotwins.measure;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.HexFormat;
import java.util.Optional;
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
 * @param name   name of the file or of the model's folder
 * @param folder folder for saved results and extracted features, created when needed
 */
public record ImportedNetwork(BackboneFile file, String name, Path folder) implements MeasuredNetwork {
    /**
     * Reads a file of weights.
     *
     * @param place  see {@link WeightFile#read}
     * @param folder folder for saved results and extracted features
     */
    public static ImportedNetwork read(Path place, Path folder) throws WorkbenchException {
        return new ImportedNetwork(WeightFile.read(place), name(place), folder);
    }

    /** The folder in {@code parent} for the results of a file of weights: {@code measured-} and its name. */
    public static Path folder(Path parent, Path weights) {
        return parent.resolve("measured-" + name(weights).replaceFirst("\\.safetensors$", ""));
    }

    private static String name(Path weights) {
        return weights.toAbsolutePath().normalize().getFileName().toString();
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

    /** Of names and values, so that it is the same for each format of file. */
    @Override
    public String digest() {
        MessageDigest digest = SubjectNetworks.sha256();
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
    public DevicePreference device() {
        return DevicePreference.AUTO;
    }

    @Override
    public Optional<DataConfig> ownPictures() {
        return Optional.empty();
    }
}
