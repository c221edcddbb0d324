package org.dinotwins.vit;

import ai.djl.ndarray.types.Shape;
import java.util.LinkedHashMap;
import java.util.Map;
import org.dinotwins.vit.weights.Naming;

/** The weights of a network: their names, in the order in which its scripts take them, and their shapes. */
public final class WeightShapes {
    /** Norm after the embedding, as in CLIP. */
    static final String NORM_BEFORE = "norm_pre";
    /** Final norm of CLS token and registers, where they have one of their own. */
    static final String CLS_NORM = "cls_norm";
    /** Periods of the rotary positions. */
    public static final String PERIODS = "rope_embed.periods";

    private WeightShapes() {}

    /** Names and shapes of the weights, in order, as the public DINO code names them. */
    public static Map<String, long[]> of(ViTConfig config) {
        return of(Architecture.of(config));
    }

    /** Like {@link #of(ViTConfig)}, with the names of the public DINOv2 code for its additions. */
    public static Map<String, long[]> of(Architecture architecture) {
        ViTConfig config = architecture.size();
        long d = config.dim();
        Architecture.Variant variant = architecture.variant();
        long hidden = Math.round(d * config.mlpRatio());
        long first = variant.mlp() == Architecture.Mlp.GATED ? 2 * hidden : hidden;
        Map<String, long[]> shapes = new LinkedHashMap<>();
        shapes.put("cls_token", new long[] {1, 1, d});
        shapes.put("patch_embed.proj.weight", new long[] {d, 3, config.patchSize(), config.patchSize()});
        shapes.put("patch_embed.proj.bias", new long[] {d});
        for (int i = 0; i < config.depth(); i++) {
            String block = "blocks." + i + ".";
            shapes.put(block + "norm1.weight", new long[] {d});
            shapes.put(block + "norm1.bias", new long[] {d});
            shapes.put(block + "attn.qkv.weight", new long[] {3 * d, d});
            shapes.put(block + "attn.qkv.bias", new long[] {3 * d});
            shapes.put(block + "attn.proj.weight", new long[] {d, d});
            shapes.put(block + "attn.proj.bias", new long[] {d});
            shapes.put(block + "norm2.weight", new long[] {d});
            shapes.put(block + "norm2.bias", new long[] {d});
            shapes.put(block + "mlp.fc1.weight", new long[] {first, d});
            shapes.put(block + "mlp.fc1.bias", new long[] {first});
            shapes.put(block + "mlp.fc2.weight", new long[] {d, hidden});
            shapes.put(block + "mlp.fc2.bias", new long[] {d});
            if (architecture.layerScale()) {
                shapes.put(block + "ls1.gamma", new long[] {d});
                shapes.put(block + "ls2.gamma", new long[] {d});
            }
        }
        shapes.put("norm.weight", new long[] {d});
        shapes.put("norm.bias", new long[] {d});
        if (architecture.registers() > 0) {
            shapes.put(Naming.REGISTERS, new long[] {1, architecture.registers(), d});
        }
        if (variant.normBefore()) {
            shapes.put(NORM_BEFORE + ".weight", new long[] {d});
            shapes.put(NORM_BEFORE + ".bias", new long[] {d});
        }
        if (variant.clsNorm()) {
            shapes.put(CLS_NORM + ".weight", new long[] {d});
            shapes.put(CLS_NORM + ".bias", new long[] {d});
        }
        if (variant.rotary()) {
            shapes.put(PERIODS, new long[] {d / config.heads() / 4});
        } else {
            shapes.put("pos_embed", new long[] {1, 1 + architecture.patches(), d});
        }
        return shapes;
    }

    /** Number of weights. */
    public static long parameters(ViTConfig config) {
        return of(config).values().stream().mapToLong(s -> new Shape(s).size()).sum();
    }
}
