package org.dinotwins.bench;

import java.lang.management.ManagementFactory;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;

/**
 * Contenders that do the same work alternately, round after round, so that other load of the machine affects all of
 * them. Ratios are medians over the rounds of the ratio within a round.
 */
final class Contest {
    private final Map<String, Callable<?>> contenders = new LinkedHashMap<>();
    private final Map<String, List<Double>> seconds = new LinkedHashMap<>();
    private final Map<String, List<Double>> cpu = new LinkedHashMap<>();

    Contest add(String name, Callable<?> work) {
        contenders.put(name, work);
        seconds.put(name, new ArrayList<>());
        cpu.put(name, new ArrayList<>());
        return this;
    }

    /** Runs all contenders {@code warmUp + rounds} times and records the last {@code rounds}. */
    Contest run(int warmUp, int rounds) throws Exception {
        for (int round = -warmUp; round < rounds; round++) {
            for (Map.Entry<String, Callable<?>> contender : contenders.entrySet()) {
                long cpuStart = ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime();
                long start = System.nanoTime();
                contender.getValue().call();
                if (round >= 0) {
                    seconds.get(contender.getKey()).add((System.nanoTime() - start) / 1e9);
                    cpu.get(contender.getKey())
                            .add((ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime() - cpuStart) / 1e9);
                }
            }
        }
        return this;
    }

    /** Median wall-clock time of a round. */
    double seconds(String name) {
        return median(seconds.get(name));
    }

    /** Median processor time of the calling thread in a round. */
    double cpuSeconds(String name) {
        return median(cpu.get(name));
    }

    /** Wall-clock time relative to {@code peer}. */
    double ratio(String name, String peer) {
        return ratio(seconds.get(name), seconds.get(peer));
    }

    /** Processor time of the calling thread relative to {@code peer}. */
    double cpuRatio(String name, String peer) {
        return ratio(cpu.get(name), cpu.get(peer));
    }

    private static double ratio(List<Double> ours, List<Double> theirs) {
        List<Double> ratios = new ArrayList<>();
        for (int i = 0; i < ours.size(); i++) {
            ratios.add(ours.get(i) / theirs.get(i));
        }
        return median(ratios);
    }

    static double median(List<Double> values) {
        List<Double> sorted = values.stream().sorted().toList();
        int middle = sorted.size() / 2;
        return sorted.size() % 2 == 1 ? sorted.get(middle) : (sorted.get(middle - 1) + sorted.get(middle)) / 2;
    }
}
