package org.dinotwins.run.network;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.gson.JsonObject;
import java.io.IOException;
import java.io.InputStream;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.dinotwins.config.WorkbenchException;
import org.dinotwins.tensor.HostTensor;
import org.dinotwins.tensor.safetensors.Safetensors;
import org.dinotwins.vit.weights.BackboneFile;
import org.dinotwins.vit.weights.Naming;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Models that lie in several files, as Hugging Face writes them. */
class WeightShardsTest {
    private static final String FIRST = "model-00001-of-00002.safetensors";
    private static final String SECOND = "model-00002-of-00002.safetensors";
    private static final String INDEX = "model.safetensors.index.json";

    @TempDir
    private Path home;

    private Map<String, HostTensor> whole;

    @BeforeEach
    void writesTwoShards() throws Exception {
        try (InputStream stream = Naming.class.getResourceAsStream("naming/hf-dinov2/model.safetensors")) {
            whole = Safetensors.read(Channels.newChannel(stream)).tensors();
        }
        List<String> names = new ArrayList<>(whole.keySet());
        JsonObject map = new JsonObject();
        for (String shard : List.of(FIRST, SECOND)) {
            Map<String, HostTensor> part = new LinkedHashMap<>();
            int half = names.size() / 2;
            for (String name : shard.equals(FIRST) ? names.subList(0, half) : names.subList(half, names.size())) {
                part.put(name, whole.get(name));
                map.addProperty(name, shard);
            }
            write(shard, part);
        }
        JsonObject index = new JsonObject();
        index.add("weight_map", map);
        Files.writeString(home.resolve(INDEX), index.toString());
        Files.writeString(home.resolve("config.json"), "{\"num_attention_heads\": 2, \"image_size\": 16}");
    }

    @ParameterizedTest
    @ValueSource(strings = {FIRST, SECOND, INDEX, "."})
    void aModelInShardsIsReadAsOneWhateverIsOpened(String opened) throws Exception {
        BackboneFile read = WeightFile.read(home.resolve(opened));
        assertThat(read.architecture().size().depth()).isEqualTo(2);
        assertThat(read.tensors().get("norm.weight").floats())
                .isEqualTo(whole.get("layernorm.weight").floats());
        assertThat(read.unused()).containsExactly("embeddings.mask_token");
        assertThat(WeightFile.isPlaceOfWeights(home.resolve(opened))).isTrue();
    }

    @ParameterizedTest
    @ValueSource(strings = {FIRST, INDEX, "."})
    void aMissingShardIsNamed(String opened) throws Exception {
        Files.delete(home.resolve(SECOND));
        refused(opened, "2 shards", "one is missing", SECOND);
    }

    @Test
    void aFolderWithoutAnIndexIsReadByTheNamesOfItsShards() throws Exception {
        Files.delete(home.resolve(INDEX));
        assertThat(WeightFile.read(home).unused()).containsExactly("embeddings.mask_token");
        write("other.safetensors", Map.of("x", whole.get("layernorm.bias")));
        refused(".", "several models", FIRST, "other.safetensors");
    }

    @Test
    void aFolderOfAWholeModelIsRead() throws Exception {
        for (String file : List.of(FIRST, SECOND, INDEX)) {
            Files.delete(home.resolve(file));
        }
        refused(".", "holds neither a safetensors file nor a single PyTorch checkpoint");
        write("model.safetensors", whole);
        assertThat(WeightFile.read(home).architecture().size().heads()).isEqualTo(2);
        assertThat(WeightFile.read(home.resolve("model.safetensors")).naming()).isEqualTo(Naming.HF);
    }

    @Test
    void aModelWithAMissingShardIsRefused() {
        refused("other-00001-of-00002.safetensors", "There is no file");
    }

    @Test
    void aDamagedShardIsNamed() throws Exception {
        byte[] bytes = Files.readAllBytes(home.resolve(SECOND));
        Files.write(home.resolve(SECOND), java.util.Arrays.copyOf(bytes, bytes.length - 1));
        refused(FIRST, "In \"" + SECOND + "\"", "ends early");
    }

    @Test
    void aTensorInTwoShardsIsRefused() throws Exception {
        write(SECOND, whole);
        refused(FIRST, "Two shards hold the tensor");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "\"../model.safetensors\"",
                "\"/etc/passwd\"",
                "\"/tmp/a.safetensors\"",
                "\"sub/a.safetensors\"",
                "\"..\\\\a.safetensors\"",
                "\"C:a.safetensors\"",
                "\"config.json\"",
                "\"\\u0000.safetensors\"",
                "7",
                "null",
                "[]",
                "{}",
            })
    void anIndexThatNamesAnythingButASafetensorsFileBesideItIsRefused(String name) throws Exception {
        Files.writeString(home.resolve(INDEX), "{\"weight_map\": {\"x\": " + name + "}}");
        refused(INDEX, "only files in the same folder are read");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "{", "[]", "{}", "{\"weight_map\": 3}", "{\"weight_map\": {}}"})
    void aDamagedIndexIsRefused(String text) throws Exception {
        Files.writeString(home.resolve(INDEX), text);
        refused(INDEX, INDEX);
    }

    @ParameterizedTest
    @ValueSource(strings = {"m-3-of-2.safetensors", "m-0-of-2.safetensors", "m-1-of-999999999.safetensors"})
    void aNameThatNoShardHasIsRefused(String name) throws Exception {
        write(name, whole);
        refused(name, "impossible");
    }

    @Test
    void aFileThatIsNotRegularIsRefusedAtOnce() {
        assertThatThrownBy(() -> WeightFile.read(Path.of("/dev/zero"))).hasMessageContaining("not a regular file");
    }

    private void refused(String opened, String... words) {
        assertThatThrownBy(() -> WeightFile.read(home.resolve(opened)))
                .isInstanceOf(WorkbenchException.class)
                .hasMessageContainingAll(words);
    }

    private void write(String name, Map<String, HostTensor> tensors) throws IOException {
        try (FileChannel channel = FileChannel.open(
                home.resolve(name),
                StandardOpenOption.CREATE,
                StandardOpenOption.TRUNCATE_EXISTING,
                StandardOpenOption.WRITE)) {
            new Safetensors(tensors, Map.of()).write(channel);
        }
    }
}
