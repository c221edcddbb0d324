package org.dinotwins.bench;

import java.util.List;
import java.util.Map;

/** Memory saved and time spent by the settings that save memory, each in separate JVMs. */
final class PeakBenchmark implements Benchmark {
    private static final String PLAIN = "plain";
    private static final List<String> WAYS = List.of(
            PLAIN,
            "micro-batches",
            "checkpointing",
            "micro-batches, checkpointing",
            "bfloat16",
            "bfloat16, micro-batches, checkpointing");
    /**
     * Makes the C library return freed memory at once, so that resident memory is the memory in use. This takes time.
     */
    private static final Map<String, String> GIVE_BACK = Map.of("MALLOC_MMAP_THRESHOLD_", "65536");
    /** A Java heap of fixed size. */
    private static final List<String> FIXED_HEAP = List.of("-Xms1g", "-Xmx1g", "-XX:+AlwaysPreTouch");

    @Override
    public String name() {
        return "peak";
    }

    @Override
    public String what() {
        return "peak memory and processor time of a step, ViT-S/16, batch 16, 2 x 224 + 2 x 96, both losses, CPU; "
                + "140 MB of each peak are the weights' gradients";
    }

    @Override
    public void run(Report report) throws Exception {
        Peak plain = null;
        for (String way : WAYS) {
            Peak measured = Peak.of(Jvm.ask(PeakProbe.class, FIXED_HEAP, GIVE_BACK, way));
            Peak timed = Peak.of(Jvm.ask(PeakProbe.class, options(), way));
            Peak peak = new Peak(measured.bytes(), timed.seconds());
            plain = way.equals(PLAIN) ? peak : plain;
            report.value(way + ": peak above weights and optimizer", peak.bytes() / 1e6, "MB");
            report.value(way + ": processor time of a step", peak.seconds(), "s");
            if (!way.equals(PLAIN)) {
                report.value(way + ": peak / plain", peak.bytes() / plain.bytes(), "x");
                report.value(way + ": time / plain", peak.seconds() / plain.seconds(), "x");
            }
        }
    }

    /** The output of a probe. */
    record Peak(double bytes, double seconds) {
        static Peak of(String line) {
            String[] words = line.split(" ");
            return new Peak(Double.parseDouble(words[0]), Double.parseDouble(words[1]));
        }
    }
}
