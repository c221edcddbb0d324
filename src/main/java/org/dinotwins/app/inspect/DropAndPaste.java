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

/** Takes what a user drags in or pastes: pictures, folders, runs, weights. */
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

    /** Takes what the clipboard holds: files, or an image. */
    void paste(Clipboard clipboard) {
        if (clipboard.hasFiles()) {
            model.open(clipboard.getFiles().stream().map(File::toPath).toList());
        } else if (clipboard.hasImage()) {
            Image image = clipboard.getImage();
            if (image != null) {
                model.gallery().paste(FxImages.pixels(image));
            }
        }
    }
}
