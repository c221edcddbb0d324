package org.dinotwins.app;

import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import javafx.beans.binding.Bindings;
import javafx.geometry.Pos;
import javafx.scene.Node;
import javafx.scene.control.Button;
import javafx.scene.control.ContentDisplay;
import javafx.scene.control.Label;
import javafx.scene.control.OverrunStyle;
import javafx.scene.control.ProgressBar;
import javafx.scene.control.ToggleButton;
import javafx.scene.control.Tooltip;
import javafx.scene.layout.BorderPane;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.Region;
import javafx.scene.layout.StackPane;
import javafx.scene.layout.VBox;
import javafx.scene.shape.Circle;
import org.dinotwins.app.shared.Theme;
import org.dinotwins.app.shared.WorkbenchState;
import org.dinotwins.app.shared.WorkbenchState.Place;
import org.dinotwins.app.shared.view.LazyStack;
import org.dinotwins.app.shared.view.Workspace;
import org.dinotwins.run.RunState;
import org.kordamp.ikonli.javafx.FontIcon;

/** The window frame: navigation on the left, run bar on top, status line at the bottom, workspace in the middle. */
final class Shell extends StackPane {
    /** Maximum width of the latest message in the status line, in pixels. */
    private static final double SAID_WIDTH = 480;

    private static final double DOT = 4;

    private final WorkbenchState workbench;
    private final ShellViewModel model;
    private final Map<Place, Workspace> workspaces = new EnumMap<>(Place.class);
    private final Map<Place, ToggleButton> items = new EnumMap<>(Place.class);
    private final LazyStack middle = new LazyStack();
    private final Label title = new Label();
    private final ShortcutsOverlay shortcuts;
    private final Runnable reader;
    private boolean started;
    /** Null while the selected workspace is being built. */
    private Workspace inView;

    /** @param inOrder workspaces in the order of {@link Place} */
    Shell(WorkbenchState workbench, ShellViewModel model, List<Workspace> inOrder, KeyboardShortcuts keys) {
        this.workbench = workbench;
        this.model = model;
        for (Place place : Place.values()) {
            workspaces.put(place, inOrder.get(place.ordinal()));
        }
        shortcuts = new ShortcutsOverlay(keys.descriptions());
        middle.getStyleClass().add("workspace");
        BorderPane right = new BorderPane(middle, header(), null, statusLine(), null);
        BorderPane frame = new BorderPane(right, null, null, null, rail());
        getChildren().addAll(frame, shortcuts);
        workbench.placeProperty().addListener((of, old, place) -> show(place));
        // The first frame shows a complete workspace, so all its parts are built at once.
        Workspace first = workspaces.get(workbench.placeProperty().get());
        name(workbench.placeProperty().get());
        middle.first(first).forEach(Runnable::run);
        inView = first;
        reader = model::refresh;
        workbench.redrawClock().watchInput(this);
    }

    /** Activates the selected workspace and starts reading the current run. Call once, after the first frame. */
    void begin() {
        started = true;
        if (inView != null) {
            inView.shown();
        }
        workbench.redrawClock().add(reader);
    }

    /** Shows or hides the shortcuts overlay. */
    void toggleShortcuts() {
        Workspace here = workspaces.get(workbench.placeProperty().get());
        shortcuts.toggle(here.title(), here.keys());
    }

    /** Stops reading and closes the workspaces. */
    void close() {
        workbench.redrawClock().remove(reader);
        workspaces.values().forEach(Workspace::close);
    }

    private void show(Place place) {
        if (started && inView != null) {
            inView.hidden();
        }
        inView = null;
        name(place);
        Workspace next = workspaces.get(place);
        middle.show(next, () -> enter(next));
    }

    private void name(Place place) {
        title.setText(workspaces.get(place).title());
        items.get(place).setSelected(true);
    }

    private void enter(Workspace workspace) {
        inView = workspace;
        if (started) {
            workspace.shown();
        }
    }

    private VBox rail() {
        VBox rail = new VBox(new AppLogo());
        rail.getStyleClass().add("rail");
        workspaces.forEach((place, workspace) -> {
            ToggleButton item = new ToggleButton(workspace.title(), new FontIcon(workspace.icon()));
            item.setId("go-" + place.name().toLowerCase(Locale.ROOT));
            item.getStyleClass().setAll("rail-item");
            item.setTooltip(new Tooltip(
                    workspace.title() + "  " + KeyboardShortcuts.shortcut(String.valueOf(place.ordinal() + 1))));
            // Keep the selected item selected when it is clicked again.
            item.setOnAction(e -> {
                workbench.placeProperty().set(place);
                items.forEach(
                        (p, i) -> i.setSelected(p == workbench.placeProperty().get()));
            });
            workbench.placeProperty().addListener((of, was, is) -> item.setSelected(is == place));
            items.put(place, item);
            rail.getChildren().add(item);
        });
        Region space = new Region();
        VBox.setVgrow(space, Priority.ALWAYS);
        Button theme = railButton(
                "",
                "fth-sun",
                () -> workbench
                        .themeProperty()
                        .set(workbench.themeProperty().get().other()));
        theme.setId("theme");
        theme.textProperty()
                .bind(Bindings.createStringBinding(
                        () -> workbench.themeProperty().get() == Theme.DARK ? "Light" : "Dark",
                        workbench.themeProperty()));
        workbench
                .themeProperty()
                .addListener(
                        (of, old, is) -> theme.setGraphic(new FontIcon(is == Theme.DARK ? "fth-sun" : "fth-moon")));
        theme.setTooltip(new Tooltip("Change the theme  " + KeyboardShortcuts.shortcut("Shift+L")));
        Button help = railButton("Keys", "fth-command", this::toggleShortcuts);
        help.setTooltip(new Tooltip("Keyboard shortcuts  F1"));
        rail.getChildren().addAll(space, theme, help);
        return rail;
    }

    private static Button railButton(String text, String icon, Runnable action) {
        Button button = new Button(text, new FontIcon(icon));
        button.getStyleClass().setAll("rail-item");
        button.setOnAction(e -> action.run());
        return button;
    }

    private HBox header() {
        title.getStyleClass().add("title");
        Region space = new Region();
        HBox.setHgrow(space, Priority.ALWAYS);
        Button pause = headerButton("pause", "fth-pause", model::togglePause);
        Tooltip pauseTip = new Tooltip();
        pause.setTooltip(pauseTip);
        Button stop = headerButton("stop", "fth-square", model::stop);
        stop.setTooltip(new Tooltip("Stop after this step and keep a checkpoint  " + KeyboardShortcuts.shortcut(".")));
        Runnable paint = () -> {
            boolean paused = model.stateProperty().get() == RunState.PAUSED;
            pause.setGraphic(new FontIcon(paused ? "fth-play" : "fth-pause"));
            pauseTip.setText((paused ? "Resume  " : "Pause  ") + KeyboardShortcuts.shortcut("P"));
            pause.setDisable(model.stateProperty().get() == RunState.PREPARING);
        };
        model.stateProperty().addListener((of, old, is) -> paint.run());
        paint.run();
        HBox buttons = new HBox(8, pause, stop);
        buttons.setAlignment(Pos.CENTER);
        buttons.visibleProperty().bind(model.active());
        buttons.managedProperty().bind(buttons.visibleProperty());
        HBox header = new HBox(title, space, runState(), buttons);
        header.getStyleClass().add("header");
        return header;
    }

    private static Button headerButton(String id, String icon, Runnable action) {
        Button button = new Button("", new FontIcon(icon));
        button.setId(id);
        button.setContentDisplay(ContentDisplay.GRAPHIC_ONLY);
        button.getStyleClass().add("button-icon");
        button.setOnAction(e -> action.run());
        return button;
    }

    private HBox runState() {
        Circle dot = new Circle(DOT);
        dot.getStyleClass().add("state-dot");
        model.stateProperty()
                .addListener((of, old, is) -> dot.getStyleClass()
                        .setAll("state-dot", is == null ? "" : is.name().toLowerCase(Locale.ROOT)));
        Label state = new Label();
        state.setId("run-state");
        state.textProperty().bind(model.stateTextProperty());
        Label name = muted(new Label());
        name.textProperty().bind(model.runNameProperty());
        name.setTextOverrun(OverrunStyle.CENTER_ELLIPSIS);
        name.setMaxWidth(260);
        ProgressBar bar = new ProgressBar();
        bar.getStyleClass().add("run-progress");
        bar.progressProperty().bind(model.shareProperty());
        bar.visibleProperty().bind(model.active());
        bar.managedProperty().bind(bar.visibleProperty());
        Label step = muted(new Label());
        step.setId("run-step");
        step.textProperty().bind(model.stepTextProperty());
        step.setMinWidth(Region.USE_PREF_SIZE);
        HBox box = new HBox(dot, state, name, bar, step);
        box.getStyleClass().add("run-state");
        Tooltip said = new Tooltip();
        said.setWrapText(true);
        said.setMaxWidth(420);
        said.textProperty().bind(model.messageProperty());
        model.messageProperty().addListener((of, old, is) -> {
            Tooltip.uninstall(box, said);
            if (!is.isEmpty()) {
                Tooltip.install(box, said);
            }
        });
        return box;
    }

    private HBox statusLine() {
        FontIcon icon = new FontIcon("fth-cpu");
        Label device = new Label();
        device.setId("device");
        device.textProperty().bind(model.deviceProperty());
        device.setMinWidth(Region.USE_PREF_SIZE);
        Label reason = muted(new Label());
        reason.textProperty().bind(model.deviceReasonProperty());
        reason.setMinWidth(0);
        Tooltip whole = new Tooltip();
        whole.setWrapText(true);
        whole.setMaxWidth(420);
        whole.textProperty().bind(model.deviceReasonProperty());
        reason.setTooltip(whole);
        Region space = new Region();
        HBox.setHgrow(space, Priority.ALWAYS);
        Label said = muted(new Label());
        said.textProperty().bind(model.messageProperty());
        // The latest message hides the device's reason; the tooltip still shows it in full.
        said.minWidthProperty()
                .bind(Bindings.createDoubleBinding(
                        () -> Math.min(SAID_WIDTH, said.prefWidth(-1)), said.textProperty(), said.fontProperty()));
        model.deviceStyleProperty()
                .addListener((of, old, mood) -> icon.getStyleClass()
                        .setAll(
                                "ikonli-font-icon",
                                switch (mood) {
                                    case GPU -> "success-icon";
                                    case CPU, LOADING -> "status-icon";
                                    case BROKEN -> "danger-icon";
                                }));
        HBox line = new HBox(icon, device, reason, space, said);
        line.getStyleClass().add("status-line");
        return line;
    }

    private static <N extends Node> N muted(N node) {
        node.getStyleClass().add("muted");
        return node;
    }
}
