package org.dinotwins.app.live;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import javafx.collections.ListChangeListener;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.control.ScrollPane;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.Region;
import javafx.scene.layout.StackPane;
import javafx.scene.layout.VBox;
import org.dinotwins.app.live.LiveViewModel.Showing;
import org.dinotwins.app.live.chart.StepChart;
import org.dinotwins.app.live.chart.VisibleSteps;
import org.dinotwins.app.live.matrix.CorrelationCard;
import org.dinotwins.app.live.signals.NoticeBanner;
import org.dinotwins.app.live.signals.SignalCard;
import org.dinotwins.app.shared.RedrawClock;
import org.dinotwins.app.shared.Theme;
import org.dinotwins.app.shared.WorkbenchState;
import org.dinotwins.app.shared.WorkbenchState.Place;
import org.dinotwins.app.shared.panel.Card;
import org.dinotwins.app.shared.view.EmptyState;
import org.dinotwins.chart.RunCurves;
import org.dinotwins.chart.SettingChange;
import org.dinotwins.chart.StepSeries;
import org.dinotwins.chart.TrainingCurve;
import org.dinotwins.config.RunConfig;
import org.dinotwins.train.StepRecord;

/** The view of the Live workspace: charts, correlation matrix, collapse signals and live settings. */
final class LiveView extends StackPane {
    private static final double GAP = 8;
    /** Nanoseconds per frame for drawing charts; the rest is drawn in the next frame. */
    private static final long FRAME_BUDGET = 6_000_000L;

    private static final double MATRIX_SHARE = 0.25;
    private static final double SIGNAL_SHARE = 0.22;
    private static final double SCHEDULE_SHARE = 0.4;
    private static final double KNN_HEIGHT = 168;
    private static final double LEAST_SIDE = 280;
    private static final double MOST_MATRIX = 560;
    private static final double MOST_SIGNALS = 400;

    private final WorkbenchState session;
    private final LiveViewModel model;
    private final VisibleSteps visible = new VisibleSteps();
    private final List<StepChart> charts = new ArrayList<>();
    private final Label problem = new Label();
    private final VBox panel = new VBox(GAP);
    private final HBox below = new HBox(GAP);
    private final VBox left = new VBox(GAP);
    private final ScrollPane middle = column();
    private final ScrollPane side = column();
    private final VBox right = new VBox(GAP);
    private final RedrawClock.FrameLoop frames = new RedrawClock.FrameLoop(this::drawStale);
    private final Runnable reader;
    // The cards are created one per frame; listeners follow once all exist.
    private LossCard losses;
    private CurveCards curveCards;
    private CorrelationCard correlation;
    private SignalCard signals;
    private LiveSettingsCard settings;
    private int nextChart;

    LiveView(WorkbenchState session, LiveViewModel model) {
        this.session = session;
        this.model = model;
        this.reader = model::readFeed;
        getStyleClass().add("live");
        setFocusTraversable(true);
        getStylesheets()
                .add(Objects.requireNonNull(LiveView.class.getResource("live.css"))
                        .toExternalForm());
        panel.getStyleClass().add("live-panel");
        EmptyState empty = empty();
        EmptyState broken = new EmptyState("fth-alert-circle", "This run cannot be opened", "", problem, setUpButton());
        Label opening = new Label("Opening the run …");
        opening.getStyleClass().add("muted");
        getChildren().addAll(panel, empty, broken, opening);
        problem.textProperty().bind(model.messageProperty());
        problem.setWrapText(true);
        Runnable choose = () -> {
            Showing showing = model.showingProperty().get();
            panel.setVisible(showing == Showing.RUN);
            empty.setVisible(showing == Showing.NOTHING);
            broken.setVisible(showing == Showing.PROBLEM);
            opening.setVisible(showing == Showing.OPENING);
        };
        model.showingProperty().addListener((of, old, is) -> choose.run());
        choose.run();
    }

    /** The steps that create the panel. */
    List<Runnable> buildSteps() {
        return List.of(
                () -> panel.getChildren().addAll(new NoticeBanner(model.notices()), columns()),
                () -> panel.getChildren().add(1, new ProgressStrip(model)),
                this::addLosses,
                this::addGradients,
                this::addSchedule,
                this::addMatrix,
                this::addSignals,
                this::addSettings,
                this::listen);
    }

    private EmptyState empty() {
        return new EmptyState(
                "fth-activity",
                "No run yet",
                "Start a run in Set up to see its losses, correlation matrix and collapse signals, or open a "
                        + "finished run in Runs.",
                setUpButton());
    }

    private Button setUpButton() {
        Button button = new Button("Go to Set up");
        button.getStyleClass().add("accent");
        button.setOnAction(e -> session.placeProperty().set(Place.SET_UP));
        return button;
    }

    private HBox columns() {
        below.setMinHeight(256);
        below.setPrefHeight(264);
        VBox.setVgrow(below, Priority.SOMETIMES);
        left.getChildren().add(below);
        left.setMinWidth(0);
        HBox.setHgrow(left, Priority.ALWAYS);
        right.setMinHeight(USE_PREF_SIZE);
        side.setContent(right);
        HBox columns = new HBox(GAP, left, middle, side);
        VBox.setVgrow(columns, Priority.ALWAYS);
        columns.widthProperty().addListener((of, old, width) -> {
            fix(middle, Math.max(LEAST_SIDE, Math.min(MOST_MATRIX, MATRIX_SHARE * width.doubleValue())));
            fix(side, Math.max(LEAST_SIDE, Math.min(MOST_SIGNALS, SIGNAL_SHARE * width.doubleValue())));
        });
        return columns;
    }

    private void addLosses() {
        losses = new LossCard(visible);
        charts.addAll(losses.charts());
        VBox.setVgrow(losses, Priority.ALWAYS);
        losses.setMinHeight(200);
        losses.setPrefHeight(340);
        left.getChildren().add(0, losses);
    }

    private void addGradients() {
        curveCards = new CurveCards(visible);
        Card gradients = curveCards.gradients();
        gradients.setMinWidth(0);
        gradients.setMinHeight(0);
        HBox.setHgrow(gradients, Priority.ALWAYS);
        below.getChildren().add(gradients);
    }

    private void addSchedule() {
        Card schedule = curveCards.schedule();
        charts.addAll(curveCards.charts());
        schedule.setMinHeight(0);
        fix(schedule, SCHEDULE_SHARE * below.getWidth());
        below.widthProperty().addListener((of, old, width) -> fix(schedule, SCHEDULE_SHARE * width.doubleValue()));
        below.getChildren().add(schedule);
    }

    private void addMatrix() {
        correlation = new CorrelationCard(session.background(), visible);
        charts.add(correlation.chart());
        correlation.setMinHeight(USE_PREF_SIZE);
        middle.setContent(correlation);
    }

    private void addSignals() {
        signals = new SignalCard();
        right.getChildren().add(signals);
    }

    private void addSettings() {
        settings = new LiveSettingsCard(model);
        VBox.setVgrow(settings, Priority.ALWAYS);
        right.getChildren().addAll(knn(), settings);
    }

    /** The kNN card, visible for runs that measure kNN during training. */
    private Card knn() {
        Card card = curveCards.knn();
        card.setId("knn-card");
        card.setMinHeight(KNN_HEIGHT);
        card.setPrefHeight(KNN_HEIGHT);
        Runnable choose = () -> {
            RunConfig config = model.configProperty().get();
            card.setVisible(config != null && config.train().knnEveryEpochs() > 0);
            card.setManaged(card.isVisible());
        };
        model.configProperty().addListener((of, old, config) -> choose.run());
        choose.run();
        return card;
    }

    private static ScrollPane column() {
        ScrollPane scroll = new ScrollPane();
        scroll.getStyleClass().add("column");
        scroll.setFitToWidth(true);
        scroll.setFitToHeight(true);
        scroll.setHbarPolicy(ScrollPane.ScrollBarPolicy.NEVER);
        fix(scroll, LEAST_SIDE);
        return scroll;
    }

    private static void fix(Region region, double width) {
        double whole = Math.rint(width);
        region.setMinWidth(whole);
        region.setPrefWidth(whole);
        region.setMaxWidth(whole);
    }

    private void listen() {
        model.curvesProperty().addListener((of, old, run) -> showRun(run));
        model.correlationProperty().addListener((of, old, is) -> correlation.show(is));
        model.settings().changes().addListener((ListChangeListener<SettingChange>) c ->
                losses.charts().forEach(chart -> chart.mark(model.settings().changes())));
        model.latestProperty().addListener((of, old, step) -> refresh(step));
        session.themeProperty().addListener((of, old, theme) -> paint(theme));
        showRun(model.curvesProperty().get());
        correlation.show(model.correlationProperty().get());
        refresh(model.latestProperty().get());
        losses.charts().forEach(chart -> chart.mark(model.settings().changes()));
        paint(session.themeProperty().get());
        charts.forEach(chart -> chart.onStale(frames::start));
    }

    private void showRun(RunCurves run) {
        charts.forEach(chart -> chart.setRun(run));
        visible.reset();
        extend(run);
    }

    private void extend(RunCurves run) {
        StepSeries total = run.get(TrainingCurve.TOTAL);
        visible.extent(total.isEmpty() ? 0 : total.firstStep(), total.isEmpty() ? 0 : total.lastStep());
    }

    private void refresh(StepRecord step) {
        settings.refresh();
        signals.show(
                model.signalsProperty().get(),
                model.curvesProperty().get(),
                session.themeProperty().get().palette());
        curveCards.showAgreement(model.agreement());
        losses.showValues();
        curveCards.showValues();
        if (step != null) {
            extend(model.curvesProperty().get());
            charts.forEach(StepChart::invalidate);
            if (model.correlationProperty().get() == null) {
                correlation.showMeasures(step);
            }
        }
    }

    private void paint(Theme theme) {
        charts.forEach(chart -> chart.paint(theme));
        correlation.paint(theme);
        signals.show(model.signalsProperty().get(), model.curvesProperty().get(), theme.palette());
    }

    /** Starts reading the feed and drawing. */
    void start() {
        session.redrawClock().add(reader);
        frames.start();
        requestFocus();
    }

    /** Stops reading; the feed keeps what it receives. */
    void stop() {
        session.redrawClock().remove(reader);
        frames.stop();
    }

    /** Draws as many outdated charts as fit into a frame; returns false if none was outdated. */
    private boolean drawStale() {
        long begun = System.nanoTime();
        boolean drawn = false;
        for (int i = 0; i < charts.size() && System.nanoTime() - begun < FRAME_BUDGET; i++) {
            StepChart chart = charts.get(nextChart++ % charts.size());
            drawn |= chart.getScene() != null && chart.drawIfStale();
        }
        return drawn;
    }
}
