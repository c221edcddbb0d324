package org.dinotwins.app.setup;

import java.util.List;
import javafx.beans.InvalidationListener;
import javafx.beans.property.DoubleProperty;
import javafx.beans.property.SimpleDoubleProperty;
import javafx.geometry.Pos;
import javafx.scene.Node;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.control.SplitPane;
import javafx.scene.control.Tooltip;
import javafx.scene.layout.BorderPane;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.Region;
import javafx.scene.layout.VBox;
import org.dinotwins.app.shared.WorkbenchState;
import org.dinotwins.app.shared.view.Workspace;
import org.dinotwins.config.ConfigJson.Problem;
import org.kordamp.ikonli.javafx.FontIcon;

/** The Set up workspace: settings on the left, images and crops on the right, start bar at the bottom. */
public final class SetupWorkspace implements Workspace {
    private static final double FORM_SHARE = 0.36;
    /** Width of the widest form row (two numbers and a slider) and the scroll bar. */
    private static final double FORM_LEAST = 460;
    /** Width that remains in the smallest window. */
    private static final double RIGHT_LEAST = 432;

    private final WorkbenchState workbench;
    private final SetupViewModel model;
    private final SplitPane split = new SplitPane();
    private final DoubleProperty formShare = new SimpleDoubleProperty(FORM_SHARE);
    private final VBox right = new VBox(8);
    private BorderPane view;
    private SettingsView settings;
    private boolean opened;
    private boolean inView;
    private boolean searching;

    public SetupWorkspace(WorkbenchState workbench, SetupViewModel model) {
        this.workbench = workbench;
        this.model = model;
    }

    @Override
    public String title() {
        return "Set up";
    }

    @Override
    public String icon() {
        return "fth-sliders";
    }

    @Override
    public Node view() {
        if (view == null) {
            right.setMinWidth(RIGHT_LEAST);
            split.getItems().add(right);
            view = new BorderPane(split);
            view.getStyleClass().add("setup");
        }
        return view;
    }

    @Override
    public List<Runnable> buildSteps() {
        return List.of(this::addSettings, this::addImages, this::addPreview, () -> view.setBottom(startBar()));
    }

    private void addImages() {
        DataView images = new DataView(model);
        right.getChildren().addAll(images, figures());
        images.acceptDropsOn(right);
    }

    private void addSettings() {
        settings = new SettingsView(model);
        settings.setMinWidth(FORM_LEAST);
        SplitPane.setResizableWithParent(settings, false);
        split.getItems().add(0, settings);
        double share = formShare.get();
        split.getDividers().get(0).positionProperty().bindBidirectional(formShare);
        formShare.set(share);
    }

    private void addPreview() {
        PreviewView preview = new PreviewView(workbench, model.preview());
        VBox.setVgrow(preview, Priority.ALWAYS);
        right.getChildren().add(1, preview);
    }

    @Override
    public void shown() {
        inView = true;
        if (searching) {
            searching = false;
            settings.search();
        }
        if (!opened) {
            opened = true;
            settings.openRest();
            model.images().open();
        }
    }

    @Override
    public void hidden() {
        inView = false;
    }

    /** Width of the form as a fraction of the workspace, 0..1. */
    public DoubleProperty formShareProperty() {
        return formShare;
    }

    /** Moves the focus to the settings search, now or when the workspace is next shown. */
    public void search() {
        if (inView) {
            settings.search();
        } else {
            searching = true;
        }
    }

    private Node figures() {
        HBox tiles = new HBox();
        tiles.getStyleClass().addAll("panel", "figures");
        Runnable fill = () -> {
            List<DerivedFigures.Figure> figures = model.derived().figures();
            while (tiles.getChildren().size() < figures.size()) {
                tiles.getChildren().add(new FigureTile());
            }
            for (int i = 0; i < figures.size(); i++) {
                ((FigureTile) tiles.getChildren().get(i)).show(figures.get(i));
            }
        };
        InvalidationListener again = of -> fill.run();
        model.form().configProperty().addListener((of, old, is) -> again.invalidated(of));
        model.images().shownProperty().addListener((of, old, is) -> again.invalidated(of));
        fill.run();
        return tiles;
    }

    /** A derived figure with its name. */
    private static final class FigureTile extends VBox {
        private final Tooltip explained = SettingRow.tooltip("");
        private final Label value = new Label();
        private final Label name = new Label();

        FigureTile() {
            getStyleClass().add("figure-tile");
            value.getStyleClass().add("figure-small");
            value.setMinWidth(Region.USE_PREF_SIZE);
            name.getStyleClass().addAll("muted", "small");
            name.setMinWidth(Region.USE_PREF_SIZE);
            value.setTooltip(explained);
            name.setTooltip(explained);
            getChildren().addAll(value, name);
            HBox.setHgrow(this, Priority.ALWAYS);
        }

        void show(DerivedFigures.Figure figure) {
            value.setText(figure.value());
            name.setText(figure.label());
            explained.setText(figure.explanation());
        }
    }

    private HBox startBar() {
        FontIcon icon = new FontIcon("fth-check-circle");
        Label reason = new Label("", icon);
        reason.setId("reason");
        reason.setWrapText(true);
        reason.setMaxHeight(40);
        reason.getStyleClass().add("reason");
        reason.setOnMouseClicked(e -> model.form().problemsProperty().get().stream()
                .min((a, b) -> Boolean.compare(a.warning(), b.warning()))
                .map(Problem::path)
                .ifPresent(settings::reveal));
        HBox.setHgrow(reason, Priority.ALWAYS);
        reason.setMaxWidth(Double.MAX_VALUE);
        Button start = new Button("Start run", new FontIcon("fth-play"));
        start.setId("start");
        start.getStyleClass().addAll("accent", "start-button");
        start.setMinWidth(Region.USE_PREF_SIZE);
        start.setOnAction(e -> model.start());
        Runnable show = () -> {
            SetupViewModel.Readiness is = model.readiness().get();
            String fault = model.faultProperty().get();
            boolean bad = !fault.isEmpty() || !is.ready() && !workbench.active();
            start.setDisable(!is.ready());
            reason.setText(!fault.isEmpty() ? fault : is.reason().isEmpty() ? "Ready to start." : is.reason());
            icon.setIconLiteral(
                    bad
                            ? "fth-alert-circle"
                            : is.ready() && !is.reason().isEmpty()
                                    ? "fth-alert-triangle"
                                    : is.ready() ? "fth-check-circle" : "fth-clock");
            icon.getStyleClass()
                    .setAll(
                            "ikonli-font-icon",
                            bad
                                    ? "danger-icon"
                                    : is.ready() && !is.reason().isEmpty()
                                            ? "warning-icon"
                                            : is.ready() ? "success-icon" : "muted-icon");
        };
        model.readiness().addListener((of, old, is) -> show.run());
        model.faultProperty().addListener((of, old, is) -> show.run());
        show.run();
        Label key = new Label("Ctrl+Enter");
        key.getStyleClass().add("keycap");
        key.setMinWidth(Region.USE_PREF_SIZE);
        HBox bar = new HBox(16, reason, key, start);
        bar.setAlignment(Pos.CENTER_LEFT);
        bar.getStyleClass().add("start-bar");
        return bar;
    }
}
