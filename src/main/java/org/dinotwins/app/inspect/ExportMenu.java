package org.dinotwins.app.inspect;

import java.nio.file.Path;
import javafx.scene.SnapshotParameters;
import javafx.scene.control.MenuButton;
import javafx.scene.control.MenuItem;
import javafx.scene.control.SeparatorMenuItem;
import javafx.scene.image.WritableImage;
import javafx.scene.input.Clipboard;
import javafx.scene.input.ClipboardContent;
import javafx.scene.layout.Region;
import javafx.scene.paint.Color;
import javafx.scene.transform.Transform;
import org.dinotwins.app.inspect.state.InspectViewModel;
import org.dinotwins.app.inspect.state.PictureExports;
import org.dinotwins.app.shared.view.DeviceScale;
import org.dinotwins.app.shared.view.SaveDialog;
import org.kordamp.ikonli.javafx.FontIcon;

/** Exports from the workspace: pictures, outlines, raw values, films. */
final class ExportMenu extends MenuButton {
    private final InspectViewModel model;
    private final PictureExports exports;
    private final Region region;

    /** @param region the region that is captured as on screen */
    ExportMenu(InspectViewModel model, Region region) {
        super("Export", new FontIcon("fth-download"));
        this.model = model;
        this.exports = model.exports();
        this.region = region;
        setId("export");
        getStyleClass().addAll("flat", "small");
        setMinWidth(Region.USE_PREF_SIZE);
        setFocusTraversable(false);
        MenuItem gif = item("Film as GIF…", () -> save("GIF", ".gif", exports::film));
        MenuItem frames = item("Film as a folder of frames…", this::saveFrames);
        getItems()
                .addAll(
                        item(
                                "Picture as on screen, PNG…",
                                () -> save("PNG", ".png", file -> exports.screen(file, screen()))),
                        item("Picture at its own size, PNG…", () -> save("PNG", ".png", exports::picture)),
                        item("Outlines, SVG…", () -> save("SVG", ".svg", exports::outlines)),
                        item("Raw values, NPY…", () -> save("NumPy array", ".npy", exports::values)),
                        new SeparatorMenuItem(),
                        gif,
                        frames,
                        new SeparatorMenuItem(),
                        item("Copy the picture as on screen", this::copy));
        setOnShowing(e -> {
            boolean film = model.film().lengthProperty().get() > 1;
            getItems().forEach(item -> item.setDisable(!exports.ready()));
            gif.setDisable(!film || !exports.ready());
            frames.setDisable(!film || !exports.ready());
        });
    }

    private interface To {
        void write(Path file);
    }

    private static MenuItem item(String title, Runnable action) {
        MenuItem item = new MenuItem(title);
        item.setOnAction(e -> action.run());
        return item;
    }

    private void save(String kind, String ending, To to) {
        new SaveDialog("Save as", kind, ending)
                .ask(getScene().getWindow(), exports.name())
                .ifPresent(to::write);
    }

    private void saveFrames() {
        SaveDialog.folder(getScene().getWindow(), "Folder for the frames", exports.name() + "-frames")
                .ifPresent(exports::film);
    }

    /** Saves the picture as on screen; the user chooses the file. */
    void saveScreen() {
        if (exports.ready()) {
            save("PNG", ".png", file -> exports.screen(file, screen()));
        }
    }

    /** Copies the picture as on screen to the clipboard. */
    void copy() {
        if (exports.ready()) {
            ClipboardContent content = new ClipboardContent();
            content.putImage(screen());
            Clipboard.getSystemClipboard().setContent(content);
        }
    }

    private WritableImage screen() {
        double scale = DeviceScale.of(this);
        SnapshotParameters parameters = new SnapshotParameters();
        parameters.setTransform(Transform.scale(scale, scale));
        parameters.setFill(Color.BLACK);
        model.pointedProperty().set(null);
        region.layout();
        return region.snapshot(parameters, null);
    }
}
