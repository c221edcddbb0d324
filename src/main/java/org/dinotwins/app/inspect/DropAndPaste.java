package org.dinotwins.app.inspect;

import java.io.File;
import java.util.List;
import javafx.css.PseudoClass;
import javafx.scene.Node;
import javafx.scene.image.Image;
import javafx.scene.input.Clipboard;
import javafx.scene.input.DragEvent;
import javafx.scene.input.TransferMode;
import org.dinotwins.app.inspect.pictures.FxImages;
import org.dinotwins.app.inspect.state.InspectViewModel;

/** Opens what the user drops or pastes: pictures, folders, runs and weights files. */
final class DropAndPaste {
    private static final PseudoClass HERE = PseudoClass.getPseudoClass("drop-here");

    private final InspectViewModel model;

    DropAndPaste(InspectViewModel model) {
        this.model = model;
    }

    void install(Node view) {
        view.setOnDragOver(event -> {
            if (event.getDragboard().hasFiles()) {
                event.acceptTransferModes(TransferMode.LINK, TransferMode.COPY);
                view.pseudoClassStateChanged(HERE, true);
            }
            event.consume();
        });
        view.setOnDragExited(event -> view.pseudoClassStateChanged(HERE, false));
        view.setOnDragDropped(this::drop);
    }

    private void drop(DragEvent event) {
        List<File> files = event.getDragboard().getFiles();
        model.open(files.stream().map(File::toPath).toList());
        event.setDropCompleted(!files.isEmpty());
        event.consume();
    }

    /** Opens the content of the clipboard: files or an image. */
    void paste(Clipboard clipboard) {
        if (clipboard.hasFiles()) {
            model.open(clipboard.getFiles().stream().map(File::toPath).toList());
        } else if (clipboard.hasImage()) {
            Image image = clipboard.getImage();
            if (image != null) {
                model.pictureSource().paste(FxImages.pixels(image));
            }
        }
    }
}
