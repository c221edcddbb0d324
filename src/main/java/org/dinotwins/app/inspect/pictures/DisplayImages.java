package org.dinotwins.app.inspect.pictures;

import javafx.beans.property.ReadOnlyObjectProperty;
import javafx.beans.property.ReadOnlyObjectWrapper;
import javafx.scene.image.Image;
import org.dinotwins.app.shared.work.Background;
import org.dinotwins.app.shared.work.NewestWins;

/**
 * The selected picture as an image shared by all panes, halved as often as its size on screen allows. FX thread only.
 */
public final class DisplayImages {
    private final NewestWins scaling;
    private final ReadOnlyObjectWrapper<Photo> photo = new ReadOnlyObjectWrapper<>();
    private LoadedPicture opened;
    private int halvings;

    /**
     * A picture as an image.
     *
     * @param halvings number of times its sides are halved; a larger image would be undersampled on screen
     */
    public record Photo(LoadedPicture opened, int halvings, Image image) {}

    public DisplayImages(Background background) {
        this.scaling = new NewestWins(background);
    }

    /** The last requested image; null if there is no picture. */
    public ReadOnlyObjectProperty<Photo> photoProperty() {
        return photo.getReadOnlyProperty();
    }

    /**
     * Requests an image of a picture.
     *
     * @param picture     null for none
     * @param deviceWidth its width on screen in device pixels, in the largest pane
     */
    // By reference: a picture that is opened again counts as another.
    @SuppressWarnings("ReferenceEquality")
    public void want(LoadedPicture picture, int deviceWidth) {
        if (picture == null) {
            scaling.forget();
            opened = null;
            photo.set(null);
            return;
        }
        int wanted = halvings(picture.pixels().width(), deviceWidth);
        if (picture == opened && wanted == halvings) {
            return;
        }
        opened = picture;
        halvings = wanted;
        scaling.start(() -> new Photo(picture, wanted, FxImages.halved(picture.pixels(), wanted)), photo::set, e -> {
            throw new IllegalStateException(e);
        });
    }

    /** How often a width can be halved without falling below another. */
    public static int halvings(int width, int deviceWidth) {
        int halvings = 0;
        while (width >> (halvings + 1) >= Math.max(1, deviceWidth)) {
            halvings++;
        }
        return halvings;
    }
}
