package org.dinotwins.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import org.dinotwins.ablation.GridJson;
import org.dinotwins.config.ConfigJson;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What only a process of its own shows: output that must be flushed, and progress on a file and on a terminal. */
class ProgramProcessTest {
    private static final long PATIENCE_SECONDS = 120;

    @TempDir
    private Path home;

    private static List<String> program(Object... words) {
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx256m",
                "-cp",
                System.getProperty("java.class.path"),
                "org.dinotwins.Main"));
        for (Object word : words) {
            command.add(word.toString());
        }
        return command;
    }

    /** Runs a command; its output goes to the files {@code out} and {@code err}. */
    private int run(List<String> command) throws IOException, InterruptedException {
        ProcessBuilder builder = new ProcessBuilder(command)
                .redirectOutput(home.resolve("out").toFile())
                .redirectError(home.resolve("err").toFile());
        Process process = builder.start();
        process.getOutputStream().close();
        assertThat(process.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS))
                .as("the process has ended")
                .isTrue();
        return process.exitValue();
    }

    private String text(String file) throws IOException {
        return Files.readString(home.resolve(file), StandardCharsets.UTF_8);
    }

    @Test
    void printedPresetsReachStandardOutput() throws Exception {
        assertThat(run(program("presets", "quick"))).as(text("err")).isZero();
        assertThat(ConfigJson.parse(text("out")).name()).isEqualTo("quick");
        assertThat(run(program("ablate", "presets", "methods"))).as(text("err")).isZero();
        assertThat(GridJson.parse(text("out")).axes()).hasSize(1);
    }

    @Test
    void progressInAFileIsPlainLines() throws Exception {
        assertThat(run(program("sample-data", "--out", home.resolve("set"), "--train", 40, "--validation", 2)))
                .isZero();
        assertThat(text("err")).contains("Drawing pictures: 100 %\n").doesNotContain("\r", "[=");
    }

    @Test
    void progressOnATerminalIsABarThatOverwritesItself() throws Exception {
        Path script = Path.of("/usr/bin/script");
        assumeTrue(Files.isExecutable(script), "needs the program script, which opens a pseudo-terminal");
        String words = program("sample-data", "--out", home.resolve("set"), "--train", 40, "--validation", 2).stream()
                .map(word -> "'" + word + "'")
                .collect(Collectors.joining(" "));
        Path typescript = home.resolve("typescript");
        assertThat(run(List.of(script.toString(), "--quiet", "--return", "--command", words, typescript.toString())))
                .as(text("out"))
                .isZero();
        assertThat(text("typescript"))
                .contains("\r100 % [================] Drawing pictures", "The sample images are in ");
        assertThat(text("typescript").lines().map(String::strip)).doesNotContain("Drawing pictures: 100 %");
    }

    @Test
    void onlyStandardErrorDecidesBetweenBarAndLines() throws Exception {
        Path script = Path.of("/usr/bin/script");
        assumeTrue(Files.isExecutable(script), "needs the program script, which opens a pseudo-terminal");
        String words = program("sample-data", "--out", home.resolve("set"), "--train", 40, "--validation", 2).stream()
                        .map(word -> "'" + word + "'")
                        .collect(Collectors.joining(" "))
                + " 2> '" + home.resolve("log") + "'";
        assertThat(run(List.of(
                        script.toString(),
                        "--quiet",
                        "--return",
                        "--command",
                        words,
                        home.resolve("typescript").toString())))
                .as(text("out"))
                .isZero();
        assertThat(text("log")).contains("Drawing pictures: 100 %\n").doesNotContain("\r");
    }
}
