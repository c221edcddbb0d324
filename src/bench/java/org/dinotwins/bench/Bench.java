package org.dinotwins.bench;

import java.lang.management.ManagementFactory;
import java.util.List;
import java.util.Locale;

/**
 * The benchmark suite: {@code mvn -Pbench verify} runs all, {@code mvn -Pbench verify -Dbench=coco,loader} the named
 * ones. Each prints a table of medians over interleaved runs, with its targets.
 */
public final class Bench {
    private static final List<Benchmark> ALL = List.of(
            new CocoBenchmark(),
            new LoaderBenchmark(),
            new StepBenchmark(),
            new WaitBenchmark(),
            new MemoryBenchmark(),
            new PanelsBenchmark(),
            new StartBenchmark(),
            new InspectBenchmark(),
            new PeakBenchmark(),
            new WindowBenchmark(),
            new HandlersBenchmark(),
            new MeasuresBenchmark(),
            new GpuBenchmark());
    private static final String ONE = "--one";

    private Bench() {}

    public static void main(String[] arguments) throws Exception {
        if (arguments.length == 2 && arguments[0].equals(ONE)) {
            Benchmark benchmark = named(arguments[1]);
            Report report = new Report();
            benchmark.run(report);
            report.print(benchmark);
            System.exit(0);
        }
        String asked = arguments.length > 0 ? arguments[0].strip() : "";
        List<Benchmark> chosen = asked.isEmpty() || asked.equals("all")
                ? ALL
                : List.of(asked.split("[,\\s]+")).stream().map(Bench::named).toList();
        System.out.printf(
                Locale.ROOT,
                "%s, Java %s, %d processors, load %.2f%n",
                System.getProperty("os.name"),
                System.getProperty("java.version"),
                Runtime.getRuntime().availableProcessors(),
                ManagementFactory.getOperatingSystemMXBean().getSystemLoadAverage());
        int failed = 0;
        for (Benchmark benchmark : chosen) {
            long start = System.nanoTime();
            failed += Jvm.show(Bench.class, benchmark.options(), ONE, benchmark.name()) == 0 ? 0 : 1;
            System.out.printf(Locale.ROOT, "  (%.0f s)%n", (System.nanoTime() - start) / 1e9);
        }
        System.exit(failed == 0 ? 0 : 1);
    }

    private static Benchmark named(String name) {
        return ALL.stream()
                .filter(b -> b.name().equals(name))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("no benchmark " + name + "; there are "
                        + ALL.stream().map(Benchmark::name).toList()));
    }
}
