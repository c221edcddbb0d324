package org.dinotwins.app.inspect;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.stream.IntStream;
import org.dinotwins.app.inspect.networks.InspectSources;
import org.dinotwins.app.inspect.networks.WeightsOrigin;
import org.dinotwins.config.WorkbenchException;
import org.dinotwins.data.Category;
import org.dinotwins.data.DataException;
import org.dinotwins.data.ImageSet;
import org.dinotwins.data.Picture;
import org.dinotwins.data.PictureObject;
import org.dinotwins.data.layout.ImageSets;
import org.dinotwins.data.outline.Box;
import org.dinotwins.data.outline.Outline;
import org.dinotwins.data.picture.Pixels;
import org.dinotwins.eval.attention.AttentionMap;
import org.dinotwins.eval.attention.AttentionRollout.Fusion;
import org.dinotwins.eval.attention.PatchGrid;
import org.dinotwins.run.Progress;
import org.dinotwins.run.RunFolder;
import org.dinotwins.vit.ViTConfig;

/** Artificial runs, pictures and attention; counts the forward passes and can block them. */
public final class FakeInspectSources implements InspectSources {
    public static final Path RUN = Path.of("/runs/a").toAbsolutePath();
    /** A run whose patches are twice as large. */
    static final Path OTHER = Path.of("/runs/b").toAbsolutePath();

    static final int SIDE = 32;

    /** A request as received; block -1 if it concerns all blocks. */
    public record Request(Optional<Path> checkpoint, int longSide, int block, int query) {}

    /** Forward passes, by checkpoint. */
    public final List<Optional<Path>> passes = new CopyOnWriteArrayList<>();
    /** Pictures whose memory was freed, by checkpoint. */
    final List<Optional<Path>> left = new CopyOnWriteArrayList<>();

    public final List<Request> requests = new CopyOnWriteArrayList<>();
    public final List<RunFolder.Checkpoint> checkpoints = new CopyOnWriteArrayList<>();
    public final List<Optional<Path>> opened = new CopyOnWriteArrayList<>();
    public final List<Optional<Path>> closed = new CopyOnWriteArrayList<>();
    public volatile CountDownLatch gate = new CountDownLatch(0);
    public volatile boolean imagesMissing;
    /** Opened instead of the artificial pictures. */
    volatile Optional<ImageSet> set = Optional.empty();

    public volatile boolean runMissing;
    public volatile String passFault = "";

    @Override
    public List<Entry> runs(Path parent) {
        return List.of(new Entry(RUN, "a"), new Entry(OTHER, "b"));
    }

    @Override
    public Subject subject(Path run) throws WorkbenchException {
        if (runMissing || run.endsWith("gone")) {
            throw new WorkbenchException("There is no run in " + run + ".");
        }
        return new Subject(
                new Entry(run, run.getFileName().toString()),
                new ViTConfig(64, run.equals(OTHER) ? 16 : 8, 128, 4, 4, 4, 0),
                checkpoints(run),
                Optional.of(Path.of("/pictures")),
                List.of());
    }

    @Override
    public List<RunFolder.Checkpoint> checkpoints(Path run) {
        return List.copyOf(checkpoints);
    }

    @Override
    public ImageSet images(Path folder) throws DataException {
        if (imagesMissing && folder.endsWith("pictures")) {
            throw new DataException("There is no folder " + folder + ".");
        }
        if (set.isPresent()) {
            return set.get();
        }
        List<Category> categories = List.of(new Category(0, 1, "cat"), new Category(1, 2, "dog"));
        return new ImageSet("made up", folder, "COCO", categories, pictures("train", 4), pictures("val", 6), List.of());
    }

    /** The object is a dog in every second picture, else a cat, and fills the left half. */
    private static List<Picture> pictures(String split, int count) {
        List<Picture> pictures = new ArrayList<>();
        IntStream.range(0, count)
                .forEach(i -> pictures.add(new Picture(
                        i,
                        Path.of("/pictures", split + i + ".png"),
                        SIDE,
                        SIDE,
                        List.of(new PictureObject(
                                i % 2,
                                new Box(0, 0, SIDE / 2.0, SIDE),
                                SIDE * SIDE / 2.0,
                                false,
                                new Outline.Polygons(
                                        List.of(new double[] {0, 0, SIDE / 2.0, 0, SIDE / 2.0, SIDE, 0, SIDE})))))));
        return pictures;
    }

    @Override
    public Gathered gather(List<Path> places) throws DataException {
        if (places.get(0).startsWith("/runs")) {
            return new Gathered.NetworkFile(places.get(0));
        }
        return new Gathered.Images(ImageSets.of(places));
    }

    @Override
    public Pixels pixels(Picture picture) throws DataException {
        if (picture.file().endsWith("val5.png")) {
            throw new DataException("val5.png is cut off.");
        }
        return new Pixels(SIDE, SIDE, new byte[SIDE * SIDE * 3]);
    }

    @Override
    public Network open(WeightsOrigin origin) {
        Optional<Path> checkpoint = ((WeightsOrigin.OfRun) origin).checkpoint();
        int patch = ((WeightsOrigin.OfRun) origin).run().equals(OTHER) ? 16 : 8;
        opened.add(checkpoint);
        return new Network() {
            @Override
            public ForwardPass forward(Pixels picture, int longSide, Progress progress) throws WorkbenchException {
                passes.add(checkpoint);
                if (!passFault.isEmpty()) {
                    throw new WorkbenchException(passFault);
                }
                return new Made(PatchGrid.of(picture.width(), picture.height(), longSide, patch), checkpoint, longSide);
            }

            @Override
            public void close() {
                closed.add(checkpoint);
            }
        };
    }

    /** A pass that computes nothing. */
    private final class Made implements ForwardPass {
        private final PatchGrid grid;
        private final Optional<Path> checkpoint;
        private final int longSide;

        Made(PatchGrid grid, Optional<Path> checkpoint, int longSide) {
            this.grid = grid;
            this.checkpoint = checkpoint;
            this.longSide = longSide;
        }

        @Override
        public PatchGrid grid() {
            return grid;
        }

        @Override
        public long bytes() {
            return 1;
        }

        @Override
        public AttentionMap attention(int block, int query) throws WorkbenchException {
            requests.add(new Request(checkpoint, longSide, block, query));
            try {
                gate.await();
            } catch (InterruptedException e) {
                throw new IllegalStateException(e);
            }
            return map(grid);
        }

        @Override
        public float[] rollout(int query, Fusion fusion) {
            requests.add(new Request(checkpoint, longSide, -1, query));
            return map(grid).heads()[fusion.ordinal()];
        }

        @Override
        public float[] similarity(int patch, ForwardPass other) {
            requests.add(new Request(checkpoint, longSide, -1, patch));
            float[] like = new float[other.grid().size()];
            Arrays.fill(like, -0.5f);
            like[patch] = 1;
            return like;
        }

        @Override
        public int[] colours(ForwardPass space) {
            int[] colours = new int[grid.size()];
            Arrays.fill(colours, 0xFF123456);
            return colours;
        }

        @Override
        public void close() {
            left.add(checkpoint);
        }
    }

    /** Head h attends evenly to the left fraction {@code (h + 1) / 4} of the picture. */
    private static AttentionMap map(PatchGrid grid) {
        float[][] heads = new float[4][grid.size()];
        for (int h = 0; h < heads.length; h++) {
            int seen = Math.floorDiv(grid.columns() * (h + 1), 4);
            for (int i = 0; i < grid.size(); i++) {
                heads[h][i] = i % grid.columns() < seen ? 1f / (seen * grid.rows()) : 0;
            }
        }
        return new AttentionMap(grid.rows(), grid.columns(), heads);
    }
}
