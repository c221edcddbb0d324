package org.dinotwins.app.inspect;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.dinotwins.data.DataException;
import org.dinotwins.data.ImageFiles;
import org.dinotwins.data.ImageSet;
import org.dinotwins.data.ImageSets;
import org.dinotwins.data.Pixels;
import org.dinotwins.eval.AttentionMap;
import org.dinotwins.experiment.ExperimentException;
import org.dinotwins.experiment.Inspector;
import org.dinotwins.experiment.RunConfig;
import org.dinotwins.experiment.RunFolder;

/** Where the workspace gets runs, pictures and attention from. Every method may be slow; any thread. */
interface Sources {

    /** A run in the list. */
    record RunEntry(Path folder, String name) {
    }

    /** A network that can be looked into. */
    interface Network extends AutoCloseable {
        /** @see Inspector#attention */
        AttentionMap attention(Pixels picture, int longSide, int block, int query) throws ExperimentException;

        @Override
        void close();
    }

    /** Runs directly below a folder, newest first. */
    List<RunEntry> runs(Path parent);

    /** Settings of a run. */
    RunConfig config(Path run) throws ExperimentException;

    /** Checkpoints of a run, oldest first. */
    List<RunFolder.Checkpoint> checkpoints(Path run) throws ExperimentException;

    /** The image set in a folder. */
    ImageSet images(Path folder) throws DataException;

    /** A decoded picture. */
    Pixels pixels(Path file) throws DataException;

    /** Opens a checkpoint, or the run's network with random weights. */
    Network open(Path run, Optional<Path> checkpoint) throws ExperimentException;

    /** The runs and pictures on disk. */
    static Sources onDisk() {
        return new Sources() {
            @Override
            public List<RunEntry> runs(Path parent) {
                return RunFolder.list(parent).stream().map(r -> new RunEntry(r.path(), r.summary().name())).toList();
            }

            @Override
            public RunConfig config(Path run) throws ExperimentException {
                return RunFolder.open(run).config();
            }

            @Override
            public List<RunFolder.Checkpoint> checkpoints(Path run) throws ExperimentException {
                return RunFolder.open(run).checkpoints();
            }

            @Override
            public ImageSet images(Path folder) throws DataException {
                return ImageSets.open(folder);
            }

            @Override
            public Pixels pixels(Path file) throws DataException {
                return ImageFiles.read(file);
            }

            @Override
            public Network open(Path run, Optional<Path> checkpoint) throws ExperimentException {
                Inspector inspector = Inspector.open(RunFolder.open(run), checkpoint);
                return new Network() {
                    @Override
                    public AttentionMap attention(Pixels picture, int longSide, int block, int query)
                            throws ExperimentException {
                        return inspector.attention(picture, longSide, block, query);
                    }

                    @Override
                    public void close() {
                        inspector.close();
                    }
                };
            }
        };
    }
}
