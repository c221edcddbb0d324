package org.dinotwins.app.inspect.panes;

import java.util.Locale;
import javafx.css.PseudoClass;
import javafx.geometry.Insets;
import javafx.geometry.Pos;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.control.OverrunStyle;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.Region;
import javafx.scene.layout.StackPane;
import javafx.scene.layout.VBox;
import org.dinotwins.app.inspect.networks.MaskedAttention;
import org.dinotwins.app.inspect.networks.NetworkChoice;
import org.dinotwins.app.inspect.pictures.DisplayImages;
import org.dinotwins.app.inspect.state.InspectViewModel;
import org.dinotwins.app.inspect.state.PaneViewModel;
import org.dinotwins.app.shared.view.Tip;
import org.dinotwins.app.shared.work.Background;
import org.kordamp.ikonli.javafx.FontIcon;

/** One network's view of the picture; with several panes, its name and Jaccard index above it. */
final class PaneView extends VBox {
    private static final PseudoClass ACTIVE = PseudoClass.getPseudoClass("active");

    private final InspectViewModel model;
    private final PaneViewModel pane;
    private final PictureCanvas canvas;
    private final Label name = new Label();
    private final Label jaccard = new Label();
    private final HBox caption;

    PaneView(
            InspectViewModel model,
            PaneViewModel pane,
            DisplayImages photos,
            DisplayImages seconds,
            Background background) {
        this.model = model;
        this.pane = pane;
        getStyleClass().add("pane");
        canvas = new PictureCanvas(model, pane, photos, background);
        caption = caption();
        SecondPictureCanvas second = new SecondPictureCanvas(model, pane, seconds, background);
        HBox pictures = new HBox(8, canvas, second);
        for (Region picture : new Region[] {canvas, second}) {
            HBox.setHgrow(picture, Priority.ALWAYS);
            picture.setPrefSize(0, 0);
        }
        StackPane stage = new StackPane(pictures, fault());
        StackPane.setAlignment(stage.getChildren().get(1), Pos.BOTTOM_CENTER);
        stage.setMinSize(0, 0);
        VBox.setVgrow(stage, Priority.ALWAYS);
        getChildren().addAll(caption, stage);
        setMinSize(0, 0);
        NetworkChoice network = pane.network();
        network.subjectProperty().addListener((p, old, now) -> showFault());
        network.chosenProperty().addListener((p, old, now) -> showFault());
        network.roleProperty().addListener((p, old, now) -> showFault());
        pane.maskedAttentionProperty().addListener((p, old, now) -> showFault());
        model.overlay().headProperty().addListener((p, old, now) -> showFault());
        model.panes().activeProperty().addListener((p, old, now) -> showFault());
        setOnMousePressed(e -> model.panes().activeProperty().set(pane));
        showFault();
    }

    PictureCanvas canvas() {
        return canvas;
    }

    /** Shows or hides the name above the picture. */
    void captioned(boolean shown) {
        caption.setVisible(shown);
        caption.setManaged(shown);
        pseudoClassStateChanged(ACTIVE, shown && model.panes().activeProperty().get() == pane);
    }

    private HBox caption() {
        name.getStyleClass().add("small");
        name.setTextOverrun(OverrunStyle.CENTER_ELLIPSIS);
        name.setMinWidth(0);
        name.setMaxWidth(Double.MAX_VALUE);
        HBox.setHgrow(name, Priority.ALWAYS);
        jaccard.getStyleClass().addAll("small", "jaccard");
        jaccard.setMinWidth(Region.USE_PREF_SIZE);
        jaccard.setTooltip(Tip.of("Jaccard index of the kept patches with all objects, for the selected head."));
        Button close = new Button("", new FontIcon("fth-x"));
        close.getStyleClass().addAll("button-icon", "flat", "tiny");
        close.setTooltip(Tip.of("Close this pane  Del"));
        close.setFocusTraversable(false);
        close.setOnAction(e -> model.panes().close(pane));
        close.setVisible(model.panes().first() != pane);
        close.setManaged(close.isVisible());
        HBox box = new HBox(8, name, jaccard, close);
        box.getStyleClass().add("pane-caption");
        return box;
    }

    private ErrorBanner fault() {
        ErrorBanner banner = new ErrorBanner();
        Runnable showMessages = () -> {
            String first = model.panes().list().indexOf(pane) > 0
                    ? pane.openErrorProperty().get()
                    : "";
            banner.showFault(first.isEmpty() ? pane.faultProperty().get() : first);
        };
        pane.faultProperty().addListener((p, old, now) -> showMessages.run());
        pane.openErrorProperty().addListener((p, old, now) -> showMessages.run());
        showMessages.run();
        StackPane.setMargin(banner, new Insets(16));
        return banner;
    }

    private void showFault() {
        name.setText(pane.network().title());
        MaskedAttention masked = pane.maskedAttentionProperty().get();
        double index = masked == null
                ? Double.NaN
                : masked.of(model.overlay().headProperty().get()).union();
        jaccard.setText(Double.isNaN(index) ? "" : String.format(Locale.ROOT, "%.2f", index));
        pseudoClassStateChanged(
                ACTIVE, caption.isVisible() && model.panes().activeProperty().get() == pane);
    }
}
