package org.dinotwins.run.network;

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
import java.util.Set;
import org.dinotwins.config.Json;
import org.dinotwins.config.WorkbenchException;
import org.dinotwins.files.AtomicFile;
import org.dinotwins.message.Reason;
import org.dinotwins.run.CheckpointException;
import org.dinotwins.run.RunFolder;
import org.dinotwins.tensor.safetensors.DamagedFileException;
import org.dinotwins.tensor.safetensors.FiniteWeights;
import org.dinotwins.tensor.safetensors.SafetensorsChecksum;
import org.dinotwins.vit.Architecture;
import org.dinotwins.vit.WeightsException;
import org.dinotwins.vit.weights.BackboneFile;
import org.dinotwins.vit.weights.Naming;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Imports and exports backbones as safetensors files. PyTorch pickles can run code and are never read. */
public final class WeightFile {
    private static final Logger LOG = LoggerFactory.getLogger(WeightFile.class);
    /** Extensions of weight files, including pickles, whose refusal says how to convert them. */
    private static final Set<String> ENDINGS =
            Set.of(".safetensors", ".safetensors.index.json", ".pth", ".pt", ".bin", ".ckpt", ".pth.tar");

    private static final byte[] ZIP = {'P', 'K', 3, 4};
    /** First byte of a pickle of protocol 2 or later; the protocol number follows. */
    private static final int PICKLE = 0x80;

    private static final int LAST_PROTOCOL = 5;
    /** Position of the opening brace of the header of a safetensors file. */
    private static final int HEADER_START = 8;

    private static final Set<String> PICKLES = Set.of("pth", "pt", "bin", "ckpt", "pkl");

    private WeightFile() {}

    /**
     * Reads and checks imported weights; the message of the exception says what is
     * wrong and how to fix it.
     *
     * @param place a safetensors file, one shard of several, an index of shards, or a folder with one of these
     */
    public static BackboneFile read(Path place) throws WorkbenchException {
        if (isRun(place)) {
            throw new WorkbenchException(place + " is the folder of a run; open it as a run instead of as weights.");
        }
        List<Path> files = WeightShards.of(place);
        Map<String, FileChannel> parts = new LinkedHashMap<>();
        try {
            for (Path file : files) {
                FileChannel channel = FileChannel.open(file);
                parts.put(file.getFileName().toString(), channel);
                rejectPickle(file);
                SafetensorsChecksum.check(channel);
            }
            BackboneFile backbone = BackboneFile.read(parts, ModelConfigFile.beside(files.get(0)));
            FiniteWeights.check(
                    isOfDino(backbone)
                            ? backbone.naming().named(backbone.architecture(), backbone.tensors())
                            : backbone.tensors());
            return backbone;
        } catch (NoSuchFileException e) {
            throw new WorkbenchException("There is no file " + e.getFile() + ".", e);
        } catch (DamagedFileException e) {
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
        return ENDINGS.stream().anyMatch(name::endsWith) || Files.isDirectory(place) && WeightShards.areIn(place);
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
            // The command is on its own line, so that the window can offer to copy it.
            throw new WorkbenchException(file + " is a PyTorch pickle. Reading a pickle can run hidden code, so "
                    + "only safetensors files are accepted. Convert it once, in Python with torch and safetensors:\n"
                    + conversion(name, converted(file)));
        }
    }

    /** Name of the file that the conversion writes: never the pickle itself, whatever its ending, nor a file that exists. */
    private static String converted(Path pickle) {
        String stem = pickle.getFileName().toString().replaceFirst("\\.[^.]*$", "");
        String target = stem + WeightShards.ENDING;
        for (int i = 1; Files.exists(pickle.resolveSibling(target)); i++) {
            target = stem + "-converted" + (i == 1 ? "" : "-" + i) + WeightShards.ENDING;
        }
        return target;
    }

    /** A shell command that converts a pickle; of a complete training checkpoint it takes the teacher. */
    static String conversion(String from, String to) {
        return "python -c \"import argparse, sys, torch; from safetensors.torch import save_file; "
                + "torch.serialization.add_safe_globals([argparse.Namespace]); "
                + "d = torch.load(sys.argv[1], map_location='cpu', weights_only=True); "
                + "d = next((d[k] for k in ('teacher', 'model', 'state_dict') if k in d), d); "
                + "save_file({k: v.clone().contiguous() for k, v in d.items() if torch.is_tensor(v)}, sys.argv[2])\" "
                + quoted(from) + " " + quoted(to);
    }

    /** An argument for a shell: in single quotes where it holds more than letters, digits and plain punctuation. */
    private static String quoted(String argument) {
        return argument.matches("[A-Za-z0-9 _.+=@%-]+")
                ? '"' + argument + '"'
                : "'" + argument.replace("'", "'\\''") + "'";
    }
}
