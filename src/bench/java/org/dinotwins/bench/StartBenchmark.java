package org.dinotwins.bench;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.Writer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.dinotwins.LogConfiguration;
import org.dinotwins.Main;
import org.dinotwins.app.shared.UserState;

/**
 * Time from the command to the first frame on the screen: by the launcher of the packaged folder, as a user starts it,
 * and from the class path, as with {@code mvn javafx:run}. Includes the launcher's own work, and two pulses after the
 * one that drew the frame, which confirm that it was drawn.
 */
final class StartBenchmark implements Benchmark {
    private static final int ROUNDS = 5;
    /** Long, because writing the archive takes time on a busy machine, and an incomplete one is useless. */
    private static final long END_SECONDS = 300;

    private static final String FOLDER = "target/dinotwins";
    /** Log line of the window. */
    private static final String FRAME = "first frame";

    /** Wall-clock and processor seconds until the first frame. */
    private record Start(double clock, double processor) {}

    @Override
    public String name() {
        return "start";
    }

    @Override
    public String what() {
        return "from the command to the first frame of the window, by the packaged launcher and from the class path";
    }

    @Override
    public void run(Report report) throws Exception {
        Path launcher = Path.of(FOLDER, "bin", "dinotwins");
        try (Screen screen = Screen.open()) {
            Path home = emptied(Jvm.directory().resolve("start-home"));
            ProcessBuilder packaged =
                    prepared(new ProcessBuilder(launcher.toAbsolutePath().toString()), home, screen);
            packaged.environment().put("DINOTWINS_OPTS", String.join(" ", options(home)));
            List<String> java = new ArrayList<>(List.of(
                    Path.of(System.getProperty("java.home"), "bin", "java").toString()));
            java.addAll(options(home));
            java.addAll(List.of("-cp", System.getProperty("java.class.path"), Main.class.getName()));
            ProcessBuilder plain = prepared(new ProcessBuilder(java), home, screen);
            boolean folder = Files.isExecutable(launcher);
            if (folder) {
                // Ended rather than killed, so that it writes its archive of classes.
                Start first = start(packaged, true);
                report.value("launcher, the very first start", first.clock(), "s");
                report.value("  processor time", first.processor(), "s");
            } else {
                report.missing("launcher", "there is no " + FOLDER + "; mvn package makes it");
            }
            List<Start> later = new ArrayList<>();
            List<Start> bare = new ArrayList<>();
            for (int i = 0; i < ROUNDS; i++) {
                if (folder) {
                    later.add(start(packaged, false));
                }
                bare.add(start(plain, false));
            }
            if (folder) {
                report.atMost("launcher, median of " + ROUNDS + " later starts", clock(later), "s", 2);
                report.value("  processor time", processor(later), "s");
            }
            report.value("class path (mvn javafx:run), median of " + ROUNDS, clock(bare), "s");
            report.value("  processor time", processor(bare), "s");
        }
    }

    private static double clock(List<Start> starts) {
        return Contest.median(starts.stream().map(Start::clock).toList());
    }

    private static double processor(List<Start> starts) {
        return Contest.median(starts.stream().map(Start::processor).toList());
    }

    private static List<String> options(Path home) {
        return List.of(
                "-D" + LogConfiguration.LEVEL + "=info", "-D" + UserState.FILE + "=" + home.resolve("window.json"));
    }

    private static ProcessBuilder prepared(ProcessBuilder builder, Path home, Screen screen) {
        Map<String, String> environment = builder.environment();
        Jvm.asTheLauncher(environment);
        environment.putAll(screen.environment());
        environment.put("JAVA_HOME", System.getProperty("java.home"));
        environment.put("XDG_CACHE_HOME", home.toString());
        return builder.redirectOutput(ProcessBuilder.Redirect.DISCARD);
    }

    /** @param gracefully whether it may end by itself; otherwise it is killed */
    private static Start start(ProcessBuilder builder, boolean gracefully) throws IOException, InterruptedException {
        long began = System.nanoTime();
        Process process = builder.start();
        try (BufferedReader lines = process.errorReader()) {
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                if (line.endsWith(FRAME)) {
                    double clock = (System.nanoTime() - began) / 1e9;
                    double processor = processorTime(process);
                    if (gracefully) {
                        process.toHandle().destroy();
                        lines.transferTo(Writer.nullWriter());
                        process.waitFor(END_SECONDS, TimeUnit.SECONDS);
                    }
                    return new Start(clock, processor);
                }
            }
            throw new IOException("the window ended before its first frame");
        } finally {
            process.destroyForcibly().waitFor();
        }
    }

    /**
     * Processor time of the launcher and of Java below it: when it writes an archive, the launcher waits for Java to
     * end.
     */
    private static double processorTime(Process process) {
        return Stream.concat(Stream.of(process.toHandle()), process.descendants())
                        .mapToLong(one -> one.info()
                                .totalCpuDuration()
                                .orElse(Duration.ZERO)
                                .toNanos())
                        .sum()
                / 1e9;
    }

    private static Path emptied(Path folder) throws IOException {
        if (Files.exists(folder)) {
            try (Stream<Path> old = Files.walk(folder)) {
                for (Path path : old.sorted(Comparator.reverseOrder()).toList()) {
                    Files.delete(path);
                }
            }
        }
        return Files.createDirectories(folder);
    }
}
