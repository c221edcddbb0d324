package org.dinotwins.app.shared.form;

import javafx.scene.Node;
import javafx.scene.control.Label;
import javafx.scene.layout.Region;
import javafx.scene.layout.VBox;

/** Factory for sections of a result view: heading, explanation and content. */
public final class Sections {
    private static final double GAP = 6;
    /** Maximum width; in a wider table, names are too far from their figures. */
    private static final double WIDEST = 1240;

    private Sections() {}

    public static VBox of(String heading, String words, Node... content) {
        Label title = new Label(heading);
        title.getStyleClass().add("heading");
        VBox section = new VBox(GAP, title);
        if (!words.isEmpty()) {
            section.getChildren().add(muted(words));
        }
        section.getChildren().addAll(content);
        return section;
    }

    public static Label muted(String words) {
        Label label = new Label(words);
        label.getStyleClass().addAll("muted", "small");
        label.setWrapText(true);
        label.setMinHeight(Region.USE_PREF_SIZE);
        return label;
    }

    public static VBox page(Node... sections) {
        VBox page = new VBox(20);
        add(page, sections);
        page.getStyleClass().add("measure-page");
        return page;
    }

    /** Appends sections to a page. */
    public static void add(VBox page, Node... sections) {
        for (Node section : sections) {
            ((Region) section).setMaxWidth(WIDEST);
            page.getChildren().add(section);
        }
    }

    public static void visible(Node node, boolean visible) {
        node.setVisible(visible);
        node.setManaged(visible);
    }
}
