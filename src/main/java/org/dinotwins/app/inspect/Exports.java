package org.dinotwins.app.inspect;

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
import org.dinotwins.app.shared.Background;
import org.dinotwins.app.shared.TimeLeft;
import org.dinotwins.config.WorkbenchException;
import org.dinotwins.eval.PatchGrid;
import org.dinotwins.export.PictureFile;
import org.dinotwins.export.attention.FilmFile;
import org.dinotwins.export.attention.NpyFile;
import org.dinotwins.export.attention.OutlineFile;
import org.dinotwins.run.Progress;

/** Writes what is seen into files: pictures, outlines, raw values, films. One at a time, in the background. */
final class Exports {
    /** Longer side of a film's pictures, in pixels: small enough to be sent around, large enough for 64 patches. */
    private static final int FILM_SIDE = 512;
    private static final int CHANNELS = 3;
    private static final float WHITE = 255;

    private final InspectViewModel model;
    private final Lens lens;
    private final Background background;
    private final ReadOnlyStringWrapper words = new ReadOnlyStringWrapper("");
    private final ReadOnlyDoubleWrapper share = new ReadOnlyDoubleWrapper(-1);
    private Optional<Background.Job> job = Optional.empty();

    Exports(InspectViewModel model, Lens lens, Background background) {
        this.model = model;
        this.lens = lens;
        this.background = background;
    }

    /** What is being written and how long it will take, what was written, or why not; empty before. */
    ReadOnlyStringProperty wordsProperty() {
        return words.getReadOnlyProperty();
    }

    /** Share that is written, 0..1; negative while nothing is being written. */
    ReadOnlyDoubleProperty shareProperty() {
        return share.getReadOnlyProperty();
    }

    /** Takes the words away. */
    void dismiss() {
        words.set("");
    }

    /** Ends what is being written; what is not whole is not left behind, except frames in a folder. */
    void cancel() {
        job.ifPresent(Background.Job::cancel);
        job = Optional.empty();
        if (share.get() >= 0) {
            share.set(-1);
            words.set("Stopped");
        }
    }

    /** True while there is something to write. */
    boolean ready() {
        return model.look().openedProperty().get() != null && model.panes().readingProperty().getValue() != null;
    }

    /** A name for a file of what is in view, without its ending. */
    String name() {
        Opened opened = model.look().openedProperty().get();
        if (opened == null) {
            return "picture";
        }
        String picture = opened.picture().file().getFileName().toString().replaceFirst("\\.[^.]*$", "");
        String kind = model.look().viewProperty().get().title().toLowerCase(Locale.ROOT);
        return (picture + " " + model.panes().activeProperty().get().network().title() + " " + kind)
                .replaceAll("[^\\p{L}\\p{N}.]+", "-");
    }

    /** Writes an image of the screen as PNG. */
    void screen(Path file, WritableImage image) {
        Shot shot = Shot.of(image);
        run(file, progress -> PictureFile.write(file, shot.width(), shot.height(), shot.argb()));
    }

    /** Writes the active pane's picture with all that is laid over it, at the picture's own size, as PNG. */
    void picture(Path file) {
        Opened opened = model.look().openedProperty().get();
        Reading reading = model.panes().readingProperty().getValue();
        Painting.Style style = Painting.Style.of(model.overlay());
        Query query = model.look().asking();
        run(file, progress -> {
            Placement size = Shot.size(opened, Math.max(opened.pixels().width(), opened.pixels().height()));
            Shot shot = shot(List.of(frame(opened, Images.halved(opened.pixels(), 0), reading, style, query, size, "")),
                    size);
            PictureFile.write(file, shot.width(), shot.height(), shot.argb());
        });
    }

    /** Writes the outlines of what is kept and of the true objects as SVG, in pixels of the picture. */
    void outlines(Path file) {
        Opened opened = model.look().openedProperty().get();
        Reading reading = model.panes().readingProperty().getValue();
        Head head = model.overlay().headProperty().get();
        run(file, progress -> {
            int width = opened.pixels().width();
            int height = opened.pixels().height();
            List<OutlineFile.Drawn> drawn = new ArrayList<>();
            for (Truth.Thing object : opened.truth().objects()) {
                drawn.add(new OutlineFile.Drawn(object.name(), "#" + PictureMarks.colour(object.category()).toString()
                        .substring(2, 8), object.rings().stream().map(ring -> scaled(ring, width, height)).toList()));
            }
            Reading.HeadReading kept = reading.of(head);
            if (kept.map()) {
                drawn.add(OutlineFile.Drawn.kept(kept.head().title(), Reading.positive(kept.values()), kept.grid(),
                        reading.keptMass(), width, height));
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
     * Writes raw values as {@code .npy}: {@code [heads, rows, columns]} of attention without their mean and maximum,
     * {@code [2, rows, columns]} of rollout by mean and maximum, {@code [1, rows, columns]} of similarity, and
     * {@code [3, rows, columns]} of colours, 0..1.
     */
    void values(Path file) {
        Reading reading = model.panes().readingProperty().getValue();
        run(file, progress -> {
            List<float[]> maps = maps(reading.answer());
            PatchGrid grid = reading.answer().grid();
            float[] flat = new float[maps.size() * grid.size()];
            for (int i = 0; i < maps.size(); i++) {
                System.arraycopy(maps.get(i), 0, flat, i * grid.size(), grid.size());
            }
            NpyFile.write(file, flat, maps.size(), grid.rows(), grid.columns());
        });
    }

    private static List<float[]> maps(Answer answer) {
        Answer.Said said = answer.first();
        List<float[]> maps = new ArrayList<>();
        if (said.layers().isEmpty()) {
            for (int channel = 0; channel < CHANNELS; channel++) {
                float[] map = new float[said.colours().length];
                for (int i = 0; i < map.length; i++) {
                    map[i] = (said.colours()[i] >> 16 - 8 * channel & 0xFF) / WHITE;
                }
                maps.add(map);
            }
            return maps;
        }
        boolean heads = answer.ask().view() == ViewKind.ATTENTION;
        said.layers().stream().filter(layer -> !heads || layer.head() instanceof Head.One)
                .forEach(layer -> maps.add(layer.values()));
        return maps;
    }

    /**
     * Writes the history of the active pane's run over the picture, with the other panes beside it, as an animated GIF
     * or, without an ending in {@code .gif}, as a folder of numbered PNG files.
     */
    void film(Path file) {
        Opened opened = model.look().openedProperty().get();
        Placement size = Shot.size(opened, FILM_SIDE);
        List<List<Film.Still>> stills = model.film().stills();
        Frames frames = new Frames(opened, stills, size, Painting.Style.of(model.overlay()), model.look().asking(),
                model.look().pictures(), model.overlay().keptMassProperty().get());
        int width = size.deviceWidth() * stills.get(0).size();
        run(file, progress -> {
            frames.progress = progress;
            Progress timed = new TimeLeft(progress);
            if (file.getFileName().toString().toLowerCase(Locale.ROOT).endsWith(".gif")) {
                FilmFile.gif(file, width, size.deviceHeight(), Film.FRAME_MILLIS, frames, timed);
            } else {
                FilmFile.folder(file, width, size.deviceHeight(), frames, timed);
            }
        });
    }

    /** The pictures of a film, made one by one. */
    private final class Frames implements FilmFile.Frames {
        private final Opened opened;
        private final List<List<Film.Still>> stills;
        private final Placement size;
        private final Painting.Style style;
        private final Query query;
        private final Lens.Pictures pictures;
        private final double keptMass;
        private Progress progress = Progress.NONE;
        private Image photo;

        Frames(Opened opened, List<List<Film.Still>> stills, Placement size, Painting.Style style, Query query,
               Lens.Pictures pictures, double keptMass) {
            this.opened = opened;
            this.stills = stills;
            this.size = size;
            this.style = style;
            this.query = query;
            this.pictures = pictures;
            this.keptMass = keptMass;
        }

        @Override
        public int count() {
            return stills.size();
        }

        @Override
        public int[] frame(int index) throws WorkbenchException {
            if (photo == null) {
                photo = Images.halved(opened.pixels(), Photos.halvings(opened.pixels().width(), size.deviceWidth()));
            }
            List<Shot.Frame> frames = new ArrayList<>();
            for (Film.Still still : stills.get(index)) {
                Answer answer = lens.glance(still.ask(), pictures, new OnlyCancel(progress));
                frames.add(Exports.frame(opened, photo, Reading.of(answer, Yardstick.none(answer.grid()), keptMass),
                        style, query, size, still.title()));
            }
            return shot(frames, size).argb();
        }
    }

    private static Shot.Frame frame(Opened opened, Image photo, Reading reading, Painting.Style style, Query query,
                                    Placement size, String caption) {
        return new Shot.Frame(opened, photo, Painting.layers(reading.of(style.head()), style, size.deviceWidth(),
                size.deviceHeight()), style, query, caption);
    }

    private Shot shot(List<Shot.Frame> frames, Placement size) throws WorkbenchException {
        return onUi(() -> Shot.of(frames, size));
    }

    private <T> T onUi(Callable<T> work) throws WorkbenchException {
        FutureTask<T> task = new FutureTask<>(work);
        background.onUi(task);
        try {
            return task.get();
        } catch (InterruptedException e) {
            throw new CancellationException("the window closed");
        } catch (ExecutionException e) {
            throw new WorkbenchException("The picture cannot be drawn: " + e.getCause().getMessage(), e);
        }
    }

    private interface Work {
        void run(Progress progress) throws WorkbenchException;
    }

    private void run(Path file, Work work) {
        cancel();
        share.set(0);
        words.set("Writing " + file.getFileName());
        Background.Job started = background.start(progress -> {
            work.run(progress);
            return file;
        }, written -> {
            share.set(-1);
            words.set("Saved " + written);
        }, e -> {
            share.set(-1);
            words.set(Words.of(e));
        });
        job = Optional.of(started);
        started.shareProperty().addListener((p, old, now) -> {
            if (job.isPresent() && job.get() == started && share.get() >= 0) {
                share.set(Math.max(0, now.doubleValue()));
                words.set(started.whatProperty().get());
            }
        });
    }
}
