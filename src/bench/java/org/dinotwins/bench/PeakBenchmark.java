package org.dinotwins.bench;

import java.util.List;

/** What the ways to save memory save and cost, each in a JVM of its own. */
final class PeakBenchmark implements Benchmark {
    private static final String PLAIN = "plain";
    private static final List<String> WAYS = List.of(PLAIN, "micro-batches", "checkpointing",
            "micro-batches, checkpointing", "bfloat16", "bfloat16, micro-batches, checkpointing");

    @Override
    public String name() {
        return "peak";
    }

    @Override
    public String what() {
        return "peak memory and processor time of a step, ViT-S/16, batch 16, 2 x 224 + 2 x 96, both losses, CPU; "
                + "0.4 GB of each peak are the optimizer's state and the weights' gradients";
    }

    @Override
    public void run(Report report) throws Exception {
        Peak plain = null;
        for (String way : WAYS) {
            Peak peak = Peak.of(Jvm.ask(PeakProbe.class, options(), way));
            plain = way.equals(PLAIN) ? peak : plain;
            report.value(way + ": peak above the weights", peak.bytes() / 1e6, "MB");
            report.value(way + ": processor time of a step", peak.seconds(), "s");
            if (peak != plain) {
                report.value(way + ": peak / plain", peak.bytes() / plain.bytes(), "x");
                report.value(way + ": time / plain", peak.seconds() / plain.seconds(), "x");
            }
        }
    }

    /** What a probe prints. */
    record Peak(double bytes, double seconds) {
        static Peak of(String line) {
            String[] words = line.split(" ");
            return new Peak(Double.parseDouble(words[0]), Double.parseDouble(words[1]));
        }
    }
}
