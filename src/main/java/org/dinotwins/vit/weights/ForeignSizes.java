package org.dinotwins.vit.weights;

import java.util.Arrays;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.regex.Matcher;
import org.dinotwins.tensor.HostTensor;
import org.dinotwins.vit.Architecture;
import org.dinotwins.vit.ViTConfig;
import org.dinotwins.vit.WeightShapes;
import org.dinotwins.vit.WeightsException;

/** The sizes of a model, from the shapes of its weights. Impossible sizes are refused. */
final class ForeignSizes {
    /** Width of a head in all public models of the family. */
    private static final int HEAD_WIDTH = 64;
    /** Ten times the largest of any published Vision Transformer: larger values indicate damaged or malicious files. */
    private static final int MOST_DIM = 65_536;

    private static final int MOST_HIDDEN = 8 * MOST_DIM;
    private static final int MOST_PATCH = 1024;
    private static final int MOST_DEPTH = 1000;
    private static final int MOST_REGISTERS = 1024;
    private static final int MOST_PLACES = 1 << 22;

    private static final String HIDDEN = "blocks.0.mlp.fc1.bias";
    private static final String SECOND = "blocks.0.mlp.fc2.weight";
    private static final String SCALE = "blocks.0.ls1.gamma";
    /** Epsilon of DINOv3 and CLIP, PyTorch's default. */
    private static final double LARGE_EPSILON = 1e-5;

    private ForeignSizes() {}

    /**
     * Finds the sizes.
     *
     * @param found weights by the names of the public DINO code; the patch embedding is among them
     * @throws WeightsException if the shapes belong to no Vision Transformer, or do not determine a size
     */
    static Architecture of(Map<String, HostTensor> found, ModelDescription about, boolean clip)
            throws WeightsException {
        long[] patches = found.get(ForeignWeights.PATCHES).shape();
        if (patches.length != 4 || patches[1] != 3 || patches[2] != patches[3]) {
            throw new WeightsException("The patch embedding has the shape " + shown(patches)
                    + "; square patches of three colours are needed.");
        }
        int dim = bounded("width", patches[0], 1, MOST_DIM);
        int patch = bounded("patch size", patches[2], 1, MOST_PATCH);
        HostTensor hidden = found.get(HIDDEN);
        HostTensor positions = found.get(Naming.POSITIONS);
        boolean rotary = positions == null && found.containsKey(SCALE);
        if (hidden == null || !rotary && (positions == null || positions.shape().length != 3)) {
            throw new WeightsException("The file is not a complete Vision Transformer: "
                    + (hidden == null ? "its blocks are missing" : "it has no position embedding") + ". Its names: "
                    + NameList.brief(found.keySet()) + ".");
        }
        HostTensor second = found.get(SECOND);
        boolean gated = second != null && second.shape().length == 2 && hidden.elements() == 2 * second.shape()[1];
        int width = bounded("hidden width", gated ? hidden.elements() / 2 : hidden.elements(), 1, MOST_HIDDEN);
        int registers = registers(found.get(Naming.REGISTERS));
        PositionLayout grid = rotary
                ? PositionLayout.ofImages(about, patch)
                : PositionLayout.of(
                        bounded("number of positions", positions.shape()[1], 1, MOST_PLACES), registers, patch, about);
        Architecture.Variant variant = new Architecture.Variant(
                mlp(gated, clip, about),
                rotary || clip ? LARGE_EPSILON : Architecture.Variant.DINO.epsilon(),
                clip,
                rotary,
                found.containsKey("cls_norm.weight"));
        ViTConfig size = new ViTConfig(
                Math.max(grid.rows(), grid.columns()) * patch,
                patch,
                dim,
                depth(found),
                heads(dim, about.heads(), found.get(WeightShapes.PERIODS)),
                width / (double) dim,
                0);
        return new Architecture(size, registers, found.containsKey(SCALE), grid.rows(), grid.columns(), variant);
    }

    private static Architecture.Mlp mlp(boolean gated, boolean clip, ModelDescription about) {
        if (gated) {
            return Architecture.Mlp.GATED;
        }
        // OpenAI's models have QuickGELU, and say so or nothing; others of the family say gelu.
        return clip && !about.activation().equals(Optional.of("gelu"))
                ? Architecture.Mlp.QUICK_GELU
                : Architecture.Mlp.GELU;
    }

    /** CLIP leaves out the bias of the patch embedding and an axis of the positions. */
    static void completeClip(Map<String, HostTensor> found) {
        long dim = found.get(ForeignWeights.PATCHES).shape()[0];
        found.computeIfAbsent("patch_embed.proj.bias", name -> HostTensor.of(new float[Math.toIntExact(dim)], dim));
        HostTensor positions = found.get(Naming.POSITIONS);
        if (positions != null && positions.shape().length == 2) {
            long[] shape = {1, positions.shape()[0], positions.shape()[1]};
            found.put(Naming.POSITIONS, new HostTensor(positions.type(), shape, positions.data()));
        }
    }

    private static int depth(Map<String, HostTensor> found) throws WeightsException {
        long depth = 0;
        for (String name : found.keySet()) {
            Matcher block = ForeignWeights.BLOCK.matcher(name);
            if (block.matches()) {
                // A number with more digits is not the number of a block either.
                String number = block.group(1).length() > 9 ? "999999999" : block.group(1);
                depth = Math.max(depth, Long.parseLong(number) + 1);
            }
        }
        return bounded("number of blocks", depth, 1, MOST_DEPTH);
    }

    private static int registers(HostTensor registers) throws WeightsException {
        if (registers == null) {
            return 0;
        }
        long[] shape = registers.shape();
        return bounded("number of registers", shape.length < 2 ? 0 : shape[shape.length - 2], 1, MOST_REGISTERS);
    }

    private static int bounded(String what, long size, int least, int most) throws WeightsException {
        if (size < least || size > most) {
            throw new WeightsException("The model's " + what + " would be " + size + ", which is outside of " + least
                    + " to " + most + ": the file is damaged or holds another kind of model.");
        }
        return (int) size;
    }

    /** @param periods of rotary positions, one for four channels of a head; null without */
    private static int heads(int dim, OptionalInt stated, HostTensor periods) throws WeightsException {
        boolean told = stated.isEmpty() && periods != null && periods.elements() > 0;
        OptionalInt known = told ? OptionalInt.of((int) (dim / (4 * periods.elements()))) : stated;
        int heads = known.orElse(dim / HEAD_WIDTH);
        if (heads < 1 || dim % heads != 0 || known.isEmpty() && dim % HEAD_WIDTH != 0) {
            throw new WeightsException("The number of attention heads for width " + dim + " is unknown"
                    + (known.isPresent() ? ": " + heads + " do not divide it" : "")
                    + ". Put the model's config.json beside the file, with num_attention_heads (Hugging Face) or "
                    + "num_heads (timm) in it.");
        }
        return heads;
    }

    /** A shape for messages; a long one is cut. */
    static String shown(long[] shape) {
        return shape.length <= 5
                ? Arrays.toString(shape)
                : Arrays.toString(Arrays.copyOf(shape, 5)).replace("]", ", ...]");
    }
}
