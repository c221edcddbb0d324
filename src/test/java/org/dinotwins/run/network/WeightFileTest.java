package org.dinotwins.run.network;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.dinotwins.config.WorkbenchException;
import org.dinotwins.data.picture.Pixels;
import org.dinotwins.eval.FrozenBackbone;
import org.dinotwins.run.Progress;
import org.dinotwins.run.RunFolder;
import org.dinotwins.run.TinyRun;
import org.dinotwins.run.TrainingService;
import org.dinotwins.vit.Architecture;
import org.dinotwins.vit.ViTConfig;
import org.dinotwins.vit.weights.Naming;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Weights in files from elsewhere, and a run's weights in files for elsewhere. */
class WeightFileTest {
    @TempDir
    private Path home;

    @Test
    void readsAHuggingFaceFolderWithItsConfig() throws Exception {
        for (String file : List.of("config.json", "model.safetensors")) {
            try (InputStream stream = Naming.class.getResourceAsStream("naming/hf-dinov2-reg/" + file)) {
                Files.copy(stream, home.resolve(file));
            }
        }
        try (NetworkInspector inspector = NetworkInspector.open(home.resolve("model.safetensors"));
                PicturePass pass = inspector.pass(picture(), 32, Progress.NONE)) {
            assertThat(inspector.architecture())
                    .isEqualTo(new Architecture(new ViTConfig(16, 4, 8, 2, 2, 4, 0), 4, true));
            assertThat(inspector.notes()).hasSize(2);
            assertThat(inspector.notes().get(0)).contains("4 registers", "Hugging Face");
            assertThat(inspector.notes().get(1)).contains("embeddings.mask_token");
            assertThat(pass.attention(1, FrozenBackbone.CLS).heads()).hasDimensions(2, 48);
        }
        Files.delete(home.resolve("config.json"));
        assertThatThrownBy(() -> NetworkInspector.open(home.resolve("model.safetensors")))
                .isInstanceOf(WorkbenchException.class)
                .hasMessageContainingAll("model.safetensors", "config.json");
        Files.writeString(home.resolve("config.json"), "{ broken");
        assertThatThrownBy(() -> NetworkInspector.open(home.resolve("model.safetensors")))
                .isInstanceOf(WorkbenchException.class)
                .hasMessageContaining("config.json, beside the weights,");
    }

    @Test
    void readsTheNumberOfHeadsFromTimmsModelArguments() throws Exception {
        try (InputStream stream = Naming.class.getResourceAsStream("naming/timm-dino.safetensors")) {
            Files.copy(stream, home.resolve("model.safetensors"));
        }
        Files.writeString(
                home.resolve("config.json"), "{\"architecture\": \"vit\", \"model_args\": {\"num_heads\": 4}}");
        try (NetworkInspector inspector = NetworkInspector.open(home.resolve("model.safetensors"))) {
            assertThat(inspector.heads()).isEqualTo(4);
            assertThat(inspector.notes()).hasSize(1);
        }
    }

    @ParameterizedTest
    @EnumSource(Naming.class)
    void aTeacherIsReadBackInEveryNaming(Naming naming) throws Exception {
        Path checkpoint = trained();
        Path out = home.resolve("for others/" + naming + ".safetensors");

        List<Path> files = WeightFile.export(WeightFile.read(checkpoint), naming, out);

        assertThat(files).allSatisfy(file -> assertThat(file).isNotEmptyFile()).contains(out);
        assertThat(files).hasSize(naming == Naming.HF ? 2 : 1);
        RunFolder run = RunFolder.open(home.resolve("run"));
        try (NetworkInspector known = NetworkInspector.open(run, Optional.of(checkpoint));
                NetworkInspector exported = NetworkInspector.open(out);
                PicturePass expected = known.pass(picture(), 24, Progress.NONE);
                PicturePass actual = exported.pass(picture(), 24, Progress.NONE)) {
            assertThat(exported.heads()).isEqualTo(2);
            for (int head = 0; head < 2; head++) {
                assertThat(actual.attention(1, 3).heads()[head])
                        .containsExactly(expected.attention(1, 3).heads()[head], within(1e-6f));
            }
            assertThat(actual.features()[5]).containsExactly(expected.features()[5], within(1e-5f));
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"dino.pth", "pytorch_model.bin", "new.pt", "renamed.safetensors", "old.weights"})
    void picklesAreRejectedWithAConversionCommand(String name) throws Exception {
        byte[] legacy = {(byte) 0x80, 2, (byte) 0x8a, 10, 0, 0, 0, 0, 0, 0};
        byte[] zip = "PK\3\4and so on".getBytes(StandardCharsets.ISO_8859_1);
        Path file = Files.write(home.resolve(name), name.startsWith("old") ? legacy : zip);
        assertThatThrownBy(() -> NetworkInspector.open(file))
                .isInstanceOf(WorkbenchException.class)
                .hasMessageContainingAll(name, "python -c", "weights_only=True", ".safetensors\"");
    }

    @Test
    void aHeaderLengthThatLooksLikeAPickleIsStillSafetensors() throws Exception {
        byte[] file = new byte[0x0280 + 8];
        Arrays.fill(file, (byte) ' ');
        byte[] start = {(byte) 0x80, 2, 0, 0, 0, 0, 0, 0, '{', '}'};
        System.arraycopy(start, 0, file, 0, start.length);
        assertThatThrownBy(() -> NetworkInspector.open(Files.write(home.resolve("empty.safetensors"), file)))
                .hasMessageContaining("no Vision Transformer");
    }

    @Test
    void missingOrInvalidFilesAreReported() throws Exception {
        assertThatThrownBy(() -> NetworkInspector.open(home.resolve("gone.safetensors")))
                .isInstanceOf(WorkbenchException.class)
                .hasMessageContaining("There is no file");
        byte[] whole;
        try (InputStream stream = Naming.class.getResourceAsStream("naming/timm-dino.safetensors")) {
            whole = stream.readAllBytes();
        }
        Path cut = Files.write(home.resolve("cut.safetensors"), Arrays.copyOf(whole, whole.length - 1));
        assertThatThrownBy(() -> NetworkInspector.open(cut))
                .isInstanceOf(WorkbenchException.class)
                .hasMessageContainingAll("cut.safetensors", "ends early");
        Path text = Files.writeString(home.resolve("text.safetensors"), "this is not what its name says");
        assertThatThrownBy(() -> NetworkInspector.open(text))
                .isInstanceOf(WorkbenchException.class)
                .hasMessageContaining("no safetensors file");
    }

    private Path trained() throws Exception {
        Path images = TinyRun.images(home.resolve("images"));
        try (TrainingService service = new TrainingService()) {
            service.start(TinyRun.config(images), home.resolve("run"), 1, false, new TrainingService.Listener() {});
            service.await();
        }
        return RunFolder.open(home.resolve("run")).checkpoints().get(0).file();
    }

    private static Pixels picture() {
        byte[] rgb = new byte[40 * 30 * 3];
        new Random(4).nextBytes(rgb);
        return new Pixels(40, 30, rgb);
    }
}
