package org.dinotwins.app.inspect.painting;

import java.util.Arrays;
import java.util.Locale;
import javafx.geometry.Pos;
import javafx.scene.control.Label;
import javafx.scene.image.ImageView;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Region;
import org.dinotwins.app.inspect.networks.ValueRange;
import org.dinotwins.app.inspect.pictures.FxImages;

/** The colour scale, with the attention at its ends. */
public final class Legend extends HBox {
    private static final int WIDTH = 120;
    private static final int HEIGHT = 8;
    /** Background of translucent scales. */
    private static final int PAPER = 0xFFFFFFFF;

    private final ImageView bar = new ImageView();
    private final Label low = new Label();
    private final Label high = new Label();

    public Legend() {
        super(8);
        setAlignment(Pos.CENTER_RIGHT);
        setMinWidth(Region.USE_PREF_SIZE);
        bar.setFitWidth(WIDTH);
        bar.setFitHeight(HEIGHT);
        for (Label end : new Label[] {low, high}) {
            end.getStyleClass().addAll("muted", "small");
            end.setMinWidth(Region.USE_PREF_SIZE);
        }
        getChildren().addAll(low, bar, high);
    }

    /** Formats a value for people. */
    public interface FloatFormat {
        String of(float value);
    }

    /** Shows a scale that spans this range. */
    public void show(ColourMap colours, ValueRange range, FloatFormat format) {
        bar.setImage(FxImages.of(strip(colours, WIDTH * 2, HEIGHT * 2), WIDTH * 2, HEIGHT * 2));
        low.setText(format.of(range.low()));
        high.setText(format.of(range.high()));
    }

    /** An attention fraction as a percentage. */
    public static String percent(float share) {
        return String.format(Locale.ROOT, share < 0.001 ? "%.3f %%" : "%.2f %%", share * 100);
    }

    /** A horizontal scale as opaque pixels. */
    public static int[] strip(ColourMap colours, int width, int height) {
        int[] scale = new int[width * height];
        int[] paper = new int[width * height];
        Arrays.fill(paper, PAPER);
        for (int i = 0; i < scale.length; i++) {
            scale[i] = colours.at((i % width) / (width - 1.0));
        }
        return OverlayRenderer.over(paper, scale, 1);
    }
}
