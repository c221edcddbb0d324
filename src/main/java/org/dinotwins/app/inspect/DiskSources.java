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
import org.dinotwins.experiment.RunFolder;

/** The runs, weights and pictures on disk. */
final class DiskSources implements Sources {

    @Override
    public List<Entry> runs(Path parent) {
        return RunFolder.list(parent).stream().map(r -> new Entry(r.path(), r.summary().name())).toList();
    }

    @Override
    public Subject subject(Path place) throws ExperimentException {
        RunFolder run = RunFolder.open(place);
        return new Subject(new Entry(run.path(), run.summary().name()), run.config().model(), run.checkpoints(),
                Optional.of(Path.of(run.config().data().folder())));
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
    public Network open(Origin origin) throws ExperimentException {
        if (origin instanceof Origin.OfRun of) {
            return look(Inspector.open(RunFolder.open(of.run()), of.checkpoint(), of.role()));
        }
        throw new ExperimentException("Weights from elsewhere cannot be opened yet.");
    }

    private static Network look(Inspector inspector) {
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
}
