package org.dinotwins.vit;

/**
 * The architecture of a Vision Transformer from any source: the sizes of the public DINO code and the additions of
 * DINOv2.
 *
 * @param size       sizes; heads and image size cannot be read from weights alone
 * @param registers  tokens without a position, between CLS and the patches; 0 in DINO
 * @param layerScale whether each branch of a block is scaled channel by channel before it is added; false in DINO
 * @param rows       rows of the grid of patches that the position embedding is made for
 * @param columns    its columns; the image size in {@code size} is that of the longer side
 */
public record Architecture(ViTConfig size, int registers, boolean layerScale, int rows, int columns) {
    public Architecture {
        if (registers < 0) {
            throw new IllegalArgumentException(registers + " registers");
        }
        if (rows < 1 || columns < 1 || Math.max(rows, columns) != size.imageSize() / size.patchSize()) {
            throw new IllegalArgumentException(rows + " x " + columns + " patches of " + size);
        }
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
        return letter + size.patchSize() + (registers > 0 ? " with " + registers + " registers" : "");
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
