package org.dinotwins.bench;

import com.sun.management.OperatingSystemMXBean;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.dinotwins.experiment.Presets;
import org.dinotwins.experiment.RunConfig;
import org.dinotwins.experiment.RunFolder;
import org.dinotwins.experiment.TrainingService;

/** What the open window, with all panels of Live in view, costs a run: the same steps with and without it, in turn. */
final class WindowBenchmark implements Benchmark {
    private static final int ROUNDS = Integer.getInteger("bench.rounds", 3);
    private static final int WARM_UP = 20;
    private static final int STEPS = Integer.getInteger("bench.steps", 200);
    private static final String WINDOW = "window";
    private static final String HEADLESS = "headless";

    @Override
    public String name() {
        return "window";
    }

    @Override
    public String what() {
        return "training with the preset quick, beside the window open on Live and without it";
    }

    @Override
    public void run(Report report) throws Exception {
        List<Double> clock = new ArrayList<>();
        List<Double> processor = new ArrayList<>();
        List<Double> ratios = new ArrayList<>();
        List<Double> processorRatios = new ArrayList<>();
        try (Screen screen = Screen.open()) {
            for (int i = 0; i < ROUNDS; i++) {
                double[] bare = measured(screen, HEADLESS, i);
                double[] open = measured(screen, WINDOW, i);
                clock.add(open[0]);
                processor.add(open[1]);
                ratios.add(open[0] / bare[0]);
                processorRatios.add(open[1] / bare[1]);
            }
        }
        report.value("a step beside the window", 1e3 * Contest.median(clock), "ms");
        report.value("  processor time of the process", 1e3 * Contest.median(processor), "ms");
        report.atMost("cost by the clock", 100 * (Contest.median(ratios) - 1), "%", 2);
        report.value("cost by the processor time of the process", 100 * (Contest.median(processorRatios) - 1), "%");
    }

    private static double[] measured(Screen screen, String how, int round) throws IOException, InterruptedException {
        Path home = Files.createTempDirectory(Files.createDirectories(Jvm.directory()), how + round);
        String[] answer = Jvm.ask(Run.class, List.of("-XX:MaxRAMPercentage=35", "-Dbench.steps=" + STEPS),
                screen.environment(), how, home.toString()).split(" ");
        return new double[] {Double.parseDouble(answer[0]), Double.parseDouble(answer[1])};
    }

    /** Trains in a JVM of its own and prints the seconds of a step by the clock and by the processors. */
    static final class Run {
        private static final long LOOK_MILLIS = 10;

        private Run() {
        }

        public static void main(String[] arguments) throws Exception {
            Path home = Path.of(arguments[1]);
            RunConfig config = Presets.load("quick");
            if (arguments[0].equals(WINDOW)) {
                OpenWindow.open(home, config);
                OpenWindow.until(() -> OpenWindow.usable("start"));
                OpenWindow.onThread(() -> {
                    OpenWindow.press("start");
                    return true;
                });
            } else {
                new TrainingService().start(config, home.resolve("runs").resolve(HEADLESS), 0,
                        false, new TrainingService.Listener() {
                        });
            }
            OperatingSystemMXBean system = (OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean();
            await(home.resolve("runs"), WARM_UP);
            long clock = System.nanoTime();
            long processor = system.getProcessCpuTime();
            await(home.resolve("runs"), WARM_UP + STEPS);
            System.out.println((System.nanoTime() - clock) / 1e9 / STEPS + " "
                    + (system.getProcessCpuTime() - processor) / 1e9 / STEPS);
            System.out.flush();
            Runtime.getRuntime().halt(0);
        }

        /** Waits until the one run in a folder has written so many steps. */
        private static void await(Path runs, int steps) throws Exception {
            while (true) {
                Thread.sleep(LOOK_MILLIS);
                List<RunFolder> found = Files.exists(runs) ? RunFolder.list(runs) : List.of();
                if (!found.isEmpty()) {
                    Path metrics = found.get(0).path().resolve("metrics.jsonl");
                    awaitLines(metrics, steps);
                    return;
                }
            }
        }

        private static void awaitLines(Path metrics, int steps) throws Exception {
            int seen = 0;
            byte[] piece = new byte[1 << 16];
            while (!Files.exists(metrics)) {
                Thread.sleep(LOOK_MILLIS);
            }
            try (var lines = Files.newInputStream(metrics)) {
                while (seen < steps) {
                    int read = lines.read(piece);
                    for (int i = 0; i < read; i++) {
                        seen += piece[i] == '\n' ? 1 : 0;
                    }
                    if (read < 0) {
                        Thread.sleep(LOOK_MILLIS);
                    }
                }
            }
        }
    }
}
