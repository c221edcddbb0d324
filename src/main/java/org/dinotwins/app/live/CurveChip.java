package org.dinotwins.app.live;

import java.util.Locale;
import javafx.scene.control.ContentDisplay;
import javafx.scene.control.Label;
import javafx.scene.control.ToggleButton;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Region;

/** A legend entry that is a switch: the curve's colour, its name, and its value where the pointer is. */
final class CurveChip extends ToggleButton {
    private final Curve curve;
    private final Label value = new Label("–");

    CurveChip(Curve curve) {
        this.curve = curve;
        Region swatch = swatch(curve);
        Label name = new Label(curve.label());
        name.getStyleClass().addAll("small", "chip-name");
        name.setMinWidth(Region.USE_PREF_SIZE);
        value.getStyleClass().addAll("small", "chip-value");
        value.setMinWidth(Region.USE_PREF_SIZE);
        HBox inside = new HBox(3, swatch, name, value);
        inside.getStyleClass().add("chip-inside");
        setGraphic(inside);
        setContentDisplay(ContentDisplay.GRAPHIC_ONLY);
        getStyleClass().setAll("curve-chip");
        setId("curve-" + curve.name().toLowerCase(Locale.ROOT).replace('_', '-'));
        setAccessibleText(curve.label());
        setSelected(true);
    }

    /** A dash in a curve's colour, for a legend. */
    static Region swatch(Curve curve) {
        Region swatch = new Region();
        swatch.getStyleClass().addAll("swatch", "tone-" + curve.tone().name().toLowerCase(Locale.ROOT));
        return swatch;
    }

    Curve curve() {
        return curve;
    }

    /** Writes the value. */
    void tell(double number) {
        value.setText(Figures.number(number));
    }
}
