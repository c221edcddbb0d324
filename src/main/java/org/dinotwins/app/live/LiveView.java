package org.dinotwins.app.live;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import javafx.animation.AnimationTimer;
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
import org.dinotwins.app.shared.Theme;
import org.dinotwins.app.shared.WorkbenchState;
import org.dinotwins.app.shared.WorkbenchState.Place;
import org.dinotwins.app.shared.view.EmptyState;
import org.dinotwins.config.RunConfig;
import org.dinotwins.train.StepRecord;

/** The Live workspace's face: an instrument panel of charts, the correlation matrix, signs of health and controls. */
final class LiveView extends StackPane {
    private static final double GAP = 8;
    /** Nanoseconds of a frame that drawing charts may take; what is left over is drawn in the next frame. */
    private static final long FRAME_SHARE = 6_000_000L;
    private static final double MATRIX_SHARE = 0.25;
    private static final double SIGNAL_SHARE = 0.22;
    private static final double SCHEDULE_SHARE = 0.4;
    private static final double KNN_HEIGHT = 168;
    private static final double LEAST_SIDE = 280;
    private static final double MOST_MATRIX = 560;
    private static final double MOST_SIGNALS = 400;

    private final WorkbenchState session;
    private final LiveViewModel model;
    private final StepWindow window = new StepWindow();
    private final List<StepChart> charts = new ArrayList<>();
    private final Label problem = new Label();
    private final VBox panel = new VBox(GAP);
    private final HBox below = new HBox(GAP);
    private final VBox left = new VBox(GAP);
    private final ScrollPane middle = column();
    private final ScrollPane side = column();
    private final VBox right = new VBox(GAP);
    private final AnimationTimer timer = new AnimationTimer() {
        @Override
        public void handle(long now) {
            draw();
        }
    };
    private final Runnable reader;
    // The cards are made one by one, and what they show is listened to when all are there.
    private LossCard losses;
    private CurveCards small;
    private MatrixCard matrix;
    private SignalCard signals;
    private ControlCard controls;
    private int turn;

    LiveView(WorkbenchState session, LiveViewModel model) {
        this.session = session;
        this.model = model;
        this.reader = model::tick;
        getStyleClass().add("live");
        setFocusTraversable(true);
        getStylesheets().add(Objects.requireNonNull(LiveView.class.getResource("live.css")).toExternalForm());
        panel.getStyleClass().add("live-panel");
        EmptyState empty = empty();
        EmptyState broken = new EmptyState("fth-alert-circle", "This run cannot be opened", "", problem, start());
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

    /** What fills the panel, in pieces. */
    List<Runnable> pieces() {
        return List.of(
                () -> panel.getChildren().addAll(new NoticeBanner(model.notices()), columns()),
                () -> panel.getChildren().add(1, new FigureStrip(model)),
                this::addLosses, this::addGradients, this::addSchedule, this::addMatrix, this::addSignals,
                this::addControls, this::listen);
    }

    private EmptyState empty() {
        return new EmptyState("fth-activity", "No run yet",
                "Start training in Set up to watch its losses, its correlation matrix and its health here, or open a "
                        + "finished run in Runs.", start());
    }

    private Button start() {
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
        losses = new LossCard(window);
        charts.addAll(losses.charts());
        VBox.setVgrow(losses, Priority.ALWAYS);
        losses.setMinHeight(200);
        losses.setPrefHeight(340);
        left.getChildren().add(0, losses);
    }

    private void addGradients() {
        small = new CurveCards(window);
        Card gradients = small.gradients();
        gradients.setMinWidth(0);
        gradients.setMinHeight(0);
        HBox.setHgrow(gradients, Priority.ALWAYS);
        below.getChildren().add(gradients);
    }

    private void addSchedule() {
        Card schedule = small.schedule();
        charts.addAll(small.charts());
        schedule.setMinHeight(0);
        fix(schedule, SCHEDULE_SHARE * below.getWidth());
        below.widthProperty().addListener((of, old, width) ->
                fix(schedule, SCHEDULE_SHARE * width.doubleValue()));
        below.getChildren().add(schedule);
    }

    private void addMatrix() {
        matrix = new MatrixCard(session.background(), window);
        charts.add(matrix.course());
        matrix.setMinHeight(USE_PREF_SIZE);
        middle.setContent(matrix);
    }

    private void addSignals() {
        signals = new SignalCard();
        right.getChildren().add(signals);
    }

    private void addControls() {
        controls = new ControlCard(model);
        VBox.setVgrow(controls, Priority.ALWAYS);
        right.getChildren().addAll(knn(), controls);
    }

    /** The card of kNN readings, there for runs that take them. */
    private Card knn() {
        Card card = small.knn();
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
        model.correlationProperty().addListener((of, old, is) -> matrix.show(is));
        model.steering().changes().addListener((ListChangeListener<Change>) c ->
                losses.charts().forEach(chart -> chart.mark(model.steering().changes())));
        model.latestProperty().addListener((of, old, step) -> tell(step));
        session.themeProperty().addListener((of, old, theme) -> paint(theme));
        showRun(model.curvesProperty().get());
        matrix.show(model.correlationProperty().get());
        tell(model.latestProperty().get());
        losses.charts().forEach(chart -> chart.mark(model.steering().changes()));
        paint(session.themeProperty().get());
        charts.forEach(chart -> chart.whenStale(timer::start));
    }

    private void showRun(RunCurves run) {
        charts.forEach(chart -> chart.show(run));
        window.reset();
        extend(run);
    }

    private void extend(RunCurves run) {
        StepSeries total = run.get(Curve.TOTAL);
        window.extent(total.isEmpty() ? 0 : total.firstStep(), total.isEmpty() ? 0 : total.lastStep());
    }

    private void tell(StepRecord step) {
        controls.tell();
        signals.show(model.signalsProperty().get(), model.curvesProperty().get(),
                session.themeProperty().get().palette());
        small.tellAgreement(model.agreement());
        losses.tellValues();
        small.tellValues();
        if (step != null) {
            extend(model.curvesProperty().get());
            charts.forEach(StepChart::invalidate);
            if (model.correlationProperty().get() == null) {
                matrix.tell(step);
            }
        }
    }

    private void paint(Theme theme) {
        charts.forEach(chart -> chart.paint(theme));
        matrix.paint(theme);
        signals.show(model.signalsProperty().get(), model.curvesProperty().get(), theme.palette());
    }

    /** Begins to read the feed and to draw. */
    void begin() {
        session.pace().join(reader);
        timer.start();
        requestFocus();
    }

    /** Rests: the feed gathers what comes. */
    void rest() {
        session.pace().leave(reader);
        timer.stop();
    }

    /** Draws charts that are out of date, as many as fit into a frame, and lets the frames end when none is left. */
    private void draw() {
        long begun = System.nanoTime();
        boolean drawn = false;
        for (int i = 0; i < charts.size() && System.nanoTime() - begun < FRAME_SHARE; i++) {
            StepChart chart = charts.get(turn++ % charts.size());
            drawn |= chart.getScene() != null && chart.drawIfStale();
        }
        if (!drawn) {
            timer.stop();
        }
    }
}
