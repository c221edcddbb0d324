package org.dinotwins.app.inspect;

import java.util.List;
import java.util.Locale;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.Region;
import org.dinotwins.eval.PatchGrid;
import org.kordamp.ikonli.javafx.FontIcon;

/** A line below the picture: who asks, what the pointer rests on, and the colour scale. */
final class PictureFooter extends HBox {
    private final InspectViewModel model;
    private final Label query = new Label();
    private final Button back = new Button("", new FontIcon("fth-x"));
    private final Label pointed = new Label();
    private final Legend legend = new Legend();

    PictureFooter(InspectViewModel model) {
        this.model = model;
        getStyleClass().add("picture-footer");
        query.setId("query");
        query.setMinWidth(Region.USE_PREF_SIZE);
        back.setId("back-to-cls");
        back.getStyleClass().addAll("button-icon", "flat", "tiny");
        back.setTooltip(Choices.tip("Ask from the CLS token again  Esc"));
        back.setFocusTraversable(false);
        back.setOnAction(e -> model.look().queryProperty().set(new Query.Cls()));
        pointed.setId("pointed");
        pointed.getStyleClass().addAll("muted", "small");
        pointed.setMinWidth(0);
        pointed.setMaxWidth(Double.MAX_VALUE);
        HBox.setHgrow(pointed, Priority.ALWAYS);
        getChildren().addAll(query, back, pointed, legend);
        model.readingProperty().addListener((p, old, now) -> tell());
        for (var told : List.of(model.look().queryProperty(), model.overlay().headProperty(),
                model.overlay().coloursProperty(), model.pointedProperty())) {
            told.addListener((p, old, now) -> tell());
        }
        tell();
    }

    private void tell() {
        Reading reading = model.readingProperty().getValue();
        Query asking = model.look().queryProperty().get();
        back.setVisible(asking instanceof Query.At);
        back.setManaged(asking instanceof Query.At);
        legend.setVisible(reading != null);
        if (reading == null) {
            query.setText("Query: CLS token");
            pointed.setText("");
            return;
        }
        PatchGrid grid = reading.sight().grid();
        Reading.HeadReading head = reading.of(model.overlay().headProperty().get());
        legend.show(model.overlay().coloursProperty().get(), head.values());
        query.setText("Query: " + (asking instanceof Query.Cls ? "CLS token" : "patch "
                + place(grid, asking.patch(grid))));
        Query.At under = model.pointedProperty().get();
        if (under == null) {
            pointed.setText(asking instanceof Query.Cls ? "Click a patch to see what it attends to" : "");
        } else {
            float value = head.values()[under.patch(grid)];
            pointed.setText(String.format(Locale.ROOT, "%s  ·  %s  ·  %.1f × even", place(grid, under.patch(grid)),
                    Legend.percent(value), value * grid.size()));
        }
    }

    private static String place(PatchGrid grid, int patch) {
        return "row " + (Math.floorDiv(patch, grid.columns()) + 1) + ", column " + (patch % grid.columns() + 1);
    }
}
