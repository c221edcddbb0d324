package org.dinotwins.app.inspect.networks;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.dinotwins.config.ConfigJson;
import org.dinotwins.config.DataConfig;
import org.dinotwins.config.Presets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Runs as listed in Inspect. */
class DiskSourcesTest {
    @TempDir
    private Path folder;

    @Test
    void findsTheImagesWhereTrainingFoundThem() throws Exception {
        Path run = Files.createDirectory(folder.resolve("run"));
        Files.writeString(
                run.resolve("config.json"),
                ConfigJson.write(
                        ConfigJson.with(Presets.load("quick"), Map.of("data.folder", "pictures that came with it"))));
        assertThat(new DiskSources().subject(run).images())
                .as("missing: as configured")
                .contains(Path.of("pictures that came with it"));
        Path installed = Files.createDirectories(folder.resolve("installed/pictures that came with it"));
        String before = System.getProperty(DataConfig.HOME);
        System.setProperty(DataConfig.HOME, installed.getParent().toString());
        try {
            assertThat(new DiskSources().subject(run).images()).contains(installed);
        } finally {
            if (before == null) {
                System.clearProperty(DataConfig.HOME);
            } else {
                System.setProperty(DataConfig.HOME, before);
            }
        }
    }

    @Test
    void distinguishesRunsOfTheSamePreset() throws Exception {
        for (String name : new String[] {"first", "second"}) {
            Path run = Files.createDirectory(folder.resolve(name));
            Files.writeString(run.resolve("config.json"), ConfigJson.write(Presets.load("quick")));
        }
        assertThat(new DiskSources().runs(folder))
                .extracting(InspectSources.Entry::name)
                .containsExactlyInAnyOrder("first", "second");
        assertThat(new DiskSources().subject(folder.resolve("first")).entry().name())
                .isEqualTo("first");
    }
}
