package org.dinotwins.vit;

/**
 * The architecture of a Vision Transformer from any source: the sizes of the public DINO code and the additions of
 * DINOv2.
 *
 * @param size       sizes; heads and image size cannot be read from weights alone
 * @param registers  number of tokens without a position, between CLS and the patches; 0 in DINO
 * @param layerScale whether each branch of a block is scaled per channel before it is added; false in DINO
 */
public record Architecture(ViTConfig size, int registers, boolean layerScale) {
    public Architecture {
        if (registers < 0) {
            throw new IllegalArgumentException(registers + " registers");
        }
    }

    /** The architecture that this program trains. */
    public static Architecture of(ViTConfig size) {
        return new Architecture(size, 0, false);
    }

    /** Name for people: the public name of a model of this size, and its additions. */
    public String title() {
        String letter = switch (size.dim()) {
            case 192 -> "ViT-Ti/";
            case 384 -> "ViT-S/";
            case 768 -> "ViT-B/";
            case 1024 -> "ViT-L/";
            default -> "ViT of width " + size.dim() + " and " + size.depth() + " blocks, patch ";
        };
        return letter + size.patchSize() + (registers > 0 ? " with " + registers + " registers" : "");
    }

    /** Number of tokens before the first patch. */
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
