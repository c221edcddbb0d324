package org.dinotwins.run.network;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.dinotwins.config.Json;
import org.dinotwins.config.WorkbenchException;
import org.dinotwins.files.AtomicFile;
import org.dinotwins.message.Reason;
import org.dinotwins.run.CheckpointException;
import org.dinotwins.run.RunFolder;
import org.dinotwins.tensor.checkpoint.CheckpointFile;
import org.dinotwins.tensor.checkpoint.CheckpointFileException;
import org.dinotwins.tensor.safetensors.DamagedFileException;
import org.dinotwins.tensor.safetensors.FiniteWeights;
import org.dinotwins.tensor.safetensors.SafetensorsChecksum;
import org.dinotwins.vit.Architecture;
import org.dinotwins.vit.WeightsException;
import org.dinotwins.vit.weights.BackboneFile;
import org.dinotwins.vit.weights.Naming;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Imports backbones from safetensors files and PyTorch's checkpoints, and exports them as safetensors. Nothing in a file is run. */
public final class WeightFile {
    private static final Logger LOG = LoggerFactory.getLogger(WeightFile.class);
    /** Extensions of PyTorch's checkpoints. */
    static final Set<String> CHECKPOINTS = Set.of(".pth", ".pt", ".bin", ".ckpt", ".pth.tar", ".pkl");

    private static final Set<String> ENDINGS = Set.of(".safetensors", ".safetensors.index.json");

    private WeightFile() {}

    /**
     * Reads and checks imported weights; the message of the exception says what is
     * wrong and how to fix it.
     *
     * @param place a safetensors file, one shard of several, an index of shards, a PyTorch checkpoint, or a folder with one of
     *              these
     */
    public static BackboneFile read(Path place) throws WorkbenchException {
        if (isRun(place)) {
            throw new WorkbenchException(place + " is the folder of a run; open it as a run instead of as weights.");
        }
        List<Path> files = WeightShards.of(place);
        Map<String, FileChannel> parts = new LinkedHashMap<>();
        try {
            if (files.size() == 1 && isCheckpoint(files.get(0))) {
                return checkpoint(files.get(0));
            }
            for (Path file : files) {
                FileChannel channel = FileChannel.open(file);
                parts.put(file.getFileName().toString(), channel);
                SafetensorsChecksum.check(channel);
            }
            return finite(BackboneFile.read(parts, ModelConfigFile.beside(files.get(0))));
        } catch (NoSuchFileException e) {
            throw new WorkbenchException("There is no file " + e.getFile() + ".", e);
        } catch (DamagedFileException | CheckpointFileException e) {
            throw new WorkbenchException("The weights in " + place + " cannot be used. " + e.getMessage(), e);
        } catch (IOException e) {
            throw new WorkbenchException("The weights in " + place + " cannot be read: " + Reason.of(e) + ".", e);
        } catch (WeightsException e) {
            throw new WorkbenchException(
                    "The weights in " + place + " cannot be used. " + e.getMessage(),
                    e.getCause() == null ? e : e.getCause());
        } catch (OutOfMemoryError e) {
            throw new WorkbenchException(
                    "The weights in " + place
                            + " do not fit into the memory of the program; start it with a larger -Xmx.",
                    e);
        } finally {
            parts.values().forEach(WeightFile::close);
        }
    }

    /** By its content, or by its name where only {@link CheckpointFile} can say what it is. */
    private static boolean isCheckpoint(Path file) throws IOException {
        String name = file.getFileName().toString().toLowerCase(Locale.ROOT);
        return CheckpointFile.isOne(file)
                || !startsAsSafetensors(file) && CHECKPOINTS.stream().anyMatch(name::endsWith);
    }

    /** A header begins with a brace, after its length. */
    private static boolean startsAsSafetensors(Path file) throws IOException {
        ByteBuffer start = ByteBuffer.allocate(Long.BYTES + 1);
        try (FileChannel channel = FileChannel.open(file)) {
            while (start.hasRemaining() && channel.read(start) >= 0) {
                // Until the buffer is full or the file ends.
            }
        }
        return !start.hasRemaining() && start.get(Long.BYTES) == '{';
    }

    private static BackboneFile checkpoint(Path place) throws IOException, WeightsException, WorkbenchException {
        try (CheckpointFile file = CheckpointFile.open(place)) {
            return finite(BackboneFile.read(file, ModelConfigFile.beside(place)));
        }
    }

    private static BackboneFile finite(BackboneFile backbone) throws IOException {
        FiniteWeights.check(
                isOfDino(backbone)
                        ? backbone.naming().named(backbone.architecture(), backbone.tensors())
                        : backbone.tensors());
        return backbone;
    }

    /** Models of other programs have a config.json too, with other settings. */
    private static boolean isRun(Path place) {
        if (!RunFolder.holdsRun(place) || WeightShards.areIn(place)) {
            return false;
        }
        try {
            RunFolder.open(place);
            return true;
        } catch (WorkbenchException e) {
            return false;
        }
    }

    private static void close(FileChannel channel) {
        try {
            channel.close();
        } catch (IOException e) {
            LOG.debug("a file of weights cannot be closed", e);
        }
    }

    /** Whether this may hold weights, by the name of a file or the contents of a folder. */
    public static boolean isPlaceOfWeights(Path place) {
        String name = place.getFileName() == null
                ? ""
                : place.getFileName().toString().toLowerCase(Locale.ROOT);
        return Stream.concat(ENDINGS.stream(), CHECKPOINTS.stream()).anyMatch(name::endsWith)
                || Files.isDirectory(place) && WeightShards.areIn(place);
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
        if (!isOfDino(backbone)) {
            throw new WorkbenchException(
                    "Only networks of DINO and DINOv2 without gated MLPs can be exported; this one is a "
                            + backbone.architecture().title() + ". Use its own file instead.");
        }
        List<Path> files = new ArrayList<>(List.of(out));
        try {
            Path folder = out.toAbsolutePath().getParent();
            Files.createDirectories(folder);
            AtomicFile.write(out, channel -> backbone.write(channel, naming));
            Path config = folder.resolve(ModelConfigFile.NAME);
            if (naming == Naming.HF && !Files.exists(config)) {
                AtomicFile.write(config, Json.pretty(ModelConfigFile.json(backbone.architecture())));
                files.add(config);
            }
        } catch (IOException e) {
            throw new WorkbenchException(out + " cannot be written: " + Reason.of(e) + ".", e);
        }
        return files;
    }

    private static boolean isOfDino(BackboneFile backbone) {
        return backbone.architecture().variant().equals(Architecture.Variant.DINO);
    }
}
