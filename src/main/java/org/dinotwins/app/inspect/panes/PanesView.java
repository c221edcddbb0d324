package org.dinotwins.app.inspect.panes;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import javafx.collections.ListChangeListener;
import javafx.scene.layout.Region;
import org.dinotwins.app.inspect.pictures.DisplayImages;
import org.dinotwins.app.inspect.pictures.LoadedPicture;
import org.dinotwins.app.inspect.pictures.Placement;
import org.dinotwins.app.inspect.state.InspectViewModel;
import org.dinotwins.app.inspect.state.PaneViewModel;
import org.dinotwins.app.shared.work.Background;

/** The panes side by side, in the rows and columns that make the picture largest. */
public final class PanesView extends Region {
    private static final double GAP = 8;
    /** Height of a pane's title. */
    private static final double CAPTION = 32;

    private final InspectViewModel model;
    private final Background background;
    private final DisplayImages photos;
    private final DisplayImages seconds;
    private final Map<PaneViewModel, PaneView> views = new HashMap<>();

    public PanesView(InspectViewModel model, Background background) {
        this.model = model;
        this.background = background;
        this.photos = new DisplayImages(background);
        this.seconds = new DisplayImages(background);
        setMinSize(0, 0);
        model.panes().list().addListener((ListChangeListener<PaneViewModel>) change -> show());
        model.sharedView().onChange(this::requestLayout);
        show();
    }

    /** The canvas of the active pane. */
    public PictureCanvas active() {
        return view(model.panes().activeProperty().get()).canvas();
    }

    /** The placement of the picture in the active pane; empty if the pane shows no picture. */
    public Optional<Placement> placement() {
        return active().placement();
    }

    DisplayImages photos() {
        return photos;
    }

    private PaneView view(PaneViewModel pane) {
        return views.computeIfAbsent(pane, p -> new PaneView(model, p, photos, seconds, background));
    }

    private void show() {
        List<PaneView> shown = model.panes().list().stream().map(this::view).toList();
        getChildren().setAll(shown);
        shown.forEach(view -> view.captioned(shown.size() > 1));
    }

    @Override
    protected void layoutChildren() {
        int count = getChildren().size();
        LoadedPicture opened = model.sharedView().openedProperty().get();
        boolean two = model.sharedView().viewProperty().get().ofTwo()
                && model.sharedView().second().isPresent();
        double aspect = (opened == null
                        ? 1
                        : opened.pixels().width() / (double) opened.pixels().height())
                * (two ? 2 : 1);
        int columns = columns(count, getWidth(), getHeight(), aspect);
        int rows = (count + columns - 1) / columns;
        double width = (getWidth() - (columns - 1) * GAP) / columns;
        double height = (getHeight() - (rows - 1) * GAP) / rows;
        for (int i = 0; i < count; i++) {
            double left = snapPositionX(i % columns * (width + GAP));
            double top = snapPositionY(Math.floorDiv(i, columns) * (height + GAP));
            getChildren().get(i).resizeRelocate(left, top, snapSizeX(width) - 1, snapSizeY(height) - 1);
        }
    }

    /**
     * The number of columns that makes the pictures largest.
     *
     * @param aspect width over height of a picture
     */
    static int columns(int count, double width, double height, double aspect) {
        int best = 1;
        double largest = -1;
        for (int columns = 1; columns <= count; columns++) {
            int rows = (count + columns - 1) / columns;
            double wide = (width - (columns - 1) * GAP) / columns;
            double high = (height - (rows - 1) * GAP) / rows - (count > 1 ? CAPTION : 0);
            double size = Math.min(wide, high * aspect);
            if (size > largest) {
                largest = size;
                best = columns;
            }
        }
        return best;
    }
}
