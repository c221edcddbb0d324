package org.dinotwins.run;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** One holder at a time, whoever else takes, reads or dies; with real processes. */
@Timeout(value = 5, unit = TimeUnit.MINUTES)
class RunLockTest {
    private static final int HOLDS = 2000;

    @TempDir
    private Path folder;

    private final List<Process> processes = new ArrayList<>();

    private Process start(String... arguments) throws IOException {
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx64m",
                "-XX:TieredStopAtLevel=1",
                "-cp",
                System.getProperty("java.class.path"),
                LockProcess.class.getName()));
        command.addAll(List.of(arguments));
        Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
        processes.add(process);
        return process;
    }

    private static String output(Process process) throws Exception {
        String text = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(process.waitFor()).as(text).isZero();
        return text;
    }

    @AfterEach
    void end() {
        processes.forEach(Process::destroyForcibly);
    }

    @Test
    void holdsOfTwoProcessesNeverOverlap() throws Exception {
        Process first = start("take", folder.toString(), "" + HOLDS);
        Process second = start("take", folder.toString(), "" + HOLDS);
        assertThat(output(first)).contains("holds " + HOLDS + " overlaps 0 ");
        assertThat(output(second)).contains("holds " + HOLDS + " overlaps 0 ");
        assertThat(RunLock.taken(folder)).isFalse();
        assertThat(folder).isEmptyDirectory();
    }

    @Test
    void readersDoNotKeepAnyoneFromTakingTheLock() throws Exception {
        Process first = start("probe", folder.toString());
        Process second = start("probe", folder.toString());
        assertThat(output(start("take", folder.toString(), "" + HOLDS)))
                .contains("holds " + HOLDS + " overlaps 0 refused 0");
        Files.createFile(folder.resolve(LockProcess.STOP));
        assertThat(output(first)).contains("probes");
        assertThat(output(second)).contains("probes");
    }

    @Test
    void readersOfTheHoldersProcessDoNotReleaseTheLock() throws Exception {
        try (RunLock lock = RunLock.take(folder)) {
            assertThat(lock).isNotNull();
            assertThat(RunLock.taken(folder)).isTrue();
            assertThat(RunLock.tryTake(folder)).isEmpty();
            Process other = start("take", folder.toString(), "1");
            assertThat(other.waitFor(2, TimeUnit.SECONDS))
                    .as("the other process waits")
                    .isFalse();
            other.destroyForcibly().waitFor();
        }
        assertThat(output(start("take", folder.toString(), "1"))).contains("holds 1");
    }

    @Test
    void anotherProcessSeesTheHolderAndItsDeath() throws Exception {
        assertThat(RunLock.taken(folder)).isFalse();
        Process holder = start("hold", folder.toString());
        assertThat(holder.getInputStream().read()).as("it holds the lock").isNotNegative();
        assertThat(RunLock.taken(folder)).isTrue();
        assertThat(RunLock.tryTake(folder)).isEmpty();
        holder.destroyForcibly().waitFor();
        assertThat(RunLock.taken(folder)).isFalse();
        RunLock.take(folder).close();
    }
}
