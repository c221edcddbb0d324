package org.dinotwins.app;

import javafx.scene.layout.StackPane;
import javafx.scene.shape.Circle;

/** The application's logo: two overlapping discs in the colours of DINO and Barlow Twins. */
final class AppLogo extends StackPane {
    private static final double RADIUS = 9;
    private static final double SHIFT = 6;

    AppLogo() {
        getStyleClass().add("mark");
        Circle dino = disc("mark-dino", -SHIFT);
        Circle barlow = disc("mark-barlow", SHIFT);
        getChildren().addAll(dino, barlow);
        setMinHeight(2 * RADIUS);
        setAccessibleText("DinoTwins Workbench");
    }

    private static Circle disc(String style, double shift) {
        Circle disc = new Circle(RADIUS);
        disc.getStyleClass().add(style);
        disc.setTranslateX(shift);
        return disc;
    }
}
