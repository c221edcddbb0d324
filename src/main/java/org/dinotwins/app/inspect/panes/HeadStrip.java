package org.dinotwins.app.inspect.panes;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import javafx.geometry.Pos;
import javafx.scene.control.ContentDisplay;
import javafx.scene.control.Label;
import javafx.scene.control.ToggleButton;
import javafx.scene.image.Image;
import javafx.scene.image.ImageView;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Pane;
import javafx.scene.layout.Priority;
import javafx.scene.layout.Region;
import javafx.scene.layout.StackPane;
import javafx.scene.layout.VBox;
import org.dinotwins.app.inspect.networks.Head;
import org.dinotwins.app.inspect.networks.MaskedAttention;
import org.dinotwins.app.inspect.networks.ViewKind;
import org.dinotwins.app.inspect.painting.ColourMap;
import org.dinotwins.app.inspect.painting.OverlayChoice;
import org.dinotwins.app.inspect.painting.OverlayRenderer;
import org.dinotwins.app.inspect.pictures.FxImages;
import org.dinotwins.app.inspect.pictures.LoadedPicture;
import org.dinotwins.app.inspect.pictures.Placement;
import org.dinotwins.app.inspect.state.InspectViewModel;
import org.dinotwins.app.shared.view.DeviceScale;
import org.dinotwins.app.shared.view.Tip;
import org.dinotwins.app.shared.work.Background;
import org.dinotwins.app.shared.work.NewestWins;
import org.dinotwins.eval.attention.PatchGrid;
import org.kordamp.ikonli.javafx.FontIcon;

/** All heads of a block as thumbnails, each with its Jaccard index; a click selects one. */
public final class HeadStrip extends Pane {
    private static final double GAP = 8;
    private static final double LEAST_WIDTH = 72;
    private static final double LARGEST_WIDTH = 136;
    private static final double HEIGHT_OVER_WIDTH = 0.75;
    private static final double INSET = 4;
    private static final double WORDS = 24;

    private final InspectViewModel model;
    private final NewestWins drawing;
    private final List<Tile> tiles = new ArrayList<>();

    public HeadStrip(InspectViewModel model, Background background) {
        this.model = model;
        this.drawing = new NewestWins(background);
        getStyleClass().add("head-strip");
        OverlayChoice overlay = model.overlay();
        model.panes().maskedAttentionProperty().addListener((p, old, now) -> show());
        model.panes().subjectProperty().addListener((p, old, now) -> offer());
        model.sharedView().viewProperty().addListener((p, old, now) -> offer());
        overlay.headProperty().addListener((p, old, now) -> tiles.forEach(Tile::mark));
        overlay.coloursProperty().addListener((p, old, now) -> draw());
        overlay.smoothProperty().addListener((p, old, now) -> draw());
        overlay.opacityProperty().addListener((p, old, now) -> draw());
        model.panes().staleProperty().addListener((p, old, now) -> setOpacity(now ? 0.5 : 1));
        widthProperty().addListener((p, old, now) -> {
            setPrefHeight(height(now.doubleValue()));
            setMinHeight(height(now.doubleValue()));
            draw();
        });
        offer();
    }

    @Override
    protected void layoutChildren() {
        int columns = columns(getWidth());
        double width = tileWidth(getWidth());
        double height = tileHeight(width);
        double used = columns * (width + GAP) - GAP;
        double left = Math.floor((getWidth() - used) / 2);
        for (int i = 0; i < getChildren().size(); i++) {
            tiles.get(i).size(width);
            tiles.get(i)
                    .resizeRelocate(
                            left + i % columns * (width + GAP),
                            Math.floorDiv(i, columns) * (height + GAP),
                            width,
                            height);
        }
    }

    private int columns(double room) {
        int count = Math.max(1, getChildren().size());
        int rows = (int) Math.ceil(count * (LEAST_WIDTH + GAP) / Math.max(LEAST_WIDTH + GAP, room + GAP));
        return (count + rows - 1) / rows;
    }

    private double tileWidth(double room) {
        int columns = columns(room);
        return Math.max(LEAST_WIDTH, Math.min(LARGEST_WIDTH, Math.floor((room - (columns - 1) * GAP) / columns)));
    }

    private static double tileHeight(double width) {
        return Math.rint((width - 2 * INSET) * HEIGHT_OVER_WIDTH) + INSET + WORDS;
    }

    private double height(double room) {
        int columns = columns(room);
        int rows = (Math.max(1, getChildren().size()) + columns - 1) / columns;
        return rows * (tileHeight(tileWidth(room)) + GAP) - GAP;
    }

    private void offer() {
        List<Head> heads = model.panes().heads() == 0
                ? List.of()
                : model.sharedView().viewProperty().get().heads(model.panes().heads());
        if (!heads.equals(tiles.stream().map(tile -> tile.head).toList())) {
            tiles.clear();
            heads.forEach(head -> tiles.add(new Tile(head)));
            getChildren().setAll(alone() ? tiles.subList(0, 1) : tiles);
            setPrefHeight(height(getWidth()));
            setMinHeight(height(getWidth()));
            show();
        }
    }

    /** Whether there is only one head, which equals its mean and maximum. */
    private boolean alone() {
        return model.panes().heads() == 1 && model.sharedView().viewProperty().get() == ViewKind.ATTENTION;
    }

    private void show() {
        MaskedAttention masked = model.panes().maskedAttentionProperty().getValue();
        tiles.forEach(tile -> tile.showText(masked));
        draw();
    }

    private void draw() {
        MaskedAttention masked = model.panes().maskedAttentionProperty().getValue();
        LoadedPicture opened = model.sharedView().openedProperty().get();
        if (masked == null
                || opened == null
                || getWidth() <= 0
                || masked.heads().size() != tiles.size()) {
            drawing.forget();
            return;
        }
        double scale = DeviceScale.of(this);
        double room = tileWidth(getWidth()) - 2 * INSET;
        Placement placement = Placement.fit(
                opened.pixels().width(), opened.pixels().height(), room, Math.rint(room * HEIGHT_OVER_WIDTH), scale);
        ColourMap colours = model.overlay().coloursProperty().get();
        boolean smooth = model.overlay().smoothProperty().get();
        double opacity = model.overlay().opacityProperty().get();
        drawing.start(
                () -> {
                    int width = placement.deviceWidth();
                    int height = placement.deviceHeight();
                    PatchGrid grid = masked.output().grid();
                    int[] picture = FxImages.scaled(opened.pixels(), width, height);
                    return masked.heads().stream()
                            .map(head -> FxImages.of(
                                    OverlayRenderer.over(
                                            picture,
                                            OverlayRenderer.heat(
                                                    head.values(), head.range(), grid, colours, smooth, width, height),
                                            opacity),
                                    width,
                                    height))
                            .toList();
                },
                images -> {
                    for (int i = 0; i < Math.min(images.size(), tiles.size()); i++) {
                        tiles.get(i).fill(images.get(i), placement);
                    }
                },
                e -> {
                    throw new IllegalStateException(e);
                });
    }

    private final class Tile extends ToggleButton {
        private final Head head;
        private final StackPane frame = new StackPane();
        private final ImageView image = new ImageView();
        private final Label jaccard = new Label();
        private final FontIcon best = new FontIcon("fth-award");

        Tile(Head head) {
            this.head = head;
            getStyleClass().setAll("head-tile");
            setId("head-" + head.title().toLowerCase(Locale.ROOT).replace(' ', '-'));
            Label name = new Label(alone() ? "Single head" : head.title());
            name.setMinWidth(Region.USE_PREF_SIZE);
            jaccard.getStyleClass().add("jaccard");
            jaccard.setMinWidth(Region.USE_PREF_SIZE);
            best.getStyleClass().add("best-icon");
            best.setVisible(false);
            best.managedProperty().bind(best.visibleProperty());
            Region space = new Region();
            HBox.setHgrow(space, Priority.ALWAYS);
            HBox caption = new HBox(4, name, space, best, jaccard);
            caption.setAlignment(Pos.CENTER_LEFT);
            caption.setMinHeight(WORDS);
            frame.getChildren().add(image);
            setContentDisplay(ContentDisplay.GRAPHIC_ONLY);
            setGraphic(new VBox(frame, caption));
            // One head is always selected: clicking it must not deselect it.
            setOnAction(e -> {
                model.overlay().headProperty().set(head);
                mark();
            });
            Tip.late(this, help());
            setFocusTraversable(false);
            mark();
        }

        private String help() {
            String key = head instanceof Head.One one
                    ? one.index() < 9 ? "  " + (one.index() + 1) : ""
                    : head instanceof Head.Mean ? "  0" : "  M";
            return (head instanceof Head.Mean
                            ? "Mean of the heads' attention, and the Jaccard index of its mask."
                            : head instanceof Head.Max
                                    ? "For each patch, the maximum over the heads."
                                    : "Attention of one head, and the Jaccard index of its mask with all objects.")
                    + key;
        }

        void size(double width) {
            double room = width - 2 * INSET;
            frame.setMinSize(room, Math.rint(room * HEIGHT_OVER_WIDTH));
            frame.setMaxSize(room, Math.rint(room * HEIGHT_OVER_WIDTH));
        }

        void fill(Image drawn, Placement placement) {
            image.setImage(drawn);
            image.setFitWidth(placement.width());
            image.setFitHeight(placement.height());
        }

        void showText(MaskedAttention masked) {
            double index = masked == null ? Double.NaN : masked.of(head).union();
            jaccard.setText(Double.isNaN(index) ? "" : String.format(Locale.ROOT, "%.2f", index));
            best.setVisible(masked != null && masked.best(head));
            setAccessibleText(head.title() + (Double.isNaN(index) ? "" : ", Jaccard index " + jaccard.getText()));
        }

        void mark() {
            setSelected(alone() || head.equals(model.overlay().headProperty().get()));
        }
    }
}
