package org.dinotwins.vit.weights;

import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.IntStream;

/** Names of Hugging Face's {@code ViTModel} and {@code Dinov2Model} beside those of the public DINO code. */
final class HfNames {
    private static final Pattern BLOCK = Pattern.compile("blocks\\.(\\d+)\\.(.+)");
    private static final Pattern LAYER = Pattern.compile("encoder\\.layer\\.(\\d+)\\.(.+)");
    private static final String QKV = "attn.qkv.";
    /** The gated MLP of the giant DINOv2. */
    private static final String GATED_IN = "mlp.weights_in.";

    private static final String GATED_OUT = "mlp.weights_out.";
    /** Names of the three parts of {@code attn.qkv}, in its order. */
    private static final String[] PARTS = {"query", "key", "value"};

    private static final Map<String, String> OUTSIDE = Map.of(
            "cls_token",
            "embeddings.cls_token",
            "mask_token",
            "embeddings.mask_token",
            "register_tokens",
            "embeddings.register_tokens",
            "pos_embed",
            "embeddings.position_embeddings",
            "patch_embed.proj",
            "embeddings.patch_embeddings.projection",
            "norm",
            "layernorm");
    private static final Map<String, String> FIRST = Map.of(
            "norm1",
            "layernorm_before",
            "norm2",
            "layernorm_after",
            "attn.proj",
            "attention.output.dense",
            "mlp.fc1",
            "intermediate.dense",
            "mlp.fc2",
            "output.dense");
    private static final Map<String, String> SECOND = Map.of(
            "norm1",
            "norm1",
            "norm2",
            "norm2",
            "attn.proj",
            "attention.output.dense",
            "mlp.fc1",
            "mlp.fc1",
            "mlp.fc2",
            "mlp.fc2",
            "ls1.gamma",
            "layer_scale1.lambda1",
            "ls2.gamma",
            "layer_scale2.lambda1");

    private final Map<String, String> inside;

    /** @param second names of {@code Dinov2Model} */
    HfNames(boolean second) {
        inside = second ? SECOND : FIRST;
    }

    /** The name of a weight that is not {@code attn.qkv}. */
    String of(String name) {
        Matcher block = BLOCK.matcher(name);
        return block.matches()
                ? "encoder.layer." + block.group(1) + "."
                        + swap(block.group(2), inside).orElseThrow()
                : swap(name, OUTSIDE).orElseThrow();
    }

    /** The name of the queries, keys or values, 0 to 2, of an {@code attn.qkv} weight or bias. */
    String part(String name, int part) {
        Matcher block = BLOCK.matcher(name);
        if (!block.matches() || !block.group(2).startsWith(QKV)) {
            throw new IllegalArgumentException(name);
        }
        return "encoder.layer." + block.group(1) + ".attention.attention." + PARTS[part] + "."
                + block.group(2).substring(QKV.length());
    }

    /**
     * The public DINO code's name for one of Hugging Face's, of either model. Queries, keys and values keep their word:
     * {@code blocks.0.attn.query.weight}.
     */
    static Optional<String> back(String name) {
        Matcher layer = LAYER.matcher(name);
        if (!layer.matches()) {
            return swap(name, turned(OUTSIDE));
        }
        String block = "blocks." + layer.group(1) + ".";
        String rest = layer.group(2);
        for (String part : PARTS) {
            String prefix = "attention.attention." + part + ".";
            if (rest.startsWith(prefix)) {
                return Optional.of(block + "attn." + part + "." + rest.substring(prefix.length()));
            }
        }
        if (rest.startsWith(GATED_IN) || rest.startsWith(GATED_OUT)) {
            return Optional.of(block + rest.replace(GATED_IN, "mlp.fc1.").replace(GATED_OUT, "mlp.fc2."));
        }
        return swap(rest, turned(FIRST)).or(() -> swap(rest, turned(SECOND))).map(block::concat);
    }

    /** The names that are missing for a weight: its own, or those of its missing parts. */
    List<String> lacking(String name, Set<String> found) {
        if (!name.contains(QKV)) {
            return List.of(of(name));
        }
        return IntStream.range(0, PARTS.length)
                .filter(i -> !found.contains(name.replace(QKV, "attn." + PARTS[i] + ".")))
                .mapToObj(i -> part(name, i))
                .toList();
    }

    /** True for queries, keys or values that {@link #back} named. */
    static boolean isPart(String name) {
        return Arrays.stream(PARTS).anyMatch(part -> name.contains(".attn." + part + "."));
    }

    /** The other name of a weight, or of the part of its name before {@code .weight} or {@code .bias}. */
    static Optional<String> swap(String name, Map<String, String> names) {
        if (names.containsKey(name)) {
            return Optional.of(names.get(name));
        }
        int dot = name.lastIndexOf('.');
        return dot > 0 && names.containsKey(name.substring(0, dot))
                ? Optional.of(names.get(name.substring(0, dot)) + name.substring(dot))
                : Optional.empty();
    }

    private static Map<String, String> turned(Map<String, String> names) {
        Map<String, String> turned = new LinkedHashMap<>();
        names.forEach((to, from) -> turned.put(from, to));
        return turned;
    }
}
