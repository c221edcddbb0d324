package org.dinotwins.run.network;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.dinotwins.config.Json;
import org.dinotwins.config.WorkbenchException;
import org.dinotwins.message.Quote;
import org.dinotwins.message.Reason;

/**
 * The files of one model: usually one, or shards as Hugging Face writes them, {@code model-00001-of-00002.safetensors}
 * and so on beside {@code model.safetensors.index.json}.
 */
final class WeightShards {
    static final String ENDING = ".safetensors";
    /** Name of the whole model in a folder of Hugging Face or timm. */
    private static final String USUAL = "model" + ENDING;

    private static final String INDEX_ENDING = ENDING + ".index.json";
    private static final Pattern SHARD = Pattern.compile("(.*?-?)(\\d{1,9})-of-(\\d{1,9})\\.safetensors");

    /** More shards than any published model has. */
    private static final int MOST_SHARDS = 10_000;
    /** Limit on the size of an index, in bytes. */
    private static final long LONGEST_INDEX = 100_000_000;

    private static final int NAMES_SHOWN = 5;

    private WeightShards() {}

    /**
     * Finds the files of a model.
     *
     * @param place a file of weights, one of several shards, an index, or a folder that holds one of these
     * @return regular files, in the order of their numbers
     * @throws WorkbenchException if a shard is missing, if an index names files elsewhere, or if a folder holds no weights, or
     *                            several
     */
    static List<Path> of(Path place) throws WorkbenchException {
        if (Files.isDirectory(place)) {
            return inFolder(place);
        }
        String name = name(place);
        if (name.toLowerCase(Locale.ROOT).endsWith(INDEX_ENDING)) {
            return ofIndex(place);
        }
        regular(place);
        Matcher shard = SHARD.matcher(name);
        return shard.matches() && Integer.parseInt(shard.group(3)) > 1 ? siblings(place, shard) : List.of(place);
    }

    /** Whether a folder holds a file of the usual name, an index or a shard. */
    static boolean areIn(Path folder) {
        try (Stream<Path> files = Files.list(folder)) {
            return files.map(WeightShards::name)
                    .anyMatch(name -> name.equals(USUAL)
                            || name.endsWith(INDEX_ENDING)
                            || SHARD.matcher(name).matches());
        } catch (IOException e) {
            return false;
        }
    }

    private static String name(Path file) {
        return file.getFileName() == null ? "" : file.getFileName().toString();
    }

    /** Reading a device or a pipe might never end. */
    private static Path regular(Path file) throws WorkbenchException {
        if (!Files.exists(file)) {
            throw new WorkbenchException("There is no file " + file + ".");
        }
        if (!Files.isRegularFile(file)) {
            throw new WorkbenchException(file + " is not a regular file; choose a file of weights.");
        }
        return file;
    }

    private static List<Path> inFolder(Path folder) throws WorkbenchException {
        List<Path> files;
        try (Stream<Path> all = Files.list(folder)) {
            files = all.filter(Files::isRegularFile).sorted().toList();
        } catch (IOException e) {
            throw new WorkbenchException("The folder " + folder + " cannot be listed: " + Reason.of(e) + ".", e);
        }
        List<Path> indexes =
                files.stream().filter(file -> name(file).endsWith(INDEX_ENDING)).toList();
        List<Path> weights =
                files.stream().filter(file -> name(file).endsWith(ENDING)).toList();
        Path usual = folder.resolve(USUAL);
        if (weights.contains(usual)) {
            return List.of(usual);
        }
        if (indexes.size() == 1) {
            return ofIndex(indexes.get(0));
        }
        boolean oneSet = weights.stream()
                        .map(file -> SHARD.matcher(name(file)))
                        .map(shard -> shard.matches() ? shard.group(1) + " of " + shard.group(3) : "")
                        .distinct()
                        .filter(set -> !set.isEmpty())
                        .count()
                == 1;
        if (weights.size() == 1
                || oneSet
                        && weights.stream()
                                .allMatch(file -> SHARD.matcher(name(file)).matches())) {
            return of(weights.get(0));
        }
        List<Path> checkpoints = files.stream()
                .filter(file ->
                        WeightFile.CHECKPOINTS.stream().anyMatch(name(file).toLowerCase(Locale.ROOT)::endsWith))
                .toList();
        if (weights.isEmpty() && checkpoints.size() == 1) {
            return checkpoints;
        }
        throw new WorkbenchException(
                weights.isEmpty()
                        ? "The folder " + folder
                                + " holds neither a safetensors file nor a single PyTorch checkpoint; choose a "
                                + "file of weights."
                        : "The folder " + folder + " holds several models ("
                                + listed(
                                        weights.stream().map(WeightShards::name).toList()) + "); choose one file.");
    }

    private static List<Path> siblings(Path place, Matcher shard) throws WorkbenchException {
        int number = Integer.parseInt(shard.group(2));
        int count = Integer.parseInt(shard.group(3));
        if (number < 1 || number > count || count > MOST_SHARDS) {
            throw new WorkbenchException("The name of " + place + " says that it is shard " + number + " of " + count
                    + ", which is impossible; rename it.");
        }
        List<Path> files = new ArrayList<>();
        for (int i = 1; i <= count; i++) {
            String digits = String.format(Locale.ROOT, "%0" + shard.group(2).length() + "d", i);
            files.add(place.resolveSibling(shard.group(1) + digits + "-of-" + shard.group(3) + ENDING));
        }
        return present(files, place.toAbsolutePath().getParent());
    }

    private static List<Path> ofIndex(Path index) throws WorkbenchException {
        JsonObject json;
        try {
            if (Files.size(regular(index)) > LONGEST_INDEX) {
                throw new WorkbenchException(index + " is too large to be an index of shards.");
            }
            json = Json.object(Files.readString(index));
        } catch (IOException e) {
            throw new WorkbenchException("The index " + index + " cannot be read: " + Reason.of(e) + ".", e);
        } catch (WorkbenchException e) {
            throw new WorkbenchException("The index " + index + " cannot be read. " + e.getMessage(), e);
        }
        JsonElement map = json.get("weight_map");
        if (map == null || !map.isJsonObject() || map.getAsJsonObject().isEmpty()) {
            throw new WorkbenchException("The index " + index + " names no shards: it has no \"weight_map\".");
        }
        TreeSet<String> names = new TreeSet<>();
        for (Map.Entry<String, JsonElement> item : map.getAsJsonObject().entrySet()) {
            names.add(fileName(index, item.getValue()));
        }
        if (names.size() > MOST_SHARDS) {
            throw new WorkbenchException(
                    "The index " + index + " names " + names.size() + " shards, which is impossible.");
        }
        return present(
                names.stream().map(index::resolveSibling).toList(),
                index.toAbsolutePath().getParent());
    }

    /** A plain name of a file beside the index: anything else could read files that the user did not choose. */
    private static String fileName(Path index, JsonElement value) throws WorkbenchException {
        String name = value.isJsonPrimitive() && value.getAsJsonPrimitive().isString() ? value.getAsString() : "";
        boolean plain = name.endsWith(ENDING)
                && name.chars().noneMatch(c -> c == '/' || c == '\\' || c == ':' || c < ' ')
                && !name.startsWith(".");
        if (!plain) {
            throw new WorkbenchException("The index " + index + " names " + Quote.of(value.toString())
                    + ", which is not a safetensors file beside it; only files in the same folder are read.");
        }
        return name;
    }

    private static List<Path> present(List<Path> files, Path folder) throws WorkbenchException {
        List<String> missing = files.stream()
                .filter(file -> !Files.exists(file))
                .map(WeightShards::name)
                .toList();
        if (!missing.isEmpty()) {
            throw new WorkbenchException("The model lies in " + files.size() + " shards, and "
                    + (missing.size() == 1 ? "one is" : missing.size() + " are") + " missing in " + folder + ": "
                    + listed(missing) + ". Put all shards into one folder.");
        }
        for (Path file : files) {
            regular(file);
        }
        return files;
    }

    private static String listed(List<String> names) {
        int left = names.size() - NAMES_SHOWN;
        return String.join(
                        ", ", names.stream().limit(NAMES_SHOWN).map(Quote::bare).toList())
                + (left > 0 ? " and " + left + " more" : "");
    }
}
