package org.dinotwins.app.live;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.Map;
import org.dinotwins.config.WorkbenchException;
import org.dinotwins.run.RunFaults;
import org.dinotwins.run.TinyRun;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Live opens a run whose files are damaged, or says which file keeps it from that. */
class DamagedSavedRunTest {
    @TempDir
    private Path home;

    @Test
    void onlyDamagedSettingsKeepARunFromOpening() throws Exception {
        Path run = RunFaults.write(home.resolve("run"), TinyRun.config(home));
        Map<String, byte[]> contents = RunFaults.contents(run);
        for (RunFaults.Fault fault : RunFaults.of(contents, 40)) {
            fault.put(run);
            try {
                SavedRun saved = SavedRun.read(run);
                assertThat(saved.settings().learningRateFactor()).isPositive();
                assertThat(saved.summary().lastStep()).isNotNegative();
            } catch (WorkbenchException e) {
                assertThat(fault.file()).as("%s, %s", fault.how(), e).isEqualTo("config.json");
            }
            new RunFaults.Fault(fault.file(), "whole", contents.get(fault.file())).put(run);
        }
        assertThat(SavedRun.read(run).steps()).hasSize(3);
    }
}
