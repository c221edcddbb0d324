package org.dinotwins.bench;

import com.sun.management.OperatingSystemMXBean;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.ToDoubleFunction;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.dinotwins.config.Presets;
import org.dinotwins.config.RunConfig;
import org.dinotwins.run.RunFolder;
import org.dinotwins.run.TrainingService;

/**
 * The cost of the open window, with all panels of Live visible, to a run: the same steps with and without it,
 * alternately.
 */
final class WindowBenchmark implements Benchmark {
    private static final int ROUNDS = Integer.getInteger("bench.rounds", 3);
    private static final int WARM_UP = 20;
    /** Number of steps after which Java has compiled the code of a newly opened window. */
    private static final int SETTLED = 220;

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
        List<Trained> bare = new ArrayList<>();
        List<Trained> open = new ArrayList<>();
        try (Screen screen = Screen.open()) {
            for (int i = 0; i < ROUNDS; i++) {
                bare.add(measured(screen, HEADLESS, i));
                open.add(measured(screen, WINDOW, i));
            }
        }
        report.value(
                "a step beside the window",
                1e3 * Contest.median(open.stream().map(t -> t.settled().clock()).toList()),
                "ms");
        report.value(
                "  processor time of the process",
                1e3
                        * Contest.median(
                                open.stream().map(t -> t.settled().processor()).toList()),
                "ms");
        report.atMost("cost by the clock", cost(bare, open, t -> t.settled().clock()), "%", 2);
        report.value(
                "cost by the processor time of the process",
                cost(bare, open, t -> t.settled().processor()),
                "%");
        report.value(
                "cost by the clock in steps " + WARM_UP + " to " + SETTLED,
                cost(bare, open, t -> t.first().clock()),
                "%");
    }

    /** Seconds of a step. */
    private record Stretch(double clock, double processor) {}

    /** A run's first steps, and those after. */
    private record Trained(Stretch first, Stretch settled) {}

    /** The median additional time due to the window within a round, in per cent. */
    private static double cost(List<Trained> bare, List<Trained> open, ToDoubleFunction<Trained> time) {
        return 100
                * (Contest.median(IntStream.range(0, ROUNDS)
                                .mapToObj(i -> time.applyAsDouble(open.get(i)) / time.applyAsDouble(bare.get(i)))
                                .toList())
                        - 1);
    }

    private static Trained measured(Screen screen, String how, int round) throws IOException, InterruptedException {
        Path home = Files.createTempDirectory(Files.createDirectories(Jvm.directory()), how + round);
        double[] output = Stream.of(Jvm.ask(
                                Run.class,
                                List.of("-XX:MaxRAMPercentage=35", "-Dbench.steps=" + STEPS),
                                screen.environment(),
                                how,
                                home.toString())
                        .split(" "))
                .mapToDouble(Double::parseDouble)
                .toArray();
        return new Trained(new Stretch(output[0], output[1]), new Stretch(output[2], output[3]));
    }

    /** Trains in a separate JVM and prints wall-clock and processor seconds per step. */
    static final class Run {
        private static final long LOOK_MILLIS = 10;

        private Run() {}

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
                new TrainingService()
                        .start(
                                config,
                                home.resolve("runs").resolve(HEADLESS),
                                0,
                                false,
                                new TrainingService.Listener() {});
            }
            System.out.println(stretch(home, WARM_UP, SETTLED) + " " + stretch(home, SETTLED, SETTLED + STEPS));
            System.out.flush();
            Runtime.getRuntime().halt(0);
        }

        private static String stretch(Path home, int from, int to) throws Exception {
            OperatingSystemMXBean system = (OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean();
            await(home.resolve("runs"), from);
            long clock = System.nanoTime();
            long processor = system.getProcessCpuTime();
            await(home.resolve("runs"), to);
            return (System.nanoTime() - clock) / 1e9 / (to - from) + " "
                    + (system.getProcessCpuTime() - processor) / 1e9 / (to - from);
        }

        /** Waits until the only run in a folder has written this many steps. */
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
