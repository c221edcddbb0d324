package org.dinotwins.tensor.device;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Map;
import org.dinotwins.tensor.ComputationException;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/** Native libraries are unpacked where no other user can put some. */
@DisabledOnOs(OS.WINDOWS)
class EngineCacheTest {
    @TempDir
    private Path place;

    private Path home;
    private Path temporary;

    @BeforeEach
    void make() throws IOException {
        home = Files.createDirectory(place.resolve("home"));
        temporary = Files.createDirectory(place.resolve("tmp"));
    }

    private EngineCache cache(Map<String, String> settings) {
        return new EngineCache(settings::get, home, temporary, "Ann Ö");
    }

    private static void permit(Path file, String permissions) throws IOException {
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString(permissions));
    }

    @Test
    void theUsersOwnHomeIsLeftToDjl() throws Exception {
        assertThat(cache(Map.of()).folder()).isEmpty();
        permit(Files.createDirectory(home.resolve(".djl.ai")), "rwxrwxr-x");
        assertThat(cache(Map.of()).folder()).isEmpty();
        assertThat(temporary).isEmptyDirectory();
    }

    @Test
    void theUsersSettingIsKept() throws Exception {
        home = place.resolve("missing");
        assertThat(cache(Map.of(EngineCache.FOLDER, "/any")).folder()).isEmpty();
        assertThat(cache(Map.of(EngineCache.ALL, "/any")).folder()).isEmpty();
    }

    @Test
    void withoutAHomeAFolderOfTheUsersOwnIsMade() throws Exception {
        home = place.resolve("missing");
        Path own = cache(Map.of()).folder().orElseThrow();
        assertThat(own).isEqualTo(temporary.resolve("dinotwins-Ann__"));
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(own)))
                .isEqualTo("rwx------");
        assertThat(cache(Map.of()).folder()).as("it serves the next start").contains(own);
    }

    @Test
    void aFolderThatOthersCanFillIsRefused() throws Exception {
        home = place.resolve("missing");
        Path own = cache(Map.of()).folder().orElseThrow();
        permit(own, "rwxrwxrwx");
        assertThatThrownBy(() -> cache(Map.of()).folder())
                .isInstanceOf(ComputationException.class)
                .hasMessageContaining(own.toString())
                .hasMessageContaining(EngineCache.FOLDER);
        Files.delete(own);
        Files.createSymbolicLink(own, Files.createDirectory(place.resolve("elsewhere")));
        assertThatThrownBy(() -> cache(Map.of()).folder()).hasMessageContaining("does not belong");
    }

    @Test
    void aFolderOfAnotherUserIsRefused() throws Exception {
        home = place.resolve("missing");
        Path own = cache(Map.of()).folder().orElseThrow();
        assumeTrue("root".equals(System.getProperty("user.name")), "only root can give a file away");
        Files.setAttribute(own, "unix:uid", 12345);
        assertThatThrownBy(() -> cache(Map.of()).folder()).hasMessageContaining("does not belong");
    }

    @Test
    void aWorldWritableHomeIsNotTrusted() throws Exception {
        permit(home, "rwxrwxrwx");
        assertThat(cache(Map.of()).folder()).isPresent();
        Path unpacked = Files.createDirectory(home.resolve(".djl.ai"));
        assertThat(cache(Map.of()).folder()).as("it is the user's own").isEmpty();
        permit(unpacked, "rwxrwxrwx");
        assertThat(cache(Map.of()).folder()).isPresent();
    }

    @Test
    void withoutAnyFolderTheErrorSaysWhatToDo() throws Exception {
        home = place.resolve("missing");
        temporary = place.resolve("missing too");
        assertThatThrownBy(() -> cache(Map.of()).folder())
                .isInstanceOf(ComputationException.class)
                .hasMessageContaining("is writable")
                .hasMessageContaining(EngineCache.FOLDER);
    }
}
