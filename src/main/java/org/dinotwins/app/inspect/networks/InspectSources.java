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

/** Where the workspace gets runs, pictures and attention from. Every method may be slow; any thread. */
public interface InspectSources {

    /**
     * A run, or a file of weights, in the list of networks.
     *
     * @param place folder of a run, or a file
     */
    record Entry(Path place, String name) {}

    /**
     * What is known of a run or a file of weights before its weights are read.
     *
     * @param checkpoints of a run, oldest first; none for a file
     * @param images      folder of the pictures that a run learns from; empty for a file
     * @param notes       sentences about a file of weights: what it is, and what of it is not used
     */
    record Subject(
            Entry entry,
            ViTConfig model,
            List<RunFolder.Checkpoint> checkpoints,
            Optional<Path> images,
            List<String> notes) {
        /** True for a file of weights, which has no history. */
        public boolean imported() {
            return images.isEmpty();
        }
    }

    /** An open network. */
    interface Network extends AutoCloseable {
        /**
         * Sends a picture through.
         *
         * @throws java.util.concurrent.CancellationException if cancelled
         * @see org.dinotwins.run.network.NetworkInspector#sight
         */
        ForwardPass forward(Pixels picture, int longSide, Progress progress) throws WorkbenchException;

        @Override
        void close();
    }

    /** A picture that went through a network once; see {@link org.dinotwins.run.network.PicturePass}. */
    interface ForwardPass extends AutoCloseable {
        PatchGrid grid();

        /** Native memory that it holds, roughly, in bytes. */
        long bytes();

        AttentionMap attention(int block, int query) throws WorkbenchException;

        float[] rollout(int query, Fusion fusion) throws WorkbenchException;

        /** Of a patch of this picture to all patches of another, which may be this one. */
        float[] similarity(int patch, ForwardPass other);

        /** Colours of this picture's patches in the colour space of another, which may be this one. */
        int[] colours(ForwardPass space);

        @Override
        void close();
    }

    /** Runs directly below a folder, newest first. */
    List<Entry> runs(Path parent);

    /** A run, or a file of weights. */
    Subject subject(Path place) throws WorkbenchException;

    /** Checkpoints of a run, oldest first. */
    List<RunFolder.Checkpoint> checkpoints(Path run) throws WorkbenchException;

    /** The image set in a folder. */
    ImageSet images(Path folder) throws DataException;

    /** A decoded picture. */
    Pixels pixels(Picture picture) throws DataException;

    /** What the files and folders that a user opens contain. */
    sealed interface Gathered {
        /** A run, or a file of weights. */
        record NetworkFile(Path place) implements Gathered {}

        /** Pictures. */
        record Images(ImageSet set) implements Gathered {}
    }

    /** Finds out what files or folders contain. */
    Gathered gather(List<Path> places) throws DataException;

    /** Opens a network. */
    Network open(WeightsOrigin origin) throws WorkbenchException;
}
