package org.dinotwins.app.inspect.panes;

import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import javafx.scene.AccessibleRole;
import javafx.scene.Cursor;
import javafx.scene.canvas.Canvas;
import javafx.scene.input.MouseButton;
import javafx.scene.input.MouseEvent;
import javafx.scene.input.ScrollEvent;
import javafx.scene.layout.Region;
import org.dinotwins.app.inspect.networks.MaskedAttention;
import org.dinotwins.app.inspect.networks.Query;
import org.dinotwins.app.inspect.painting.OverlayChoice;
import org.dinotwins.app.inspect.painting.OverlayLayers;
import org.dinotwins.app.inspect.painting.OverlayPainter;
import org.dinotwins.app.inspect.pictures.DisplayImages;
import org.dinotwins.app.inspect.pictures.LoadedPicture;
import org.dinotwins.app.inspect.pictures.Placement;
import org.dinotwins.app.inspect.pictures.Viewport;
import org.dinotwins.app.inspect.state.InspectViewModel;
import org.dinotwins.app.inspect.state.PaneViewModel;
import org.dinotwins.app.shared.view.DeviceScale;
import org.dinotwins.app.shared.work.Background;
import org.dinotwins.eval.attention.PatchGrid;

/**
 * The picture with the overlay of one pane's network. Pixels are computed in the background and only drawn here. The
 * wheel zooms, dragging moves, a click sets the query, a double click fits the picture.
 */
public final class PictureCanvas extends Region {
    /** Largest side of a layer in pixels; beyond it the graphics card's smooth scaling is as good. */
    private static final int LARGEST_LAYER = 1280;

    private static final double OPACITY_PER_NOTCH = 0.05;
    private static final double MASS_PER_NOTCH = 0.02;

    private final InspectViewModel model;
    private final PaneViewModel pane;
    private final DisplayImages photos;
    private final Canvas canvas = new Canvas();
    private final OverlayLayers layering;
    private Query before = new Query.Cls();
    private double draggedX;
    private double draggedY;

    PictureCanvas(InspectViewModel model, PaneViewModel pane, DisplayImages photos, Background background) {
        this.model = model;
        this.pane = pane;
        this.photos = photos;
        this.layering = new OverlayLayers(background, this::requestLayout);
        getChildren().add(canvas);
        getStyleClass().add("picture-canvas");
        setAccessibleRole(AccessibleRole.IMAGE_VIEW);
        setFocusTraversable(true);
        setMinSize(60, 60);
        OverlayChoice overlay = model.overlay();
        for (var choice : List.of(
                pane.maskedAttentionProperty(),
                overlay.headProperty(),
                overlay.coloursProperty(),
                overlay.smoothProperty())) {
            choice.addListener((p, old, now) -> makeLayers());
        }
        for (var drawn : List.of(
                pane.staleProperty(),
                model.sharedView().queryProperty(),
                model.sharedView().viewProperty(),
                overlay.opacityProperty(),
                overlay.keptProperty(),
                overlay.sharpPixelsProperty(),
                overlay.outlinesProperty(),
                overlay.labelsProperty(),
                overlay.masksProperty(),
                overlay.boxesProperty(),
                overlay.hiddenProperty(),
                model.pointedProperty(),
                photos.photoProperty())) {
            drawn.addListener((p, old, now) -> requestLayout());
        }
        for (var placed :
                List.of(model.viewport().frameProperty(), model.sharedView().openedProperty())) {
            placed.addListener((p, old, now) -> {
                wantPhoto();
                requestLayout();
            });
        }
        // Pictures opened while another workspace was shown are requested on return.
        sceneProperty().addListener((p, old, now) -> {
            wantPhoto();
            requestLayout();
        });
        setOnMouseMoved(this::point);
        setOnMouseExited(e -> model.pointedProperty().set(null));
        setOnMousePressed(this::press);
        setOnMouseDragged(this::drag);
        setOnMouseReleased(e -> setCursor(Cursor.DEFAULT));
        setOnMouseClicked(this::ask);
        setOnScroll(this::scroll);
        setOnZoom(e -> {
            placement().ifPresent(placement -> model.viewport().zoom(e.getZoomFactor(), placement, e.getX(), e.getY()));
            e.consume();
        });
    }

    @Override
    protected void layoutChildren() {
        double width = Math.max(1, getWidth());
        double height = Math.max(1, getHeight());
        if (canvas.getWidth() != width || canvas.getHeight() != height) {
            canvas.setWidth(width);
            canvas.setHeight(height);
            wantPhoto();
            makeLayers();
        }
        draw();
    }

    private Placement placement(LoadedPicture opened) {
        return Placement.of(
                opened.pixels().width(),
                opened.pixels().height(),
                canvas.getWidth(),
                canvas.getHeight(),
                DeviceScale.of(this),
                model.viewport().frameProperty().get());
    }

    /** The placement of the selected picture; empty if no picture is selected. */
    Optional<Placement> placement() {
        return Optional.ofNullable(model.sharedView().openedProperty().get()).map(this::placement);
    }

    private void wantPhoto() {
        if (getScene() != null && canvas.getWidth() > 1) {
            LoadedPicture opened = model.sharedView().openedProperty().get();
            photos.want(opened, opened == null ? 0 : placement(opened).deviceWidth());
        }
    }

    private void makeLayers() {
        MaskedAttention masked = pane.maskedAttentionProperty().get();
        LoadedPicture opened = model.sharedView().openedProperty().get();
        if (masked == null || opened == null) {
            layering.forget();
            requestLayout();
            return;
        }
        Placement fit = Placement.fit(
                opened.pixels().width(),
                opened.pixels().height(),
                canvas.getWidth(),
                canvas.getHeight(),
                DeviceScale.of(this));
        OverlayPainter.Style style = OverlayPainter.Style.of(model.overlay());
        layering.make(
                masked,
                () -> masked.of(style.head()),
                style,
                Math.min(LARGEST_LAYER, fit.deviceWidth()),
                Math.min(LARGEST_LAYER, fit.deviceHeight()));
    }

    // By reference: a picture that is opened again counts as another.
    @SuppressWarnings("ReferenceEquality")
    private void draw() {
        DisplayImages.Photo photo = photos.photoProperty().get();
        OverlayPainter painting = new OverlayPainter(canvas.getGraphicsContext2D());
        painting.clear(canvas.getWidth(), canvas.getHeight());
        if (photo == null
                || photo.opened() != model.sharedView().openedProperty().get()) {
            return;
        }
        painting.draw(
                photo.opened(),
                photo.image(),
                matches() ? layering.layers() : null,
                OverlayPainter.Style.of(model.overlay()),
                placement(photo.opened()),
                pane.staleProperty().get(),
                model.overlay().hiddenProperty().get(),
                model.sharedView().effectiveQuery(),
                model.pointedProperty().get());
    }

    private boolean matches() {
        LoadedPicture opened = model.sharedView().openedProperty().get();
        return layering.layers() != null
                && pane.maskedAttentionProperty().get() != null
                && opened != null
                && layering.shownAttention().output().request().picture().equals(opened.picture());
    }

    private OptionalInt patchAt(MouseEvent event) {
        return matches()
                ? placement(model.sharedView().openedProperty().get()).patchAt(event.getX(), event.getY(), grid())
                : OptionalInt.empty();
    }

    private PatchGrid grid() {
        return layering.layers().of().grid();
    }

    private void point(MouseEvent event) {
        OptionalInt patch = patchAt(event);
        model.pointedProperty().set(patch.isPresent() ? (Query.At) Query.of(patch.getAsInt(), grid()) : null);
        setCursor(patch.isPresent() ? Cursor.CROSSHAIR : Cursor.DEFAULT);
    }

    private void press(MouseEvent event) {
        requestFocus();
        model.panes().activeProperty().set(pane);
        draggedX = event.getX();
        draggedY = event.getY();
    }

    private void drag(MouseEvent event) {
        if (model.viewport().zoomed() && !event.isStillSincePress()) {
            setCursor(Cursor.CLOSED_HAND);
            placement()
                    .ifPresent(placement ->
                            model.viewport().pan(event.getX() - draggedX, event.getY() - draggedY, placement));
            draggedX = event.getX();
            draggedY = event.getY();
        }
    }

    private void ask(MouseEvent event) {
        if (event.getButton() != MouseButton.PRIMARY || !event.isStillSincePress()) {
            return;
        }
        if (event.getClickCount() == 2) {
            // The first of the two clicks has set a query; undo it.
            model.sharedView().queryProperty().set(before);
            model.viewport().fit();
        } else if (event.getClickCount() == 1) {
            before = model.sharedView().queryProperty().get();
            int patch = patchAt(event).orElse(Query.CLS);
            boolean again = matches() && patch == before.patch(grid());
            model.sharedView()
                    .queryProperty()
                    .set(patch == Query.CLS || again ? new Query.Cls() : Query.of(patch, grid()));
        }
    }

    private void scroll(ScrollEvent event) {
        double turned = event.getDeltaY() == 0 ? event.getDeltaX() : event.getDeltaY();
        if (turned == 0) {
            return;
        }
        double unit = event.getDeltaY() == 0 ? event.getMultiplierX() : event.getMultiplierY();
        double notches = unit == 0 ? Math.signum(turned) : turned / unit;
        OverlayChoice overlay = model.overlay();
        if (event.isShiftDown()) {
            overlay.thresholdProperty().set(overlay.thresholdProperty().get() + notches * MASS_PER_NOTCH);
        } else if (event.isControlDown() || event.isAltDown()) {
            overlay.opacityProperty().set(overlay.opacityProperty().get() + notches * OPACITY_PER_NOTCH);
        } else {
            placement()
                    .ifPresent(placement -> model.viewport()
                            .zoom(Math.pow(Viewport.PER_NOTCH, notches), placement, event.getX(), event.getY()));
        }
        event.consume();
    }
}
