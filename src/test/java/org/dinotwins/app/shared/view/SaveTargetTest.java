package org.dinotwins.app.shared.view;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SaveTargetTest {
    @TempDir
    Path folder;

    @Test
    void onlyAChangedNameNeedsConfirmation() throws Exception {
        Path there = Files.createFile(folder.resolve("map.png"));

        assertThat(SaveTarget.named(there, ".png")).isEqualTo(new SaveTarget(there, false));
        assertThat(SaveTarget.named(folder.resolve("map"), ".png")).isEqualTo(new SaveTarget(there, true));
        assertThat(SaveTarget.named(folder.resolve("other"), ".png"))
                .isEqualTo(new SaveTarget(folder.resolve("other.png"), false));
        assertThat(SaveTarget.named(folder.resolve("MAP.PNG"), ".png").path()).isEqualTo(folder.resolve("MAP.PNG"));
    }

    @Test
    void anExistingSubfolderNeedsConfirmation() throws Exception {
        Path there = Files.createDirectory(folder.resolve("a-frames"));

        assertThat(SaveTarget.within(folder, "a-frames")).isEqualTo(new SaveTarget(there, true));
        assertThat(SaveTarget.within(folder, "b-frames").needsConfirmation()).isFalse();
    }
}
