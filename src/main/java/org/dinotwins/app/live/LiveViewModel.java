package org.dinotwins.app.live;

import java.nio.file.Path;
import java.util.List;
import javafx.beans.property.ReadOnlyObjectProperty;
import javafx.beans.property.ReadOnlyObjectWrapper;
import javafx.beans.property.ReadOnlyStringProperty;
import javafx.beans.property.ReadOnlyStringWrapper;
import org.dinotwins.app.live.signals.CollapseSignal;
import org.dinotwins.app.live.signals.RunNotice;
import org.dinotwins.app.live.signals.RunNotices;
import org.dinotwins.app.live.signals.SignalVerdicts;
import org.dinotwins.app.shared.RunFeed;
import org.dinotwins.app.shared.WorkbenchState;
import org.dinotwins.chart.RunCurves;
import org.dinotwins.chart.StepSeries;
import org.dinotwins.chart.TrainingCurve;
import org.dinotwins.config.RunConfig;
import org.dinotwins.run.RunState;
import org.dinotwins.train.CorrelationSnapshot;
import org.dinotwins.train.StepRecord;

/**
 * The state of the Live workspace: the run in progress, or else a saved run opened from its folder. FX thread only;
 * {@link #readFeed()} fetches what the trainer reported since the last call.
 */
final class LiveViewModel {
    /** Weight of the previous average in the moving average of the rate: about ten steps. */
    private static final double RATE_MOMENTUM = 0.9;
    /** Number of newest gradient cosines that the sentence on agreement averages. */
    private static final int COSINES = 20;

    private final WorkbenchState session;
    private final ReadOnlyObjectWrapper<Showing> showing = new ReadOnlyObjectWrapper<>(Showing.NOTHING);
    private final ReadOnlyObjectWrapper<RunCurves> curves = new ReadOnlyObjectWrapper<>(new RunCurves());
    private final ReadOnlyObjectWrapper<CorrelationSnapshot> correlation = new ReadOnlyObjectWrapper<>();
    private final ReadOnlyObjectWrapper<StepRecord> latest = new ReadOnlyObjectWrapper<>();
    private final ReadOnlyObjectWrapper<RunProgressText> progress = new ReadOnlyObjectWrapper<>(RunProgressText.NONE);
    private final ReadOnlyObjectWrapper<List<CollapseSignal>> signals = new ReadOnlyObjectWrapper<>(List.of());
    private final ReadOnlyObjectWrapper<RunState> state = new ReadOnlyObjectWrapper<>();
    private final ReadOnlyObjectWrapper<RunConfig> config = new ReadOnlyObjectWrapper<>();
    private final ReadOnlyStringWrapper runName = new ReadOnlyStringWrapper("");
    private final ReadOnlyStringWrapper message = new ReadOnlyStringWrapper("");
    private final ReadOnlyStringWrapper device = new ReadOnlyStringWrapper("–");
    private final ReadOnlyStringWrapper deviceReason = new ReadOnlyStringWrapper("");
    private final RunNotices notices = new RunNotices();
    private final LiveSettingsViewModel settings;
    private RunFeed feed;
    private boolean loadingHistory;
    private Path folder;
    private SignalVerdicts verdicts;
    private double rate = Double.NaN;

    /** What the workspace shows. */
    enum Showing {
        NOTHING,
        OPENING,
        RUN,
        PROBLEM
    }

    LiveViewModel(WorkbenchState session) {
        this.session = session;
        this.settings = new LiveSettingsViewModel(session.service());
        session.currentProperty().addListener((of, old, run) -> watch(run));
        session.inspectedProperty().addListener((of, old, path) -> open(path));
        if (session.currentProperty().get() != null) {
            watch(session.currentProperty().get());
        } else {
            open(session.inspectedProperty().get());
        }
    }

    /** Follows a run that has just started. */
    void watch(WorkbenchState.Current run) {
        begin(run.folder(), run.config());
        feed = run.feed();
        state.set(RunState.PREPARING);
        message.set("");
        showing.set(Showing.RUN);
        if (run.resumed()) {
            loadHistory(run);
        }
    }

    /** Loads the steps from before the run was resumed; meanwhile the feed keeps what it receives. */
    private void loadHistory(WorkbenchState.Current run) {
        loadingHistory = true;
        session.background()
                .call(
                        () -> SavedRun.read(run.folder()),
                        saved -> {
                            if (feed == run.feed()) {
                                fill(saved);
                                loadingHistory = false;
                            }
                        },
                        e -> {
                            if (feed == run.feed()) {
                                loadingHistory = false;
                            }
                        });
    }

    /** Opens the run in a folder, unless a run is in progress or this run is already shown. */
    private void open(Path path) {
        if (path == null || path.equals(folder) || active()) {
            return;
        }
        folder = path;
        feed = null;
        showing.set(Showing.OPENING);
        runName.set(name(path));
        session.background()
                .call(
                        () -> SavedRun.read(path),
                        opened -> {
                            if (path.equals(folder) && feed == null) {
                                show(path, opened);
                            }
                        },
                        e -> {
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
        notices.begin(opened.alarms().stream().map(RunNotice::of).toList());
        opened.correlation().ifPresent(correlation::set);
        opened.steps().forEach(this::average);
        if (!opened.steps().isEmpty()) {
            StepRecord last = opened.steps().get(opened.steps().size() - 1);
            settings.resume(opened.detector(), opened.changes(), opened.settings(), last);
            setLatest(last);
        }
    }

    private void begin(Path path, RunConfig runConfig) {
        folder = path;
        feed = null;
        loadingHistory = false;
        config.set(runConfig);
        runName.set(name(path));
        settings.begin(runConfig);
        verdicts = new SignalVerdicts(runConfig);
        rate = Double.NaN;
        curves.set(new RunCurves());
        notices.begin(List.of());
        correlation.set(null);
        progress.set(RunProgressText.NONE);
        signals.set(List.of());
        latest.set(null);
        device.set("–");
        deviceReason.set("");
    }

    private static String name(Path path) {
        return path.getFileName() == null ? path.toString() : path.getFileName().toString();
    }

    /**
     * Fetches what the trainer reported since the last call.
     *
     * @return whether there were new steps
     */
    boolean readFeed() {
        if (feed == null || loadingHistory) {
            return false;
        }
        RunFeed.Events news = feed.take();
        for (StepRecord step : news.steps()) {
            if (step.step() <= curves.get().lastStep()) {
                continue;
            }
            curves.get().add(step);
            average(step);
            settings.add(step);
        }
        if (!news.steps().isEmpty()) {
            setLatest(news.steps().get(news.steps().size() - 1));
        }
        if (news.correlation() != null) {
            correlation.set(news.correlation());
        }
        if (news.device() != null) {
            device.set(news.device().name());
            deviceReason.set(news.device().reason());
        }
        news.alarms().forEach(alarm -> notices.add(RunNotice.of(alarm)));
        if (news.state() != null) {
            setState(news.state(), news.message());
        }
        return !news.steps().isEmpty();
    }

    private void setState(RunState newState, String newMessage) {
        message.set(newMessage);
        state.set(newState);
        if (newState == RunState.FAILED) {
            notices.add(new RunNotice("The run has failed", newMessage, ""));
        }
        if (!active()) {
            open(session.inspectedProperty().get());
        }
    }

    private void average(StepRecord step) {
        double now = step.imagesPerSecond();
        rate = Double.isNaN(rate) ? now : RATE_MOMENTUM * rate + (1 - RATE_MOMENTUM) * now;
    }

    private void setLatest(StepRecord step) {
        progress.set(RunProgressText.of(step, rate, config.get()));
        StepSeries rank = curves.get().get(TrainingCurve.RANK_ME);
        signals.set(verdicts.judge(step, rank.isEmpty() ? Double.NaN : rank.lastValue()));
        latest.set(step);
    }

    /** Whether the run shown is in progress. */
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
        StepSeries cosine = curves.get().get(TrainingCurve.GRADIENT_COSINE);
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

    /** Alarms and failures of the run. */
    RunNotices notices() {
        return notices;
    }

    /** The loss weights and learning rate of the run. */
    LiveSettingsViewModel settings() {
        return settings;
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

    ReadOnlyObjectProperty<RunProgressText> progressProperty() {
        return progress.getReadOnlyProperty();
    }

    /** Empty before the first step. */
    ReadOnlyObjectProperty<List<CollapseSignal>> signalsProperty() {
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

    /** The engine's message, or why a run cannot be opened. */
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
