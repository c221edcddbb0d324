package org.dinotwins.run.network;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CancellationException;
import java.util.function.IntConsumer;
import java.util.function.Supplier;
import org.dinotwins.config.RunConfig;
import org.dinotwins.config.WorkbenchException;
import org.dinotwins.data.picture.Pixels;
import org.dinotwins.eval.FeatureSpec;
import org.dinotwins.eval.FrozenBackbone;
import org.dinotwins.eval.attention.AttentionMap;
import org.dinotwins.eval.attention.AttentionSegmentation;
import org.dinotwins.eval.attention.PatchGrid;
import org.dinotwins.run.CheckpointException;
import org.dinotwins.run.Progress;
import org.dinotwins.run.RunFolder;
import org.dinotwins.tensor.ComputationException;
import org.dinotwins.tensor.device.DevicePreference;
import org.dinotwins.train.Role;
import org.dinotwins.vit.Architecture;
import org.dinotwins.vit.weights.BackboneFile;
import org.dinotwins.vit.weights.InputScale;
import org.dinotwins.vit.weights.NameList;

/**
 * Runs pictures through a frozen network: a run's checkpoint, its network before training, or imported weights. Methods
 * block, so call them off the FX thread. Thread-safe; closing waits for computations in progress.
 */
public final class NetworkInspector implements AutoCloseable {
    /** Limit on the longer side of pictures, in pixels: the cost of attention grows with its fourth power. */
    public static final int MOST_SIDE = 1024;

    private final FrozenBackbone backbone;
    private final List<String> notes;

    private NetworkInspector(FrozenBackbone backbone, List<String> notes) {
        this.backbone = backbone;
        this.notes = List.copyOf(notes);
    }

    /**
     * Opens imported weights: a safetensors file with the names of the public DINO or DINOv2 code, of timm or of Hugging
     * Face, which are detected.
     */
    public static NetworkInspector open(Path weights) throws WorkbenchException {
        return open(WeightFile.read(weights));
    }

    /** Opens imported weights that have been read. */
    public static NetworkInspector open(BackboneFile file) throws WorkbenchException {
        List<String> notes = new ArrayList<>();
        notes.add(file.architecture().title() + ", named as by " + file.origin() + ".");
        if (!file.scale().equals(InputScale.IMAGENET)) {
            notes.add("Pictures are normalised with " + file.scale().words() + ".");
        }
        if (!file.unused().isEmpty()) {
            notes.add("Unused weights: " + NameList.of(file.unused()) + ".");
        }
        try {
            return new NetworkInspector(FrozenBackbone.of(file, DevicePreference.AUTO), notes);
        } catch (ComputationException e) {
            throw new WorkbenchException(e.getMessage(), e);
        }
    }

    /** @param checkpoint one of the run's checkpoints, or empty for the random weights before training */
    public static NetworkInspector open(RunFolder run, Optional<Path> checkpoint) throws WorkbenchException {
        return open(run, checkpoint, Role.TEACHER);
    }

    /** Like {@link #open(RunFolder, Optional)}, for teacher or student; both start with the same random weights. */
    public static NetworkInspector open(RunFolder run, Optional<Path> checkpoint, Role role) throws WorkbenchException {
        return new NetworkInspector(backbone(run.config(), checkpoint, role), List.of());
    }

    /** The teacher of a checkpoint, or the network before training. */
    public static FrozenBackbone backbone(RunConfig config, Optional<Path> checkpoint) throws WorkbenchException {
        return backbone(config, checkpoint, Role.TEACHER);
    }

    private static FrozenBackbone backbone(RunConfig config, Optional<Path> checkpoint, Role role)
            throws WorkbenchException {
        DevicePreference device = device(config);
        try {
            if (checkpoint.isEmpty()) {
                return FrozenBackbone.random(config.model(), config.train().seed(), device);
            }
            try (FileChannel channel = FileChannel.open(checkpoint.get())) {
                return FrozenBackbone.of(config.model(), role, channel, device);
            }
        } catch (IOException e) {
            throw new CheckpointException(checkpoint.orElseThrow(), e);
        } catch (ComputationException e) {
            throw new WorkbenchException(e.getMessage(), e);
        }
    }

    /** Device on which to inspect a run; a run trained on a GPU can be inspected on a machine without one. */
    public static DevicePreference device(RunConfig config) {
        return config.train().device() == DevicePreference.CPU ? DevicePreference.CPU : DevicePreference.AUTO;
    }

    /**
     * Features of pictures.
     *
     * @throws WorkbenchException when they are not finite
     * @see FrozenBackbone#features(float[][], int, FeatureSpec)
     */
    public static float[][] features(FrozenBackbone network, float[][] views, int size, FeatureSpec readout)
            throws WorkbenchException {
        float[][] features = network.features(views, size, readout);
        for (float[] feature : features) {
            for (float value : feature) {
                if (!Float.isFinite(value)) {
                    throw new WorkbenchException(
                            "The network computes values that are not finite, so it cannot be measured. If it is a "
                                    + "checkpoint, the run diverged: train again with a lower learning rate or a longer "
                                    + "warm-up.");
                }
            }
        }
        return features;
    }

    /** Sizes of the network. */
    public Architecture architecture() {
        return backbone.architecture();
    }

    /** Sentences for the user about imported weights: what they are, and which names in the file are unused. */
    public List<String> notes() {
        return notes;
    }

    /** Number of blocks. */
    public int depth() {
        return backbone.depth();
    }

    /** Number of attention heads. */
    public int heads() {
        return backbone.heads();
    }

    /** Side of a patch in pixels. */
    public int patchSize() {
        return backbone.patchSize();
    }

    /** The longer side, in pixels, at which the evaluation processes a picture of this size. */
    public int longSide(int width, int height) {
        return AttentionSegmentation.longSide(
                width, height, architecture().size().imageSize());
    }

    /** Patch grid of a picture at this longer side. */
    public PatchGrid grid(int width, int height, int longSide) {
        return PatchGrid.of(width, height, longSide, backbone.patchSize());
    }

    /**
     * @throws WorkbenchException if the inspector was closed meanwhile
     * @see FrozenBackbone#attention(Pixels, int, int, int)
     */
    public AttentionMap attention(Pixels picture, int longSide, int block, int query) throws WorkbenchException {
        return open(() -> backbone.attention(picture, longSide, block, query));
    }

    /**
     * Sends a picture through the network once, at its own aspect ratio.
     *
     * @param longSide pixels of the longer side, at most {@link #MOST_SIDE}, see {@link #grid}
     * @param progress reports each block and may cancel between two blocks
     * @throws java.util.concurrent.CancellationException if cancelled, or if the thread was interrupted
     */
    public PicturePass pass(Pixels picture, int longSide, Progress progress) throws WorkbenchException {
        if (longSide < 1 || longSide > MOST_SIDE) {
            throw new IllegalArgumentException("a side of " + longSide + " pixels");
        }
        return open(() -> new PicturePass(
                backbone.forwardPass(picture, longSide, blocks(progress, backbone.depth(), "Computing attention"))));
    }

    /** Reports progress after each block, and cancels between blocks. */
    static IntConsumer blocks(Progress progress, int depth, String what) {
        return done -> {
            if (progress.cancelled()) {
                throw new CancellationException("cancelled after block " + done);
            }
            progress.at(done / (double) depth, what);
        };
    }

    /** Computes a result, with a sentence for the user if the network was closed meanwhile. */
    static <T> T open(Supplier<T> computation) throws WorkbenchException {
        try {
            return computation.get();
        } catch (IllegalStateException e) {
            if (e instanceof CancellationException) {
                throw e;
            }
            throw new WorkbenchException("This network was closed; choose a checkpoint again.", e);
        }
    }

    @Override
    public void close() {
        backbone.close();
    }
}
