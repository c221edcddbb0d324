package org.dinotwins.app.shared.view;

import java.io.File;
import java.nio.file.Path;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Predicate;
import javafx.scene.control.Alert;
import javafx.scene.control.ButtonBar.ButtonData;
import javafx.scene.control.ButtonType;
import javafx.scene.layout.Region;
import javafx.stage.DirectoryChooser;
import javafx.stage.FileChooser;
import javafx.stage.Window;

/** Asks where to save a file; replaces an existing file only after confirmation. */
public final class SaveDialog {
    private final String title;
    private final String kind;
    private final String ending;

    /**
     * @param kind   short description of the file type
     * @param ending file extension with its dot, added to a name that lacks it
     */
    public SaveDialog(String title, String kind, String ending) {
        this.title = title;
        this.kind = kind;
        this.ending = ending;
    }

    /**
     * Asks for a file; empty if the user cancels.
     *
     * @param name proposed name, without extension
     */
    public Optional<Path> ask(Window owner, String name) {
        return ask(name, chooser -> chooser.showSaveDialog(owner), file -> mayReplace(owner, file));
    }

    Optional<Path> ask(String name, Function<FileChooser, File> choose, Predicate<Path> mayReplace) {
        FileChooser chooser = new FileChooser();
        chooser.setTitle(title);
        chooser.setInitialFileName(name + ending);
        chooser.getExtensionFilters().add(new FileChooser.ExtensionFilter(kind, "*" + ending));
        while (true) {
            File chosen = choose.apply(chooser);
            if (chosen == null) {
                return Optional.empty();
            }
            SaveTarget target = SaveTarget.named(chosen.toPath(), ending);
            if (!target.needsConfirmation() || mayReplace.test(target.path())) {
                return Optional.of(target.path());
            }
            chooser.setInitialDirectory(
                    target.path().toAbsolutePath().getParent().toFile());
            chooser.setInitialFileName(target.path().getFileName().toString());
        }
    }

    /** Asks where to create a folder of this name; empty if the user cancels. */
    public static Optional<Path> folder(Window owner, String title, String name) {
        DirectoryChooser chooser = new DirectoryChooser();
        chooser.setTitle(title);
        File chosen = chooser.showDialog(owner);
        return Optional.ofNullable(chosen)
                .map(in -> SaveTarget.within(in.toPath(), name))
                .filter(target -> !target.needsConfirmation() || mayReplace(owner, target.path()))
                .map(SaveTarget::path);
    }

    private static void centre(Window window, Window owner) {
        window.setX(Math.rint(owner.getX() + (owner.getWidth() - window.getWidth()) / 2));
        window.setY(Math.rint(owner.getY() + (owner.getHeight() - window.getHeight()) / 2));
    }

    private static boolean mayReplace(Window owner, Path file) {
        // No default button: Enter must not replace a file.
        ButtonType replace = new ButtonType("Replace", ButtonData.APPLY);
        Alert alert = new Alert(Alert.AlertType.CONFIRMATION, "", replace, ButtonType.CANCEL);
        alert.initOwner(owner);
        alert.setTitle("Replace?");
        alert.setHeaderText(file.getFileName() + " already exists. Replace it?");
        alert.setContentText("In " + file.toAbsolutePath().getParent());
        alert.getDialogPane().setMinHeight(Region.USE_PREF_SIZE);
        alert.getDialogPane().getStylesheets().setAll(owner.getScene().getStylesheets());
        // Some window managers ignore the position and place the dialog in a corner without its title.
        alert.setOnShown(e -> centre(alert.getDialogPane().getScene().getWindow(), owner));
        return alert.showAndWait().filter(replace::equals).isPresent();
    }
}
