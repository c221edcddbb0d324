package org.dinotwins.data.yolo;

import java.io.IOException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import org.dinotwins.data.DataException;
import org.dinotwins.data.SplitName;
import org.dinotwins.data.picture.FolderListing;
import org.snakeyaml.engine.v2.api.Load;
import org.snakeyaml.engine.v2.api.LoadSettings;
import org.snakeyaml.engine.v2.exceptions.MarkedYamlEngineException;
import org.snakeyaml.engine.v2.exceptions.YamlEngineException;

/**
 * The description of a YOLO set, {@code data.yaml}, with the keys that Ultralytics documents.
 *
 * @param file      the YAML file
 * @param names     from {@code names} and {@code nc}
 * @param path      the key {@code path}, as written; empty without it
 * @param places    folders, lists or files of each split, as written
 * @param keypoints true if labels have keypoints behind their boxes ({@code kpt_shape})
 * @param warning   a sentence about names that do not fit {@code nc}; empty without
 */
record DataYaml(
        Path file,
        ClassNames names,
        String path,
        Map<SplitName, List<String>> places,
        boolean keypoints,
        String warning) {
    private static final List<String> USUAL = List.of("data.yaml", "data.yml", "dataset.yaml", "dataset.yml");
    /** Bytes of the largest file that is read; descriptions have a few thousand. */
    private static final long LARGEST = 1 << 20;

    /** The first YAML file in a folder that describes a set. */
    static Optional<DataYaml> find(Path root, FolderListing top) throws DataException {
        List<String> candidates = top.others().stream()
                .filter(DataYaml::isYaml)
                .sorted(Comparator.comparing((String name) -> !USUAL.contains(name.toLowerCase(Locale.ROOT))))
                .toList();
        for (String name : candidates) {
            Optional<DataYaml> found = read(root.resolve(name));
            if (found.isPresent()) {
                return found;
            }
        }
        return Optional.empty();
    }

    private static boolean isYaml(String name) {
        String lower = name.toLowerCase(Locale.ROOT);
        return lower.endsWith(".yaml") || lower.endsWith(".yml");
    }

    /** The description in a file; empty if the file holds something else. */
    private static Optional<DataYaml> read(Path file) throws DataException {
        boolean usual = USUAL.contains(file.getFileName().toString().toLowerCase(Locale.ROOT));
        Object content;
        try {
            if (!Files.isRegularFile(file) || Files.size(file) > LARGEST) {
                return Optional.empty();
            }
            LoadSettings settings =
                    LoadSettings.builder().setAllowDuplicateKeys(true).build();
            content = new Load(settings).loadFromString(text(Files.readAllBytes(file)));
        } catch (IOException | YamlEngineException | StackOverflowError e) {
            if (!usual) {
                return Optional.empty();
            }
            throw new DataException(
                    "The file " + file + " cannot be read" + line(e)
                            + ". Correct its YAML, or delete it to use class numbers as names.",
                    e);
        }
        return content instanceof Map<?, ?> map ? describe(file, map, usual) : Optional.empty();
    }

    private static String text(byte[] bytes) {
        boolean marked = bytes.length > 1
                && (bytes[0] == (byte) 0xFF && bytes[1] == (byte) 0xFE
                        || bytes[0] == (byte) 0xFE && bytes[1] == (byte) 0xFF);
        Charset charset = marked ? StandardCharsets.UTF_16 : StandardCharsets.UTF_8;
        String text = new String(bytes, charset);
        return text.startsWith("\uFEFF") ? text.substring(1) : text;
    }

    private static String line(Throwable e) {
        return e instanceof MarkedYamlEngineException marked
                ? marked.getProblemMark()
                        .map(mark -> ": line " + (mark.getLine() + 1) + " is not valid YAML")
                        .orElse("")
                : "";
    }

    private static Optional<DataYaml> describe(Path file, Map<?, ?> map, boolean usual) {
        Map<SplitName, List<String>> places = new EnumMap<>(SplitName.class);
        map.forEach((key, value) -> SplitName.of(String.valueOf(key))
                .ifPresent(split ->
                        places.computeIfAbsent(split, s -> new ArrayList<>()).addAll(strings(value))));
        places.values().removeIf(List::isEmpty);
        boolean described = map.containsKey("names") || map.containsKey("nc");
        if (!described || places.isEmpty() && !usual) {
            return Optional.empty();
        }
        SortedMap<Integer, String> names = names(map.get("names"));
        int stated = map.get("nc") instanceof Number nc ? nc.intValue() : names.size();
        String warning = "";
        if (!names.isEmpty() && stated != names.size()) {
            warning = "It states " + stated + " classes (nc), but lists another number of names: " + names.size()
                    + ". Correct one of them.";
        }
        for (int i = 0; i < Math.min(stated, ClassNames.MOST); i++) {
            names.putIfAbsent(i, ClassNames.unnamed(i));
        }
        return Optional.of(new DataYaml(
                file,
                names.isEmpty() ? ClassNames.unknown() : new ClassNames(names, true),
                map.get("path") instanceof String path ? path.strip() : "",
                places,
                map.containsKey("kpt_shape"),
                warning));
    }

    private static List<String> strings(Object value) {
        List<String> found = new ArrayList<>();
        if (value instanceof List<?> list) {
            list.forEach(item -> found.addAll(strings(item)));
        } else if (value instanceof String text && !text.isBlank()) {
            found.add(text.strip());
        }
        return found;
    }

    /** Names as a list, as a map from numbers, or as a map to numbers. */
    private static SortedMap<Integer, String> names(Object value) {
        SortedMap<Integer, String> names = new TreeMap<>();
        if (value instanceof List<?> list) {
            for (Object item : list.subList(0, Math.min(ClassNames.MOST, list.size()))) {
                boolean single = item instanceof Map<?, ?> map && map.size() == 1;
                Object name = single ? ((Map<?, ?>) item).values().iterator().next() : item;
                names.put(names.size(), String.valueOf(name));
            }
        } else if (value instanceof Map<?, ?> map) {
            map.forEach((key, name) -> {
                number(key)
                        .ifPresentOrElse(
                                number -> names.put(number, String.valueOf(name)),
                                () -> number(name).ifPresent(number -> names.put(number, String.valueOf(key))));
            });
        }
        return names;
    }

    private static Optional<Integer> number(Object key) {
        try {
            int number = Integer.parseInt(String.valueOf(key).strip());
            return number >= 0 && number < ClassNames.MOST ? Optional.of(number) : Optional.empty();
        } catch (NumberFormatException e) {
            return Optional.empty();
        }
    }
}
