package org.dinotwins.app.inspect;

import java.io.File;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import javafx.animation.PauseTransition;
import javafx.beans.binding.Bindings;
import javafx.beans.binding.BooleanExpression;
import javafx.geometry.Insets;
import javafx.geometry.Pos;
import javafx.scene.Node;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.control.OverrunStyle;
import javafx.scene.control.ProgressBar;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.Region;
import javafx.scene.layout.StackPane;
import javafx.scene.layout.VBox;
import javafx.stage.DirectoryChooser;
import javafx.util.Duration;
import org.dinotwins.app.shared.Background;
import org.dinotwins.app.shared.EmptyState;
import org.dinotwins.data.Picture;
import org.kordamp.ikonli.javafx.FontIcon;

/** The Inspect workspace as it is seen: pictures on the left, the one in view in the middle, choices on the right. */
final class InspectView extends StackPane {
    /** Work shorter than this shows no bar: it would only flicker. */
    private static final Duration PATIENCE = Duration.millis(200);
    private static final int THUMBNAIL_PIXELS = 192;
    private static final double LEFT_WIDTH = 240;
    private static final double WIDE_LEFT_WIDTH = 344;
    private static final double RIGHT_WIDTH = 272;
    /** From this width on there is room for a third column of pictures. */
    private static final double WIDE = 1500;

    private final InspectViewModel model;
    private final Runnable goToSetUp;
    private final PictureCanvas canvas;
    private final ThumbnailGrid grid;
    private final StackPane stage = new StackPane();
    private final VBox middle;

    /** @param goToSetUp brings the Set up workspace into view */
    InspectView(InspectViewModel model, Background background, Sources sources, Runnable goToSetUp) {
        this.model = model;
        this.goToSetUp = goToSetUp;
        getStyleClass().add("inspect");
        getStylesheets().add(Objects.requireNonNull(getClass().getResource("inspect.css")).toExternalForm());
        canvas = new PictureCanvas(model, background);
        grid = new ThumbnailGrid(model.pictures(), new Thumbnails(background, sources, THUMBNAIL_PIXELS));
        HeadStrip heads = new HeadStrip(model, background);
        stage.getStyleClass().add("stage");
        stage.getChildren().addAll(canvas, progress(), fault());
        StackPane.setAlignment(stage.getChildren().get(1), Pos.TOP_CENTER);
        StackPane.setAlignment(stage.getChildren().get(2), Pos.BOTTOM_CENTER);
        stage.setMinSize(0, 0);
        VBox.setVgrow(stage, Priority.ALWAYS);
        VBox picture = new VBox(new PictureHeader(model), stage, new PictureFooter(model, canvas));
        picture.getStyleClass().addAll("panel", "picture");
        VBox.setVgrow(picture, Priority.ALWAYS);
        middle = new VBox(picture, heads);
        middle.getStyleClass().add("middle");
        HBox.setHgrow(middle, Priority.ALWAYS);
        middle.setMinWidth(0);
        VBox left = left();
        ControlPanel right = new ControlPanel(model);
        right.getStyleClass().add("panel");
        fix(right, RIGHT_WIDTH);
        fix(left, LEFT_WIDTH);
        widthProperty().addListener((p, old, now) -> fix(left, now.doubleValue() >= WIDE ? WIDE_LEFT_WIDTH : LEFT_WIDTH));
        StackPane centre = new StackPane(middle);
        HBox.setHgrow(centre, Priority.ALWAYS);
        centre.setMinWidth(0);
        HBox columns = new HBox(left, centre, right);
        columns.getStyleClass().add("columns");
        getChildren().add(columns);
        model.noticeProperty().addListener((p, old, now) -> showNotice(centre));
        model.loadingProperty().addListener((p, old, now) -> showNotice(centre));
        showNotice(centre);
        new InspectKeys(model, grid::columns).install(this);
    }

    /** Takes the keyboard. */
    void focusPicture() {
        canvas.requestFocus();
    }

    private static void fix(Region region, double width) {
        region.setMinWidth(width);
        region.setPrefWidth(width);
        region.setMaxWidth(width);
    }

    private VBox left() {
        PictureList pictures = model.pictures();
        HBox split = Choices.segments("split", List.of(PictureList.Split.values()), pictures.splitProperty(),
                part -> Bindings.createStringBinding(() -> (part == PictureList.Split.TRAIN ? "Train " : "Validation ")
                        + String.format(Locale.ROOT, "%,d", pictures.of(part).size()), pictures.imagesProperty()));
        var filter = Choices.combo("category", pictures.filters(), pictures.filterProperty(),
                f -> String.format(Locale.ROOT, "%s · %,d", f.name(), f.count()));
        VBox.setVgrow(grid, Priority.ALWAYS);
        Label none = new Label();
        none.textProperty().bind(Bindings.createStringBinding(() -> pictures.imagesProperty().get() == null ? ""
                : "No pictures in this part of the set.", pictures.imagesProperty()));
        none.getStyleClass().add("muted");
        none.setWrapText(true);
        grid.setPlaceholder(none);
        VBox left = new VBox(split, filter, grid);
        left.getStyleClass().addAll("panel", "pictures");
        return left;
    }

    private ProgressBar progress() {
        ProgressBar bar = new ProgressBar(ProgressBar.INDETERMINATE_PROGRESS);
        bar.getStyleClass().add("thin-progress");
        bar.setMaxWidth(Double.MAX_VALUE);
        bar.setVisible(false);
        PauseTransition patience = new PauseTransition(PATIENCE);
        patience.setOnFinished(e -> bar.setVisible(true));
        // Kept with the bar: a binding that nobody holds is collected and falls silent.
        BooleanExpression busy = model.busy();
        busy.addListener((p, old, now) -> {
            patience.stop();
            if (now) {
                patience.playFromStart();
            } else {
                bar.setVisible(false);
            }
        });
        bar.getProperties().put("busy", busy);
        return bar;
    }

    private Node fault() {
        Label text = new Label("", new FontIcon("fth-alert-triangle"));
        text.setId("fault");
        text.getStyleClass().addAll("banner", "danger-banner");
        text.getGraphic().getStyleClass().add("danger-icon");
        text.setWrapText(true);
        text.setMaxWidth(560);
        text.setMinHeight(Region.USE_PREF_SIZE);
        text.textProperty().bind(model.faultProperty());
        text.visibleProperty().bind(model.faultProperty().isNotEmpty());
        StackPane.setMargin(text, new Insets(16));
        return text;
    }

    private void showNotice(StackPane centre) {
        InspectViewModel.Notice notice = model.noticeProperty().get();
        middle.setVisible(notice == null);
        centre.getChildren().removeIf(EmptyState.class::isInstance);
        if (notice != null) {
            centre.getChildren().add(new EmptyState(switch (notice.mend()) {
                case SET_UP -> "fth-eye";
                case CHOOSE_IMAGES -> "fth-folder";
                case NOTHING -> "fth-alert-triangle";
            }, notice.title(), notice.text(), actions(notice.mend())));
        }
    }

    private Node[] actions(InspectViewModel.Mend mend) {
        if (mend == InspectViewModel.Mend.NOTHING) {
            return new Node[0];
        }
        boolean setUp = mend == InspectViewModel.Mend.SET_UP;
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
        chooser.setTitle("Where the pictures of this run are now");
        File folder = chooser.showDialog(getScene().getWindow());
        if (folder != null) {
            model.chooseImages(folder.toPath());
        }
    }

    /** A line about the picture: which it is, what is on it, and how well the head in view covers it. */
    private static final class PictureHeader extends HBox {
        private final InspectViewModel model;
        private final Label name = new Label();
        private final Label about = new Label();
        private final Figure union = new Figure("all", "jaccard");
        private final Figure largest = new Figure("largest", "jaccard-largest");

        PictureHeader(InspectViewModel model) {
            this.model = model;
            getStyleClass().add("picture-header");
            name.getStyleClass().add("heading");
            about.getStyleClass().addAll("muted", "small");
            for (Label label : new Label[] {name, about}) {
                label.setMinWidth(0);
            }
            name.setTextOverrun(OverrunStyle.CENTER_ELLIPSIS);
            name.setId("picture-name");
            VBox words = new VBox(2, name, about);
            words.setMinWidth(0);
            words.setAlignment(Pos.CENTER_LEFT);
            HBox.setHgrow(words, Priority.ALWAYS);
            getChildren().addAll(step("previous", "fth-chevron-left", "Previous picture  Left", -1),
                    step("next", "fth-chevron-right", "Next picture  Right", 1), words, union, largest);
            model.openedProperty().addListener((p, old, now) -> describe());
            model.pictures().positionProperty().addListener((p, old, now) -> describe());
            model.readingProperty().addListener((p, old, now) -> measure());
            model.overlay().headProperty().addListener((p, old, now) -> measure());
        }

        private Button step(String id, String icon, String help, int by) {
            Button button = new Button("", new FontIcon(icon));
            button.setId(id);
            button.getStyleClass().addAll("button-icon", "flat");
            button.setTooltip(Choices.tip(help));
            button.setFocusTraversable(false);
            button.setOnAction(e -> model.pictures().move(by));
            return button;
        }

        private void describe() {
            InspectViewModel.Opened opened = model.openedProperty().get();
            if (opened == null) {
                name.setText("");
                about.setText("");
                return;
            }
            Picture picture = opened.picture();
            name.setText(picture.file().getFileName().toString());
            List<String> things = opened.truth().objects().stream().map(Truth.Thing::name).distinct().toList();
            about.setText(String.format(Locale.ROOT, "%,d of %,d  ·  %d × %d px%s",
                    model.pictures().positionProperty().get() + 1, model.pictures().pictures().size(),
                    opened.pixels().width(), opened.pixels().height(),
                    things.isEmpty() ? "" : "  ·  " + String.join(", ", things)));
        }

        private void measure() {
            Reading reading = model.readingProperty().get();
            if (reading != null) {
                Reading.HeadReading head = reading.of(model.overlay().headProperty().get());
                union.show(head.union());
                largest.show(head.largest());
            } else {
                union.show(Double.NaN);
                largest.show(Double.NaN);
            }
        }
    }

    /** A Jaccard index with what it is measured against. */
    private static final class Figure extends VBox {
        private final Label value = new Label("–");

        Figure(String against, String id) {
            getStyleClass().add("jaccard-figure");
            value.setId(id);
            value.getStyleClass().add("figure");
            Label words = new Label("Jaccard, " + against);
            words.getStyleClass().addAll("muted", "small");
            setMinWidth(Region.USE_PREF_SIZE);
            getChildren().addAll(value, words);
            words.setTooltip(Choices.tip("Intersection over union of the patches that hold the kept mass and the true "
                    + "mask of " + (against.equals("all") ? "all objects" : "the largest object")
                    + ", in pixels of the picture. 1 is a perfect mask."));
        }

        void show(double index) {
            value.setText(Double.isNaN(index) ? "–" : String.format(Locale.ROOT, "%.2f", index));
        }
    }
}
