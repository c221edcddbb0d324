package org.dinotwins.run.network;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.InputStream;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.dinotwins.GoldenFile;
import org.dinotwins.Goldens;
import org.dinotwins.augment.EvaluationView;
import org.dinotwins.data.picture.Pixels;
import org.dinotwins.eval.FrozenBackbone;
import org.dinotwins.eval.attention.PatchGrid;
import org.dinotwins.tensor.HostTensor;
import org.dinotwins.tensor.device.DevicePreference;
import org.dinotwins.tensor.safetensors.Safetensors;
import org.dinotwins.vit.Architecture;
import org.dinotwins.vit.weights.BackboneFile;
import org.dinotwins.vit.weights.InputScale;
import org.dinotwins.vit.weights.Naming;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What a file of weights is recognised by, and what the files beside it say about the model. */
class WeightDescriptionTest {
    @TempDir
    private Path home;

    private static Pixels picture() {
        byte[] rgb = new byte[40 * 30 * 3];
        new Random(4).nextBytes(rgb);
        return new Pixels(40, 30, rgb);
    }

    @ParameterizedTest
    @ValueSource(strings = {"dino.pth", "pytorch_model.bin", "new.pt", "renamed.safetensors"})
    void aCheckpointIsRecognisedWhateverItsName(String name) throws Exception {
        Path file = home.resolve(name);
        try (InputStream stream = Goldens.open("pth/plain.pth")) {
            Files.copy(stream, file);
        }
        Path config = Files.writeString(home.resolve("config.json"), "{\"num_heads\": 3}");
        assertThat(WeightFile.read(file).architecture().size().heads()).isEqualTo(3);
        Files.delete(config);
        Files.delete(file);
    }

    @Test
    void aFolderIsReadByItsOnlyCheckpoint() throws Exception {
        Path folder = Files.createDirectory(home.resolve("only"));
        try (InputStream stream = Goldens.open("pth/plain.pth")) {
            Files.copy(stream, folder.resolve("pytorch_model.bin"));
        }
        Files.writeString(folder.resolve("config.json"), "{\"num_heads\": 3}");
        assertThat(WeightFile.read(folder).architecture().size().dim()).isEqualTo(48);
        Files.copy(folder.resolve("pytorch_model.bin"), folder.resolve("another.pth"));
        assertThatThrownBy(() -> WeightFile.read(folder)).hasMessageContaining("nor a single PyTorch checkpoint");
    }

    @Test
    void safetensorsAreRecognisedWhateverTheirName() throws Exception {
        Path folder = Files.createDirectory(home.resolve("renamed"));
        Path file = folder.resolve("converted.bin");
        try (InputStream stream = Naming.class.getResourceAsStream("naming/timm-dino.safetensors")) {
            Files.copy(stream, file);
        }
        Files.writeString(folder.resolve("config.json"), "{\"num_heads\": 2}");
        assertThat(WeightFile.read(file).architecture().size().heads()).isEqualTo(2);
    }

    @Test
    void theActivationOfClipIsThatOfItsConfig() throws Exception {
        Path folder = Files.createDirectory(home.resolve("clips"));
        Map<String, HostTensor> published = GoldenFile.open("zoo/clip_hf").behind("w.");
        Path file = folder.resolve("model.safetensors");
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.WRITE)) {
            new Safetensors(published, Map.of()).write(channel);
        }
        Path config = folder.resolve("config.json");
        Files.writeString(config, "{\"vision_config\": {\"num_attention_heads\": 3}}");
        assertThat(WeightFile.read(file).architecture().variant().mlp()).isEqualTo(Architecture.Mlp.QUICK_GELU);
        Files.writeString(config, "{\"vision_config\": {\"num_attention_heads\": 3, \"hidden_act\": \"gelu\"}}");
        assertThat(WeightFile.read(file).architecture().variant().mlp()).isEqualTo(Architecture.Mlp.GELU);
        assertThat(WeightFile.read(file).scale()).isEqualTo(InputScale.CLIP);
    }

    @Test
    void theInputIsNormalisedAsTheFilesBesideSay() throws Exception {
        Path folder = Files.createDirectory(home.resolve("scaled"));
        Path file = folder.resolve("model.safetensors");
        try (InputStream stream = Naming.class.getResourceAsStream("naming/timm-dino.safetensors")) {
            Files.copy(stream, file);
        }
        Files.writeString(
                folder.resolve("config.json"),
                "{\"num_heads\": 2, \"pretrained_cfg\": {\"mean\": [0.5, 0.5, 0.5], "
                        + "\"std\": [0.25, 0.25, 0.25]}}");
        assertThat(WeightFile.read(file).scale().deviation()).containsOnly(0.25);
        Files.writeString(
                folder.resolve("preprocessor_config.json"),
                "{\"image_mean\": [0.1, 0.2, 0.3], \"image_std\": [1, 1, 1]}");
        assertThat(WeightFile.read(file).scale().mean()).containsExactly(0.1, 0.2, 0.3);
        Files.writeString(
                folder.resolve("preprocessor_config.json"), "{\"image_mean\": [0.1], \"image_std\": [1, 1, 0]}");
        assertThat(WeightFile.read(file).scale()).isEqualTo(InputScale.IMAGENET);
        assertThat(NetworkInspector.open(file).notes()).noneMatch(note -> note.contains("normalised"));
    }

    @Test
    void featuresAndAttentionUseTheScaleOfTheFile() throws Exception {
        Path plain = Files.createDirectory(home.resolve("plain"));
        Path scaled = Files.createDirectory(home.resolve("clip"));
        for (Path folder : List.of(plain, scaled)) {
            try (InputStream stream = Naming.class.getResourceAsStream("naming/timm-dino.safetensors")) {
                Files.copy(stream, folder.resolve("model.safetensors"));
            }
            Files.writeString(folder.resolve("config.json"), "{\"num_heads\": 2}");
        }
        Files.writeString(
                scaled.resolve("preprocessor_config.json"),
                "{\"image_mean\": [0.5, 0.4, 0.3], \"image_std\": [0.2, 0.3, 0.4]}");
        BackboneFile file = WeightFile.read(scaled.resolve("model.safetensors"));
        int side = file.architecture().size().imageSize();
        float[] view = EvaluationView.stretched(picture(), side, side);
        try (FrozenBackbone one =
                        FrozenBackbone.of(WeightFile.read(plain.resolve("model.safetensors")), DevicePreference.CPU);
                FrozenBackbone other = FrozenBackbone.of(file, DevicePreference.CPU)) {
            float[] expected = one.features(new float[][] {file.scale().of(view)}, side)[0];
            assertThat(other.features(new float[][] {view}, side)[0]).containsExactly(expected);
            assertThat(one.features(new float[][] {view}, side)[0]).isNotEqualTo(expected);
            PatchGrid grid = new PatchGrid(2, 2);
            assertThat(other.view(picture(), grid)).containsExactly(file.scale().of(one.view(picture(), grid)));
        }
    }
}
