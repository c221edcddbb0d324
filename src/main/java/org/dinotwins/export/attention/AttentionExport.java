package org.dinotwins.export.attention;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.IntFunction;
import org.dinotwins.config.WorkbenchException;
import org.dinotwins.data.DataException;
import org.dinotwins.data.picture.ImageFiles;
import org.dinotwins.data.picture.Pixels;
import org.dinotwins.eval.FrozenBackbone;
import org.dinotwins.eval.attention.AttentionMap;
import org.dinotwins.eval.attention.AttentionRollout.Fusion;
import org.dinotwins.eval.attention.PatchGrid;
import org.dinotwins.export.PictureFile;
import org.dinotwins.run.Progress;
import org.dinotwins.run.RunFolder;
import org.dinotwins.run.network.NetworkInspector;
import org.dinotwins.run.network.PicturePass;

/** What attention shows of pictures, as files: what the window shows, for folders of them. */
public final class AttentionExport {
    private final Order order;
    private final Path out;
    private final OverlapCsv table = new OverlapCsv();

    /** @param out folder that everything goes below */
    public AttentionExport(Order order, Path out) {
        this.order = order;
        this.out = out;
    }

    /** Kinds of files. */
    public enum Format {
        /** A map over the picture, at the picture's size. */
        PNG,
        /** The outline of the patches that hold the kept mass. */
        SVG,
        /** The attention itself: {@code [heads, rows, columns]} of the block, {@code [rows, columns]} of a rollout. */
        NPY,
        /** Overlap of each head with each object, {@code overlaps.csv}. */
        CSV
    }

    /** Kinds of films over a run's checkpoints. */
    public enum Film { GIF, FRAMES }

    /**
     * What is wanted of each picture.
     *
     * @param longSide pixels of the longer side; 0 for the side that evaluation looks with
     * @param block    from 0
     * @param query    the token that asks
     * @param keptMass share of attention that outlines and overlaps keep, 0..1
     */
    public record Order(int longSide, int block, Query query, List<MapSelection> maps, Set<Format> formats, double keptMass) {
        public Order {
            maps = List.copyOf(maps);
            formats = Set.copyOf(formats);
        }
    }

    /** The token that asks. */
    public sealed interface Query {
        /** The CLS token. */
        record Cls() implements Query {
        }

        /** The patch over a pixel of the picture; outside it the nearest one. */
        record At(double x, double y) implements Query {
        }
    }

    /**
     * Writes one picture's files, {@code NAME-mean.png} and so on; its overlaps are kept for {@link #table}.
     *
     * @return the files written
     */
    public List<Path> picture(NetworkInspector inspector, PictureSelection.Item item) throws WorkbenchException {
        Pixels pixels = pixels(item);
        List<Path> files = new ArrayList<>();
        Path base = base(item);
        try (PicturePass sight = inspector.sight(pixels, side(inspector, pixels), Progress.NONE)) {
            int query = query(sight.grid(), pixels);
            AttentionMap attention = sight.attention(order.block(), query);
            if (order.formats().contains(Format.NPY) && order.maps().stream().anyMatch(m -> m.of(attention).isPresent())) {
                Path file = beside(base, "-attention.npy");
                NpyFile.write(file, NpyFile.flat(attention.heads()), attention.heads().length, sight.grid().rows(),
                        sight.grid().columns());
                files.add(file);
            }
            for (MapSelection shown : order.maps()) {
                files.addAll(map(item, pixels, sight, shown, map(sight, attention, shown, query)));
            }
            if (order.formats().contains(Format.CSV)) {
                table.add(item, pixels.width(), pixels.height(), attention, order.keptMass());
            }
        }
        return files;
    }

    /** Writes the overlaps of all pictures so far, where they are wanted and any picture has objects. */
    public Optional<Path> table() throws WorkbenchException {
        if (table.isEmpty()) {
            return Optional.empty();
        }
        Path file = out.resolve("overlaps.csv");
        table.write(file);
        return Optional.of(file);
    }

    private List<Path> map(PictureSelection.Item item, Pixels pixels, PicturePass sight, MapSelection shown, float[] map)
            throws WorkbenchException {
        List<Path> files = new ArrayList<>();
        PatchGrid grid = sight.grid();
        Path base = base(item);
        if (order.formats().contains(Format.PNG)) {
            Path file = beside(base, "-" + shown.word() + ".png");
            PictureFile.write(file, pixels.width(), pixels.height(), AttentionOverlay.over(pixels, map, grid));
            files.add(file);
        }
        if (order.formats().contains(Format.SVG)) {
            Path file = beside(base, "-" + shown.word() + ".svg");
            OutlineFile.write(file, item.picture().file().getFileName().toString(), pixels.width(), pixels.height(),
                    List.of(OutlineFile.Drawn.kept(shown.word(), map, grid, order.keptMass(), pixels.width(),
                            pixels.height())));
            files.add(file);
        }
        if (order.formats().contains(Format.NPY) && shown instanceof MapSelection.Rollout) {
            Path file = beside(base, "-" + shown.word() + ".npy");
            NpyFile.write(file, map, grid.rows(), grid.columns());
            files.add(file);
        }
        return files;
    }

    /**
     * Writes films of a picture over a run's checkpoints, one for each map: {@code NAME-mean.gif}, or a folder
     * {@code NAME-mean} of frames.
     *
     * @param millis time that a frame stays
     */
    public List<Path> film(RunFolder run, PictureSelection.Item item, Film kind, int millis, Progress progress)
            throws WorkbenchException {
        Pixels pixels = pixels(item);
        List<RunFolder.Checkpoint> checkpoints = run.checkpoints();
        List<List<float[]>> maps = new ArrayList<>();
        PatchGrid grid = new PatchGrid(1, 1);
        for (int i = 0; i < checkpoints.size(); i++) {
            progress.at(i / (double) checkpoints.size(), item.name() + ", step " + checkpoints.get(i).step());
            try (NetworkInspector inspector = NetworkInspector.open(run, Optional.of(checkpoints.get(i).file()));
                 PicturePass sight = inspector.sight(pixels, side(inspector, pixels), Progress.NONE)) {
                grid = sight.grid();
                int query = query(grid, pixels);
                AttentionMap attention = sight.attention(order.block(), query);
                List<float[]> these = new ArrayList<>();
                for (MapSelection shown : order.maps()) {
                    these.add(map(sight, attention, shown, query));
                }
                maps.add(these);
            }
        }
        List<Path> files = new ArrayList<>();
        for (int m = 0; m < order.maps().size(); m++) {
            int which = m;
            PatchGrid patches = grid;
            Frames frames = new Frames(maps.size(), i -> AttentionOverlay.over(pixels, maps.get(i).get(which), patches));
            String name = "-" + order.maps().get(m).word();
            if (kind == Film.GIF) {
                Path file = beside(base(item), name + ".gif");
                FilmFile.gif(file, pixels.width(), pixels.height(), millis, frames, Progress.NONE);
                files.add(file);
            } else {
                files.addAll(FilmFile.folder(beside(base(item), name), pixels.width(), pixels.height(), frames,
                        Progress.NONE));
            }
        }
        return files;
    }

    private record Frames(int count, IntFunction<int[]> drawn) implements FilmFile.Frames {
        @Override
        public int[] frame(int index) {
            return drawn.apply(index);
        }
    }

    private static float[] map(PicturePass sight, AttentionMap attention, MapSelection shown, int query)
            throws WorkbenchException {
        Optional<float[]> of = shown.of(attention);
        return of.isPresent() ? of.get()
                : sight.rollout(query, shown instanceof MapSelection.Rollout rollout ? rollout.fusion() : Fusion.MEAN);
    }

    private int side(NetworkInspector inspector, Pixels pixels) {
        int side = order.longSide() > 0 ? order.longSide() : inspector.longSide(pixels.width(), pixels.height());
        return Math.min(NetworkInspector.MOST_SIDE, side);
    }

    private int query(PatchGrid grid, Pixels pixels) {
        return order.query() instanceof Query.At at ? grid.patchAt(at.x(), at.y(), pixels.width(), pixels.height())
                : FrozenBackbone.CLS;
    }

    private static Pixels pixels(PictureSelection.Item item) throws WorkbenchException {
        try {
            return ImageFiles.read(item.picture().file());
        } catch (DataException e) {
            throw new WorkbenchException(e.getMessage(), e);
        }
    }

    private Path base(PictureSelection.Item item) throws WorkbenchException {
        Path base = out.resolve(item.name());
        try {
            Files.createDirectories(base.toAbsolutePath().getParent());
        } catch (IOException e) {
            throw new WorkbenchException("The folder " + base.getParent() + " cannot be made: " + e.getMessage() + ".", e);
        }
        return base;
    }

    private static Path beside(Path base, String ending) {
        return base.resolveSibling(base.getFileName() + ending);
    }
}
