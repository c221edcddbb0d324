package org.dinotwins.app.shared.view;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SaveDialogTest {
    @TempDir
    Path folder;

    private final SaveDialog dialog = new SaveDialog("Save as", "PNG", ".png");
    private final List<Path> asked = new ArrayList<>();

    private File file(String name) {
        return folder.resolve(name).toFile();
    }

    @Test
    void anExistingFileWithTheAddedEndingNeedsConfirmation() throws Exception {
        Path there = Files.createFile(folder.resolve("map.png"));

        assertThat(dialog.ask("map", chooser -> file("map"), path -> asked.add(path)))
                .contains(there);
        assertThat(asked).containsExactly(there);
    }

    @Test
    void decliningReopensTheDialogWithTheFullName() throws Exception {
        Files.createFile(folder.resolve("map.png"));
        List<String> proposed = new ArrayList<>();

        assertThat(dialog.ask(
                        "proposal",
                        chooser -> {
                            proposed.add(chooser.getInitialFileName());
                            return file(proposed.size() == 1 ? "map" : "other");
                        },
                        path -> false))
                .contains(folder.resolve("other.png"));
        assertThat(proposed).containsExactly("proposal.png", "map.png");
    }

    @Test
    void otherChoicesNeedNoConfirmation() throws Exception {
        Files.createFile(folder.resolve("map.png"));

        assertThat(dialog.ask("map", chooser -> file("map.png"), path -> asked.add(path)))
                .contains(folder.resolve("map.png"));
        assertThat(dialog.ask("map", chooser -> null, path -> asked.add(path))).isEmpty();
        assertThat(asked).isEmpty();
    }
}
