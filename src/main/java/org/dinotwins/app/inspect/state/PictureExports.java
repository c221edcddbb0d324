package org.dinotwins.app.inspect.state;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.CancellationException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import javafx.beans.property.ReadOnlyDoubleProperty;
import javafx.beans.property.ReadOnlyDoubleWrapper;
import javafx.beans.property.ReadOnlyStringProperty;
import javafx.beans.property.ReadOnlyStringWrapper;
import javafx.scene.image.Image;
import javafx.scene.image.WritableImage;
import org.dinotwins.app.inspect.networks.Head;
import org.dinotwins.app.inspect.networks.MaskedAttention;
import org.dinotwins.app.inspect.networks.NetworkCache;
import org.dinotwins.app.inspect.networks.NetworkOutput;
import org.dinotwins.app.inspect.networks.Query;
import org.dinotwins.app.inspect.networks.ViewKind;
import org.dinotwins.app.inspect.painting.OverlayPainter;
import org.dinotwins.app.inspect.painting.PictureMarks;
import org.dinotwins.app.inspect.painting.RenderedPicture;
import org.dinotwins.app.inspect.pictures.DisplayImages;
import org.dinotwins.app.inspect.pictures.FxImages;
import org.dinotwins.app.inspect.pictures.LoadedPicture;
import org.dinotwins.app.inspect.pictures.PatchTruthIndex;
import org.dinotwins.app.inspect.pictures.Placement;
import org.dinotwins.app.inspect.pictures.TrueMasks;
import org.dinotwins.app.shared.work.Background;
import org.dinotwins.app.shared.work.TimeLeft;
import org.dinotwins.config.WorkbenchException;
import org.dinotwins.eval.attention.PatchGrid;
import org.dinotwins.export.PictureFile;
import org.dinotwins.export.attention.FilmFile;
import org.dinotwins.export.attention.NpyFile;
import org.dinotwins.export.attention.OutlineFile;
import org.dinotwins.run.Progress;

/** Exports what the workspace shows: pictures, outlines, raw values, films. One at a time, in the background. */
public final class PictureExports {
    /** Longer side of a film's pictures in pixels: small enough to send, large enough for 64 patches. */
    private static final int FILM_SIDE = 512;

    private static final int CHANNELS = 3;
    private static final float WHITE = 255;

    private final InspectViewModel model;
    private final NetworkCache cache;
    private final Background background;
    private final ReadOnlyStringWrapper status = new ReadOnlyStringWrapper("");
    private final ReadOnlyDoubleWrapper share = new ReadOnlyDoubleWrapper(-1);
    private Optional<Background.Job> job = Optional.empty();

    PictureExports(InspectViewModel model, NetworkCache cache, Background background) {
        this.model = model;
        this.cache = cache;
        this.background = background;
    }

    /** Progress and remaining time, the saved file, or an error; empty before the first export. */
    public ReadOnlyStringProperty statusProperty() {
        return status.getReadOnlyProperty();
    }

    /** Fraction written, 0..1; negative while idle. */
    public ReadOnlyDoubleProperty shareProperty() {
        return share.getReadOnlyProperty();
    }

    /** Clears the message. */
    public void dismiss() {
        status.set("");
    }

    /** Stops writing; incomplete files are deleted, except frames in a folder. */
    public void cancel() {
        job.ifPresent(Background.Job::cancel);
        job = Optional.empty();
        if (share.get() >= 0) {
            share.set(-1);
            status.set("Stopped");
        }
    }

    /** Whether there is something to export. */
    public boolean ready() {
        return model.sharedView().openedProperty().get() != null
                && model.panes().maskedAttentionProperty().getValue() != null;
    }

    /** A file name for the current view, without its extension. */
    public String name() {
        LoadedPicture opened = model.sharedView().openedProperty().get();
        if (opened == null) {
            return "picture";
        }
        String picture = opened.picture().file().getFileName().toString().replaceFirst("\\.[^.]*$", "");
        String kind = model.sharedView().viewProperty().get().title().toLowerCase(Locale.ROOT);
        return (picture + " " + model.panes().activeProperty().get().network().title() + " " + kind)
                .replaceAll("[^\\p{L}\\p{N}.]+", "-");
    }

    /** Writes a screenshot as PNG. */
    public void screen(Path file, WritableImage image) {
        RenderedPicture rendered = RenderedPicture.of(image);
        run(file, progress -> PictureFile.write(file, rendered.width(), rendered.height(), rendered.argb()));
    }

    /** Writes the active pane's picture with its overlays, at the picture's own size, as PNG. */
    public void picture(Path file) {
        LoadedPicture opened = model.sharedView().openedProperty().get();
        MaskedAttention masked = model.panes().maskedAttentionProperty().getValue();
        OverlayPainter.Style style = OverlayPainter.Style.of(model.overlay());
        Query query = model.sharedView().effectiveQuery();
        run(file, progress -> {
            Placement size = RenderedPicture.size(
                    opened, Math.max(opened.pixels().width(), opened.pixels().height()));
            RenderedPicture rendered = rendered(
                    List.of(frame(opened, FxImages.halved(opened.pixels(), 0), masked, style, query, size, "")), size);
            PictureFile.write(file, rendered.width(), rendered.height(), rendered.argb());
        });
    }

    /** Writes the outlines of the kept patches and of the true objects as SVG, in pixels of the picture. */
    public void outlines(Path file) {
        LoadedPicture opened = model.sharedView().openedProperty().get();
        MaskedAttention masked = model.panes().maskedAttentionProperty().getValue();
        Head head = model.overlay().headProperty().get();
        run(file, progress -> {
            int width = opened.pixels().width();
            int height = opened.pixels().height();
            List<OutlineFile.Drawn> drawn = new ArrayList<>();
            for (TrueMasks.TrueObject object : opened.truth().objects()) {
                drawn.add(new OutlineFile.Drawn(
                        object.name(),
                        "#" + PictureMarks.colour(object.category()).toString().substring(2, 8),
                        object.rings().stream()
                                .map(ring -> scaled(ring, width, height))
                                .toList()));
            }
            MaskedAttention.HeadMask kept = masked.of(head);
            if (kept.map()) {
                drawn.add(OutlineFile.Drawn.kept(
                        kept.head().title(),
                        MaskedAttention.positive(kept.values()),
                        kept.grid(),
                        masked.threshold(),
                        width,
                        height));
            }
            OutlineFile.write(file, opened.picture().file().getFileName().toString(), width, height, drawn);
        });
    }

    private static double[] scaled(double[] shares, int width, int height) {
        double[] pixels = shares.clone();
        for (int i = 0; i + 1 < pixels.length; i += 2) {
            pixels[i] *= width;
            pixels[i + 1] *= height;
        }
        return pixels;
    }

    /**
     * Writes raw values as {@code .npy}: {@code [heads, rows, columns]} of attention without mean and maximum,
     * {@code [2, rows, columns]} of rollout by mean and maximum, {@code [1, rows, columns]} of similarity, or
     * {@code [3, rows, columns]} of colours in 0..1.
     */
    public void values(Path file) {
        MaskedAttention masked = model.panes().maskedAttentionProperty().getValue();
        run(file, progress -> {
            List<float[]> maps = maps(masked.output());
            PatchGrid grid = masked.output().grid();
            float[] flat = new float[maps.size() * grid.size()];
            for (int i = 0; i < maps.size(); i++) {
                System.arraycopy(maps.get(i), 0, flat, i * grid.size(), grid.size());
            }
            NpyFile.write(file, flat, maps.size(), grid.rows(), grid.columns());
        });
    }

    private static List<float[]> maps(NetworkOutput output) {
        NetworkOutput.PatchMaps first = output.first();
        List<float[]> maps = new ArrayList<>();
        if (first.layers().isEmpty()) {
            for (int channel = 0; channel < CHANNELS; channel++) {
                float[] map = new float[first.colours().length];
                for (int i = 0; i < map.length; i++) {
                    map[i] = (first.colours()[i] >> 16 - 8 * channel & 0xFF) / WHITE;
                }
                maps.add(map);
            }
            return maps;
        }
        boolean heads = output.request().view() == ViewKind.ATTENTION;
        first.layers().stream()
                .filter(layer -> !heads || layer.head() instanceof Head.One)
                .forEach(layer -> maps.add(layer.values()));
        return maps;
    }

    /**
     * Writes the history of the active pane's run, with the other panes beside it, as an animated GIF or, if the name
     * does not end in {@code .gif}, as a folder of numbered PNG files.
     */
    public void film(Path file) {
        LoadedPicture opened = model.sharedView().openedProperty().get();
        Placement size = RenderedPicture.size(opened, FILM_SIDE);
        List<List<CheckpointFilm.Still>> stills = model.film().stills();
        Frames frames = new Frames(
                opened,
                stills,
                size,
                OverlayPainter.Style.of(model.overlay()),
                model.sharedView().effectiveQuery(),
                model.sharedView().pictures(),
                model.overlay().thresholdProperty().get());
        int width = size.deviceWidth() * stills.get(0).size();
        run(file, progress -> {
            frames.progress = progress;
            Progress timed = new TimeLeft(progress);
            if (file.getFileName().toString().toLowerCase(Locale.ROOT).endsWith(".gif")) {
                FilmFile.gif(file, width, size.deviceHeight(), CheckpointFilm.FRAME_MILLIS, frames, timed);
            } else {
                FilmFile.folder(file, width, size.deviceHeight(), frames, timed);
            }
        });
    }

    /** Renders the pictures of a film one by one. */
    private final class Frames implements FilmFile.Frames {
        private final LoadedPicture opened;
        private final List<List<CheckpointFilm.Still>> stills;
        private final Placement size;
        private final OverlayPainter.Style style;
        private final Query query;
        private final NetworkCache.Pictures pictures;
        private final double threshold;
        private Progress progress = Progress.NONE;
        private Image photo;

        Frames(
                LoadedPicture opened,
                List<List<CheckpointFilm.Still>> stills,
                Placement size,
                OverlayPainter.Style style,
                Query query,
                NetworkCache.Pictures pictures,
                double threshold) {
            this.opened = opened;
            this.stills = stills;
            this.size = size;
            this.style = style;
            this.query = query;
            this.pictures = pictures;
            this.threshold = threshold;
        }

        @Override
        public int count() {
            return stills.size();
        }

        @Override
        public int[] frame(int index) throws WorkbenchException {
            if (photo == null) {
                photo = FxImages.halved(
                        opened.pixels(), DisplayImages.halvings(opened.pixels().width(), size.deviceWidth()));
            }
            List<RenderedPicture.Frame> frames = new ArrayList<>();
            for (CheckpointFilm.Still still : stills.get(index)) {
                NetworkOutput output = cache.getAhead(still.request(), pictures, new CancelOnlyProgress(progress));
                frames.add(PictureExports.frame(
                        opened,
                        photo,
                        MaskedAttention.of(output, PatchTruthIndex.none(output.grid()), threshold),
                        style,
                        query,
                        size,
                        still.title()));
            }
            return rendered(frames, size).argb();
        }
    }

    private static RenderedPicture.Frame frame(
            LoadedPicture opened,
            Image photo,
            MaskedAttention masked,
            OverlayPainter.Style style,
            Query query,
            Placement size,
            String caption) {
        return new RenderedPicture.Frame(
                opened,
                photo,
                OverlayPainter.layers(masked.of(style.head()), style, size.deviceWidth(), size.deviceHeight()),
                style,
                query,
                caption);
    }

    private RenderedPicture rendered(List<RenderedPicture.Frame> frames, Placement size) throws WorkbenchException {
        return onUi(() -> RenderedPicture.of(frames, size));
    }

    private <T> T onUi(Callable<T> work) throws WorkbenchException {
        FutureTask<T> task = new FutureTask<>(work);
        background.onUi(task);
        try {
            return task.get();
        } catch (InterruptedException e) {
            throw new CancellationException("the window closed");
        } catch (ExecutionException e) {
            throw new WorkbenchException(
                    "The picture cannot be drawn: " + e.getCause().getMessage(), e);
        }
    }

    private interface Work {
        void run(Progress progress) throws WorkbenchException;
    }

    private void run(Path file, Work work) {
        cancel();
        share.set(0);
        status.set("Writing " + file.getFileName());
        Background.Job started = background.start(
                progress -> {
                    work.run(progress);
                    return file;
                },
                written -> {
                    share.set(-1);
                    status.set("Saved " + written);
                },
                e -> {
                    share.set(-1);
                    status.set(ErrorText.of(e));
                });
        job = Optional.of(started);
        started.shareProperty().addListener((p, old, now) -> {
            if (job.isPresent() && job.get() == started && share.get() >= 0) {
                share.set(Math.max(0, now.doubleValue()));
                status.set(started.whatProperty().get());
            }
        });
    }
}
