package org.dinotwins.app.inspect.pictures;

import javafx.beans.property.ReadOnlyObjectProperty;
import javafx.beans.property.ReadOnlyObjectWrapper;
import javafx.scene.image.Image;
import org.dinotwins.app.shared.work.Background;
import org.dinotwins.app.shared.work.NewestWins;

/** The picture in view as an image that all panes draw: halved as often as its place on screen lets it. FX thread. */
public final class DisplayImages {
    private final NewestWins scaling;
    private final ReadOnlyObjectWrapper<Photo> photo = new ReadOnlyObjectWrapper<>();
    private LoadedPicture opened;
    private int halvings;

    /**
     * A picture as an image.
     *
     * @param halvings how often its sides are halved: the screen would only pick single pixels of a larger one
     */
    public record Photo(LoadedPicture opened, int halvings, Image image) {}

    public DisplayImages(Background background) {
        this.scaling = new NewestWins(background);
    }

    /** The newest image that was asked for; null while there is no picture. */
    public ReadOnlyObjectProperty<Photo> photoProperty() {
        return photo.getReadOnlyProperty();
    }

    /**
     * Asks for a picture.
     *
     * @param picture     null for none
     * @param deviceWidth pixels that it covers on screen, in the largest pane
     */
    // By reference: a picture opened again counts as another.
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
