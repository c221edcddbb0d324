package org.dinotwins.app.inspect;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import org.dinotwins.experiment.ConfigJson;
import org.dinotwins.experiment.Presets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Runs as Inspect lists them. */
class DiskSourcesTest {
    @TempDir
    private Path folder;

    @Test
    void tellsRunsOfTheSamePresetApart() throws Exception {
        for (String name : new String[] {"first", "second"}) {
            Path run = Files.createDirectory(folder.resolve(name));
            Files.writeString(run.resolve("config.json"), ConfigJson.write(Presets.load("quick")));
        }
        assertThat(new DiskSources().runs(folder)).extracting(Sources.Entry::name)
                .containsExactlyInAnyOrder("first", "second");
        assertThat(new DiskSources().subject(folder.resolve("first")).entry().name()).isEqualTo("first");
    }
}
