package org.dinotwins.run;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.dinotwins.config.RunConfig;
import org.dinotwins.run.evaluation.Evaluation;
import org.dinotwins.run.evaluation.Floors;
import org.dinotwins.train.Alarm;
import org.dinotwins.train.CorrelationSnapshot;
import org.dinotwins.train.StepRecord;

/** The small files of a run, each damaged in many ways; the same ones for every reader. */
public final class RunFaults {
    /** Files of a run that a reader parses. */
    public static final List<String> FILES = List.of(
            "config.json",
            "run.json",
            "metrics.jsonl",
            "changes.jsonl",
            "alarms.jsonl",
            "correlation.safetensors",
            "evaluation.json");

    private static final String[] VALUES = {
        "null",
        "[]",
        "{}",
        "[[]]",
        "{\"a\":1}",
        "\"x\"",
        "\"\"",
        "-1",
        "1e999",
        "1e2147483647",
        "NaN",
        "Infinity",
        "true",
        "9223372036854775808",
        "-9223372036854775809",
        "0.5",
        "\"\\u0000<script>\"",
        "\"NaN\"",
        "[".repeat(5000)
    };
    private static final Pattern VALUE =
            Pattern.compile("(?<=:) ?(\"[^\"]*\"|-?[0-9][0-9.eE+-]*|null|true|false|\\[[^]]*\\])");

    private RunFaults() {}

    /**
     * A damaged file.
     *
     * @param content null for a folder in its place
     */
    // Never compared.
    @SuppressWarnings("ArrayRecordComponent")
    public record Fault(String file, String how, byte[] content) {
        /** Puts the fault in place of the file of a run. */
        public void put(Path run) throws IOException {
            Path target = run.resolve(file);
            delete(target);
            if (content == null) {
                Files.createDirectories(target.resolve("folder"));
            } else {
                Files.write(target, content);
            }
        }
    }

    private static void delete(Path path) throws IOException {
        if (Files.isDirectory(path)) {
            try (Stream<Path> inside = Files.list(path)) {
                for (Path each : inside.toList()) {
                    delete(each);
                }
            }
        }
        Files.deleteIfExists(path);
    }

    /** Writes a run of three steps with all files and no network. */
    public static Path write(Path folder, RunConfig config) throws Exception {
        try (RunWriter writer = RunWriter.open(folder, config, false)) {
            for (int i = 1; i <= 3; i++) {
                writer.step(step(i));
                writer.change(i, Map.of("learningRateFactor", 0.5, "dinoWeight", 2.0));
                writer.alarm(new Alarm(Alarm.Kind.RANK_COLLAPSE, i, "The rank fell.", "Try this."));
            }
            writer.correlation(new CorrelationSnapshot(3, 2, new float[] {1, 0, 0, 1}, 4, 2, 6, 1, 0));
            writer.checkpoint(3, 0, channel -> channel.write(ByteBuffer.wrap(new byte[] {1})));
            writer.state(RunState.FINISHED, "Finished.");
        }
        Evaluation.Scores scores = new Evaluation.Scores(0.1, 0.2, 0.3, 0.4, 0.5, 0.6, 0.7, 0.8, 9);
        RunFolder.open(folder)
                .keep(new Evaluation(
                        scores,
                        scores,
                        new Evaluation.Majority(0.1),
                        new Evaluation.Guess(0.2, 0.3),
                        Floors.unknown(),
                        new Evaluation.Measured(3, 4, 5, 6, List.of("note"))));
        return folder;
    }

    private static StepRecord step(long number) throws Exception {
        StringBuilder line = new StringBuilder("{\"step\":" + number);
        for (var component : StepRecord.class.getRecordComponents()) {
            if (!component.getName().equals("step")) {
                line.append(",\"").append(component.getName()).append("\":").append(number);
            }
        }
        return RunFolder.STEP_LINES.parse(line + "}").orElseThrow();
    }

    /** The contents of {@link #FILES} of a run. */
    public static Map<String, byte[]> contents(Path run) throws IOException {
        Map<String, byte[]> all = new TreeMap<>();
        for (String name : FILES) {
            all.put(name, Files.readAllBytes(run.resolve(name)));
        }
        return all;
    }

    /**
     * Damages files.
     *
     * @param random number of random faults for each file, beside the fixed ones
     */
    public static List<Fault> of(Map<String, byte[]> contents, int random) {
        List<Fault> faults = new ArrayList<>();
        contents.forEach((name, bytes) -> {
            fixed(faults, name, bytes);
            Random draw = new Random(name.hashCode());
            for (int i = 0; i < random; i++) {
                faults.add(new Fault(name, "random " + i, i % 2 == 0 ? value(bytes, draw) : bytes(bytes, draw)));
            }
        });
        return faults;
    }

    private static void fixed(List<Fault> faults, String name, byte[] bytes) {
        faults.add(new Fault(name, "a folder in its place", null));
        faults.add(new Fault(name, "empty", new byte[0]));
        byte[] binary = new byte[3000];
        new Random(1).nextBytes(binary);
        faults.add(new Fault(name, "binary", binary));
        for (String text : new String[] {
            "null",
            "[]",
            "{}",
            "5",
            "\"x\"",
            "\n\n\n",
            "{\"step\":null}\n",
            "{\"step\":\"x\"}\n",
            "{",
            "\uFEFF{}",
            "[".repeat(100_000),
            "{\"a\":".repeat(100_000),
            "{\"step\":1e2147483647}\n",
            "{\"totalSteps\":{},\"state\":[]}",
            "{\"totalSteps\":-5,\"state\":\"x\",\"started\":\"+1000000000-12-31T23:59:59.999999999Z\"}"
        }) {
            faults.add(new Fault(
                    name, text.substring(0, Math.min(30, text.length())), text.getBytes(StandardCharsets.UTF_8)));
        }
        faults.add(new Fault(name, "cut", Arrays.copyOf(bytes, bytes.length / 2)));
    }

    /** One value of the JSON replaced by another. */
    private static byte[] value(byte[] bytes, Random random) {
        String text = new String(bytes, StandardCharsets.ISO_8859_1);
        Matcher values = VALUE.matcher(text);
        List<int[]> places = new ArrayList<>();
        while (values.find()) {
            places.add(new int[] {values.start(), values.end()});
        }
        int[] place = places.get(random.nextInt(places.size()));
        String changed = text.substring(0, place[0]) + VALUES[random.nextInt(VALUES.length)] + text.substring(place[1]);
        return changed.getBytes(StandardCharsets.ISO_8859_1);
    }

    /** A few bytes changed, removed or repeated. */
    private static byte[] bytes(byte[] bytes, Random random) {
        StringBuilder text = new StringBuilder(new String(bytes, StandardCharsets.ISO_8859_1));
        for (int i = random.nextInt(4); i >= 0; i--) {
            int at = random.nextInt(text.length());
            int end = Math.min(text.length(), at + random.nextInt(20));
            switch (random.nextInt(3)) {
                case 0 -> text.setCharAt(at, (char) random.nextInt(256));
                case 1 -> text.delete(at, Math.max(end, Math.min(text.length(), at + 1)));
                default -> text.insert(at, text.substring(at, end));
            }
        }
        return text.toString().getBytes(StandardCharsets.ISO_8859_1);
    }
}
