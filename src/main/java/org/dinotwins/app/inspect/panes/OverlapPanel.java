package org.dinotwins.app.inspect.panes;

import java.util.List;
import java.util.Locale;
import java.util.Optional;
import javafx.geometry.HPos;
import javafx.scene.Node;
import javafx.scene.control.Label;
import javafx.scene.control.OverrunStyle;
import javafx.scene.layout.ColumnConstraints;
import javafx.scene.layout.GridPane;
import javafx.scene.layout.Priority;
import javafx.scene.layout.Region;
import javafx.scene.shape.Circle;
import org.dinotwins.app.inspect.networks.MaskedAttention;
import org.dinotwins.app.inspect.painting.PictureMarks;
import org.dinotwins.app.inspect.pictures.LoadedPicture;
import org.dinotwins.app.inspect.pictures.TrueMasks;
import org.dinotwins.app.inspect.state.InspectViewModel;
import org.dinotwins.app.shared.view.Tip;
import org.kordamp.ikonli.javafx.FontIcon;

/** The table of how well each object is covered, by the selected head and by the best one. */
public final class OverlapPanel extends GridPane {
    private static final double DOT = 4;

    private final InspectViewModel model;

    public OverlapPanel(InspectViewModel model) {
        this.model = model;
        setId("overlap");
        getStyleClass().add("overlap-table");
        ColumnConstraints name = new ColumnConstraints();
        name.setHgrow(Priority.ALWAYS);
        name.setMinWidth(0);
        ColumnConstraints figure = new ColumnConstraints();
        figure.setHalignment(HPos.RIGHT);
        figure.setMinWidth(Region.USE_PREF_SIZE);
        getColumnConstraints().addAll(name, figure, figure);
        setMinWidth(0);
        model.panes().maskedAttentionProperty().addListener((p, old, now) -> show());
        model.overlay().headProperty().addListener((p, old, now) -> show());
        show();
    }

    private void show() {
        getChildren().clear();
        MaskedAttention masked = model.panes().maskedAttentionProperty().getValue();
        LoadedPicture opened = model.sharedView().openedProperty().get();
        if (masked == null || opened == null || opened.truth().objects().isEmpty()) {
            addRow(0, muted(masked == null ? "" : "This picture has no annotated objects."));
            return;
        }
        MaskedAttention.HeadMask head = masked.of(model.overlay().headProperty().get());
        addRow(
                0,
                muted("Object"),
                muted(head.map() ? head.head().title() : ""),
                muted(masked.heads().size() > 2 ? "Best head" : ""));
        List<TrueMasks.TrueObject> objects = opened.truth().objects();
        for (int i = 0; i < head.objects().length && i < objects.size(); i++) {
            TrueMasks.TrueObject object = objects.get(i);
            Label name = new Label(
                    object.name() + (object.crowd() ? " (crowd)" : ""),
                    new Circle(DOT, PictureMarks.colour(object.category())));
            name.setMinWidth(0);
            name.setTextOverrun(OverrunStyle.ELLIPSIS);
            addRow(i + 1, name, figure(head.objects()[i]), best(masked.best(i), i));
        }
    }

    private Node best(Optional<MaskedAttention.HeadMask> best, int object) {
        if (best.isEmpty()) {
            return new Label();
        }
        Label label = new Label(
                best.get().head().title().replace("Head ", "") + "  "
                        + format(best.get().objects()[object]),
                new FontIcon("fth-award"));
        label.getGraphic().getStyleClass().add("best-icon");
        label.getStyleClass().add("best-head");
        label.setTooltip(Tip.of(best.get().head().title() + " covers it best. Click to show it."));
        label.setOnMouseClicked(
                e -> model.overlay().headProperty().set(best.get().head()));
        return label;
    }

    private static Label figure(double index) {
        Label label = new Label(format(index));
        label.getStyleClass().add("jaccard");
        return label;
    }

    private static String format(double index) {
        return Double.isNaN(index) ? "–" : String.format(Locale.ROOT, "%.2f", index);
    }

    private static Label muted(String text) {
        Label label = new Label(text);
        label.getStyleClass().addAll("muted", "small");
        return label;
    }
}
