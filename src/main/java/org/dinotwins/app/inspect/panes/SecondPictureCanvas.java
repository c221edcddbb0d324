package org.dinotwins.app.inspect.panes;

import java.util.List;
import javafx.scene.canvas.Canvas;
import javafx.scene.control.Tooltip;
import javafx.scene.layout.Region;
import org.dinotwins.app.inspect.networks.MaskedAttention;
import org.dinotwins.app.inspect.networks.Query;
import org.dinotwins.app.inspect.painting.OverlayChoice;
import org.dinotwins.app.inspect.painting.OverlayLayers;
import org.dinotwins.app.inspect.painting.OverlayPainter;
import org.dinotwins.app.inspect.pictures.DisplayImages;
import org.dinotwins.app.inspect.pictures.LoadedPicture;
import org.dinotwins.app.inspect.pictures.Placement;
import org.dinotwins.app.inspect.state.InspectViewModel;
import org.dinotwins.app.inspect.state.PaneViewModel;
import org.dinotwins.app.shared.view.DeviceScale;
import org.dinotwins.app.shared.work.Background;

/** The second picture with the overlay of a pane's network, in views of two pictures. */
final class SecondPictureCanvas extends Region {
    private final InspectViewModel model;
    private final PaneViewModel pane;
    private final DisplayImages photos;
    private final Canvas canvas = new Canvas();
    private final OverlayLayers layering;

    SecondPictureCanvas(InspectViewModel model, PaneViewModel pane, DisplayImages photos, Background background) {
        this.model = model;
        this.pane = pane;
        this.photos = photos;
        this.layering = new OverlayLayers(background, this::requestLayout);
        getChildren().add(canvas);
        getStyleClass().add("second-canvas");
        setMinSize(60, 60);
        OverlayChoice overlay = model.overlay();
        for (var choice :
                List.of(pane.maskedAttentionProperty(), overlay.coloursProperty(), overlay.smoothProperty())) {
            choice.addListener((p, old, now) -> makeLayers());
        }
        for (var drawn : List.of(
                pane.staleProperty(),
                overlay.opacityProperty(),
                overlay.keptProperty(),
                overlay.sharpPixelsProperty(),
                overlay.outlinesProperty(),
                overlay.labelsProperty(),
                overlay.masksProperty(),
                overlay.boxesProperty(),
                overlay.hiddenProperty(),
                photos.photoProperty())) {
            drawn.addListener((p, old, now) -> requestLayout());
        }
        Tooltip name = new Tooltip();
        Runnable show = () -> {
            boolean shown = model.sharedView().viewProperty().get().ofTwo()
                    && model.sharedView().second().isPresent();
            setVisible(shown);
            setManaged(shown);
            model.sharedView()
                    .second()
                    .ifPresent(second -> name.setText(
                            second.picture().file().getFileName() + ", the second picture. S removes it."));
            wantPhoto();
        };
        Tooltip.install(this, name);
        model.sharedView().onChange(show);
        show.run();
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
        return Placement.fit(
                opened.pixels().width(),
                opened.pixels().height(),
                canvas.getWidth(),
                canvas.getHeight(),
                DeviceScale.of(this));
    }

    private void wantPhoto() {
        if (getScene() != null && isVisible() && canvas.getWidth() > 1) {
            LoadedPicture second = model.sharedView().secondProperty().get();
            photos.want(second, second == null ? 0 : placement(second).deviceWidth());
        }
        requestLayout();
    }

    private void makeLayers() {
        MaskedAttention masked = pane.maskedAttentionProperty().get();
        LoadedPicture second = model.sharedView().secondProperty().get();
        if (masked == null || masked.second().isEmpty() || second == null) {
            layering.forget();
            requestLayout();
            return;
        }
        Placement fit = placement(second);
        OverlayPainter.Style style = OverlayPainter.Style.of(model.overlay());
        layering.make(masked, masked.second()::get, style, fit.deviceWidth(), fit.deviceHeight());
    }

    // By reference: a picture that is opened again counts as another.
    @SuppressWarnings("ReferenceEquality")
    private void draw() {
        OverlayPainter painting = new OverlayPainter(canvas.getGraphicsContext2D());
        painting.clear(canvas.getWidth(), canvas.getHeight());
        DisplayImages.Photo photo = photos.photoProperty().get();
        if (photo != null
                && photo.opened() == model.sharedView().secondProperty().get()) {
            boolean matches = layering.layers() != null
                    && layering.shownAttention()
                            .output()
                            .request()
                            .second()
                            .filter(photo.opened().picture()::equals)
                            .isPresent();
            painting.draw(
                    photo.opened(),
                    photo.image(),
                    matches ? layering.layers() : null,
                    OverlayPainter.Style.of(model.overlay()),
                    placement(photo.opened()),
                    pane.staleProperty().get(),
                    model.overlay().hiddenProperty().get(),
                    new Query.Cls(),
                    null);
        }
    }
}
