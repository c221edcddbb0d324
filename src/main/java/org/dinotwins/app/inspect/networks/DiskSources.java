package org.dinotwins.app.inspect.networks;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.dinotwins.config.WorkbenchException;
import org.dinotwins.data.DataException;
import org.dinotwins.data.ImageSet;
import org.dinotwins.data.Picture;
import org.dinotwins.data.layout.ImageSets;
import org.dinotwins.data.picture.ImageFiles;
import org.dinotwins.data.picture.Pixels;
import org.dinotwins.eval.attention.AttentionMap;
import org.dinotwins.eval.attention.AttentionRollout.Fusion;
import org.dinotwins.eval.attention.PatchGrid;
import org.dinotwins.run.Progress;
import org.dinotwins.run.RunFolder;
import org.dinotwins.run.network.NetworkInspector;
import org.dinotwins.run.network.PicturePass;
import org.dinotwins.run.network.WeightFile;
import org.dinotwins.vit.ViTConfig;

/** Runs, weights files and pictures on disk. */
public final class DiskSources implements InspectSources {
    @Override
    public List<Entry> runs(Path parent) {
        return RunFolder.list(parent).stream().map(DiskSources::entry).toList();
    }

    /** Named after its folder, because many runs share a configuration name. */
    private static Entry entry(RunFolder run) {
        return new Entry(run.path(), run.path().getFileName().toString());
    }

    @Override
    public Subject subject(Path path) throws WorkbenchException {
        if (WeightFile.isPlaceOfWeights(path)) {
            try (NetworkInspector weights = NetworkInspector.open(path)) {
                return new Subject(
                        new Entry(path, path.getFileName().toString()),
                        weights.architecture().size(),
                        List.of(),
                        Optional.empty(),
                        weights.notes());
            }
        }
        RunFolder run = RunFolder.open(path);
        return new Subject(entry(run), run.config().model(), run.checkpoints(), Optional.of(images(run)), List.of());
    }

    /** The folder where the run found its images when it trained, else the one in its configuration. */
    private static Path images(RunFolder run) {
        try {
            return run.config().data().resolve();
        } catch (WorkbenchException e) {
            return Path.of(run.config().data().folder());
        }
    }

    @Override
    public List<RunFolder.Checkpoint> checkpoints(Path run) throws WorkbenchException {
        return RunFolder.open(run).checkpoints();
    }

    @Override
    public ImageSet images(Path folder) throws DataException {
        return ImageSets.open(folder);
    }

    @Override
    public Pixels pixels(Picture picture) throws DataException {
        return ImageFiles.read(picture);
    }

    @Override
    public Gathered gather(List<Path> paths) throws DataException {
        Path first = paths.get(0);
        if (paths.size() > 1 || ImageFiles.isImageName(first.getFileName().toString())) {
            return new Gathered.Images(ImageSets.of(paths));
        }
        return WeightFile.isPlaceOfWeights(first) || RunFolder.holdsRun(first)
                ? new Gathered.NetworkFile(first)
                : new Gathered.Images(ImageSets.open(first));
    }

    @Override
    public Network open(WeightsOrigin origin) throws WorkbenchException {
        if (origin instanceof WeightsOrigin.OfRun of) {
            RunFolder run = RunFolder.open(of.run());
            return network(
                    NetworkInspector.open(run, of.checkpoint(), of.role()),
                    run.config().model());
        }
        NetworkInspector weights = NetworkInspector.open(((WeightsOrigin.OfFile) origin).file());
        return network(weights, weights.architecture().size());
    }

    private static Network network(NetworkInspector inspector, ViTConfig model) {
        return new Network() {
            @Override
            public ForwardPass forward(Pixels picture, int longSide, Progress progress) throws WorkbenchException {
                PicturePass pass = inspector.pass(picture, longSide, progress);
                return new DiskForwardPass(
                        pass, (long) Float.BYTES * pass.grid().size() * model.dim() * (model.depth() + 1));
            }

            @Override
            public void close() {
                inspector.close();
            }
        };
    }

    /** The completed forward pass of a picture. */
    private record DiskForwardPass(PicturePass pass, long bytes) implements ForwardPass {
        @Override
        public PatchGrid grid() {
            return pass.grid();
        }

        @Override
        public AttentionMap attention(int block, int query) throws WorkbenchException {
            return pass.attention(block, query);
        }

        @Override
        public float[] rollout(int query, Fusion fusion) throws WorkbenchException {
            return pass.rollout(query, fusion);
        }

        @Override
        public float[] similarity(int patch, ForwardPass other) {
            return pass.similarity(patch, ((DiskForwardPass) other).pass);
        }

        @Override
        public int[] colours(ForwardPass space) {
            return pass.colours(((DiskForwardPass) space).pass.pca());
        }

        @Override
        public void close() {
            pass.close();
        }
    }
}
