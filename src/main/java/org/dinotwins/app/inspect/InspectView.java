package org.dinotwins.app.inspect;

import java.io.File;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import javafx.animation.PauseTransition;
import javafx.beans.binding.Bindings;
import javafx.geometry.Insets;
import javafx.geometry.Pos;
import javafx.scene.Node;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.control.OverrunStyle;
import javafx.scene.control.ProgressBar;
import javafx.scene.input.Clipboard;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.Region;
import javafx.scene.layout.StackPane;
import javafx.scene.layout.VBox;
import javafx.stage.DirectoryChooser;
import javafx.util.Duration;
import org.dinotwins.app.inspect.panes.FilmBar;
import org.dinotwins.app.inspect.panes.HeadStrip;
import org.dinotwins.app.inspect.panes.PanesView;
import org.dinotwins.app.inspect.panes.PictureFooter;
import org.dinotwins.app.inspect.state.Arrangement;
import org.dinotwins.app.inspect.state.InspectViewModel;
import org.dinotwins.app.inspect.state.PictureExports;
import org.dinotwins.app.shared.view.EmptyState;
import org.dinotwins.app.shared.view.Tip;
import org.dinotwins.app.shared.work.Background;
import org.kordamp.ikonli.javafx.FontIcon;

/** The view of the Inspect workspace: pictures on the left, the selected one in the middle, settings on the right. */
final class InspectView extends StackPane {
    /** Work shorter than this shows no progress bar, which would only flicker. */
    private static final Duration PATIENCE = Duration.millis(200);

    private static final double LEFT_WIDTH = 240;
    private static final double WIDE_LEFT_WIDTH = 344;
    private static final double RIGHT_WIDTH = 272;
    /** From this width there is room for a third column of pictures. */
    private static final double WIDE = 1500;

    private final InspectViewModel model;
    private final Runnable goToSetUp;
    private final Background background;
    private final StackPane stage = new StackPane();
    private final VBox picture = new VBox();
    private final VBox middle = new VBox(picture);
    private final StackPane centre = new StackPane(middle);
    private final HBox columns = new HBox(centre);
    private PanesView panes;
    private ExportMenu export;
    private PicturesPanel left;
    private ControlPanel right;

    /** @param goToSetUp opens the Set up workspace */
    InspectView(InspectViewModel model, Background background, Runnable goToSetUp) {
        this.model = model;
        this.background = background;
        this.goToSetUp = goToSetUp;
        getStyleClass().add("inspect");
        getStylesheets()
                .add(Objects.requireNonNull(getClass().getResource("inspect.css"))
                        .toExternalForm());
        stage.getStyleClass().add("stage");
        stage.setMinSize(0, 0);
        VBox.setVgrow(stage, Priority.ALWAYS);
        picture.getStyleClass().addAll("panel", "picture");
        VBox.setVgrow(picture, Priority.ALWAYS);
        middle.getStyleClass().add("middle");
        HBox.setHgrow(middle, Priority.ALWAYS);
        middle.setMinWidth(0);
        HBox.setHgrow(centre, Priority.ALWAYS);
        centre.setMinWidth(0);
        columns.getStyleClass().add("columns");
        getChildren().add(columns);
    }

    /** Builds the columns in steps, so that the window stays responsive. */
    List<Runnable> buildSteps() {
        List<Runnable> all = new ArrayList<>(List.of(
                this::addStage,
                () -> picture.getChildren().add(0, new PictureHeader(model)),
                this::addTools,
                this::addBelow,
                this::addHeads));
        left = new PicturesPanel(model, background);
        all.add(this::addPictures);
        all.addAll(left.buildSteps());
        right = new ControlPanel(model);
        all.add(() -> {
            right.getStyleClass().add("panel");
            fix(right, RIGHT_WIDTH);
            columns.getChildren().add(right);
        });
        all.addAll(right.buildSteps());
        all.add(this::listen);
        return all;
    }

    private void addStage() {
        panes = new PanesView(model, background);
        stage.getChildren().addAll(panes, progress(), fault());
        StackPane.setAlignment(stage.getChildren().get(1), Pos.TOP_CENTER);
        StackPane.setAlignment(stage.getChildren().get(2), Pos.BOTTOM_CENTER);
        picture.getChildren().add(stage);
    }

    private void addTools() {
        export = new ExportMenu(model, panes);
        picture.getChildren().add(1, new PictureTools(model, export));
    }

    private void addBelow() {
        picture.getChildren().addAll(exporting(), new FilmBar(model), new PictureFooter(model));
    }

    private void addHeads() {
        HeadStrip heads = new HeadStrip(model, background);
        heads.visibleProperty()
                .bind(Bindings.createBooleanBinding(
                        () -> model.sharedView().viewProperty().get().byHead()
                                && model.arrangementProperty().get() == Arrangement.ALL,
                        model.sharedView().viewProperty(),
                        model.arrangementProperty()));
        heads.managedProperty().bind(heads.visibleProperty());
        middle.getChildren().add(heads);
    }

    private void addPictures() {
        fix(left, LEFT_WIDTH);
        columns.getChildren().add(0, left);
    }

    private void listen() {
        widthProperty().addListener((p, old, now) -> arrange());
        model.arrangementProperty().addListener((p, old, now) -> {
            arrange();
            // The focused control may have been removed, and the keyboard focus with it.
            (now == Arrangement.GRID ? left : panes.active()).requestFocus();
        });
        arrange();
        model.noticeProperty().addListener((p, old, now) -> showNotice(centre));
        model.loadingProperty().addListener((p, old, now) -> showNotice(centre));
        showNotice(centre);
        DropAndPaste drops = new DropAndPaste(model);
        drops.install(this);
        new InspectKeys(
                        model,
                        left::columns,
                        panes::placement,
                        new InspectKeys.Commands(
                                () -> drops.paste(Clipboard.getSystemClipboard()), export::copy, export::saveScreen))
                .install(this);
    }

    private void arrange() {
        Arrangement how = model.arrangementProperty().get();
        show(left, how != Arrangement.PICTURES_ONLY);
        show(right, how != Arrangement.PICTURES_ONLY);
        show(centre, how != Arrangement.GRID);
        HBox.setHgrow(left, how == Arrangement.GRID ? Priority.ALWAYS : Priority.NEVER);
        if (how == Arrangement.GRID) {
            left.setMaxWidth(Double.MAX_VALUE);
        } else {
            fix(left, getWidth() >= WIDE ? WIDE_LEFT_WIDTH : LEFT_WIDTH);
        }
    }

    /** Requests the keyboard focus. */
    void focusPicture() {
        panes.active().requestFocus();
    }

    private static void show(Node node, boolean shown) {
        node.setVisible(shown);
        node.setManaged(shown);
    }

    private static void fix(Region region, double width) {
        region.setMinWidth(width);
        region.setPrefWidth(width);
        region.setMaxWidth(width);
    }

    private ProgressBar progress() {
        ProgressBar bar = new ProgressBar(ProgressBar.INDETERMINATE_PROGRESS);
        bar.getStyleClass().add("thin-progress");
        bar.setMaxWidth(Double.MAX_VALUE);
        bar.setVisible(false);
        PauseTransition patience = new PauseTransition(PATIENCE);
        patience.setOnFinished(e -> bar.setVisible(true));
        model.busyProperty().addListener((p, old, now) -> {
            patience.stop();
            if (now) {
                patience.playFromStart();
            } else {
                bar.setVisible(false);
            }
        });
        return bar;
    }

    private Node exporting() {
        PictureExports exports = model.exports();
        Label status = new Label();
        status.setId("exported");
        status.getStyleClass().add("small");
        status.textProperty().bind(exports.statusProperty());
        status.setTextOverrun(OverrunStyle.CENTER_ELLIPSIS);
        status.setMinWidth(0);
        status.setMaxWidth(Double.MAX_VALUE);
        HBox.setHgrow(status, Priority.ALWAYS);
        ProgressBar bar = new ProgressBar();
        bar.getStyleClass().add("run-progress");
        bar.progressProperty().bind(exports.shareProperty());
        bar.visibleProperty().bind(exports.shareProperty().greaterThanOrEqualTo(0));
        Button end = new Button("", new FontIcon("fth-x"));
        end.getStyleClass().addAll("button-icon", "flat", "tiny");
        end.setTooltip(Tip.of("Stop writing, or dismiss this message"));
        end.setOnAction(e -> {
            if (exports.shareProperty().get() >= 0) {
                exports.cancel();
            } else {
                exports.dismiss();
            }
        });
        HBox line = new HBox(8, status, bar, end);
        line.getStyleClass().add("film-bar");
        line.visibleProperty().bind(exports.statusProperty().isNotEmpty());
        line.managedProperty().bind(line.visibleProperty());
        return line;
    }

    private Node fault() {
        Label text = new Label("", new FontIcon("fth-alert-triangle"));
        text.setId("fault");
        text.getStyleClass().addAll("banner", "danger-banner");
        text.getGraphic().getStyleClass().add("danger-icon");
        text.setWrapText(true);
        text.setMaxWidth(560);
        text.setMinHeight(Region.USE_PREF_SIZE);
        text.textProperty().bind(model.pictureSource().faultProperty());
        text.visibleProperty().bind(model.pictureSource().faultProperty().isNotEmpty());
        StackPane.setMargin(text, new Insets(16));
        return text;
    }

    private void showNotice(StackPane centre) {
        InspectViewModel.Notice notice = model.noticeProperty().get();
        middle.setVisible(notice == null);
        centre.getChildren().removeIf(EmptyState.class::isInstance);
        if (notice != null) {
            centre.getChildren()
                    .add(new EmptyState(
                            switch (notice.remedy()) {
                                case SET_UP -> "fth-eye";
                                case CHOOSE_IMAGES -> "fth-folder";
                                case NOTHING -> "fth-alert-triangle";
                            },
                            notice.title(),
                            notice.text(),
                            actions(notice)));
        }
    }

    private Node[] actions(InspectViewModel.Notice notice) {
        if (notice.remedy() == InspectViewModel.Remedy.NOTHING) {
            return new Node[0];
        }
        boolean setUp = notice.remedy() == InspectViewModel.Remedy.SET_UP;
        Button button = new Button(setUp ? "Go to Set up" : "Choose the folder…");
        button.setId(setUp ? "go-to-set-up" : "choose-images");
        button.getStyleClass().add("accent");
        button.setOnAction(e -> {
            if (setUp) {
                goToSetUp.run();
            } else {
                chooseImages();
            }
        });
        return new Node[] {button};
    }

    private void chooseImages() {
        DirectoryChooser chooser = new DirectoryChooser();
        chooser.setTitle("Choose the folder with this run's pictures");
        File folder = chooser.showDialog(getScene().getWindow());
        if (folder != null) {
            model.chooseImages(folder.toPath());
        }
    }
}
