package org.dinotwins.vit.weights;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.nio.channels.Channels;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.OptionalInt;
import java.util.function.UnaryOperator;
import org.dinotwins.tensor.HostTensor;
import org.dinotwins.tensor.safetensors.Safetensors;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Names under which training programs publish Vision Transformers that compute as DINO's. */
class TrainingCheckpointNamesTest {
    private static Map<String, HostTensor> plain;

    @BeforeAll
    static void read() throws IOException {
        try (InputStream file = Naming.class.getResourceAsStream("naming/timm-dino.safetensors")) {
            plain = Safetensors.read(Channels.newChannel(file)).tensors();
        }
    }

    private static HostTensor blank(long... shape) {
        return HostTensor.of(new float[Math.toIntExact(HostTensor.elements(shape))], shape);
    }

    /** The plain weights under other names, and blank ones of another network. */
    private static Map<String, HostTensor> file(String preferred, String other, UnaryOperator<String> renamed) {
        Map<String, HostTensor> file = new LinkedHashMap<>();
        plain.forEach((name, tensor) -> {
            if (!other.isEmpty()) {
                file.put(other + renamed.apply(name), blank(tensor.shape()));
            }
            file.put(preferred + renamed.apply(name), tensor);
        });
        return file;
    }

    private static void assertPlain(ForeignWeights weights) {
        plain.forEach((name, tensor) ->
                assertThat(weights.tensors().get(name).floats()).as(name).isEqualTo(tensor.floats()));
    }

    @ParameterizedTest
    @CsvSource({
        "teacher., student.",
        "teacher.module.backbone., student.module.backbone.",
        "state_dict.module.momentum_encoder., state_dict.module.base_encoder.",
        "state_dict.momentum_backbone., state_dict.backbone.",
        "teacher_backbone., student_backbone.",
        "model_ema., model.",
        "state_dict.backbone., ''"
    })
    void theAveragedNetworkIsPreferred(String preferred, String other) throws Exception {
        assertPlain(ForeignWeights.of(file(preferred, other, name -> name), OptionalInt.of(2)));
    }

    @Test
    void theDecoderOfMaeIsUnused() throws Exception {
        Map<String, HostTensor> file = file("model.", "", name -> name);
        file.put("model.decoder_pos_embed", blank(1, 17, 4));
        file.put("model.decoder_blocks.0.attn.qkv.weight", blank(12, 4));
        file.put("model.decoder_norm.weight", blank(4));
        file.put("model.mask_token", blank(1, 1, 4));
        ForeignWeights weights = ForeignWeights.of(file, OptionalInt.of(2));
        assertPlain(weights);
        assertThat(weights.unused()).contains("model.decoder_blocks.0.attn.qkv.weight", "model.decoder_norm.weight");
    }

    @Test
    void layerScaleOfDeit3IsRead() throws Exception {
        Map<String, HostTensor> file = file("model.", "", name -> name);
        int depth = 0;
        while (plain.containsKey("blocks." + depth + ".norm1.weight")) {
            file.put("model.blocks." + depth + ".gamma_1", HostTensor.of(new float[8], 8));
            file.put("model.blocks." + depth + ".gamma_2", HostTensor.of(new float[8], 8));
            depth++;
        }
        ForeignWeights weights = ForeignWeights.of(file, OptionalInt.of(2));
        assertThat(weights.architecture().layerScale()).isTrue();
        assertThat(weights.architecture().variant().rotary()).isFalse();
        assertThat(weights.tensors().get("blocks.0.ls2.gamma").floats()).containsOnly(0);
    }
}
