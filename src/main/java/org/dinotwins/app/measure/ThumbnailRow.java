package org.dinotwins.app.measure;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import javafx.scene.Node;
import javafx.scene.control.Label;
import javafx.scene.image.Image;
import javafx.scene.image.ImageView;
import javafx.scene.layout.FlowPane;
import javafx.scene.layout.StackPane;
import javafx.scene.layout.VBox;
import org.dinotwins.app.shared.view.Bitmap;
import org.dinotwins.app.shared.work.Background;
import org.dinotwins.app.shared.work.NewestWins;
import org.dinotwins.data.DataException;
import org.dinotwins.data.picture.ImageFiles;

/** Captioned thumbnails, read in the background. */
final class ThumbnailRow extends FlowPane {
    private static final int SIDE = 96;
    /** Maximum number of thumbnails shown. */
    private static final int MOST = 48;

    private final NewestWins loading;
    private List<Item> shown = List.of();

    /** A picture and its caption. */
    record Item(Path file, String words) {}

    ThumbnailRow(Background background) {
        super(8, 8);
        getStyleClass().add("picture-row");
        loading = new NewestWins(background);
    }

    void show(List<Item> items) {
        if (items.equals(shown)) {
            return;
        }
        shown = List.copyOf(items);
        List<Item> some = items.subList(0, Math.min(MOST, items.size()));
        getChildren().setAll(some.stream().map(ThumbnailRow::tile).toList());
        if (items.size() > MOST) {
            Label more = new Label("and " + (items.size() - MOST) + " more");
            more.getStyleClass().addAll("muted", "small");
            getChildren().add(more);
        }
        loading.start(
                () -> read(some),
                images -> {
                    for (int i = 0; i < images.size(); i++) {
                        if (images.get(i) != null) {
                            image(getChildren().get(i)).setImage(images.get(i));
                        }
                    }
                },
                e -> {});
    }

    private static List<Image> read(List<Item> items) {
        List<Image> images = new ArrayList<>();
        for (Item item : items) {
            try {
                images.add(Bitmap.square(ImageFiles.read(item.file()), SIDE).image());
            } catch (DataException e) {
                // The image set was moved: show an empty frame with its caption.
                images.add(null);
            }
        }
        return images;
    }

    private static VBox tile(Item item) {
        ImageView picture = new ImageView();
        picture.setFitWidth(SIDE);
        picture.setFitHeight(SIDE);
        picture.setPreserveRatio(true);
        StackPane frame = new StackPane(picture);
        frame.getStyleClass().add("picture-frame");
        frame.setMinSize(SIDE, SIDE);
        frame.setMaxSize(SIDE, SIDE);
        Label words = new Label(item.words());
        words.getStyleClass().addAll("muted", "small");
        words.setMaxWidth(SIDE);
        return new VBox(2, frame, words);
    }

    private static ImageView image(Node tile) {
        return (ImageView)
                ((StackPane) ((VBox) tile).getChildren().get(0)).getChildren().get(0);
    }
}
