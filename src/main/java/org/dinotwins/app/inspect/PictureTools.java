package org.dinotwins.app.inspect;

import java.util.List;
import java.util.Locale;
import javafx.beans.binding.Bindings;
import javafx.beans.property.ReadOnlyStringWrapper;
import javafx.scene.control.Button;
import javafx.scene.control.ContentDisplay;
import javafx.scene.control.Labeled;
import javafx.scene.control.ToggleButton;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.Region;
import org.dinotwins.app.inspect.networks.ViewKind;
import org.dinotwins.app.inspect.state.Arrangement;
import org.dinotwins.app.inspect.state.InspectViewModel;
import org.dinotwins.app.inspect.state.PanesViewModel;
import org.dinotwins.app.shared.view.Tip;
import org.kordamp.ikonli.javafx.FontIcon;

/** The toolbar above the picture: overlays, zoom, second picture, comparison. */
final class PictureTools extends HBox {
    /** From this width there is room for text beside the icons. */
    private static final double WORDY = 680;

    PictureTools(InspectViewModel model, Region... more) {
        getStyleClass().add("picture-tools");
        HBox views = BoundControls.segments(
                "view-kind",
                List.of(ViewKind.values()),
                model.sharedView().viewProperty(),
                kind -> new ReadOnlyStringWrapper(kind.title()));
        views.setMinWidth(Region.USE_PREF_SIZE);
        Region space = new Region();
        HBox.setHgrow(space, Priority.ALWAYS);
        Button fit = new Button();
        fit.setId("fit");
        fit.getStyleClass().addAll("flat", "small");
        fit.textProperty()
                .bind(model.viewport().frameProperty().map(f -> String.format(Locale.ROOT, "× %.1f", f.zoom())));
        Tip.late(fit, "Show the whole picture  F, or double click. The mouse wheel zooms, dragging moves.");
        fit.visibleProperty().bind(model.viewport().frameProperty().map(f -> f.zoom() > 1));
        fit.setFocusTraversable(false);
        fit.setMinWidth(Region.USE_PREF_SIZE);
        fit.setOnAction(e -> model.viewport().fit());
        ToggleButton second = new ToggleButton("Second", new FontIcon("fth-image"));
        second.setId("second");
        second.getStyleClass().addAll("flat", "small");
        second.setMinWidth(Region.USE_PREF_SIZE);
        second.setFocusTraversable(false);
        Tip.late(
                second,
                "Keep this picture beside the next ones, in the same colours " + "and compared with the same patch  S");
        second.visibleProperty().bind(model.sharedView().viewProperty().map(ViewKind::ofTwo));
        second.managedProperty().bind(second.visibleProperty());
        model.sharedView().secondProperty().addListener((p, old, now) -> second.setSelected(now != null));
        second.setOnAction(e -> {
            model.pictureSource()
                    .pinSecond(
                            second.isSelected()
                                    ? model.pictures().selectedProperty().get()
                                    : null);
            second.setSelected(model.sharedView().second().isPresent());
        });
        Button compare = new Button("Compare", new FontIcon("fth-columns"));
        compare.setId("compare");
        compare.getStyleClass().addAll("flat", "small");
        compare.setMinWidth(Region.USE_PREF_SIZE);
        compare.setFocusTraversable(false);
        Tip.late(compare, "Compare with another network, up to four  C");
        compare.disableProperty().bind(Bindings.size(model.panes().list()).greaterThanOrEqualTo(PanesViewModel.MOST));
        compare.setOnAction(e -> model.panes().add());
        ToggleButton solo = new ToggleButton("", new FontIcon("fth-maximize-2"));
        solo.setId("solo");
        solo.getStyleClass().addAll("button-icon", "flat");
        solo.setFocusTraversable(false);
        Tip.late(solo, "Show only the pictures, as large as possible  Z");
        solo.setOnAction(
                e -> model.arrangementProperty().set(solo.isSelected() ? Arrangement.PICTURES_ONLY : Arrangement.ALL));
        model.arrangementProperty().addListener((p, old, now) -> solo.setSelected(now == Arrangement.PICTURES_ONLY));
        getChildren().addAll(views, space, fit, second, compare);
        getChildren().addAll(more);
        getChildren().add(solo);
        setMinWidth(0);
        for (Labeled button : List.of(second, compare)) {
            button.contentDisplayProperty()
                    .bind(widthProperty()
                            .map(width ->
                                    width.doubleValue() < WORDY ? ContentDisplay.GRAPHIC_ONLY : ContentDisplay.LEFT));
        }
    }
}
