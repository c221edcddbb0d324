package org.dinotwins.run.network;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.NoSuchFileException;
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
import org.dinotwins.run.Progress;
import org.dinotwins.run.RunFolder;
import org.dinotwins.train.DevicePreference;
import org.dinotwins.train.Role;
import org.dinotwins.train.TrainingException;
import org.dinotwins.vit.Architecture;
import org.dinotwins.vit.weights.BackboneFile;
import org.dinotwins.vit.weights.ForeignWeights;

/**
 * Attention of a run's checkpoint, of its network before training, or of weights from elsewhere, over pictures. Blocking;
 * call off the FX thread. Safe for any number of threads; closing waits for what is being computed.
 */
public final class NetworkInspector implements AutoCloseable {
    /** Longest longer side, in pixels, at which pictures are looked at: attention costs the square of its square. */
    public static final int MOST_SIDE = 1024;

    private final FrozenBackbone backbone;
    private final List<String> notes;

    private NetworkInspector(FrozenBackbone backbone, List<String> notes) {
        this.backbone = backbone;
        this.notes = List.copyOf(notes);
    }

    /**
     * Weights from elsewhere: a safetensors file with the names of the public DINO or DINOv2 code, of timm or of Hugging
     * Face, which is recognised by itself.
     */
    public static NetworkInspector open(Path weights) throws WorkbenchException {
        return open(WeightFile.read(weights));
    }

    /** The same for weights that were read. */
    public static NetworkInspector open(BackboneFile file) throws WorkbenchException {
        List<String> notes = new ArrayList<>();
        notes.add(file.architecture().title() + ", named as by " + file.naming().title() + ".");
        if (!file.unused().isEmpty()) {
            notes.add("Not needed for looking and left out: " + ForeignWeights.listed(file.unused()) + ".");
        }
        try {
            return new NetworkInspector(FrozenBackbone.of(file, DevicePreference.AUTO), notes);
        } catch (TrainingException e) {
            throw new WorkbenchException(e.getMessage(), e);
        }
    }

    /** @param checkpoint one of the run's checkpoints, or empty for random weights */
    public static NetworkInspector open(RunFolder run, Optional<Path> checkpoint) throws WorkbenchException {
        return open(run, checkpoint, Role.TEACHER);
    }

    /** As {@link #open(RunFolder, Optional)}, for either network; both begin with the same random weights. */
    public static NetworkInspector open(RunFolder run, Optional<Path> checkpoint, Role role) throws WorkbenchException {
        return new NetworkInspector(backbone(run.config(), checkpoint, role), List.of());
    }

    /** The teacher of a checkpoint, or the network that the run began with. */
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
        } catch (NoSuchFileException e) {
            throw new WorkbenchException("There is no checkpoint " + e.getFile() + " any more.", e);
        } catch (IOException e) {
            throw new WorkbenchException("The checkpoint " + checkpoint.get() + " cannot be used. " + e.getMessage(), e);
        } catch (TrainingException e) {
            throw new WorkbenchException(e.getMessage(), e);
        }
    }

    /** Where to look at a run: one that asked for a GPU can be looked at on a machine that has none. */
    public static DevicePreference device(RunConfig config) {
        return config.train().device() == DevicePreference.CPU ? DevicePreference.CPU : DevicePreference.AUTO;
    }

    /**
     * Features of pictures.
     *
     * @throws WorkbenchException when they are not finite, because the run broke down
     * @see FrozenBackbone#features(float[][], int, FeatureSpec)
     */
    public static float[][] features(FrozenBackbone network, float[][] views, int size, FeatureSpec readout)
            throws WorkbenchException {
        float[][] features = network.features(views, size, readout);
        for (float[] feature : features) {
            for (float value : feature) {
                if (!Float.isFinite(value)) {
                    throw new WorkbenchException("The checkpoint's network gives numbers that are not finite: the run "
                            + "broke down. Train again, with a lower learning rate or a longer warm-up.");
                }
            }
        }
        return features;
    }

    /** Sizes of the network. */
    public Architecture architecture() {
        return backbone.architecture();
    }

    /** Sentences for people about weights from elsewhere: what they are, and which names in the file were left out. */
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

    /** The longer side, in pixels, at which the evaluation looks at a picture of this size. */
    public int longSide(int width, int height) {
        return AttentionSegmentation.longSide(width, height, architecture().size().imageSize());
    }

    /** Patches of a picture at this longer side, as {@link #attention} will cut it. */
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
     * @param progress asked between two blocks whether to go on
     * @throws java.util.concurrent.CancellationException if cancelled, or if the thread was interrupted
     */
    public PicturePass sight(Pixels picture, int longSide, Progress progress) throws WorkbenchException {
        if (longSide < 1 || longSide > MOST_SIDE) {
            throw new IllegalArgumentException("a side of " + longSide + " pixels");
        }
        return open(() -> new PicturePass(backbone.forwardPass(picture, longSide,
                blocks(progress, backbone.depth(), "Looking at the picture"))));
    }

    /** Tells progress by blocks and cancels between them. */
    static IntConsumer blocks(Progress progress, int depth, String what) {
        return done -> {
            if (progress.cancelled()) {
                throw new CancellationException("cancelled after block " + done);
            }
            progress.at(done / (double) depth, what);
        };
    }

    /** What a network answers, or a sentence if it was closed meanwhile. */
    static <T> T open(Supplier<T> question) throws WorkbenchException {
        try {
            return question.get();
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
