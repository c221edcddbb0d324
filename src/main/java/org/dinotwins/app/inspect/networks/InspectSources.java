package org.dinotwins.app.inspect.networks;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.dinotwins.config.WorkbenchException;
import org.dinotwins.data.DataException;
import org.dinotwins.data.ImageSet;
import org.dinotwins.data.Picture;
import org.dinotwins.data.picture.Pixels;
import org.dinotwins.eval.attention.AttentionMap;
import org.dinotwins.eval.attention.AttentionRollout.Fusion;
import org.dinotwins.eval.attention.PatchGrid;
import org.dinotwins.run.Progress;
import org.dinotwins.run.RunFolder;
import org.dinotwins.vit.ViTConfig;

/** Source of the runs, pictures and attention of the workspace. Any method may be slow; thread-safe. */
public interface InspectSources {

    /**
     * A run or weights file in the list of networks.
     *
     * @param path folder of the run, or the weights file
     */
    record Entry(Path path, String name) {}

    /**
     * What is known of a run or weights file before its weights are loaded.
     *
     * @param checkpoints checkpoints of a run, oldest first; empty for a file
     * @param images      folder of the run's training pictures; empty for a file
     * @param notes       sentences about a weights file: its format, and which tensors are not used
     */
    record Subject(
            Entry entry,
            ViTConfig model,
            List<RunFolder.Checkpoint> checkpoints,
            Optional<Path> images,
            List<String> notes) {
        /** True for a weights file, which has no history. */
        public boolean imported() {
            return images.isEmpty();
        }
    }

    /** An open network. */
    interface Network extends AutoCloseable {
        /**
         * Runs a picture through the network.
         *
         * @throws java.util.concurrent.CancellationException if cancelled
         * @see org.dinotwins.run.network.NetworkInspector#pass
         */
        ForwardPass forward(Pixels picture, int longSide, Progress progress) throws WorkbenchException;

        @Override
        void close();
    }

    /** A completed forward pass of a picture; see {@link org.dinotwins.run.network.PicturePass}. */
    interface ForwardPass extends AutoCloseable {
        PatchGrid grid();

        /** Approximate native memory in bytes. */
        long bytes();

        AttentionMap attention(int block, int query) throws WorkbenchException;

        float[] rollout(int query, Fusion fusion) throws WorkbenchException;

        /** Similarity of a patch of this picture to all patches of another picture, or of this one. */
        float[] similarity(int patch, ForwardPass other);

        /** Colours of this picture's patches in the colour space of another picture, or of this one. */
        int[] colours(ForwardPass space);

        @Override
        void close();
    }

    /** Runs directly below a folder, newest first. */
    List<Entry> runs(Path parent);

    /** Opens a run or weights file without loading weights. */
    Subject subject(Path path) throws WorkbenchException;

    /** Checkpoints of a run, oldest first. */
    List<RunFolder.Checkpoint> checkpoints(Path run) throws WorkbenchException;

    /** The image set in a folder. */
    ImageSet images(Path folder) throws DataException;

    /** A decoded picture. */
    Pixels pixels(Picture picture) throws DataException;

    /** What the files and folders that a user opens contain. */
    sealed interface Gathered {
        /** A run or weights file. */
        record NetworkFile(Path path) implements Gathered {}

        /** Pictures. */
        record Images(ImageSet set) implements Gathered {}
    }

    /** Determines what files or folders contain. */
    Gathered gather(List<Path> paths) throws DataException;

    /** Opens a network. */
    Network open(WeightsOrigin origin) throws WorkbenchException;
}
