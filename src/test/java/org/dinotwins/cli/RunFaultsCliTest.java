package org.dinotwins.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.dinotwins.config.ConfigJson;
import org.dinotwins.run.TinyRun;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

/** A fault of a run gives the same exit code in all commands, and a sentence. */
class RunFaultsCliTest {
    @TempDir
    private static Path home;

    private static Path run;
    private static Path images;

    private record Outcome(int code, String out, String err) {}

    private static Outcome call(Object... words) {
        StringWriter out = new StringWriter();
        StringWriter err = new StringWriter();
        CommandLine line = Cli.create(true).setOut(new PrintWriter(out, true)).setErr(new PrintWriter(err, true));
        List<String> arguments = new ArrayList<>();
        for (Object word : words) {
            arguments.add(word.toString());
        }
        int code = line.execute(arguments.toArray(String[]::new));
        return new Outcome(code, out.toString(), err.toString());
    }

    @BeforeAll
    static void train() throws Exception {
        images = TinyRun.images(home.resolve("images"));
        run = home.resolve("run");
        Path config = home.resolve("config.json");
        Files.writeString(config, ConfigJson.write(TinyRun.config(images)));
        assertThat(call("train", "--config", config, "--out", run, "--steps", 9, "--no-evaluate"))
                .satisfies(o -> assertThat(o.code()).as(o.err()).isZero());
    }

    private static Set<Integer> codes(String... sentence) {
        Set<Integer> codes = new HashSet<>();
        for (Object[] words : new Object[][] {
            {"evaluate", "--run", run},
            {"measure", "knn", "--run", run},
            {"attention", "--run", run, "--image", images.resolve("images/val0.png"), "--out", home.resolve("maps")},
            {"export", "--run", run, "--naming", "timm", "--out", home.resolve("out.safetensors")},
            {"report", "--run", run, "--out", home.resolve("report.html")},
            {"train", "--resume", "--out", run, "--steps", 12, "--no-evaluate"}
        }) {
            Outcome outcome = call(words);
            assertThat(outcome.err()).as(words[0].toString()).contains(sentence).doesNotContain("Exception", "\tat ");
            codes.add(outcome.code());
        }
        return codes;
    }

    @Test
    void oneFaultHasOneExitCode() throws Exception {
        Path last = run.resolve("checkpoints/step-000009.safetensors");
        byte[] whole = Files.readAllBytes(last);
        byte[] flipped = whole.clone();
        flipped[flipped.length - 5] ^= 1;
        Files.write(last, flipped);
        assertThat(codes(
                        "step-000009.safetensors cannot be used",
                        "damaged",
                        "Delete it to use the checkpoint of step 8"))
                .containsExactly(1);
        Files.write(last, Arrays.copyOf(whole, 1000));
        assertThat(codes("step-000009.safetensors cannot be used", "ends early"))
                .containsExactly(1);
        Files.write(last, whole);

        Path config = run.resolve("config.json");
        byte[] settings = Files.readAllBytes(config);
        for (String text : List.of("", "null", "{\"model\":5}", "\0\u00ff", "[".repeat(100_000))) {
            Files.writeString(config, text);
            assertThat(codes("damaged config.json")).as(text).containsExactly(2);
        }
        Files.delete(config);
        assertThat(codes("it has no config.json")).containsExactly(2);
        Files.createDirectory(config);
        assertThat(codes("no readable config.json")).containsExactly(2);
        Files.delete(config);
        Files.write(config, settings);
    }

    @Test
    void resultsThatCannotBeSavedArePrinted() throws Exception {
        Path evaluation = run.resolve("evaluation.json");
        Files.createDirectories(evaluation.resolve("in the way"));
        Files.writeString(run.resolve("measurements"), "a file in place of the folder");
        assertThat(call("evaluate", "--run", run, "--json")).satisfies(o -> {
            assertThat(o.out()).contains("\"knn_top1\"");
            assertThat(o.err()).contains("cannot be saved in " + run);
            assertThat(o.code()).isEqualTo(1);
        });
        assertThat(call("measure", "knn", "--run", run)).satisfies(o -> {
            assertThat(o.out()).contains(", step 9, on ").doesNotContain("Incomplete");
            assertThat(o.err()).contains("cannot be saved in " + run);
            assertThat(o.code()).isEqualTo(1);
        });
        Files.delete(evaluation.resolve("in the way"));
        Files.delete(evaluation);
        Files.delete(run.resolve("measurements"));
    }

    @Test
    void damagedLinesAreNamed() throws Exception {
        Path metrics = run.resolve("metrics.jsonl");
        byte[] whole = Files.readAllBytes(metrics);
        Files.writeString(metrics, "{\"step\":}\n", StandardOpenOption.APPEND);
        assertThat(call("evaluate", "--run", run).err()).contains("Note: Line 10 of metrics.jsonl is damaged");
        Files.write(metrics, whole);
        Files.deleteIfExists(run.resolve("evaluation.json"));
    }
}
