package org.dinotwins.app.inspect.state;

import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CancellationException;
import javafx.beans.property.ReadOnlyDoubleProperty;
import javafx.beans.property.ReadOnlyDoubleWrapper;
import javafx.beans.property.ReadOnlyStringProperty;
import javafx.beans.property.ReadOnlyStringWrapper;
import org.dinotwins.app.inspect.networks.Head;
import org.dinotwins.app.inspect.networks.MaskedAttention;
import org.dinotwins.app.inspect.networks.NetworkCache;
import org.dinotwins.app.inspect.networks.NetworkOutput;
import org.dinotwins.app.inspect.pictures.PatchTruthIndex;
import org.dinotwins.app.inspect.pictures.PictureList;
import org.dinotwins.app.inspect.pictures.PictureReader;
import org.dinotwins.app.shared.work.Background;
import org.dinotwins.app.shared.work.TimeLeft;
import org.dinotwins.config.WorkbenchException;
import org.dinotwins.data.DataException;
import org.dinotwins.data.Picture;
import org.dinotwins.data.outline.Mask;
import org.dinotwins.data.picture.Pixels;
import org.dinotwins.eval.attention.AttentionSegmentation;
import org.dinotwins.eval.attention.PatchTruth;
import org.dinotwins.run.Progress;

/**
 * Measures in the background how well a network covers the objects of many pictures, so that the list can be filtered
 * by it.
 */
public final class OverlapScores {
    /** Time between two updates of the list in nanoseconds, so that it does not jump constantly. */
    public static final long HAND_OVER = 700_000_000;

    private final NetworkCache cache;
    private final Background background;
    private final PictureList pictures;
    private final PictureReader reader;
    private final ReadOnlyDoubleWrapper share = new ReadOnlyDoubleWrapper(-1);
    private final ReadOnlyStringWrapper status = new ReadOnlyStringWrapper("");
    private Optional<Background.Job> job = Optional.empty();

    /**
     * How pictures are measured.
     *
     * @param title name of the network and the head
     * @param request makes the request for a picture
     */
    public record ScoreSettings(String title, Asking request, Head head, double threshold) {
        /** Makes the request for a picture. */
        interface Asking {
            NetworkOutput.Request of(Picture picture, Pixels pixels);
        }
    }

    OverlapScores(NetworkCache cache, Background background, PictureList pictures, PictureReader reader) {
        this.cache = cache;
        this.background = background;
        this.pictures = pictures;
        this.reader = reader;
    }

    /** Fraction of the pictures measured, 0..1; negative while idle. */
    public ReadOnlyDoubleProperty shareProperty() {
        return share.getReadOnlyProperty();
    }

    /** Progress and remaining time, or what the scores were measured with; empty before the first measurement. */
    public ReadOnlyStringProperty statusProperty() {
        return status.getReadOnlyProperty();
    }

    /** Measures these pictures again. */
    void measure(List<Picture> which, ScoreSettings scoreSettings) {
        stop();
        pictures.forgetScores();
        share.set(0);
        status.set("Measuring");
        Background.Job[] own = new Background.Job[1];
        own[0] = background.start(
                progress -> run(which, scoreSettings, progress),
                all -> {
                    share.set(-1);
                    status.set("By " + scoreSettings.title());
                },
                e -> {
                    share.set(-1);
                    status.set(ErrorText.of(e));
                });
        job = Optional.of(own[0]);
        own[0].shareProperty().addListener((p, old, now) -> {
            if (job.isPresent() && job.get() == own[0]) {
                share.set(now.doubleValue());
            }
        });
        own[0].whatProperty().addListener((p, old, now) -> {
            if (job.isPresent() && job.get() == own[0]) {
                status.set(now);
            }
        });
    }

    /** Stops measuring; existing scores remain. */
    public void stop() {
        if (job.isPresent() && share.get() >= 0) {
            job.get().cancel();
            share.set(-1);
            status.set("Stopped; pictures not yet measured have no score");
        }
        job = Optional.empty();
    }

    private int run(List<Picture> which, ScoreSettings scoreSettings, Progress progress) throws WorkbenchException {
        Progress timed = new TimeLeft(progress);
        long handed = System.nanoTime();
        Map<Path, Double> batch = new HashMap<>();
        for (int i = 0; i < which.size(); i++) {
            if (progress.cancelled()) {
                throw new CancellationException("measuring was stopped");
            }
            batch.put(which.get(i).file(), score(which.get(i), scoreSettings, progress));
            long now = System.nanoTime();
            if (now - handed > HAND_OVER || i == which.size() - 1) {
                handed = now;
                Map<Path, Double> done = batch;
                batch = new HashMap<>();
                background.onUi(() -> {
                    if (!progress.cancelled()) {
                        pictures.addScores(done);
                    }
                });
                timed.at((i + 1.0) / which.size(), String.format(Locale.ROOT, "%,d of %,d", i + 1, which.size()));
            }
        }
        return which.size();
    }

    /** NaN for a picture without known objects or one that cannot be read. */
    private double score(Picture picture, ScoreSettings scoreSettings, Progress progress) throws WorkbenchException {
        Optional<Mask> truth = AttentionSegmentation.foreground(picture);
        if (truth.isEmpty()) {
            return Double.NaN;
        }
        Pixels pixels;
        try {
            pixels = reader.read(picture);
        } catch (DataException e) {
            return Double.NaN;
        }
        NetworkOutput output = cache.computeOnce(
                scoreSettings.request().of(picture, pixels),
                new NetworkCache.Pictures(pixels, Optional.empty()),
                new CancelOnlyProgress(progress));
        PatchTruthIndex with = new PatchTruthIndex(
                output.grid(), Optional.of(new PatchTruth(truth.get(), output.grid())), Optional.empty(), List.of());
        return MaskedAttention.of(output, with, scoreSettings.threshold())
                .of(scoreSettings.head())
                .union();
    }
}
