package org.dinotwins.app.live;

import java.nio.file.Path;
import java.util.List;
import javafx.beans.property.ReadOnlyObjectProperty;
import javafx.beans.property.ReadOnlyObjectWrapper;
import javafx.beans.property.ReadOnlyStringProperty;
import javafx.beans.property.ReadOnlyStringWrapper;
import org.dinotwins.app.shared.RunFeed;
import org.dinotwins.app.shared.WorkbenchState;
import org.dinotwins.config.RunConfig;
import org.dinotwins.run.RunState;
import org.dinotwins.train.CorrelationSnapshot;
import org.dinotwins.train.StepRecord;

/**
 * What the Live workspace shows and does: the run going on, or one opened from its folder while none is. Belongs to the
 * FX thread; {@link #tick()} brings what the trainer told since the last call.
 */
final class LiveViewModel {
    /** Share of the old average that stays when the rate is averaged: steady over about ten steps. */
    private static final double RATE_KEPT = 0.9;
    /** Readings of the gradients' cosine that its sentence averages. */
    private static final int COSINES = 20;

    private final WorkbenchState session;
    private final ReadOnlyObjectWrapper<Showing> showing = new ReadOnlyObjectWrapper<>(Showing.NOTHING);
    private final ReadOnlyObjectWrapper<RunCurves> curves = new ReadOnlyObjectWrapper<>(new RunCurves());
    private final ReadOnlyObjectWrapper<CorrelationSnapshot> correlation = new ReadOnlyObjectWrapper<>();
    private final ReadOnlyObjectWrapper<StepRecord> latest = new ReadOnlyObjectWrapper<>();
    private final ReadOnlyObjectWrapper<RunFigures> readout = new ReadOnlyObjectWrapper<>(RunFigures.NONE);
    private final ReadOnlyObjectWrapper<List<Signal>> signals = new ReadOnlyObjectWrapper<>(List.of());
    private final ReadOnlyObjectWrapper<RunState> state = new ReadOnlyObjectWrapper<>();
    private final ReadOnlyObjectWrapper<RunConfig> config = new ReadOnlyObjectWrapper<>();
    private final ReadOnlyStringWrapper runName = new ReadOnlyStringWrapper("");
    private final ReadOnlyStringWrapper message = new ReadOnlyStringWrapper("");
    private final ReadOnlyStringWrapper device = new ReadOnlyStringWrapper("–");
    private final ReadOnlyStringWrapper deviceReason = new ReadOnlyStringWrapper("");
    private final Notices notices = new Notices();
    private final SteeringViewModel steering;
    private RunFeed feed;
    private boolean recalling;
    private Path folder;
    private SignalVerdicts verdicts;
    private double rate = Double.NaN;

    /** What there is to see. */
    enum Showing { NOTHING, OPENING, RUN, PROBLEM }

    LiveViewModel(WorkbenchState session) {
        this.session = session;
        this.steering = new SteeringViewModel(session.service());
        session.currentProperty().addListener((of, old, run) -> watch(run));
        session.inspectedProperty().addListener((of, old, path) -> open(path));
        if (session.currentProperty().get() != null) {
            watch(session.currentProperty().get());
        } else {
            open(session.inspectedProperty().get());
        }
    }

    /** Follows a run that has just been started. */
    void watch(WorkbenchState.Current run) {
        begin(run.folder(), run.config());
        feed = run.feed();
        state.set(RunState.PREPARING);
        message.set("");
        showing.set(Showing.RUN);
        if (run.goesOn()) {
            recall(run);
        }
    }

    /** Brings what the folder has from before the run went on; until then the feed gathers what comes. */
    private void recall(WorkbenchState.Current run) {
        recalling = true;
        session.background().call(() -> SavedRun.read(run.folder()), saved -> {
            if (feed == run.feed()) {
                fill(saved);
                recalling = false;
            }
        }, e -> {
            if (feed == run.feed()) {
                recalling = false;
            }
        });
    }

    /** Opens the run in a folder unless a run is going on or it is shown already. */
    private void open(Path path) {
        if (path == null || path.equals(folder) || active()) {
            return;
        }
        folder = path;
        feed = null;
        showing.set(Showing.OPENING);
        runName.set(name(path));
        session.background().call(() -> SavedRun.read(path), opened -> {
            if (path.equals(folder) && feed == null) {
                show(path, opened);
            }
        }, e -> {
            if (path.equals(folder) && feed == null) {
                message.set(e.getMessage());
                showing.set(Showing.PROBLEM);
            }
        });
    }

    private void show(Path path, SavedRun opened) {
        begin(path, opened.config());
        state.set(opened.summary().state());
        device.set(opened.summary().device());
        fill(opened);
        showing.set(Showing.RUN);
    }

    private void fill(SavedRun opened) {
        curves.set(opened.curves());
        notices.begin(opened.alarms().stream().map(Notice::of).toList());
        opened.correlation().ifPresent(correlation::set);
        opened.steps().forEach(this::average);
        if (!opened.steps().isEmpty()) {
            StepRecord last = opened.steps().get(opened.steps().size() - 1);
            steering.resume(opened.finder(), opened.changes(), opened.steering(), last);
            settle(last);
        }
    }

    private void begin(Path path, RunConfig settings) {
        folder = path;
        feed = null;
        recalling = false;
        config.set(settings);
        runName.set(name(path));
        steering.begin(settings);
        verdicts = new SignalVerdicts(settings);
        rate = Double.NaN;
        curves.set(new RunCurves());
        notices.begin(List.of());
        correlation.set(null);
        readout.set(RunFigures.NONE);
        signals.set(List.of());
        latest.set(null);
        device.set("–");
        deviceReason.set("");
    }

    private static String name(Path path) {
        return path.getFileName() == null ? path.toString() : path.getFileName().toString();
    }

    /**
     * Takes in what the trainer told since the last call.
     *
     * @return whether steps came
     */
    boolean tick() {
        if (feed == null || recalling) {
            return false;
        }
        RunFeed.News news = feed.take();
        for (StepRecord step : news.steps()) {
            if (step.step() <= curves.get().lastStep()) {
                continue;
            }
            curves.get().add(step);
            average(step);
            steering.take(step);
        }
        if (!news.steps().isEmpty()) {
            settle(news.steps().get(news.steps().size() - 1));
        }
        if (news.correlation() != null) {
            correlation.set(news.correlation());
        }
        if (news.device() != null) {
            device.set(news.device().name());
            deviceReason.set(news.device().reason());
        }
        news.alarms().forEach(alarm -> notices.tell(Notice.of(alarm)));
        if (news.state() != null) {
            turn(news.state(), news.message());
        }
        return !news.steps().isEmpty();
    }

    private void turn(RunState newState, String newMessage) {
        message.set(newMessage);
        state.set(newState);
        if (newState == RunState.FAILED) {
            notices.tell(new Notice("The run has failed", newMessage, ""));
        }
        if (!active()) {
            open(session.inspectedProperty().get());
        }
    }

    private void average(StepRecord step) {
        double now = step.imagesPerSecond();
        rate = Double.isNaN(rate) ? now : RATE_KEPT * rate + (1 - RATE_KEPT) * now;
    }

    private void settle(StepRecord step) {
        readout.set(RunFigures.of(step, rate, config.get()));
        StepSeries rank = curves.get().get(Curve.RANK_ME);
        signals.set(verdicts.judge(step, rank.isEmpty() ? Double.NaN : rank.lastValue()));
        latest.set(step);
    }

    /** Whether a run is going on here. */
    boolean active() {
        RunState now = state.get();
        return feed != null && (now == RunState.PREPARING || now == RunState.RUNNING || now == RunState.PAUSED);
    }

    void pauseOrResume() {
        if (state.get() == RunState.PAUSED) {
            session.service().resume();
        } else {
            session.service().pause();
        }
    }

    void stop() {
        session.service().stop();
    }

    /** Whether the two losses agree, in a sentence. */
    String agreement() {
        StepSeries cosine = curves.get().get(Curve.GRADIENT_COSINE);
        int count = Math.min(COSINES, cosine.size());
        if (count == 0) {
            return "";
        }
        double sum = 0;
        for (int i = cosine.size() - count; i < cosine.size(); i++) {
            sum += cosine.value(i);
        }
        return SignalVerdicts.agreement(sum / count);
    }

    /** What the user must know about the run. */
    Notices notices() {
        return notices;
    }

    /** What of the run can be changed while it goes on. */
    SteeringViewModel steering() {
        return steering;
    }

    ReadOnlyObjectProperty<Showing> showingProperty() {
        return showing.getReadOnlyProperty();
    }

    ReadOnlyObjectProperty<RunCurves> curvesProperty() {
        return curves.getReadOnlyProperty();
    }

    /** Null before the first one, and for a run without Barlow Twins. */
    ReadOnlyObjectProperty<CorrelationSnapshot> correlationProperty() {
        return correlation.getReadOnlyProperty();
    }

    /** The newest step, null before the first. */
    ReadOnlyObjectProperty<StepRecord> latestProperty() {
        return latest.getReadOnlyProperty();
    }

    ReadOnlyObjectProperty<RunFigures> readoutProperty() {
        return readout.getReadOnlyProperty();
    }

    /** Empty before the first step. */
    ReadOnlyObjectProperty<List<Signal>> signalsProperty() {
        return signals.getReadOnlyProperty();
    }

    /** Null before the first run. */
    ReadOnlyObjectProperty<RunState> stateProperty() {
        return state.getReadOnlyProperty();
    }

    /** Null before the first run. */
    ReadOnlyObjectProperty<RunConfig> configProperty() {
        return config.getReadOnlyProperty();
    }

    ReadOnlyStringProperty runNameProperty() {
        return runName.getReadOnlyProperty();
    }

    /** The engine's sentence, or why a run cannot be opened. */
    ReadOnlyStringProperty messageProperty() {
        return message.getReadOnlyProperty();
    }

    ReadOnlyStringProperty deviceProperty() {
        return device.getReadOnlyProperty();
    }

    ReadOnlyStringProperty deviceReasonProperty() {
        return deviceReason.getReadOnlyProperty();
    }
}
