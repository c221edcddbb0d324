package org.dinotwins.app.inspect.pictures;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.stream.IntStream;
import javafx.css.PseudoClass;
import javafx.geometry.Pos;
import javafx.scene.control.ContextMenu;
import javafx.scene.control.Label;
import javafx.scene.control.ListCell;
import javafx.scene.control.ListView;
import javafx.scene.control.MenuItem;
import javafx.scene.image.Image;
import javafx.scene.image.ImageView;
import javafx.scene.input.MouseButton;
import javafx.scene.layout.HBox;
import javafx.scene.layout.StackPane;
import org.dinotwins.app.shared.view.FrameQueue;
import org.dinotwins.data.Picture;
import org.kordamp.ikonli.javafx.FontIcon;

/** A scrolling grid of thumbnails that creates only the visible rows. */
public final class ThumbnailGrid extends ListView<Integer> {
    /** Side of a tile. */
    static final double TILE = 96;
    /** Gap between tiles. */
    static final double GAP = 8;

    private static final double SCROLL_BAR = 8;
    private static final PseudoClass CHOSEN = PseudoClass.getPseudoClass("chosen");
    private static final PseudoClass BROKEN = PseudoClass.getPseudoClass("broken");

    private final PictureList pictures;
    private final Thumbnails thumbnails;
    private final Consumer<Picture> pinned;
    private final Runnable chosen;
    private int columns = 2;
    /** Whether the pictures have changed while the grid was hidden. */
    private boolean stale;

    /**
     * @param pinned receives the picture to show as the second one
     * @param chosen called on a double click
     */
    public ThumbnailGrid(PictureList pictures, Thumbnails thumbnails, Consumer<Picture> pinned, Runnable chosen) {
        this.pictures = pictures;
        this.thumbnails = thumbnails;
        this.pinned = pinned;
        this.chosen = chosen;
        getStyleClass().add("thumbnail-grid");
        setFixedCellSize(TILE + GAP);
        setFocusTraversable(false);
        setCellFactory(list -> new Row());
        pictures.pictures().addListener((javafx.beans.Observable o) -> refill());
        sceneProperty().addListener((p, old, now) -> {
            if (now != null && stale) {
                // One frame later than the rest of the workspace, whose first layout takes long enough.
                FrameQueue.each(List.of(this::refill));
            }
        });
        pictures.positionProperty().addListener((p, old, now) -> reveal());
        widthProperty().addListener((p, old, now) -> {
            int fitting = Math.max(1, (int) ((now.doubleValue() - SCROLL_BAR + GAP) / (TILE + GAP)));
            if (fitting != columns) {
                columns = fitting;
                rebuild();
            }
        });
        rebuild();
    }

    /** Tiles per row. */
    public int columns() {
        return columns;
    }

    private void refill() {
        stale = getScene() == null;
        if (!stale) {
            rebuild();
        }
    }

    private void rebuild() {
        int rows = (pictures.pictures().size() + columns - 1) / columns;
        getItems().setAll(IntStream.range(0, rows).boxed().toList());
        reveal();
    }

    /** Scrolls only if the selected picture is not visible. */
    private void reveal() {
        int row = pictures.positionProperty().get() / columns;
        boolean visible = lookupAll(".list-cell").stream()
                .filter(Row.class::isInstance)
                .map(Row.class::cast)
                .anyMatch(cell -> !cell.isEmpty()
                        && cell.getItem() == row
                        && cell.isVisible()
                        && cell.getBoundsInParent().getMinY() + cell.getParent().getLayoutY() >= 0
                        && localToScene(0, getHeight()).getY()
                                >= cell.localToScene(0, cell.getHeight()).getY()
                        && localToScene(0, 0).getY() <= cell.localToScene(0, 0).getY());
        if (!visible && row >= 0 && row < getItems().size()) {
            scrollTo(Math.max(0, row - 1));
        }
    }

    private final class Row extends ListCell<Integer> {
        private final HBox box = new HBox(GAP);
        private final List<Tile> tiles = new ArrayList<>();

        Row() {
            box.setAlignment(Pos.TOP_LEFT);
            setText(null);
        }

        @Override
        protected void updateItem(Integer row, boolean empty) {
            super.updateItem(row, empty);
            if (empty || row == null) {
                setGraphic(null);
                return;
            }
            while (tiles.size() < columns) {
                tiles.add(new Tile());
            }
            int first = row * columns;
            int count = Math.max(0, Math.min(columns, pictures.pictures().size() - first));
            box.getChildren().setAll(tiles.subList(0, count));
            for (int i = 0; i < count; i++) {
                tiles.get(i).show(first + i);
            }
            setGraphic(box);
        }
    }

    private final class Tile extends StackPane {
        private final ImageView image = new ImageView();
        private final FontIcon broken = new FontIcon("fth-alert-triangle");
        private final Label score = new Label();
        private int index = -1;
        private Path file = Path.of("");

        Tile() {
            getStyleClass().add("thumbnail");
            setMinSize(TILE, TILE);
            setMaxSize(TILE, TILE);
            image.setPreserveRatio(true);
            image.setFitWidth(TILE - 8);
            image.setFitHeight(TILE - 8);
            broken.setVisible(false);
            score.getStyleClass().add("thumbnail-score");
            score.setVisible(false);
            StackPane.setAlignment(score, Pos.BOTTOM_RIGHT);
            getChildren().addAll(image, broken, score);
            ContextMenu menu = new ContextMenu(
                    item("Show", () -> pictures.select(index)), item("Show as the second picture", () -> {
                        if (index < pictures.pictures().size()) {
                            pinned.accept(pictures.pictures().get(index));
                        }
                    }));
            setOnContextMenuRequested(e -> menu.show(this, e.getScreenX(), e.getScreenY()));
            pictures.scoredProperty().addListener((p, old, now) -> showFault());
            setOnMousePressed(event -> {
                if (event.getButton() == MouseButton.PRIMARY) {
                    pictures.select(index);
                }
            });
            setOnMouseClicked(event -> {
                if (event.getButton() == MouseButton.PRIMARY && event.getClickCount() == 2) {
                    chosen.run();
                }
            });
            pictures.positionProperty().addListener((p, old, now) -> mark());
        }

        void show(int newIndex) {
            index = newIndex;
            Picture picture = pictures.pictures().get(index);
            image.setImage(null);
            broken.setVisible(false);
            if (!picture.file().equals(file)) {
                thumbnails.forget(file);
            }
            file = picture.file();
            thumbnails.get(picture, found -> {
                if (picture.file().equals(file)) {
                    fill(found);
                }
            });
            setAccessibleText(picture.file().getFileName().toString());
            showFault();
            mark();
        }

        private void fill(Optional<Image> found) {
            image.setImage(found.orElse(null));
            broken.setVisible(found.isEmpty());
            pseudoClassStateChanged(BROKEN, found.isEmpty());
        }

        private MenuItem item(String title, Runnable action) {
            MenuItem item = new MenuItem(title);
            item.setOnAction(e -> action.run());
            return item;
        }

        private void showFault() {
            double index = pictures.score(file);
            score.setVisible(!Double.isNaN(index));
            score.setText(Double.isNaN(index) ? "" : String.format(Locale.ROOT, "%.2f", index));
        }

        private void mark() {
            pseudoClassStateChanged(CHOSEN, index == pictures.positionProperty().get());
        }
    }
}
