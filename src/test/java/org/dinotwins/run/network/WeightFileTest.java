package org.dinotwins.run.network;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import org.dinotwins.config.WorkbenchException;
import org.dinotwins.data.picture.Pixels;
import org.dinotwins.eval.FrozenBackbone;
import org.dinotwins.run.Progress;
import org.dinotwins.run.RunFolder;
import org.dinotwins.run.TinyRun;
import org.dinotwins.run.TrainingService;
import org.dinotwins.tensor.HostTensor;
import org.dinotwins.tensor.safetensors.Safetensors;
import org.dinotwins.vit.Architecture;
import org.dinotwins.vit.ViTConfig;
import org.dinotwins.vit.weights.BackboneFile;
import org.dinotwins.vit.weights.Naming;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

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
                .hasMessageContaining("not a safetensors file");
    }

    @Test
    void tensorsOutsideTheBackboneAreListedWhateverTheirType() throws Exception {
        Map<String, HostTensor> tensors = new LinkedHashMap<>();
        timmDino().forEach((name, tensor) -> {
            tensors.put("teacher.backbone." + name, tensor);
            tensors.put("student.backbone." + name, tensor);
        });
        for (String name :
                List.of("teacher.head.mlp.0.weight", "student.head.last_layer.weight_g", "dino_loss.center")) {
            tensors.put(name, new HostTensor(HostTensor.Type.F8_E4M3, new long[] {3}, ByteBuffer.allocate(3)));
        }
        tensors.put("epoch", new HostTensor(HostTensor.Type.U64, new long[0], ByteBuffer.allocate(8)));
        Path file = write("whole.safetensors", tensors);
        heads(2);

        BackboneFile backbone = WeightFile.read(file);

        assertThat(backbone.unused())
                .contains("teacher.head.mlp.0.weight", "student.head.last_layer.weight_g", "dino_loss.center", "epoch")
                .contains("student.backbone.cls_token")
                .noneMatch(name -> name.startsWith("teacher.backbone."))
                .hasSize(4 + timmDino().size());
        try (NetworkInspector inspector = NetworkInspector.open(file)) {
            assertThat(inspector.notes().get(1))
                    .contains("teacher.head.mlp.0.weight", "dino_loss.center", "student.backbone.pos_embed");
        }
    }

    @Test
    void aWeightOfATypeThatNoWeightHasIsRefusedByName() throws Exception {
        for (HostTensor.Type type : List.of(HostTensor.Type.F8_E5M2, HostTensor.Type.I8, HostTensor.Type.BOOL)) {
            Map<String, HostTensor> tensors = new LinkedHashMap<>(timmDino());
            tensors.put("blocks.1.mlp.fc2.bias", new HostTensor(type, new long[] {8}, ByteBuffer.allocate(8)));
            Path file = write("quantised.safetensors", tensors);
            heads(2);
            assertThatThrownBy(() -> WeightFile.read(file))
                    .isInstanceOf(WorkbenchException.class)
                    .hasMessageContainingAll("quantised.safetensors", "blocks.1.mlp.fc2.bias", type.name(), "F32");
        }
    }

    @Test
    void doublePrecisionIsConverted() throws Exception {
        Map<String, HostTensor> tensors = new LinkedHashMap<>(timmDino());
        ByteBuffer doubles = ByteBuffer.allocate(64).order(ByteOrder.LITTLE_ENDIAN);
        for (int i = 0; i < 8; i++) {
            doubles.putDouble(i * 0.125);
        }
        tensors.put("norm.bias", new HostTensor(HostTensor.Type.F64, new long[] {8}, doubles.flip()));
        heads(2);
        assertThat(WeightFile.read(write("double.safetensors", tensors))
                        .tensors()
                        .get("norm.bias")
                        .floats())
                .containsExactly(0, 0.125f, 0.25f, 0.375f, 0.5f, 0.625f, 0.75f, 0.875f);
    }

    @Test
    void theGridOfPositionsIsTheImageSizeOfTheConfig() throws Exception {
        Path file = write("wide.safetensors", positions(145));
        heads(2);
        assertThatThrownBy(() -> WeightFile.read(file))
                .hasMessageContainingAll("12 x 12", "9 x 16", "config.json", "image_size");
        config("{\"num_attention_heads\": 2, \"image_size\": [36, 64]}");
        assertThat(WeightFile.read(file).architecture().rows()).isEqualTo(9);
        assertThat(WeightFile.read(file).architecture().columns()).isEqualTo(16);
        config("{\"num_attention_heads\": 2, \"image_size\": 48}");
        assertThat(WeightFile.read(file).architecture().rows()).isEqualTo(12);
        config("{\"num_attention_heads\": 2, \"image_size\": 224}");
        assertThatThrownBy(() -> WeightFile.read(file)).hasMessageContainingAll("145 places", "224 x 224 px", "4 px");
        config("{\"model_args\": {\"num_heads\": 2}, \"pretrained_cfg\": {\"input_size\": [3, 64, 36]}}");
        assertThat(WeightFile.read(file).architecture().rows()).isEqualTo(16);
        for (String wrong : List.of("\"224\"", "[36]", "[36, 64.5]", "-1", "1e400", "{}", "true", "99999999999")) {
            config("{\"num_attention_heads\": 2, \"image_size\": " + wrong + "}");
            assertThatThrownBy(() -> WeightFile.read(file))
                    .isInstanceOf(WorkbenchException.class)
                    .hasMessageContainingAll("config.json", "image_size");
        }
    }

    @ParameterizedTest
    @EnumSource(Naming.class)
    void exportsKeepAGridThatIsNotSquare(Naming naming) throws Exception {
        Path file = write("wide.safetensors", positions(145));
        config("{\"num_attention_heads\": 2, \"image_size\": [36, 64]}");
        BackboneFile wide = WeightFile.read(file);
        Path out = home.resolve("export/" + naming + ".safetensors");
        WeightFile.export(wide, naming, out);
        assertThat(WeightFile.read(out).architecture()).isEqualTo(wide.architecture());
        Files.deleteIfExists(home.resolve("export/config.json"));
        assertThat(WeightFile.read(out).architecture()).isEqualTo(wide.architecture());
        try (NetworkInspector inspector = NetworkInspector.open(out);
                PicturePass pass = inspector.pass(picture(), 24, Progress.NONE)) {
            assertThat(pass.attention(1, FrozenBackbone.CLS).heads()).hasDimensions(2, 30);
        }
    }

    @Test
    void sizesThatNoModelHasAreRefused() throws Exception {
        heads(2);
        refuse("blocks.99999999999999999999.norm1.weight", new long[] {8}, "number of blocks");
        refuse("blocks.4000.norm1.weight", new long[] {8}, "number of blocks");
        refuse("patch_embed.proj.weight", new long[] {8, 3, 0, 0}, "patch size");
        refuse("patch_embed.proj.weight", new long[] {0, 3, 4, 4}, "width");
        refuse("patch_embed.proj.weight", new long[] {}, "patch embedding");
        refuse("blocks.0.mlp.fc1.bias", new long[] {0}, "hidden width");
        refuse("pos_embed", new long[] {1, 0, 8}, "number of positions");
        refuse("pos_embed", new long[] {17, 8}, "position embedding");
        refuse("register_tokens", new long[] {8}, "number of registers");
        refuse("register_tokens", new long[] {1, 4, 9}, "register_tokens");
        refuse("cls_token", new long[] {7}, "cls_token");
    }

    private void refuse(String name, long[] shape, String words) throws Exception {
        Map<String, HostTensor> tensors = new LinkedHashMap<>(timmDino());
        int size = Math.toIntExact(Arrays.stream(shape).reduce(1, (a, b) -> a * b));
        tensors.put(name, HostTensor.of(new float[size], shape));
        Path file = write("odd.safetensors", tensors);
        assertThatThrownBy(() -> WeightFile.read(file))
                .isInstanceOf(WorkbenchException.class)
                .hasMessageContainingAll("odd.safetensors", words);
    }

    private static Map<String, HostTensor> timmDino() throws IOException {
        try (InputStream stream = Naming.class.getResourceAsStream("naming/timm-dino.safetensors")) {
            return Safetensors.read(Channels.newChannel(stream)).tensors();
        }
    }

    private static Map<String, HostTensor> positions(int places) throws IOException {
        Map<String, HostTensor> tensors = new LinkedHashMap<>(timmDino());
        float[] values = new float[places * 8];
        Arrays.fill(values, 0.1f);
        tensors.put("pos_embed", HostTensor.of(values, 1, places, 8));
        return tensors;
    }

    private Path write(String name, Map<String, HostTensor> tensors) throws IOException {
        Path file = home.resolve(name);
        try (FileChannel channel = FileChannel.open(
                file, StandardOpenOption.CREATE, StandardOpenOption.TRUNCATE_EXISTING, StandardOpenOption.WRITE)) {
            new Safetensors(tensors, Map.of()).write(channel);
        }
        return file;
    }

    private void heads(int heads) throws IOException {
        config("{\"num_attention_heads\": " + heads + "}");
    }

    private void config(String json) throws IOException {
        Files.writeString(home.resolve("config.json"), json);
    }

    private Path trained() throws Exception {
        Path images = TinyRun.images(home.resolve("images"));
        try (TrainingService service = new TrainingService()) {
            service.start(TinyRun.config(images), home.resolve("run"), 1, false, new TrainingService.Listener() {});
            service.await();
        }
        assertThatThrownBy(() -> WeightFile.read(home.resolve("run"))).hasMessageContaining("folder of a run");
        return RunFolder.open(home.resolve("run")).checkpoints().get(0).file();
    }

    private static Pixels picture() {
        byte[] rgb = new byte[40 * 30 * 3];
        new Random(4).nextBytes(rgb);
        return new Pixels(40, 30, rgb);
    }
}
