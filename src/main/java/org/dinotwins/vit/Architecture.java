package org.dinotwins.vit;

import java.util.ArrayList;
import java.util.List;

/**
 * The architecture of a Vision Transformer from any source: the sizes of the public DINO code, the additions of DINOv2, and
 * how DINOv3 and CLIP differ.
 *
 * @param size       sizes; heads and image size cannot be read from weights alone
 * @param registers  tokens without a position, between CLS and the patches; 0 in DINO
 * @param layerScale whether each branch of a block is scaled channel by channel before it is added; false in DINO
 * @param rows       rows of the grid of patches that the position embedding is made for
 * @param columns    its columns; the image size in {@code size} is that of the longer side
 * @param variant    how it differs from the public DINO code
 */
public record Architecture(ViTConfig size, int registers, boolean layerScale, int rows, int columns, Variant variant) {
    /** MLP of a block. */
    public enum Mlp {
        /** Two layers with the exact GELU between them. */
        GELU,
        /** Two layers with {@code x sigmoid(1.702 x)} between them, as in CLIP. */
        QUICK_GELU,
        /** The first layer has twice the hidden width; SiLU of its first half times its second half (SwiGLU). */
        GATED
    }

    /**
     * How a network differs from the public DINO code.
     *
     * @param mlp        MLP of a block
     * @param epsilon    of the layer norms
     * @param normBefore whether a norm follows the embedding, as in CLIP
     * @param rotary     whether queries and keys of patches are rotated by their place, as in DINOv3, instead of adding a learnt
     *                   position embedding
     * @param clsNorm    whether CLS token and registers have a final norm of their own
     */
    public record Variant(Mlp mlp, double epsilon, boolean normBefore, boolean rotary, boolean clsNorm) {
        /** The public DINO code. */
        public static final Variant DINO = new Variant(Mlp.GELU, 1e-6, false, false, false);
    }

    public Architecture {
        if (registers < 0) {
            throw new IllegalArgumentException(registers + " registers");
        }
        if (rows < 1 || columns < 1 || Math.max(rows, columns) != size.imageSize() / size.patchSize()) {
            throw new IllegalArgumentException(rows + " x " + columns + " patches of " + size);
        }
    }

    /** A model that computes as the public DINO code. */
    public Architecture(ViTConfig size, int registers, boolean layerScale, int rows, int columns) {
        this(size, registers, layerScale, rows, columns, Variant.DINO);
    }

    /** A model for square images. */
    public Architecture(ViTConfig size, int registers, boolean layerScale) {
        this(size, registers, layerScale, size.imageSize() / size.patchSize(), size.imageSize() / size.patchSize());
    }

    /** The architecture that this program trains. */
    public static Architecture of(ViTConfig size) {
        return new Architecture(size, 0, false);
    }

    /** Name for the user: the public name of a model of this size, and its additions. */
    public String title() {
        String letter = switch (size.dim()) {
            case 192 -> "ViT-Ti/";
            case 384 -> "ViT-S/";
            case 768 -> "ViT-B/";
            case 1024 -> "ViT-L/";
            default -> "ViT of width " + size.dim() + " and " + size.depth() + " blocks, patch ";
        };
        List<String> additions = new ArrayList<>();
        if (registers > 0) {
            additions.add(registers + " registers");
        }
        if (variant.rotary()) {
            additions.add("rotary positions");
        }
        if (variant.mlp() == Mlp.GATED) {
            additions.add("gated MLP");
        }
        if (variant.normBefore()) {
            additions.add("a norm before the blocks");
        }
        return letter + size.patchSize() + (additions.isEmpty() ? "" : " with " + String.join(", ", additions));
    }

    /** Patches of an image of the size that the position embedding is made for. */
    public int patches() {
        return rows * columns;
    }

    /** Tokens before the first patch. */
    public int prefix() {
        return 1 + registers;
    }

    /**
     * Whether positions are smoothed if a picture has fewer patches than the model was made for. The public DINOv2 code
     * does so only for its models with registers.
     */
    boolean smoothPositions() {
        return registers > 0;
    }
}
