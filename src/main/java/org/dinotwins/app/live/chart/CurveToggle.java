package org.dinotwins.app.live.chart;

import java.util.Locale;
import javafx.scene.control.ContentDisplay;
import javafx.scene.control.Label;
import javafx.scene.control.ToggleButton;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Region;
import org.dinotwins.chart.NumberText;
import org.dinotwins.chart.TrainingCurve;

/** A legend entry that shows or hides a curve: its colour, its name, and its value at the pointer. */
public final class CurveToggle extends ToggleButton {
    private final TrainingCurve curve;
    private final Label value = new Label("–");

    public CurveToggle(TrainingCurve curve) {
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

    /** A dash in the colour of a curve. */
    public static Region swatch(TrainingCurve curve) {
        Region swatch = new Region();
        swatch.getStyleClass().addAll("swatch", "tone-" + curve.tone().name().toLowerCase(Locale.ROOT));
        return swatch;
    }

    public TrainingCurve curve() {
        return curve;
    }

    /** Sets the value shown. */
    public void setValue(double number) {
        value.setText(NumberText.number(number));
    }
}
