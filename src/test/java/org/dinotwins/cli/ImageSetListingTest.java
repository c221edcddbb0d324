package org.dinotwins.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.dinotwins.config.ConfigFile;
import org.dinotwins.run.TinyRun;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

/** Every command that opens an image set prints what it holds and what was skipped, and refuses it with --strict. */
@Tag("slow")
class ImageSetListingTest {
    private static final String MISSING = "    2 images (train3.png, train4.png): ";

    @TempDir
    private Path home;

    private Path images;
    private Path config;

    private record Outcome(int code, String out, String err) {}

    private static Outcome run(Object... words) {
        StringWriter out = new StringWriter();
        StringWriter err = new StringWriter();
        CommandLine line = Cli.create(true).setOut(new PrintWriter(out, true)).setErr(new PrintWriter(err, true));
        int code = line.execute(Arrays.stream(words).map(Object::toString).toArray(String[]::new));
        return new Outcome(code, out.toString(), err.toString());
    }

    @BeforeEach
    void aSetWithTwoMissingPictures() throws Exception {
        images = TinyRun.images(home.resolve("images"));
        Files.delete(images.resolve("images/train3.png"));
        Files.delete(images.resolve("images/train4.png"));
        config = home.resolve("config.json");
        ConfigFile.write(config, TinyRun.config(images));
    }

    @Test
    void theListingIsPrintedAndLogged() throws Exception {
        Path folder = home.resolve("run");
        Outcome trained = run("train", "--config", config, "--out", folder, "--steps", 1, "--no-evaluate");

        assertThat(trained.code()).as(trained.err()).isZero();
        assertListed(trained);
        assertThat(Files.readString(folder.resolve("log.txt")))
                .contains("COCO, 10 pictures for training, 6 pictures for validation, 2 categories.", MISSING);
        assertListed(run("evaluate", "--run", folder));
        assertListed(run("measure", "knn", "--run", folder));
        assertListed(run("attention", "--run", folder, "--image", images, "--out", home.resolve("maps")));
        assertListed(run("report", "--run", folder, "--out", home.resolve("report.html")));
        for (List<Object> words : List.<List<Object>>of(
                List.of("evaluate", "--run", folder, "--strict"),
                List.of("measure", "knn", "--run", folder, "--strict"),
                List.of("attention", "--run", folder, "--image", images, "--out", home.resolve("x"), "--strict"))) {
            assertRefused(run(words.toArray()));
        }
        assertThat(folder.resolve("evaluation.json")).exists();
        assertThat(home.resolve("x")).doesNotExist();
    }

    @Test
    void strictRefusesBeforeAnythingIsWritten() throws Exception {
        Path out = home.resolve("out");
        assertRefused(run("train", "--config", config, "--out", out, "--strict"));
        assertRefused(run("table", "--config", config, "--out", out, "--strict"));
        assertRefused(run("ablate", "--preset", "shares", "--data", images, "--out", out, "--strict"));
        assertThat(out).doesNotExist();
        try (Stream<Path> left = Files.list(home)) {
            assertThat(left).containsExactlyInAnyOrder(images, config);
        }
    }

    @Test
    void strictAcceptsASetWithoutFaults() throws Exception {
        Path whole = TinyRun.images(home.resolve("whole"));
        Outcome trained = run(
                "train",
                "--config",
                config,
                "--data",
                whole,
                "--out",
                home.resolve("run"),
                "--steps",
                1,
                "--no-evaluate",
                "--strict");
        assertThat(trained.code()).as(trained.err()).isZero();
        assertThat(trained.err()).doesNotContain("Skipped");
        assertThat(trained.err().lines().filter(line -> line.startsWith("Image set")))
                .as("printed once, although it is opened twice")
                .hasSize(1);
    }

    @Test
    void aSetThatCannotBeOpenedHasOneExitCode() {
        Path empty = home.resolve("nowhere");
        assertThat(run("train", "--config", config, "--data", empty, "--out", home.resolve("out"))
                        .code())
                .isEqualTo(2);
        assertThat(run("ablate", "--preset", "shares", "--data", empty, "--out", home.resolve("out"))
                        .code())
                .isEqualTo(2);
        assertThat(home.resolve("out/grid.json")).doesNotExist();
    }

    private static void assertListed(Outcome outcome) {
        assertThat(outcome.code()).as(outcome.err()).isZero();
        assertThat(outcome.err())
                .contains(
                        "COCO, 10 pictures for training, 6 pictures for validation, 2 categories.",
                        "Training pictures by category: disc 5, square 5.",
                        MISSING);
    }

    private static void assertRefused(Outcome outcome) {
        assertThat(outcome.code()).as(outcome.err()).isEqualTo(2);
        assertThat(outcome.out()).isEmpty();
        assertThat(outcome.err()).contains(MISSING, "is refused because of --strict: 2 images");
    }
}
