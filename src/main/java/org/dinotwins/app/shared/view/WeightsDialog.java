package org.dinotwins.app.shared.view;

import java.io.File;
import java.nio.file.Path;
import java.util.Optional;
import javafx.stage.FileChooser;
import javafx.stage.Window;

/** Lets the user choose a file of weights. */
public final class WeightsDialog {
    private static final String[] ENDINGS = {
        "*.safetensors", "*.safetensors.index.json", "*.pth", "*.pt", "*.bin", "*.ckpt", "*.tar"
    };

    private WeightsDialog() {}

    /** The chosen file; empty if the user cancels. */
    public static Optional<Path> ask(String title, Window owner) {
        FileChooser chooser = new FileChooser();
        chooser.setTitle(title);
        chooser.getExtensionFilters().add(new FileChooser.ExtensionFilter("Weights", ENDINGS));
        return Optional.ofNullable(chooser.showOpenDialog(owner)).map(File::toPath);
    }
}
