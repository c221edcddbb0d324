package org.dinotwins.app.inspect;

import java.util.List;
import java.util.Locale;
import javafx.geometry.Pos;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.control.OverrunStyle;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.Region;
import javafx.scene.layout.VBox;
import org.dinotwins.app.inspect.networks.MaskedAttention;
import org.dinotwins.app.inspect.pictures.LoadedPicture;
import org.dinotwins.app.inspect.pictures.TrueMasks;
import org.dinotwins.app.inspect.state.InspectViewModel;
import org.dinotwins.app.shared.view.Tip;
import org.dinotwins.data.Picture;
import org.kordamp.ikonli.javafx.FontIcon;

/** The line above the picture: its name, its content, and how well the selected head covers it. */
final class PictureHeader extends HBox {
    private final InspectViewModel model;
    private final Label name = new Label();
    private final Label about = new Label();
    private final Figure union = new Figure("all", "jaccard");
    private final Figure largest = new Figure("largest", "jaccard-largest");

    PictureHeader(InspectViewModel model) {
        this.model = model;
        getStyleClass().add("picture-header");
        name.getStyleClass().add("heading");
        about.getStyleClass().addAll("muted", "small");
        for (Label label : new Label[] {name, about}) {
            label.setMinWidth(0);
        }
        name.setTextOverrun(OverrunStyle.CENTER_ELLIPSIS);
        name.setId("picture-name");
        VBox text = new VBox(2, name, about);
        text.setMinWidth(0);
        text.setAlignment(Pos.CENTER_LEFT);
        HBox.setHgrow(text, Priority.ALWAYS);
        getChildren()
                .addAll(
                        step("previous", "fth-chevron-left", "Previous picture  Left", -1),
                        step("next", "fth-chevron-right", "Next picture  Right", 1),
                        text,
                        union,
                        largest);
        model.sharedView().openedProperty().addListener((p, old, now) -> describe());
        model.pictures().positionProperty().addListener((p, old, now) -> describe());
        model.panes().maskedAttentionProperty().addListener((p, old, now) -> measure());
        model.overlay().headProperty().addListener((p, old, now) -> measure());
    }

    private Button step(String id, String icon, String help, int by) {
        Button button = new Button("", new FontIcon(icon));
        button.setId(id);
        button.getStyleClass().addAll("button-icon", "flat");
        Tip.late(button, help);
        button.setFocusTraversable(false);
        button.setOnAction(e -> model.pictures().move(by));
        return button;
    }

    private void describe() {
        LoadedPicture opened = model.sharedView().openedProperty().get();
        if (opened == null) {
            name.setText("");
            about.setText("");
            return;
        }
        Picture picture = opened.picture();
        name.setText(picture.file().getFileName().toString());
        List<String> things = opened.truth().objects().stream()
                .map(TrueMasks.TrueObject::name)
                .distinct()
                .toList();
        about.setText(String.format(
                Locale.ROOT,
                "%,d of %,d  ·  %d × %d px%s",
                model.pictures().positionProperty().get() + 1,
                model.pictures().pictures().size(),
                opened.pixels().width(),
                opened.pixels().height(),
                things.isEmpty() ? "" : "  ·  " + String.join(", ", things)));
    }

    private void measure() {
        MaskedAttention masked = model.panes().maskedAttentionProperty().getValue();
        if (masked != null) {
            MaskedAttention.HeadMask head =
                    masked.of(model.overlay().headProperty().get());
            union.show(head.union());
            largest.show(head.largest());
        } else {
            union.show(Double.NaN);
            largest.show(Double.NaN);
        }
    }

    /** A Jaccard index and what it is measured against. */
    private static final class Figure extends VBox {
        private final Label value = new Label("–");

        Figure(String against, String id) {
            getStyleClass().add("jaccard-figure");
            value.setId(id);
            value.getStyleClass().add("figure");
            Label text = new Label("Jaccard, " + against);
            text.getStyleClass().addAll("muted", "small");
            setMinWidth(Region.USE_PREF_SIZE);
            getChildren().addAll(value, text);
            Tip.late(
                    text,
                    "Intersection over union of the patches kept by the attention threshold and the true "
                            + "mask of " + (against.equals("all") ? "all objects" : "the largest object")
                            + ", at the picture's resolution. 1 is a perfect match.");
        }

        void show(double index) {
            value.setText(Double.isNaN(index) ? "–" : String.format(Locale.ROOT, "%.2f", index));
        }
    }
}
