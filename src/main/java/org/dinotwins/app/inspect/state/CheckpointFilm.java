package org.dinotwins.app.inspect.state;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.CancellationException;
import javafx.beans.property.BooleanProperty;
import javafx.beans.property.ReadOnlyDoubleProperty;
import javafx.beans.property.ReadOnlyDoubleWrapper;
import javafx.beans.property.ReadOnlyIntegerProperty;
import javafx.beans.property.ReadOnlyIntegerWrapper;
import javafx.beans.property.SimpleBooleanProperty;
import javafx.beans.value.ObservableValue;
import javafx.collections.ListChangeListener;
import org.dinotwins.app.inspect.networks.NetworkCache;
import org.dinotwins.app.inspect.networks.NetworkChoice;
import org.dinotwins.app.inspect.networks.NetworkOutput;
import org.dinotwins.app.inspect.networks.SharedView;
import org.dinotwins.app.shared.work.Background;
import org.dinotwins.run.Progress;

/**
 * The history of the active pane's run as a film, from before training to its newest checkpoint. Once it is used, all
 * frames are computed ahead in the background, so that they appear without delay.
 */
public final class CheckpointFilm {
    /** Duration of a frame in ms while the film plays, long enough to see each one. */
    public static final int FRAME_MILLIS = 200;

    private final PanesViewModel panes;
    private final SharedView sharedView;
    private final NetworkCache cache;
    private final Background background;
    private final ReadOnlyIntegerWrapper frame = new ReadOnlyIntegerWrapper(-1);
    private final ReadOnlyIntegerWrapper length = new ReadOnlyIntegerWrapper();
    private final ReadOnlyDoubleWrapper ready = new ReadOnlyDoubleWrapper();
    private final BooleanProperty playing = new SimpleBooleanProperty();
    private final BooleanProperty together = new SimpleBooleanProperty(true);
    private final ListChangeListener<NetworkChoice.Weights> states = change -> find();
    private Optional<Background.Job> ahead = Optional.empty();

    CheckpointFilm(PanesViewModel panes, SharedView sharedView, NetworkCache cache, Background background) {
        this.panes = panes;
        this.sharedView = sharedView;
        this.cache = cache;
        this.background = background;
        ObservableValue<NetworkChoice.Weights> chosen =
                panes.activeProperty().flatMap(pane -> pane.network().chosenProperty());
        chosen.addListener((p, old, now) -> find());
        panes.activeProperty().addListener((p, old, now) -> {
            old.network().weights().removeListener(states);
            now.network().weights().addListener(states);
            stop();
            find();
        });
        panes.activeProperty().get().network().weights().addListener(states);
        sharedView.onChange(this::stopAhead);
        playing.addListener((p, old, now) -> {
            if (now) {
                if (frame.get() == length.get() - 1) {
                    show(0);
                }
                computeAhead();
            }
        });
    }

    /** The current frame, counted from 0; -1 if the film has no frames. */
    public ReadOnlyIntegerProperty frameProperty() {
        return frame.getReadOnlyProperty();
    }

    /** Number of frames; a film has at least two. */
    public ReadOnlyIntegerProperty lengthProperty() {
        return length.getReadOnlyProperty();
    }

    /** Fraction of the frames computed ahead, 0..1. */
    public ReadOnlyDoubleProperty readyProperty() {
        return ready.getReadOnlyProperty();
    }

    /** Whether the film is playing. */
    public BooleanProperty playingProperty() {
        return playing;
    }

    /** Whether the runs in the other panes move to the same step, or to the nearest that they have. */
    public BooleanProperty togetherProperty() {
        return together;
    }

    /** Shows a frame; the index is clamped to the existing frames. */
    public void show(int index) {
        List<NetworkChoice.Weights> history = history();
        if (history.size() > 1) {
            int within = Math.max(0, Math.min(history.size() - 1, index));
            choose(panes.activeProperty().get(), within);
            if (together.get()) {
                long step = step(history.get(within));
                others().forEach(pane -> choose(pane, nearest(pane.network().history(), step)));
            }
            if (ahead.isEmpty()) {
                computeAhead();
            }
        }
    }

    /** The panes that move along; one with the active pane's own network would show the same. */
    private List<PaneViewModel> others() {
        PaneViewModel active = panes.activeProperty().get();
        return panes.list().stream()
                .filter(pane -> !(Objects.equals(
                                pane.runProperty().get(), active.runProperty().get())
                        && pane.network().roleProperty().get()
                                == active.network().roleProperty().get()))
                .toList();
    }

    /** Moves by a number of frames, back if negative. */
    public void move(int by) {
        playing.set(false);
        show(frame.get() + by);
    }

    /**
     * Shows the next frame when the current one has been shown long enough; the window calls this several times a
     * second.
     */
    public void tick() {
        if (!playing.get()
                || panes.list().stream()
                        .anyMatch(pane -> pane.staleProperty().get()
                                && pane.faultProperty().get().isEmpty())) {
            return;
        }
        if (frame.get() >= length.get() - 1) {
            playing.set(false);
        } else {
            show(frame.get() + 1);
        }
    }

    /** Stops playing and computing ahead. */
    public void stop() {
        playing.set(false);
        stopAhead();
    }

    /**
     * One pane of a frame.
     *
     * @param title name of its network
     */
    public record Still(String title, NetworkOutput.Request request) {}

    /** For each frame, what each pane shows in it. */
    List<List<Still>> stills() {
        List<List<Still>> frames = new ArrayList<>();
        List<PaneViewModel> along = together.get() ? others() : List.of();
        for (NetworkChoice.Weights state : history()) {
            List<Still> frame = new ArrayList<>();
            for (PaneViewModel pane : panes.list()) {
                List<NetworkChoice.Weights> own = pane.network().history();
                NetworkChoice.Weights shown = pane == panes.activeProperty().get()
                        ? state
                        : along.contains(pane) && !own.isEmpty()
                                ? own.get(nearest(own, step(state)))
                                : pane.network().chosenProperty().get();
                pane.requestFor(shown)
                        .ifPresent(request -> frame.add(new Still(pane.network().title(shown), request)));
            }
            frames.add(frame);
        }
        return frames;
    }

    /** The states that make up the frames. */
    public List<NetworkChoice.Weights> history() {
        return panes.activeProperty().get().network().history();
    }

    private void find() {
        List<NetworkChoice.Weights> history = history();
        Optional<Path> file =
                panes.activeProperty().get().network().chosenProperty().get().file();
        int at = -1;
        for (int i = 0; i < history.size(); i++) {
            if (history.get(i).file().equals(file)) {
                at = i;
            }
        }
        // Resets the frame first; otherwise a bound slider would request the old one.
        frame.set(-1);
        length.set(history.size());
        frame.set(at);
    }

    private static void choose(PaneViewModel pane, int index) {
        List<NetworkChoice.Weights> history = pane.network().history();
        if (index >= 0 && index < history.size()) {
            // The last frame follows the run's latest checkpoint.
            pane.network()
                    .chosenProperty()
                    .set(
                            index > 0 && index == history.size() - 1
                                    ? pane.network().weights().get(0)
                                    : history.get(index));
        }
    }

    /** Training steps of a state. */
    static long step(NetworkChoice.Weights state) {
        return state instanceof NetworkChoice.Weights.At at ? at.checkpoint().step() : 0;
    }

    private static int nearest(List<NetworkChoice.Weights> history, long step) {
        int nearest = -1;
        for (int i = 0; i < history.size(); i++) {
            if (nearest < 0 || Math.abs(step(history.get(i)) - step) < Math.abs(step(history.get(nearest)) - step)) {
                nearest = i;
            }
        }
        return nearest;
    }

    private void computeAhead() {
        stopAhead();
        List<NetworkOutput.Request> requests = new ArrayList<>();
        List<PaneViewModel> moved =
                new ArrayList<>(List.of(panes.activeProperty().get()));
        if (together.get()) {
            moved.addAll(others());
        }
        for (PaneViewModel pane : moved) {
            pane.network().history().forEach(state -> pane.requestFor(state).ifPresent(requests::add));
            // The pane requests the current frame itself and keeps its network open.
            pane.requestFor(pane.network().chosenProperty().get()).ifPresent(requests::remove);
        }
        if (!requests.isEmpty()) {
            NetworkCache.Pictures pictures = sharedView.pictures();
            Background.Job job = background.start(
                    progress -> compute(requests, pictures, progress), all -> ready.set(1), e -> ready.set(0));
            ahead = Optional.of(job);
            job.shareProperty().addListener((p, old, now) -> {
                if (ahead.isPresent() && ahead.get() == job) {
                    ready.set(now.doubleValue());
                }
            });
        }
    }

    private int compute(List<NetworkOutput.Request> requests, NetworkCache.Pictures pictures, Progress progress)
            throws Exception {
        int computed = 0;
        for (NetworkOutput.Request request : requests) {
            if (progress.cancelled()) {
                throw new CancellationException("other frames were requested");
            }
            cache.getAhead(request, pictures, new CancelOnlyProgress(progress));
            progress.at(++computed / (double) requests.size(), "");
        }
        return computed;
    }

    private void stopAhead() {
        ahead.ifPresent(Background.Job::cancel);
        ahead = Optional.empty();
        ready.set(0);
    }
}
