package org.dinotwins.app.inspect.painting;

import javafx.beans.property.BooleanProperty;
import javafx.beans.property.DoubleProperty;
import javafx.beans.property.ObjectProperty;
import javafx.beans.property.SimpleBooleanProperty;
import javafx.beans.property.SimpleDoubleProperty;
import javafx.beans.property.SimpleObjectProperty;
import org.dinotwins.app.inspect.networks.Head;
import org.dinotwins.eval.attention.AttentionSegmentation;

/** How the attention is drawn over the picture. None of these settings needs a forward pass. */
public final class OverlayChoice {
    /** Smallest attention threshold; below it, only single patches remain. */
    public static final double LEAST_THRESHOLD = 0.05;

    private static final double FIRST_OPACITY = 0.6;

    /** How the kept patches are shown. */
    public enum Kept {
        NOT("Off"),
        OUTLINE("Outline"),
        MASK("Mask");

        private final String title;

        Kept(String title) {
            this.title = title;
        }

        public String title() {
            return title;
        }
    }

    private final ObjectProperty<Head> head = new SimpleObjectProperty<>(new Head.Mean());
    private final ObjectProperty<ColourMap> colours = new SimpleObjectProperty<>(ColourMap.MAGMA);
    private final DoubleProperty opacity = new SimpleDoubleProperty(FIRST_OPACITY) {
        @Override
        public void set(double value) {
            super.set(Math.max(0, Math.min(1, value)));
        }
    };
    private final DoubleProperty threshold = new SimpleDoubleProperty(AttentionSegmentation.KEPT_MASS) {
        @Override
        public void set(double value) {
            super.set(Math.max(LEAST_THRESHOLD, Math.min(1, value)));
        }
    };
    private final ObjectProperty<Kept> kept = new SimpleObjectProperty<>(Kept.OUTLINE);
    private final BooleanProperty smooth = new SimpleBooleanProperty(true);
    private final BooleanProperty sharpPixels = new SimpleBooleanProperty();
    private final BooleanProperty outlines = new SimpleBooleanProperty(true);
    private final BooleanProperty labels = new SimpleBooleanProperty(true);
    private final BooleanProperty masks = new SimpleBooleanProperty();
    private final BooleanProperty boxes = new SimpleBooleanProperty();
    private final BooleanProperty hidden = new SimpleBooleanProperty();

    /** The selected head. */
    public ObjectProperty<Head> headProperty() {
        return head;
    }

    public ObjectProperty<ColourMap> coloursProperty() {
        return colours;
    }

    /** The opacity, clamped to 0..1. */
    public DoubleProperty opacityProperty() {
        return opacity;
    }

    /** The attention threshold, clamped to {@link #LEAST_THRESHOLD}..1. */
    public DoubleProperty thresholdProperty() {
        return threshold;
    }

    public ObjectProperty<Kept> keptProperty() {
        return kept;
    }

    /** Interpolates between patches if true, else shows each patch as a block. */
    public BooleanProperty smoothProperty() {
        return smooth;
    }

    /** Shows the picture's pixels as squares if true. */
    public BooleanProperty sharpPixelsProperty() {
        return sharpPixels;
    }

    /** Draws the objects' true outlines if true. */
    public BooleanProperty outlinesProperty() {
        return outlines;
    }

    /** Labels the objects' outlines with their names if true. */
    public BooleanProperty labelsProperty() {
        return labels;
    }

    /** Fills the objects' true masks if true. */
    public BooleanProperty masksProperty() {
        return masks;
    }

    /** Draws the objects' bounding boxes if true. */
    public BooleanProperty boxesProperty() {
        return boxes;
    }

    /** Hides all overlays while true. */
    public BooleanProperty hiddenProperty() {
        return hidden;
    }
}
