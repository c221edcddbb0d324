package org.dinotwins.app.live;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import javafx.beans.property.DoubleProperty;
import javafx.beans.property.ReadOnlyObjectProperty;
import javafx.beans.property.ReadOnlyObjectWrapper;
import javafx.beans.property.ReadOnlyStringProperty;
import javafx.beans.property.ReadOnlyStringWrapper;
import javafx.beans.property.SimpleDoubleProperty;
import javafx.collections.FXCollections;
import javafx.collections.ObservableList;
import org.dinotwins.app.shared.RunFeed;
import org.dinotwins.app.shared.Session;
import org.dinotwins.experiment.RunConfig;
import org.dinotwins.experiment.RunFolder;
import org.dinotwins.experiment.RunState;
import org.dinotwins.objective.Balancing;
import org.dinotwins.train.Alarm;
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

    private final Session session;
    private final ReadOnlyObjectWrapper<Showing> showing = new ReadOnlyObjectWrapper<>(Showing.NOTHING);
    private final ReadOnlyObjectWrapper<RunCurves> curves = new ReadOnlyObjectWrapper<>(new RunCurves());
    private final ReadOnlyObjectWrapper<CorrelationSnapshot> correlation = new ReadOnlyObjectWrapper<>();
    private final ReadOnlyObjectWrapper<StepRecord> latest = new ReadOnlyObjectWrapper<>();
    private final ReadOnlyObjectWrapper<Readout> readout = new ReadOnlyObjectWrapper<>(Readout.NONE);
    private final ReadOnlyObjectWrapper<List<Signal>> signals = new ReadOnlyObjectWrapper<>(List.of());
    private final ReadOnlyObjectWrapper<RunState> state = new ReadOnlyObjectWrapper<>();
    private final ReadOnlyObjectWrapper<Notice> notice = new ReadOnlyObjectWrapper<>();
    private final ReadOnlyObjectWrapper<RunConfig> config = new ReadOnlyObjectWrapper<>();
    private final ReadOnlyStringWrapper runName = new ReadOnlyStringWrapper("");
    private final ReadOnlyStringWrapper message = new ReadOnlyStringWrapper("");
    private final ReadOnlyStringWrapper device = new ReadOnlyStringWrapper("–");
    private final ReadOnlyStringWrapper deviceReason = new ReadOnlyStringWrapper("");
    private final ReadOnlyStringWrapper weightProblem = new ReadOnlyStringWrapper("");
    private final ObservableList<Notice> notices = FXCollections.observableArrayList();
    private final ObservableList<Change> changes = FXCollections.observableArrayList();
    private final DoubleProperty dinoWeight = new SimpleDoubleProperty(1);
    private final DoubleProperty barlowWeight = new SimpleDoubleProperty(1);
    private final DoubleProperty learningRateFactor = new SimpleDoubleProperty(1);
    private RunFeed feed;
    private Path folder;
    private ChangeFinder finder;
    private SignalVerdicts verdicts;
    private double rate = Double.NaN;

    /** What there is to see. */
    enum Showing { NOTHING, OPENING, RUN, PROBLEM }

    /**
     * Something the user must know about the run.
     *
     * @param heading  a few words
     * @param happened one sentence
     * @param advice   one sentence, may be empty
     */
    record Notice(String heading, String happened, String advice) {
        static Notice of(Alarm alarm) {
            String heading = switch (alarm.kind()) {
                case UNIFORM_TEACHER -> "The teacher has become uniform";
                case ONE_PROTOTYPE -> "One prototype takes all";
                case EMBEDDING_COLLAPSE -> "The embeddings collapse";
                case RANK_COLLAPSE -> "The rank collapses";
                case GRADIENT_CONFLICT -> "The losses fight each other";
                case NON_FINITE -> "A figure is no longer finite";
            };
            return new Notice(heading + " · step " + Figures.whole(alarm.step()), alarm.happened(), alarm.advice());
        }
    }

    /** A run read from its folder. */
    private record Opened(RunConfig config, RunFolder.Summary summary, RunCurves curves, List<StepRecord> steps,
                          List<Change> changes, List<Alarm> alarms, Optional<CorrelationSnapshot> correlation) {
    }

    LiveViewModel(Session session) {
        this.session = session;
        session.currentProperty().addListener((of, old, run) -> watch(run));
        session.inspectedProperty().addListener((of, old, path) -> open(path));
        if (session.currentProperty().get() != null) {
            watch(session.currentProperty().get());
        } else {
            open(session.inspectedProperty().get());
        }
    }

    /** Follows a run that has just been started. */
    void watch(Session.Current run) {
        begin(run.folder(), run.config());
        feed = run.feed();
        state.set(RunState.PREPARING);
        message.set("");
        showing.set(Showing.RUN);
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
        session.background().call(() -> read(path), opened -> {
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

    private static Opened read(Path path) throws Exception {
        RunFolder run = RunFolder.open(path);
        List<StepRecord> steps = run.metrics();
        return new Opened(run.config(), run.summary(), RunCurves.of(steps), steps,
                ChangeFinder.in(run.config(), steps), run.alarms(), run.correlation());
    }

    private void show(Path path, Opened opened) {
        begin(path, opened.config());
        curves.set(opened.curves());
        changes.setAll(opened.changes());
        // The list has them newest first; none is news enough for the banner.
        opened.alarms().forEach(alarm -> notices.add(0, Notice.of(alarm)));
        opened.correlation().ifPresent(correlation::set);
        state.set(opened.summary().state());
        device.set(opened.summary().device());
        opened.steps().forEach(this::average);
        if (!opened.steps().isEmpty()) {
            settle(opened.steps().get(opened.steps().size() - 1));
        }
        showing.set(Showing.RUN);
    }

    private void begin(Path path, RunConfig settings) {
        folder = path;
        feed = null;
        config.set(settings);
        runName.set(name(path));
        finder = new ChangeFinder(settings);
        verdicts = new SignalVerdicts(settings);
        rate = Double.NaN;
        curves.set(new RunCurves());
        changes.clear();
        notices.clear();
        notice.set(null);
        correlation.set(null);
        readout.set(Readout.NONE);
        signals.set(List.of());
        latest.set(null);
        device.set("–");
        deviceReason.set("");
        weightProblem.set("");
        dinoWeight.set(settings.objective().dinoWeight());
        barlowWeight.set(settings.objective().barlowWeight());
        learningRateFactor.set(1);
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
        if (feed == null) {
            return false;
        }
        RunFeed.News news = feed.take();
        for (StepRecord step : news.steps()) {
            curves.get().add(step);
            average(step);
            finder.look(step).ifPresent(changes::add);
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
        news.alarms().forEach(alarm -> tell(Notice.of(alarm)));
        if (news.state() != null) {
            turn(news.state(), news.message());
        }
        return !news.steps().isEmpty();
    }

    private void turn(RunState newState, String newMessage) {
        message.set(newMessage);
        state.set(newState);
        if (newState == RunState.FAILED) {
            tell(new Notice("The run has failed", newMessage, ""));
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
        readout.set(Readout.of(step, rate, config.get()));
        StepSeries rank = curves.get().get(Curve.RANK_ME);
        signals.set(verdicts.judge(step, rank.isEmpty() ? Double.NaN : rank.lastValue()));
        latest.set(step);
    }

    private void tell(Notice news) {
        notices.add(0, news);
        notice.set(news);
    }

    /** Puts the notice in view away; it stays in the list. */
    void dismiss() {
        notice.set(null);
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

    /** Puts the chosen loss weights in force from the next step on. */
    void applyWeights() {
        if (dinoWeight.get() + barlowWeight.get() <= 0) {
            weightProblem.set("One of the two weights must be above 0.");
            return;
        }
        weightProblem.set("");
        session.service().setLossWeights(dinoWeight.get(), barlowWeight.get());
        StepRecord step = latest.get();
        if (step != null && config.get().objective().balancing() == Balancing.GRADIENT_NORM
                && Math.abs(step.dinoWeight() - dinoWeight.get()) < 1e-9) {
            // Only this change cannot be read from the steps.
            changes.add(new Change(step.step() + 1, "Barlow Twins " + Figures.typed(barlowWeight.get())));
        }
    }

    /** Puts the chosen learning-rate factor in force from the next step on. */
    void applyLearningRate() {
        session.service().setLearningRateFactor(learningRateFactor.get());
    }

    /** The weights in force at the newest step, in the paper's notation too. */
    String effectiveWeights() {
        StepRecord step = latest.get();
        if (step == null) {
            return "–";
        }
        String both = "DINO " + Figures.short3(step.dinoWeight()) + "   Barlow "
                + Figures.short3(step.barlowWeight());
        return step.barlowWeight() > 0 && step.dinoWeight() > 0
                ? both + "   α " + Figures.short3(step.dinoWeight() / step.barlowWeight()) : both;
    }

    /** How the user's weights become the ones in force, in a few words. */
    String balancingRule() {
        return config.get() == null ? "" : switch (config.get().objective().balancing()) {
            case FIXED -> "Not balanced: the weights act as set.";
            case INITIAL_RATIO -> "Balanced by the first losses.";
            case GRADIENT_NORM -> "Balanced by gradient norms.";
        };
    }

    /** The same at length. */
    String balancingExplained() {
        return config.get() == null ? "" : switch (config.get().objective().balancing()) {
            case FIXED -> "The objective is the DINO weight times L_DINO plus the Barlow Twins weight times L_BT.";
            case INITIAL_RATIO -> "Barlow Twins is scaled once, so that equal weights gave equal losses at the first step.";
            case GRADIENT_NORM -> "Barlow Twins is scaled all the time, so that equal weights pull equally hard on the "
                    + "features that both losses share.";
        };
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

    ReadOnlyObjectProperty<Readout> readoutProperty() {
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

    /** What the banner says, null for nothing. */
    ReadOnlyObjectProperty<Notice> noticeProperty() {
        return notice.getReadOnlyProperty();
    }

    /** All notices of the run, newest first. */
    ObservableList<Notice> notices() {
        return notices;
    }

    /** What the user changed, oldest first. */
    ObservableList<Change> changes() {
        return changes;
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

    /** Why the chosen weights are not in force, empty when they are. */
    ReadOnlyStringProperty weightProblemProperty() {
        return weightProblem.getReadOnlyProperty();
    }

    /** The user's weight of L_DINO, 0 or more. */
    DoubleProperty dinoWeightProperty() {
        return dinoWeight;
    }

    /** The user's weight of L_BT, 0 or more. */
    DoubleProperty barlowWeightProperty() {
        return barlowWeight;
    }

    /** Factor on the schedule's learning rate, above 0. */
    DoubleProperty learningRateFactorProperty() {
        return learningRateFactor;
    }
}
