package org.dinotwins.app.shared;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Saved window state survives a restart, and a damaged file is ignored. */
class UserStateTest {
    @TempDir
    private Path home;

    @Test
    void remembersAcrossStarts() {
        Path file = home.resolve("new/folder/state.json");
        UserState state = UserState.load(file);
        assertThat(state.get("theme")).isEmpty();
        state.put("theme", "dark \"ä\"");
        state.save();
        assertThat(UserState.load(file).get("theme")).contains("dark \"ä\"");
    }

    @Test
    void aDamagedFileCountsAsEmpty() throws Exception {
        Path file = home.resolve("state.json");
        Files.writeString(file, "{\"theme\": ");
        assertThat(UserState.load(file).get("theme")).isEmpty();
    }
}
