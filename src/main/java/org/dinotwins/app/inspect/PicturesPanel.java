package org.dinotwins.app.inspect;

import java.util.List;
import java.util.Locale;
import javafx.beans.binding.Bindings;
import javafx.collections.FXCollections;
import javafx.geometry.Pos;
import javafx.scene.control.Button;
import javafx.scene.control.ComboBox;
import javafx.scene.control.Label;
import javafx.scene.control.OverrunStyle;
import javafx.scene.control.ProgressBar;
import javafx.scene.control.ToggleButton;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.Region;
import javafx.scene.layout.VBox;
import org.dinotwins.app.inspect.pictures.ObjectSizeFilter;
import org.dinotwins.app.inspect.pictures.OverlapFilter;
import org.dinotwins.app.inspect.pictures.PictureList;
import org.dinotwins.app.inspect.pictures.ThumbnailGrid;
import org.dinotwins.app.inspect.pictures.Thumbnails;
import org.dinotwins.app.inspect.state.Arrangement;
import org.dinotwins.app.inspect.state.InspectViewModel;
import org.dinotwins.app.inspect.state.OverlapScores;
import org.dinotwins.app.shared.view.Tip;
import org.dinotwins.app.shared.work.Background;
import org.kordamp.ikonli.javafx.FontIcon;

/** The list of pictures with its filters, as a column or a grid. */
final class PicturesPanel extends VBox {
    private static final int THUMBNAIL_PIXELS = 192;

    private final InspectViewModel model;
    private final PictureList pictures;
    private final ThumbnailGrid grid;

    PicturesPanel(InspectViewModel model, Background background) {
        this.model = model;
        this.pictures = model.pictures();
        getStyleClass().addAll("panel", "pictures");
        grid = new ThumbnailGrid(
                pictures,
                new Thumbnails(background, model.pictureSource()::pixels, THUMBNAIL_PIXELS),
                model.pictureSource()::pinSecond,
                () -> model.arrangementProperty().set(Arrangement.ALL));
        VBox.setVgrow(grid, Priority.ALWAYS);
        Label none = new Label();
        none.textProperty()
                .bind(Bindings.createStringBinding(
                        this::nothing, pictures.imagesProperty(), pictures.pictures(), pictures.overlapProperty()));
        none.getStyleClass().add("muted");
        none.setWrapText(true);
        grid.setPlaceholder(none);
    }

    /** Builds the panel in steps, so that the window stays responsive. */
    List<Runnable> buildSteps() {
        return List.of(
                () -> getChildren().addAll(own(), splits()),
                () -> getChildren().add(filters()),
                () -> getChildren().addAll(measuring(), grid));
    }

    /** Thumbnails per row. */
    int columns() {
        return grid.columns();
    }

    private String nothing() {
        if (pictures.imagesProperty().get() == null) {
            return "Drop pictures or a folder here, or paste a picture.";
        }
        return pictures.overlapProperty().get() == OverlapFilter.ANY
                ? "No picture in this split matches the filters."
                : "No measured picture matches the filters yet.";
    }

    private HBox own() {
        Label name = new Label("", new FontIcon("fth-folder"));
        name.textProperty().bind(model.pictureSource().ownProperty().map(set -> set == null ? "" : set.name()));
        name.setId("own-pictures");
        name.setMinWidth(0);
        name.setMaxWidth(Double.MAX_VALUE);
        name.setTextOverrun(OverrunStyle.CENTER_ELLIPSIS);
        HBox.setHgrow(name, Priority.ALWAYS);
        Button back = new Button("", new FontIcon("fth-x"));
        back.setId("runs-pictures");
        back.getStyleClass().addAll("button-icon", "flat", "tiny");
        Tip.late(back, "Show the pictures of the run again");
        back.setOnAction(e -> model.showRunsPictures());
        HBox box = new HBox(8, name, back);
        box.setAlignment(Pos.CENTER_LEFT);
        box.visibleProperty().bind(model.pictureSource().ownProperty().isNotNull());
        box.managedProperty().bind(box.visibleProperty());
        return box;
    }

    private HBox splits() {
        HBox split = BoundControls.segments(
                "split",
                List.of(PictureList.Split.values()),
                pictures.splitProperty(),
                part -> Bindings.createStringBinding(
                        () -> (part == PictureList.Split.TRAIN ? "Train " : "Validation ")
                                + String.format(
                                        Locale.ROOT, "%,d", pictures.of(part).size()),
                        pictures.imagesProperty()));
        HBox.setHgrow(split, Priority.ALWAYS);
        ToggleButton grid = new ToggleButton("", new FontIcon("fth-grid"));
        grid.setId("grid");
        grid.getStyleClass().addAll("button-icon", "flat");
        Tip.late(grid, "Show all pictures as a grid; double-click one to open it  W");
        grid.setFocusTraversable(false);
        grid.setOnAction(e -> model.arrangementProperty().set(grid.isSelected() ? Arrangement.GRID : Arrangement.ALL));
        model.arrangementProperty().addListener((p, old, now) -> grid.setSelected(now == Arrangement.GRID));
        HBox box = new HBox(4, split, grid);
        box.setAlignment(Pos.CENTER_LEFT);
        return box;
    }

    private VBox filters() {
        ComboBox<PictureList.Filter> category = BoundControls.combo(
                "category",
                pictures.filters(),
                pictures.filterProperty(),
                f -> String.format(Locale.ROOT, "%s · %,d", f.name(), f.count()));
        ComboBox<ObjectSizeFilter> extent = BoundControls.combo(
                "extent",
                FXCollections.observableArrayList(ObjectSizeFilter.values()),
                pictures.extentProperty(),
                ObjectSizeFilter::title);
        ComboBox<OverlapFilter> overlap = BoundControls.combo(
                "overlap-filter",
                FXCollections.observableArrayList(OverlapFilter.values()),
                pictures.overlapProperty(),
                OverlapFilter::title);
        Tip.late(extent, "Share of the picture covered by an object: small is under 5 %, large over 25 %.");
        Tip.late(
                overlap,
                "Jaccard index of the selected head with all objects. "
                        + "Choosing it for the first time measures the pictures in the background.");
        HBox second = new HBox(8, extent, overlap);
        for (Region half : new Region[] {extent, overlap}) {
            HBox.setHgrow(half, Priority.ALWAYS);
        }
        category.setPrefWidth(Region.USE_COMPUTED_SIZE);
        return new VBox(8, category, second);
    }

    private HBox measuring() {
        OverlapScores scores = model.scores();
        ProgressBar bar = new ProgressBar();
        bar.getStyleClass().add("film-ready");
        bar.setMaxWidth(Double.MAX_VALUE);
        bar.progressProperty().bind(scores.shareProperty());
        bar.visibleProperty().bind(scores.shareProperty().greaterThanOrEqualTo(0));
        Label status = new Label();
        status.setId("measured");
        status.getStyleClass().addAll("muted", "small");
        status.setMinWidth(0);
        status.textProperty().bind(scores.statusProperty());
        status.setTooltip(Tip.of(""));
        status.getTooltip().textProperty().bind(scores.statusProperty());
        VBox progress = new VBox(2, status, bar);
        progress.setMinWidth(0);
        HBox.setHgrow(progress, Priority.ALWAYS);
        Button act = new Button();
        act.setId("measure");
        act.getStyleClass().addAll("button-icon", "flat", "tiny");
        act.setFocusTraversable(false);
        act.graphicProperty()
                .bind(scores.shareProperty().map(s -> new FontIcon(s.doubleValue() >= 0 ? "fth-x" : "fth-refresh-cw")));
        Tip.late(act, "Stop measuring, or measure again with the selected network and head.");
        act.setOnAction(e -> {
            if (scores.shareProperty().get() >= 0) {
                scores.stop();
            } else {
                model.measure();
            }
        });
        HBox box = new HBox(8, progress, act);
        box.setAlignment(Pos.CENTER_LEFT);
        box.visibleProperty().bind(scores.statusProperty().isNotEmpty());
        box.managedProperty().bind(box.visibleProperty());
        return box;
    }
}
