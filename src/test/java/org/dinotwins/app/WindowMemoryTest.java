package org.dinotwins.app;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import org.dinotwins.app.setup.SetupViewModel;
import org.dinotwins.app.shared.UserState;
import org.dinotwins.app.shared.WorkbenchState;
import org.dinotwins.app.shared.work.Background;
import org.dinotwins.run.TrainingService;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Window state is restored at the next start. */
class WindowMemoryTest {
    @TempDir
    private Path home;

    @BeforeEach
    void ownFile() {
        System.setProperty(UserState.FILE, home.resolve("state.json").toString());
    }

    @AfterEach
    void usualFile() {
        System.clearProperty(UserState.FILE);
    }

    private WorkbenchState session() {
        return new WorkbenchState(new TrainingService(), new Background(Runnable::run), home);
    }

    private WorkbenchState afterRestart(Path run) {
        try (WorkbenchState last = session()) {
            last.inspectedProperty().set(run);
            last.placeProperty().set(WorkbenchState.Place.LIVE);
            new WindowMemory(UserState.load()).keep(last, SetupViewModel.firstConfig());
        }
        WorkbenchState next = session();
        new WindowMemory(UserState.load()).restore(next);
        return next;
    }

    @Test
    void theLastInspectedRunIsRestored() throws Exception {
        Path run = Files.createDirectories(home.resolve("Läufe/a run"));
        Files.writeString(run.resolve("config.json"), "{}");

        try (WorkbenchState next = afterRestart(run)) {
            assertThat(next.inspectedProperty().get()).isEqualTo(run);
            assertThat(next.placeProperty().get()).isEqualTo(WorkbenchState.Place.LIVE);
        }
    }

    @Test
    void aDeletedRunIsForgotten() {
        try (WorkbenchState next = afterRestart(home.resolve("gone"))) {
            assertThat(next.inspectedProperty().get()).isNull();
        }
    }
}
