package org.dinotwins.app.setup;

import java.io.File;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import javafx.geometry.Pos;
import javafx.scene.Node;
import javafx.scene.control.Button;
import javafx.scene.control.ContentDisplay;
import javafx.scene.control.Label;
import javafx.scene.control.ProgressBar;
import javafx.scene.control.ScrollPane;
import javafx.scene.control.TextField;
import javafx.scene.control.ToggleButton;
import javafx.scene.input.DragEvent;
import javafx.scene.input.TransferMode;
import javafx.scene.layout.FlowPane;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.Region;
import javafx.scene.layout.StackPane;
import javafx.scene.layout.VBox;
import javafx.stage.DirectoryChooser;
import org.dinotwins.app.setup.ImageSetViewModel.Failed;
import org.dinotwins.app.setup.ImageSetViewModel.Loading;
import org.dinotwins.app.setup.ImageSetViewModel.Ready;
import org.dinotwins.app.setup.ImageSetViewModel.Shown;
import org.dinotwins.data.Skipped;
import org.kordamp.ikonli.javafx.FontIcon;

/** The image set panel: folder, contents and skipped files. Accepts a dropped folder. */
final class DataView extends VBox {
    private static final int CHIPS = 12;
    /** Names listed of each reason. */
    private static final int EXAMPLES = 5;

    private static final double SKIPPED_HEIGHT = 112;

    private final SetupViewModel model;
    private final StackPane below = new StackPane();

    DataView(SetupViewModel model) {
        this.model = model;
        getStyleClass().addAll("panel", "data");
        getChildren().addAll(folderLine(), below);
        model.images().shownProperty().addListener((of, old, is) -> show(is));
        show(model.images().shownProperty().get());
        acceptDropsOn(this);
    }

    /** Accepts folders dropped on another node. */
    void acceptDropsOn(Node node) {
        node.setOnDragOver(this::offerDrop);
        node.setOnDragExited(e -> getStyleClass().remove("drop-here"));
        node.setOnDragDropped(this::drop);
    }

    private HBox folderLine() {
        TextField folder = new TextField();
        folder.setId("data-folder");
        folder.setPromptText("Image folder (choose or drop one here)");
        folder.setAccessibleText("Image folder");
        HBox.setHgrow(folder, Priority.ALWAYS);
        var text = model.form().text("data.folder");
        folder.setText(text.get());
        text.addListener((of, old, is) -> folder.setText(is));
        folder.setOnAction(e -> text.set(folder.getText().strip()));
        folder.focusedProperty().addListener((of, old, is) -> {
            if (!is) {
                text.set(folder.getText().strip());
            }
        });
        Button choose = new Button("Choose…", new FontIcon("fth-folder"));
        choose.setOnAction(e -> choose());
        Label heading = new Label("Images");
        heading.getStyleClass().add("heading");
        heading.setMinWidth(Region.USE_PREF_SIZE);
        HBox line = new HBox(12, heading, folder, choose);
        line.setAlignment(Pos.CENTER_LEFT);
        return line;
    }

    private void choose() {
        DirectoryChooser chooser = new DirectoryChooser();
        chooser.setTitle("Image folder");
        if (model.images().shownProperty().get() instanceof Ready ready) {
            // GTK ignores a relative folder.
            chooser.setInitialDirectory(ready.set().root().toAbsolutePath().toFile());
        }
        File folder = chooser.showDialog(getScene().getWindow());
        if (folder != null) {
            model.form().text("data.folder").set(folder.getPath());
        }
    }

    private void offerDrop(DragEvent e) {
        if (e.getDragboard().hasFiles()) {
            e.acceptTransferModes(TransferMode.LINK, TransferMode.COPY);
            if (!getStyleClass().contains("drop-here")) {
                getStyleClass().add("drop-here");
            }
        }
        e.consume();
    }

    private void drop(DragEvent e) {
        List<File> files = e.getDragboard().getFiles();
        if (!files.isEmpty()) {
            model.form().text("data.folder").set(files.get(0).getPath());
        }
        e.setDropCompleted(!files.isEmpty());
        e.consume();
    }

    private void show(Shown shown) {
        Node node;
        if (shown instanceof Ready ready) {
            node = summary(ready);
        } else if (shown instanceof Failed failed) {
            Label reason = new Label(failed.reason(), icon("fth-alert-circle", "danger-icon"));
            reason.setId("data-fault");
            reason.setWrapText(true);
            reason.getStyleClass().add("danger-text");
            node = reason;
        } else {
            Loading loading = (Loading) shown;
            Label words = new Label(
                    loading.drawn() >= 0
                            ? "Drawing the sample pictures, once"
                            : "Reading the index" + (loading.folder().isEmpty() ? "" : " of " + loading.folder()));
            words.getStyleClass().add("muted");
            ProgressBar bar =
                    new ProgressBar(loading.drawn() >= 0 ? loading.drawn() : ProgressBar.INDETERMINATE_PROGRESS);
            bar.getStyleClass().add("run-progress");
            HBox line = new HBox(12, words, bar);
            line.setAlignment(Pos.CENTER_LEFT);
            node = line;
        }
        StackPane.setAlignment(node, Pos.TOP_LEFT);
        below.getChildren().setAll(node);
    }

    private static Node summary(Ready ready) {
        Label figures = new Label(String.join(
                " · ",
                ready.set().format(),
                ImageSetViewModel.count(ready.set().train().size(), "for training", "for training"),
                ImageSetViewModel.count(ready.set().validation().size(), "for validation", "for validation"),
                ImageSetViewModel.count(ready.counts().categories().size(), "category", "categories")));
        figures.setId("data-summary");
        Region space = new Region();
        HBox.setHgrow(space, Priority.ALWAYS);
        HBox line = new HBox(8, icon("fth-check-circle", "success-icon"), figures, space);
        line.setAlignment(Pos.CENTER_LEFT);
        VBox box = new VBox(8, line, chips(ready));
        if (!ready.skipped().isEmpty()) {
            Node list = skipped(ready);
            ToggleButton more = new ToggleButton(skippedWords(ready), icon("fth-alert-triangle", "warning-icon"));
            more.setId("data-skipped");
            more.getStyleClass().add("quiet-button");
            list.visibleProperty().bind(more.selectedProperty());
            list.managedProperty().bind(more.selectedProperty());
            line.getChildren().add(more);
            box.getChildren().add(list);
        }
        return box;
    }

    private static String skippedWords(Ready ready) {
        List<String> words = new ArrayList<>();
        if (ready.skippedCount() > 0) {
            words.add(ImageSetViewModel.count(ready.skippedCount(), "skipped", "skipped"));
        }
        if (ready.noteCount() > 0) {
            words.add(ImageSetViewModel.count(ready.noteCount(), "note", "notes"));
        }
        if (ready.warningCount() > 0) {
            words.add(ImageSetViewModel.count(ready.warningCount(), "warning", "warnings"));
        }
        return String.join(" · ", words);
    }

    private static FlowPane chips(Ready ready) {
        FlowPane chips = new FlowPane(6, 6);
        ready.counts().categories().stream()
                .limit(CHIPS)
                .forEach(c -> chips.getChildren().add(chip(c.name(), c.pictures())));
        if (ready.counts().categories().size() > CHIPS) {
            Label more = new Label("+ " + (ready.counts().categories().size() - CHIPS) + " more");
            more.getStyleClass().addAll("muted", "small");
            StringBuilder all = new StringBuilder();
            ready.counts().categories().stream()
                    .skip(CHIPS)
                    .limit(60)
                    .forEach(c -> all.append(all.isEmpty() ? "" : ", ")
                            .append(c.name())
                            .append(' ')
                            .append(c.pictures()));
            more.setTooltip(SettingRow.tooltip(all.toString()));
            chips.getChildren().add(more);
        }
        if (ready.counts().unlabelled() > 0) {
            chips.getChildren().add(chip("no label", ready.counts().unlabelled()));
        }
        return chips;
    }

    private static Label chip(String name, int count) {
        Label number = new Label(String.format(Locale.ROOT, "%,d", count));
        number.getStyleClass().addAll("muted", "small");
        Label chip = new Label(name, number);
        chip.setContentDisplay(ContentDisplay.RIGHT);
        chip.getStyleClass().add("chip");
        return chip;
    }

    private static Node skipped(Ready ready) {
        VBox list = new VBox(8);
        for (Skipped reason : ready.skipped()) {
            Label why = new Label(reason.counted() + ": " + reason.reason());
            why.setWrapText(true);
            Label which = new Label(reason.names(EXAMPLES));
            which.setWrapText(true);
            which.getStyleClass().addAll("muted", "small");
            list.getChildren().add(new VBox(2, why, which));
        }
        ScrollPane scroll = new ScrollPane(list);
        scroll.setFitToWidth(true);
        scroll.setMaxHeight(SKIPPED_HEIGHT);
        scroll.setPrefHeight(SKIPPED_HEIGHT);
        scroll.setMinHeight(SKIPPED_HEIGHT);
        return scroll;
    }

    private static FontIcon icon(String literal, String style) {
        FontIcon icon = new FontIcon(literal);
        icon.getStyleClass().add(style);
        return icon;
    }
}
