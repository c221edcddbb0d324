package org.dinotwins.app.setup;

import java.util.List;
import javafx.beans.Observable;
import javafx.beans.binding.Bindings;
import javafx.beans.property.IntegerProperty;
import javafx.beans.property.SimpleIntegerProperty;
import javafx.geometry.Orientation;
import javafx.geometry.Pos;
import javafx.scene.Node;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.control.ListCell;
import javafx.scene.control.ListView;
import javafx.scene.control.ScrollPane;
import javafx.scene.control.Tooltip;
import javafx.scene.image.ImageView;
import javafx.scene.layout.FlowPane;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.Region;
import javafx.scene.layout.StackPane;
import javafx.scene.layout.VBox;
import org.dinotwins.app.setup.PreviewViewModel.Crop;
import org.dinotwins.app.setup.PreviewViewModel.Drawn;
import org.dinotwins.app.setup.PreviewViewModel.Thumbnail;
import org.dinotwins.app.shared.WorkbenchState;
import org.dinotwins.app.shared.view.EmptyState;
import org.kordamp.ikonli.javafx.FontIcon;

/** The crop preview: a choice of pictures, the picture with its crop rectangles, and the rendered crops. */
final class PreviewView extends VBox {
    private static final double THUMBNAIL = 48;
    private static final double GLOBAL = 104;
    private static final double LOCAL = 64;
    private static final double CROPS_WIDTH = 4 * LOCAL + 3 * 8 + 24;
    /** Fits two global crops side by side in the smallest window. */
    private static final double LEAST_CROPS_WIDTH = 2 * (GLOBAL + 4) + 8 + 16;

    private final PreviewViewModel model;
    private final CropRectangles rectangles;
    private final Label globalHeading = heading("global-heading");
    private final Label localHeading = heading("local-heading");
    private final FlowPane globals = new FlowPane(8, 8);
    private final FlowPane locals = new FlowPane(8, 8);
    private final IntegerProperty pointedAt = new SimpleIntegerProperty(-1);

    PreviewView(WorkbenchState workbench, PreviewViewModel model) {
        this.model = model;
        getStyleClass().addAll("panel", "preview");
        rectangles = new CropRectangles(workbench.themeProperty().get().palette());
        workbench.themeProperty().addListener((of, old, is) -> rectangles.setPalette(is.palette()));
        pointedAt.addListener((of, old, is) -> rectangles.pointAt(is.intValue()));
        VBox crops = new VBox(8, globalHeading, globals, localHeading, locals);
        crops.setId("crops");
        ScrollPane scroll = new ScrollPane(crops);
        scroll.setFitToWidth(true);
        scroll.setHbarPolicy(ScrollPane.ScrollBarPolicy.NEVER);
        scroll.setMinWidth(LEAST_CROPS_WIDTH);
        scroll.setPrefWidth(CROPS_WIDTH);
        HBox.setHgrow(rectangles, Priority.ALWAYS);
        HBox both = new HBox(16, rectangles, scroll);
        Node empty = new EmptyState(
                "fth-image", "No picture to show", "Choose a folder of images above to preview the crops.");
        StackPane middle = new StackPane(both, empty);
        VBox.setVgrow(middle, Priority.ALWAYS);
        both.visibleProperty().bind(model.drawnProperty().isNotNull());
        empty.visibleProperty().bind(both.visibleProperty().not());
        // A hidden label would still take height from the picture in the smallest window.
        empty.managedProperty().bind(empty.visibleProperty());
        getChildren().addAll(top(), strip(), middle);
        model.drawnProperty().addListener((of, old, is) -> show(is));
        show(model.drawnProperty().get());
    }

    private static Label heading(String style) {
        Label label = new Label();
        label.getStyleClass().addAll("overline", style);
        return label;
    }

    private HBox top() {
        Label heading = new Label("Crops");
        heading.getStyleClass().add("heading");
        Label problem = new Label();
        problem.getStyleClass().addAll("danger-text", "small");
        problem.textProperty().bind(model.problemProperty());
        HBox.setHgrow(problem, Priority.ALWAYS);
        problem.setMaxWidth(Double.MAX_VALUE);
        Button again = new Button("Draw again", new FontIcon("fth-shuffle"));
        again.setId("draw-again");
        again.setTooltip(new Tooltip("Draw new random crops"));
        again.setOnAction(e -> model.drawAgain());
        again.setMinWidth(Region.USE_PREF_SIZE);
        HBox top = new HBox(12, heading, problem, again);
        top.setAlignment(Pos.CENTER_LEFT);
        return top;
    }

    private ListView<Thumbnail> strip() {
        ListView<Thumbnail> strip = new ListView<>(model.strip());
        strip.setId("strip");
        strip.setOrientation(Orientation.HORIZONTAL);
        strip.getStyleClass().add("strip");
        strip.setMinHeight(THUMBNAIL + 10);
        strip.setPrefHeight(THUMBNAIL + 10);
        strip.setMaxHeight(THUMBNAIL + 10);
        strip.setCellFactory(list -> new ListCell<>() {
            private final ImageView view = new ImageView();

            {
                view.setFitWidth(THUMBNAIL);
                view.setFitHeight(THUMBNAIL);
            }

            @Override
            protected void updateItem(Thumbnail item, boolean empty) {
                super.updateItem(item, empty);
                view.setImage(empty ? null : item.bitmap().image());
                setGraphic(empty ? null : view);
            }
        });
        strip.getSelectionModel().selectedItemProperty().addListener((of, old, is) -> {
            if (is != null) {
                model.chosenProperty().set(is.picture());
            }
        });
        model.chosenProperty().addListener((of, old, is) -> select(strip));
        model.strip().addListener((Observable of) -> select(strip));
        strip.managedProperty().bind(Bindings.isNotEmpty(model.strip()));
        strip.visibleProperty().bind(strip.managedProperty());
        return strip;
    }

    private void select(ListView<Thumbnail> strip) {
        for (int i = 0; i < model.strip().size(); i++) {
            if (model.strip().get(i).picture().equals(model.chosenProperty().get())) {
                strip.getSelectionModel().select(i);
                return;
            }
        }
    }

    private void show(Drawn drawn) {
        rectangles.show(drawn);
        List<Crop> crops = drawn == null ? List.of() : drawn.crops();
        fill(globals, crops.stream().filter(c -> c.view().global()).toList(), GLOBAL);
        fill(locals, crops.stream().filter(c -> !c.view().global()).toList(), LOCAL);
        globalHeading.setText(words("Global crops", crops, true));
        localHeading.setText(words("Local crops", crops, false));
        localHeading.setVisible(!locals.getChildren().isEmpty());
    }

    private static String words(String what, List<Crop> crops, boolean global) {
        return crops.stream()
                .filter(c -> c.view().global() == global)
                .findFirst()
                .map(c -> what + ", " + c.view().size() + " px")
                .orElse("");
    }

    /** Reuses the tiles, so that nothing flickers while a slider moves. */
    private void fill(FlowPane pane, List<Crop> crops, double side) {
        while (pane.getChildren().size() > crops.size()) {
            pane.getChildren().remove(pane.getChildren().size() - 1);
        }
        while (pane.getChildren().size() < crops.size()) {
            pane.getChildren().add(new Tile(side));
        }
        for (int i = 0; i < crops.size(); i++) {
            ((Tile) pane.getChildren().get(i)).show(crops.get(i));
        }
    }

    /** A rendered crop. */
    private final class Tile extends StackPane {
        private final ImageView view = new ImageView();
        private final Label number = new Label();
        private final Tooltip done = SettingRow.tooltip("");
        private int index = -1;

        Tile(double side) {
            getStyleClass().add("crop-tile");
            view.setFitWidth(side);
            view.setFitHeight(side);
            StackPane.setAlignment(number, Pos.TOP_LEFT);
            number.getStyleClass().add("crop-number");
            getChildren().addAll(view, number);
            Tooltip.install(this, done);
            setOnMouseEntered(e -> pointedAt.set(index));
            setOnMouseExited(e -> pointedAt.set(-1));
        }

        void show(Crop crop) {
            index = crop.view().index();
            view.setImage(crop.bitmap().image());
            number.setText(CropRectangles.number(crop.view()));
            done.setText(SettingTexts.crop(crop.view()));
            getStyleClass().setAll("crop-tile", crop.view().global() ? "global-tile" : "local-tile");
        }
    }
}
