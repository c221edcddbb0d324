package org.dinotwins.app.inspect.painting;

import javafx.beans.property.BooleanProperty;
import javafx.beans.property.DoubleProperty;
import javafx.beans.property.ObjectProperty;
import javafx.beans.property.SimpleBooleanProperty;
import javafx.beans.property.SimpleDoubleProperty;
import javafx.beans.property.SimpleObjectProperty;
import org.dinotwins.app.inspect.networks.Head;
import org.dinotwins.eval.attention.AttentionSegmentation;

/** How the attention is drawn over the picture. Nothing here needs a forward pass. */
public final class OverlayChoice {
    /** Least share that can be kept: with less, single patches remain. */
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

    /** The head in view. */
    public ObjectProperty<Head> headProperty() {
        return head;
    }

    public ObjectProperty<ColourMap> coloursProperty() {
        return colours;
    }

    /** 0..1; other values are brought into that range. */
    public DoubleProperty opacityProperty() {
        return opacity;
    }

    /** {@link #LEAST_THRESHOLD}..1; other values are brought into that range. */
    public DoubleProperty thresholdProperty() {
        return threshold;
    }

    public ObjectProperty<Kept> keptProperty() {
        return kept;
    }

    /** True interpolates between patches, false shows each patch as a block. */
    public BooleanProperty smoothProperty() {
        return smooth;
    }

    /** True shows the picture's own pixels as squares. */
    public BooleanProperty sharpPixelsProperty() {
        return sharpPixels;
    }

    /** True draws the objects' true outlines. */
    public BooleanProperty outlinesProperty() {
        return outlines;
    }

    /** True writes the objects' names beside their outlines. */
    public BooleanProperty labelsProperty() {
        return labels;
    }

    /** True fills the objects' true masks. */
    public BooleanProperty masksProperty() {
        return masks;
    }

    /** True draws the objects' bounding boxes. */
    public BooleanProperty boxesProperty() {
        return boxes;
    }

    /** True shows the bare picture for a moment. */
    public BooleanProperty hiddenProperty() {
        return hidden;
    }
}
