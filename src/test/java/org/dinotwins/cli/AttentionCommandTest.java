package org.dinotwins.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import javax.imageio.ImageIO;
import org.dinotwins.cli.terminal.ExitCode;
import org.dinotwins.run.RunFolder;
import org.dinotwins.run.TinyRun;
import org.dinotwins.run.TrainingService;
import org.dinotwins.run.network.WeightFile;
import org.dinotwins.vit.weights.Naming;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import picocli.CommandLine;

/** The attention command over a tiny run and over weights from elsewhere. */
@Tag("slow")
class AttentionCommandTest {
    @TempDir
    private static Path shared;

    @TempDir
    private Path out;

    private static Path images;
    private static Path run;
    private static Path weights;

    private record Outcome(int code, String out, String err) {}

    @BeforeAll
    static void train() throws Exception {
        images = TinyRun.images(shared.resolve("images"));
        run = shared.resolve("run");
        try (TrainingService service = new TrainingService()) {
            service.start(TinyRun.config(images), run, 9, false, new TrainingService.Listener() {});
            service.await();
        }
        List<RunFolder.Checkpoint> saved = RunFolder.open(run).checkpoints();
        weights = shared.resolve("elsewhere/model.safetensors");
        WeightFile.export(WeightFile.read(saved.get(saved.size() - 1).file()), Naming.HF, weights);
    }

    @Test
    void byDefaultItWritesEachHeadAndTheMean() throws Exception {
        Outcome outcome = attention("--run", run, "--image", images.resolve("images/val0.png"));

        assertThat(outcome.code()).as(outcome.err()).isZero();
        assertThat(names()).containsExactlyInAnyOrder("val0-head-1.png", "val0-head-2.png", "val0-mean.png");
        assertThat(outcome.out().lines()).hasSize(3);
        assertThat(ImageIO.read(out.resolve("val0-mean.png").toFile()).getWidth())
                .isEqualTo(40);
    }

    @Test
    void acceptsWeightsMapsSizesAndQueries() throws Exception {
        Outcome outcome = attention(
                "--weights",
                weights,
                "--image",
                images.resolve("images/val1.png"),
                "--map",
                "2,max,rollout,rollout-max",
                "--write",
                "npy,svg",
                "--query",
                "39.5,0",
                "--size",
                "80",
                "--block",
                1);

        assertThat(outcome.code()).as(outcome.err()).isZero();
        assertThat(outcome.err()).contains("Hugging Face");
        assertThat(names())
                .containsExactlyInAnyOrder(
                        "val1-attention.npy",
                        "val1-rollout.npy",
                        "val1-rollout-max.npy",
                        "val1-head-2.svg",
                        "val1-max.svg",
                        "val1-rollout.svg",
                        "val1-rollout-max.svg");
        assertThat(text("val1-attention.npy")).contains("'shape': (2, 20, 20)");
        assertThat(text("val1-rollout.npy")).contains("'shape': (20, 20)");
        assertThat(Files.size(out.resolve("val1-attention.npy"))).isEqualTo(128 + 4 * 800);
        // A token keeps most of itself in a rollout, so the asking patch is the strongest: the last of the first row.
        assertThat(text("val1-rollout.svg")).contains("M40 0L40 2L38 2L38 0Z");
    }

    @Test
    void reportsPicturesWithoutOverlaps() throws Exception {
        Outcome outcome = attention("--run", run, "--image", images.resolve("images/val0.png"), "--write", "csv");

        assertThat(outcome.code()).isEqualTo(ExitCode.FAILURE);
        assertThat(outcome.err()).contains("No overlaps were written").contains("--image");
    }

    @Test
    void writesAFolderOfPicturesWithOverlaps() throws Exception {
        Outcome outcome = attention("--run", run, "--step", 0, "--image", images, "--write", "csv", "--kept-mass", 0.5);

        assertThat(outcome.code()).as(outcome.err()).isZero();
        List<String> lines = Files.readAllLines(out.resolve("overlaps.csv"));
        assertThat(lines.get(0)).isEqualTo("picture,object,category,crowd,head,jaccard,best");
        // 18 pictures with an object each; two heads, mean and max.
        assertThat(lines).hasSize(1 + 18 * 4);
        assertThat(lines.get(1)).matches("\"images.train0\",1,\"square\",0,1,0\\.\\d{4},[01]");
        assertThat(lines.stream().filter(line -> line.endsWith(",1"))).hasSize(18);
    }

    @Test
    void aBrokenPictureDoesNotStopTheOthers() throws Exception {
        Path broken = Files.writeString(out.resolve("broken.png"), "no picture");
        Outcome outcome =
                attention("--run", run, "--map", "mean", "--image", broken, images.resolve("images/val0.png"));

        assertThat(outcome.code()).isEqualTo(1);
        assertThat(outcome.err()).contains("broken.png");
        assertThat(names()).contains("val0-mean.png");
    }

    @Test
    void writesFilmsOverTheCheckpoints() throws Exception {
        int checkpoints = RunFolder.open(run).checkpoints().size();
        assertThat(checkpoints).isGreaterThan(1);
        Path picture = images.resolve("images/val0.png");
        assertThat(attention("--run", run, "--map", "mean", "--image", picture, "--film", "gif")
                        .code())
                .isZero();
        assertThat(attention("--run", run, "--map", "mean", "--image", picture, "--film", "frames")
                        .code())
                .isZero();

        var reader = ImageIO.getImageReadersByFormatName("gif").next();
        try (var in =
                ImageIO.createImageInputStream(out.resolve("val0-mean.gif").toFile())) {
            reader.setInput(in);
            assertThat(reader.getNumImages(true)).isEqualTo(checkpoints);
        }
        try (Stream<Path> frames = Files.list(out.resolve("val0-mean"))) {
            assertThat(frames).hasSize(checkpoints);
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "--map 3",
                "--map all",
                "--size 1025",
                "--kept-mass 0",
                "--query 5",
                "--block 3",
                "--write gif",
                "--frame-time 0"
            })
    void wrongOptionsExitWithTwoAndAMessage(String words) {
        List<Object> all = new ArrayList<>(List.of("--run", run, "--image", images));
        all.addAll(List.of(words.split(" ")));
        Outcome outcome = attention(all.toArray());
        assertThat(outcome.code()).as(outcome.err()).isEqualTo(2);
        assertThat(outcome.err()).contains(words.split(" ")[0]);
    }

    @ParameterizedTest
    @ValueSource(strings = {"attention --image x.png --out", "export --naming dino --out"})
    void unreadableWeightsAreAWrongOption(String command) throws Exception {
        Path pickle = Files.write(out.resolve("model.pth"), new byte[] {(byte) 0x80, 2, '}', 'q', 0, '.'});
        Path cut = Files.write(out.resolve("cut.safetensors"), Arrays.copyOf(Files.readAllBytes(weights), 100));
        for (Path wrong : List.of(pickle, cut, out.resolve("missing.safetensors"))) {
            List<Object> words = new ArrayList<>(List.of(command.split(" ")));
            words.addAll(List.of(out.resolve("made"), "--weights", wrong));
            Outcome outcome = run(words.stream());
            assertThat(outcome.code()).as(outcome.err()).isEqualTo(ExitCode.USAGE);
            assertThat(outcome.err()).contains(wrong.getFileName().toString());
        }
        assertThat(out.resolve("made")).doesNotExist();
    }

    @Test
    void aFolderWithoutPicturesIsAWrongOption() throws Exception {
        Outcome outcome = attention("--run", run, "--image", Files.createDirectory(out.resolve("empty")));

        assertThat(outcome.code()).as(outcome.err()).isEqualTo(ExitCode.USAGE);
        assertThat(outcome.err()).contains("contain no JPEG, PNG, BMP, GIF, TIFF or WebP images");
    }

    @Test
    void needsEitherARunOrWeights() {
        assertThat(attention("--image", images).code()).isEqualTo(2);
        assertThat(attention("--run", run, "--weights", weights, "--image", images)
                        .code())
                .isEqualTo(2);
        assertThat(attention("--weights", weights, "--image", images, "--film", "gif")
                        .err())
                .contains("--film needs --run");
    }

    private Outcome attention(Object... words) {
        return run(Stream.concat(Stream.of("attention", "--out", out), Stream.of(words)));
    }

    private static Outcome run(Stream<Object> words) {
        StringWriter out = new StringWriter();
        StringWriter err = new StringWriter();
        CommandLine line = Cli.create(true);
        line.setOut(new PrintWriter(out, true));
        line.setErr(new PrintWriter(err, true));
        return new Outcome(
                line.execute(words.map(Object::toString).toArray(String[]::new)), out.toString(), err.toString());
    }

    private List<String> names() throws Exception {
        try (Stream<Path> files = Files.list(out)) {
            return files.map(file -> file.getFileName().toString()).toList();
        }
    }

    private String text(String name) throws Exception {
        return new String(Files.readAllBytes(out.resolve(name)), StandardCharsets.ISO_8859_1);
    }
}
