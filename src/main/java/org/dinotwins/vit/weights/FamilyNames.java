package org.dinotwins.vit.weights;

import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Names of programs that are read but not written: DINOv3 as published by Meta, Hugging Face and timm, and the image tower of
 * CLIP as published by OpenAI and Hugging Face. What is one weight here and several there gets a name per part, which
 * {@link WeightParts} joins.
 */
enum FamilyNames {
    /** Meta's DINOv3 and giant DINOv2, timm's DINOv3: the public DINO code's names with additions. */
    PUBLIC(
            "patch_embed.proj.weight",
            Pattern.compile("blocks\\.(\\d+)\\.(.+)"),
            Map.of("storage_tokens", Naming.REGISTERS),
            Map.of(
                    "gamma_1",
                    "ls1.gamma",
                    "gamma_2",
                    "ls2.gamma",
                    "mlp.w12",
                    "mlp.fc1",
                    "mlp.w1",
                    WeightParts.GATE,
                    "mlp.w2",
                    WeightParts.UP,
                    "mlp.w3",
                    "mlp.fc2",
                    "mlp.fc1_g",
                    WeightParts.GATE,
                    "mlp.fc1_x",
                    WeightParts.UP)),
    DINOV3_HF(
            "embeddings.patch_embeddings.weight",
            Pattern.compile("layer\\.(\\d+)\\.(.+)"),
            Map.of(
                    "embeddings.cls_token", Naming.CLS,
                    "embeddings.mask_token", Naming.MASK,
                    "embeddings.register_tokens", Naming.REGISTERS,
                    "embeddings.patch_embeddings", "patch_embed.proj",
                    "norm", "norm"),
            Map.ofEntries(
                    Map.entry("norm1", "norm1"),
                    Map.entry("norm2", "norm2"),
                    Map.entry("attention.q_proj", WeightParts.QUERY),
                    Map.entry("attention.k_proj", WeightParts.KEY),
                    Map.entry("attention.v_proj", WeightParts.VALUE),
                    Map.entry("attention.o_proj", "attn.proj"),
                    Map.entry("layer_scale1.lambda1", "ls1.gamma"),
                    Map.entry("layer_scale2.lambda1", "ls2.gamma"),
                    Map.entry("mlp.gate_proj", WeightParts.GATE),
                    Map.entry("mlp.up_proj", WeightParts.UP),
                    Map.entry("mlp.down_proj", "mlp.fc2"))),
    CLIP(
            "conv1.weight",
            Pattern.compile("transformer\\.resblocks\\.(\\d+)\\.(.+)"),
            Map.of(
                    "class_embedding", Naming.CLS,
                    "positional_embedding", Naming.POSITIONS,
                    "conv1", "patch_embed.proj",
                    "ln_pre", "norm_pre",
                    "ln_post", "norm"),
            Map.of(
                    "ln_1", "norm1",
                    "ln_2", "norm2",
                    "attn.in_proj_weight", "attn.qkv.weight",
                    "attn.in_proj_bias", "attn.qkv.bias",
                    "attn.out_proj", "attn.proj",
                    "mlp.c_fc", "mlp.fc1",
                    "mlp.c_proj", "mlp.fc2")),
    CLIP_HF(
            "embeddings.patch_embedding.weight",
            Pattern.compile("encoder\\.layers\\.(\\d+)\\.(.+)"),
            Map.of(
                    "embeddings.class_embedding", Naming.CLS,
                    "embeddings.position_embedding.weight", Naming.POSITIONS,
                    "embeddings.patch_embedding", "patch_embed.proj",
                    "pre_layrnorm", "norm_pre",
                    "post_layernorm", "norm"),
            Map.of(
                    "layer_norm1", "norm1",
                    "layer_norm2", "norm2",
                    "self_attn.q_proj", WeightParts.QUERY,
                    "self_attn.k_proj", WeightParts.KEY,
                    "self_attn.v_proj", WeightParts.VALUE,
                    "self_attn.out_proj", "attn.proj",
                    "mlp.fc1", "mlp.fc1",
                    "mlp.fc2", "mlp.fc2"));

    /** Families that are known by the name of their patch embedding. */
    private static final List<FamilyNames> NAMED = List.of(DINOV3_HF, CLIP_HF, CLIP);

    private final String patches;
    private final Pattern block;
    private final Map<String, String> outside;
    private final Map<String, String> inside;

    FamilyNames(String patches, Pattern block, Map<String, String> outside, Map<String, String> inside) {
        this.patches = patches;
        this.block = block;
        this.outside = new LinkedHashMap<>(outside);
        this.inside = new LinkedHashMap<>(inside);
    }

    /** Name of the library, for the user. */
    String title() {
        return switch (this) {
            case PUBLIC -> "Meta's or timm's code";
            case CLIP -> "OpenAI's CLIP";
            case DINOV3_HF, CLIP_HF -> "Hugging Face";
        };
    }

    /** Whether the family is CLIP, whose norms and activation differ. */
    boolean isClip() {
        return this == CLIP || this == CLIP_HF;
    }

    /** What precedes the model's names if this is the name of its patch embedding; empty otherwise. */
    static Optional<String> prefix(String name, Collection<String> all) {
        for (FamilyNames family : NAMED) {
            if (name.endsWith(family.patches)) {
                String prefix = name.substring(0, name.length() - family.patches.length());
                if (family != CLIP || all.contains(prefix + "class_embedding")) {
                    return Optional.of(prefix);
                }
            }
        }
        return Optional.empty();
    }

    /** The family of a file; {@link #PUBLIC} where no other fits. */
    static FamilyNames of(Collection<String> names, String prefix) {
        for (FamilyNames family : NAMED) {
            if (names.contains(prefix + family.patches)) {
                return family;
            }
        }
        return PUBLIC;
    }

    /** The public DINO code's name for one of this family's, with the words of {@link WeightParts}; empty if unknown. */
    Optional<String> back(String name) {
        Matcher matcher = block.matcher(name);
        return matcher.matches()
                ? HfNames.swap(matcher.group(2), inside).map(rest -> "blocks." + matcher.group(1) + "." + rest)
                : HfNames.swap(name, outside);
    }
}
