package org.dinotwins.train;

import static org.assertj.core.api.Assertions.assertThat;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import org.dinotwins.tensor.Weights;
import org.dinotwins.tensor.device.ProcessMemory;
import org.dinotwins.vit.InitialWeights;
import org.dinotwins.vit.ViTConfig;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;

/** Peak memory of a backbone's forward and backward passes, as reported by Linux. */
@EnabledOnOs(OS.LINUX)
@Tag("slow")
class BackboneMemoryTest {
    /** Twelve blocks on 32 pictures of 65 tokens keep about 150 MB for their gradient. */
    private static final ViTConfig MODEL = new ViTConfig(64, 8, 96, 12, 3, 4, 0.1);

    private static final int BATCH = 32;
    /** Writing this resets the peak resident memory. */
    private static final String RESET = "5";

    @Test
    void savingMemoryLowersThePeak() throws Exception {
        Map<String, Long> peaks = new HashMap<>();
        for (String line : peaks()) {
            peaks.put(line.split(" ")[0], Long.parseLong(line.split(" ")[1]));
        }
        long plain = peaks.get("plain");
        assertThat(plain).isGreaterThan(80_000_000);
        assertThat(peaks.get("parts")).isLessThan(plain / 2);
        assertThat(peaks.get("checkpoints")).isLessThan(plain / 3);
        assertThat(peaks.get("both")).isLessThan(plain / 6);
    }

    // In a process of its own, with a fixed heap and a C library that returns freed memory: otherwise resident memory
    // depends on earlier tests.
    private static List<String> peaks() throws Exception {
        ProcessBuilder builder = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-Xms256m",
                        "-Xmx256m",
                        "-XX:+AlwaysPreTouch",
                        "-cp",
                        System.getProperty("java.class.path"),
                        Probe.class.getName())
                .redirectError(ProcessBuilder.Redirect.INHERIT);
        builder.environment().put("MALLOC_MMAP_THRESHOLD_", "65536");
        Process process = builder.start();
        List<String> lines = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8)
                .lines()
                .filter(line -> line.matches("[a-z]+ -?[0-9]+"))
                .toList();
        assertThat(process.waitFor()).isZero();
        return lines;
    }

    /** Prints the peak of each way to run the passes, in bytes above the resident memory before. */
    static final class Probe {
        private static final long SETTLE_MILLIS = 300;

        public static void main(String[] arguments) throws Exception {
            peak(1, 1, false);
            System.out.println("plain " + peak(BATCH, 1, false));
            System.out.println("parts " + peak(BATCH, 4, false));
            System.out.println("checkpoints " + peak(BATCH, 1, true));
            System.out.println("both " + peak(BATCH, 4, true));
        }

        private static long peak(int batch, int microBatches, boolean checkpointing) throws Exception {
            try (NDManager owner = NDManager.newBaseManager()) {
                Weights weights =
                        new Weights(owner, InitialWeights.of(MODEL, new SplittableRandom(1))).requireGradients();
                TrainConfig train = TrainSettings.of(1, batch)
                        .savings(microBatches, checkpointing)
                        .config();
                DataParallel backbones =
                        new DataParallel(owner, MODEL, weights, weights, train, new ParallelWorkers(1));
                NDArray images = owner.randomNormal(new Shape(batch, 3, MODEL.imageSize(), MODEL.imageSize()));
                NDArray arriving = owner.ones(new Shape(batch, MODEL.dim()));
                System.gc();
                Thread.sleep(SETTLE_MILLIS);
                long before = ProcessMemory.resident();
                Files.writeString(Path.of("/proc/self/clear_refs"), RESET);
                try (NDManager scope = owner.newSubManager()) {
                    DataParallel.Features features = backbones.student(scope, List.of(images));
                    assertThat(backbones.backward(scope, features, arriving)).hasSameSizeAs(weights.names());
                }
                return highest() - before;
            }
        }

        private static long highest() throws IOException {
            String line = Files.readAllLines(Path.of("/proc/self/status")).stream()
                    .filter(l -> l.startsWith("VmHWM"))
                    .findFirst()
                    .orElseThrow();
            return 1024 * Long.parseLong(line.replaceAll("\\D", ""));
        }
    }
}
