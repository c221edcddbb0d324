package org.dinotwins.app.inspect;

import java.util.List;
import java.util.OptionalInt;
import javafx.beans.property.ReadOnlyIntegerProperty;
import javafx.beans.property.ReadOnlyIntegerWrapper;
import javafx.scene.AccessibleRole;
import javafx.scene.Cursor;
import javafx.scene.canvas.Canvas;
import javafx.scene.canvas.GraphicsContext;
import javafx.scene.image.Image;
import javafx.scene.input.MouseButton;
import javafx.scene.input.MouseEvent;
import javafx.scene.input.ScrollEvent;
import javafx.scene.layout.Region;
import org.dinotwins.app.shared.Background;
import org.dinotwins.app.shared.NewestWins;
import org.dinotwins.eval.PatchGrid;

/**
 * The picture, as large as fits, with attention, kept patches, true outlines and the query laid over it. Pixels are made
 * in the background; here they are only drawn.
 */
final class PictureCanvas extends Region {
    /** Largest side of a layer in pixels: above it the smooth scale of the graphics card does as well. */
    private static final int LARGEST_LAYER = 1280;
    /** Strength of attention that belongs to the choices before the last one. */
    private static final double STALE = 0.35;
    private static final double OPACITY_PER_NOTCH = 0.05;
    private static final double MASS_PER_NOTCH = 0.02;

    private final InspectViewModel model;
    private final Canvas canvas = new Canvas();
    private final NewestWins scaling;
    private final NewestWins layering;
    private final ReadOnlyIntegerWrapper hovered = new ReadOnlyIntegerWrapper(NONE);
    private Photo photo;
    private Layers layers;

    /** No patch. */
    static final int NONE = -1;

    /** The picture as an image for a size on screen. */
    private record Photo(InspectViewModel.Opened opened, Image image) {
    }

    /** What is laid over it; the rings of kept patches are in patches. */
    private record Layers(Reading reading, Image heat, Image shade, List<double[]> kept) {
    }

    PictureCanvas(InspectViewModel model, Background background) {
        this.model = model;
        this.scaling = new NewestWins(background);
        this.layering = new NewestWins(background);
        getChildren().add(canvas);
        getStyleClass().add("picture-canvas");
        setAccessibleRole(AccessibleRole.IMAGE_VIEW);
        setFocusTraversable(true);
        setMinSize(120, 120);
        OverlayChoice overlay = model.overlay();
        model.openedProperty().addListener((p, old, now) -> scalePicture());
        model.readingProperty().addListener((p, old, now) -> makeLayers());
        overlay.headProperty().addListener((p, old, now) -> makeLayers());
        overlay.coloursProperty().addListener((p, old, now) -> makeLayers());
        overlay.smoothProperty().addListener((p, old, now) -> makeLayers());
        for (var drawn : List.of(model.staleProperty(), model.queryProperty(), overlay.opacityProperty(),
                overlay.keptProperty(), overlay.sharpPixelsProperty(), overlay.outlinesProperty(),
                overlay.labelsProperty(), overlay.hiddenProperty(), hovered)) {
            drawn.addListener((p, old, now) -> requestLayout());
        }
        setOnMouseMoved(this::hover);
        setOnMouseExited(e -> hovered.set(NONE));
        setOnMouseClicked(this::ask);
        setOnScroll(this::scroll);
    }

    /** The patch under the pointer, or {@link #NONE}. */
    ReadOnlyIntegerProperty hoveredProperty() {
        return hovered.getReadOnlyProperty();
    }

    @Override
    protected void layoutChildren() {
        double width = Math.max(1, getWidth());
        double height = Math.max(1, getHeight());
        if (canvas.getWidth() != width || canvas.getHeight() != height) {
            canvas.setWidth(width);
            canvas.setHeight(height);
            scalePicture();
            makeLayers();
        }
        draw();
    }

    private double scale() {
        return getScene() == null || getScene().getWindow() == null ? 1 : getScene().getWindow().getOutputScaleX();
    }

    private Placement place(InspectViewModel.Opened opened) {
        return Placement.fit(opened.pixels().width(), opened.pixels().height(), canvas.getWidth(), canvas.getHeight(),
                scale());
    }

    private void scalePicture() {
        InspectViewModel.Opened opened = model.openedProperty().get();
        if (opened == null) {
            scaling.forget();
            photo = null;
            requestLayout();
            return;
        }
        Placement place = place(opened);
        scaling.start(() -> new Photo(opened, Images.fitted(opened.pixels(), place.deviceWidth(),
                place.deviceHeight())), made -> {
                    photo = made;
                    requestLayout();
                }, PictureCanvas::unforeseen);
    }

    private void makeLayers() {
        Reading reading = model.readingProperty().get();
        InspectViewModel.Opened opened = model.openedProperty().get();
        if (reading == null || opened == null) {
            layering.forget();
            requestLayout();
            return;
        }
        Placement place = place(opened);
        double shrink = Math.min(1, (double) LARGEST_LAYER / Math.max(place.deviceWidth(), place.deviceHeight()));
        int width = Math.max(1, (int) (place.deviceWidth() * shrink));
        int height = Math.max(1, (int) (place.deviceHeight() * shrink));
        Reading.HeadReading head = reading.of(model.overlay().headProperty().get());
        ColourMap colours = model.overlay().coloursProperty().get();
        boolean smooth = model.overlay().smoothProperty().get();
        layering.start(() -> {
            PatchGrid grid = reading.sight().grid();
            return new Layers(reading,
                    Images.of(OverlayRenderer.heat(head.values(), grid, colours, smooth, width, height), width, height),
                    Images.of(OverlayRenderer.shade(head.kept(), grid, width, height), width, height),
                    Contours.of(head.kept(), grid.columns(), grid.rows()));
        }, made -> {
            layers = made;
            requestLayout();
        }, PictureCanvas::unforeseen);
    }

    private static void unforeseen(Exception e) {
        throw new IllegalStateException(e);
    }

    private void draw() {
        GraphicsContext gc = canvas.getGraphicsContext2D();
        gc.clearRect(0, 0, canvas.getWidth(), canvas.getHeight());
        if (photo == null) {
            return;
        }
        Placement place = place(photo.opened());
        OverlayChoice overlay = model.overlay();
        gc.setImageSmoothing(!overlay.sharpPixelsProperty().get());
        gc.drawImage(photo.image(), place.x(), place.y(), place.width(), place.height());
        gc.setImageSmoothing(true);
        if (overlay.hiddenProperty().get()) {
            return;
        }
        PictureMarks marks = new PictureMarks(gc, place);
        if (matches()) {
            drawAttention(gc, place, marks);
        }
        if (overlay.outlinesProperty().get()) {
            marks.objects(photo.opened().truth().objects(), overlay.labelsProperty().get());
        }
        if (matches()) {
            PatchGrid grid = layers.reading().sight().grid();
            if (model.queryProperty().get() != Sight.CLS && model.queryProperty().get() < grid.size()) {
                marks.query(grid, model.queryProperty().get());
            }
            if (hovered.get() != NONE && hovered.get() < grid.size()) {
                marks.hovered(grid, hovered.get());
            }
        }
    }

    private boolean matches() {
        return layers != null && photo != null && model.readingProperty().get() != null
                && layers.reading().sight().ask().picture() == photo.opened().picture();
    }

    private void drawAttention(GraphicsContext gc, Placement place, PictureMarks marks) {
        OverlayChoice overlay = model.overlay();
        double strength = model.staleProperty().get() ? STALE : 1;
        gc.setGlobalAlpha(overlay.opacityProperty().get() * strength);
        gc.drawImage(layers.heat(), place.x(), place.y(), place.width(), place.height());
        gc.setGlobalAlpha(strength);
        if (overlay.keptProperty().get() == OverlayChoice.Kept.MASK) {
            gc.drawImage(layers.shade(), place.x(), place.y(), place.width(), place.height());
        }
        if (overlay.keptProperty().get() != OverlayChoice.Kept.NOT) {
            marks.kept(layers.reading().sight().grid(), layers.kept());
        }
        gc.setGlobalAlpha(1);
    }

    private OptionalInt patchAt(MouseEvent event) {
        if (!matches()) {
            return OptionalInt.empty();
        }
        return place(photo.opened()).patchAt(event.getX(), event.getY(), layers.reading().sight().grid());
    }

    private void hover(MouseEvent event) {
        OptionalInt patch = patchAt(event);
        hovered.set(patch.orElse(NONE));
        setCursor(patch.isPresent() ? Cursor.CROSSHAIR : Cursor.DEFAULT);
    }

    private void ask(MouseEvent event) {
        requestFocus();
        if (event.getButton() == MouseButton.PRIMARY && event.isStillSincePress()) {
            int patch = patchAt(event).orElse(Sight.CLS);
            model.queryProperty().set(patch == model.queryProperty().get() ? Sight.CLS : patch);
        }
    }

    private void scroll(ScrollEvent event) {
        boolean mass = event.isShiftDown();
        double turned = event.getDeltaY() == 0 ? event.getDeltaX() : event.getDeltaY();
        if (turned == 0) {
            return;
        }
        double notches = event.getMultiplierY() == 0 ? Math.signum(turned) : turned / event.getMultiplierY();
        var changed = mass ? model.overlay().keptMassProperty() : model.overlay().opacityProperty();
        changed.set(changed.get() + notches * (mass ? MASS_PER_NOTCH : OPACITY_PER_NOTCH));
        event.consume();
    }
}
