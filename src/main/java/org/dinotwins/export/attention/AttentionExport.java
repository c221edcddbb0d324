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
import org.dinotwins.message.Reason;
import org.dinotwins.run.Progress;
import org.dinotwins.run.RunFolder;
import org.dinotwins.run.network.NetworkInspector;
import org.dinotwins.run.network.PicturePass;

/** Writes attention maps of pictures as files: overlays, outlines, arrays, overlap tables and films. */
public final class AttentionExport {
    private final Order order;
    private final Path out;
    private final OverlapCsv table = new OverlapCsv();

    /** @param out output folder of all files */
    public AttentionExport(Order order, Path out) {
        this.order = order;
        this.out = out;
    }

    /** Kinds of files. */
    public enum Format {
        /** A map over the picture, at the picture's own size. */
        PNG,
        /** The outline of the patches that hold the kept attention mass. */
        SVG,
        /** The raw attention: {@code [heads, rows, columns]} of one block, {@code [rows, columns]} of a rollout. */
        NPY,
        /** Overlap of each head with each object, in {@code overlaps.csv}. */
        CSV
    }

    /** Kinds of films over a run's checkpoints. */
    public enum Film {
        GIF,
        FRAMES
    }

    /**
     * What to write for each picture.
     *
     * @param longSide longer side of the network's input in pixels; 0 for that of the evaluation
     * @param block    counted from 0
     * @param query    the query token
     * @param keptMass fraction of the attention that outlines and overlaps keep, 0..1
     */
    public record Order(
            int longSide, int block, Query query, List<MapSelection> maps, Set<Format> formats, double keptMass) {
        public Order {
            maps = List.copyOf(maps);
            formats = Set.copyOf(formats);
        }
    }

    /** The query token. */
    public sealed interface Query {
        /** The CLS token. */
        record Cls() implements Query {}

        /** The patch that contains a pixel of the picture; outside the picture, the nearest patch. */
        record At(double x, double y) implements Query {}
    }

    /**
     * Writes the files of a picture, for example {@code NAME-mean.png}, and collects its overlaps for {@link #table}.
     *
     * @return the files written
     */
    public List<Path> picture(NetworkInspector inspector, PictureSelection.Item item) throws WorkbenchException {
        Pixels pixels = pixels(item);
        List<Path> files = new ArrayList<>();
        Path base = base(item);
        try (PicturePass pass = inspector.pass(pixels, side(inspector, pixels), Progress.NONE)) {
            int query = query(pass.grid(), pixels);
            AttentionMap attention = pass.attention(order.block(), query);
            if (order.formats().contains(Format.NPY)
                    && order.maps().stream().anyMatch(m -> m.of(attention).isPresent())) {
                Path file = beside(base, "-attention.npy");
                NpyFile.write(
                        file,
                        NpyFile.flat(attention.heads()),
                        attention.heads().length,
                        pass.grid().rows(),
                        pass.grid().columns());
                files.add(file);
            }
            for (MapSelection selected : order.maps()) {
                files.addAll(map(item, pixels, pass, selected, map(pass, attention, selected, query)));
            }
            if (order.formats().contains(Format.CSV)) {
                // Outlines refer to the stored size; pixels of a very large picture are fewer.
                boolean stated = item.picture().width() > 0;
                table.add(
                        item,
                        stated ? item.picture().width() : pixels.width(),
                        stated ? item.picture().height() : pixels.height(),
                        attention,
                        order.keptMass());
            }
        }
        return files;
    }

    /** Writes the overlaps of all pictures so far; empty if none were requested or no picture has objects. */
    public Optional<Path> table() throws WorkbenchException {
        if (table.isEmpty()) {
            return Optional.empty();
        }
        Path file = out.resolve("overlaps.csv");
        table.write(file);
        return Optional.of(file);
    }

    private List<Path> map(
            PictureSelection.Item item, Pixels pixels, PicturePass pass, MapSelection selected, float[] map)
            throws WorkbenchException {
        List<Path> files = new ArrayList<>();
        PatchGrid grid = pass.grid();
        Path base = base(item);
        if (order.formats().contains(Format.PNG)) {
            Path file = beside(base, "-" + selected.word() + ".png");
            PictureFile.write(file, pixels.width(), pixels.height(), AttentionOverlay.over(pixels, map, grid));
            files.add(file);
        }
        if (order.formats().contains(Format.SVG)) {
            Path file = beside(base, "-" + selected.word() + ".svg");
            OutlineFile.write(
                    file,
                    item.picture().file().getFileName().toString(),
                    pixels.width(),
                    pixels.height(),
                    List.of(OutlineFile.Drawn.kept(
                            selected.word(), map, grid, order.keptMass(), pixels.width(), pixels.height())));
            files.add(file);
        }
        if (order.formats().contains(Format.NPY) && selected instanceof MapSelection.Rollout) {
            Path file = beside(base, "-" + selected.word() + ".npy");
            NpyFile.write(file, map, grid.rows(), grid.columns());
            files.add(file);
        }
        return files;
    }

    /**
     * Writes a film of a picture over a run's checkpoints for each map: {@code NAME-mean.gif}, or a folder
     * {@code NAME-mean} of frames.
     *
     * @param millis duration of a frame in milliseconds
     */
    public List<Path> film(RunFolder run, PictureSelection.Item item, Film kind, int millis, Progress progress)
            throws WorkbenchException {
        Pixels pixels = pixels(item);
        List<RunFolder.Checkpoint> checkpoints = run.checkpoints();
        List<List<float[]>> maps = new ArrayList<>();
        PatchGrid grid = new PatchGrid(1, 1);
        for (int i = 0; i < checkpoints.size(); i++) {
            progress.at(
                    i / (double) checkpoints.size(),
                    item.name() + ", step " + checkpoints.get(i).step());
            try (NetworkInspector inspector = NetworkInspector.open(
                            run, Optional.of(checkpoints.get(i).file()));
                    PicturePass pass = inspector.pass(pixels, side(inspector, pixels), Progress.NONE)) {
                grid = pass.grid();
                int query = query(grid, pixels);
                AttentionMap attention = pass.attention(order.block(), query);
                List<float[]> ofCheckpoint = new ArrayList<>();
                for (MapSelection selected : order.maps()) {
                    ofCheckpoint.add(map(pass, attention, selected, query));
                }
                maps.add(ofCheckpoint);
            }
        }
        List<Path> files = new ArrayList<>();
        for (int m = 0; m < order.maps().size(); m++) {
            int index = m;
            PatchGrid patches = grid;
            Frames frames = new Frames(
                    maps.size(), i -> AttentionOverlay.over(pixels, maps.get(i).get(index), patches));
            String name = "-" + order.maps().get(m).word();
            if (kind == Film.GIF) {
                Path file = beside(base(item), name + ".gif");
                FilmFile.gif(file, pixels.width(), pixels.height(), millis, frames, Progress.NONE);
                files.add(file);
            } else {
                files.addAll(FilmFile.folder(
                        beside(base(item), name), pixels.width(), pixels.height(), frames, Progress.NONE));
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

    private static float[] map(PicturePass pass, AttentionMap attention, MapSelection selected, int query)
            throws WorkbenchException {
        Optional<float[]> of = selected.of(attention);
        return of.isPresent()
                ? of.get()
                : pass.rollout(
                        query, selected instanceof MapSelection.Rollout rollout ? rollout.fusion() : Fusion.MEAN);
    }

    private int side(NetworkInspector inspector, Pixels pixels) {
        int side = order.longSide() > 0 ? order.longSide() : inspector.longSide(pixels.width(), pixels.height());
        return Math.min(NetworkInspector.MOST_SIDE, side);
    }

    private int query(PatchGrid grid, Pixels pixels) {
        return order.query() instanceof Query.At at
                ? grid.patchAt(at.x(), at.y(), pixels.width(), pixels.height())
                : FrozenBackbone.CLS;
    }

    private static Pixels pixels(PictureSelection.Item item) throws WorkbenchException {
        try {
            return ImageFiles.read(item.picture());
        } catch (DataException e) {
            throw new WorkbenchException(e.getMessage(), e);
        }
    }

    private Path base(PictureSelection.Item item) throws WorkbenchException {
        Path base = out.resolve(item.name());
        try {
            Files.createDirectories(base.toAbsolutePath().getParent());
        } catch (IOException e) {
            throw new WorkbenchException(
                    "The folder " + base.getParent() + " cannot be created: " + Reason.of(e) + ".", e);
        }
        return base;
    }

    private static Path beside(Path base, String ending) {
        return base.resolveSibling(base.getFileName() + ending);
    }
}
