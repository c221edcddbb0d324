package org.dinotwins.app;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import org.dinotwins.app.setup.SetupViewModel;
import org.dinotwins.app.shared.Background;
import org.dinotwins.app.shared.Session;
import org.dinotwins.app.shared.UserState;
import org.dinotwins.run.TrainingService;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The next start takes up what the last one left. */
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

    private Session session() {
        return new Session(new TrainingService(), new Background(Runnable::run), home);
    }

    private Session afterRestart(Path run) {
        try (Session last = session()) {
            last.inspectedProperty().set(run);
            last.placeProperty().set(Session.Place.LIVE);
            new WindowMemory(UserState.load()).keep(last, SetupViewModel.firstConfig());
        }
        Session next = session();
        new WindowMemory(UserState.load()).restore(next);
        return next;
    }

    @Test
    void theRunLastLookedAtIsLookedAtAgain() throws Exception {
        Path run = Files.createDirectories(home.resolve("Läufe/a run"));
        Files.writeString(run.resolve("config.json"), "{}");

        try (Session next = afterRestart(run)) {
            assertThat(next.inspectedProperty().get()).isEqualTo(run);
            assertThat(next.placeProperty().get()).isEqualTo(Session.Place.LIVE);
        }
    }

    @Test
    void aRunThatIsGoneIsForgotten() {
        try (Session next = afterRestart(home.resolve("gone"))) {
            assertThat(next.inspectedProperty().get()).isNull();
        }
    }
}
